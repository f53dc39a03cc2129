;; Prints the primes below 100, and exports `count`, which counts the primes below n with a sieve.
(module $primes
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param $fd i32) (param $iovs i32) (param $count i32) (param $written i32) (result i32)))

  ;; 0..15: one iovec and the number of bytes written; from 16: the text; from 65536: the sieve, a byte per number.
  (memory (export "memory") 2)
  (global $end (mut i32) (i32.const 16))

  (func $put (param $byte i32)
    (i32.store8 (global.get $end) (local.get $byte))
    (global.set $end (i32.add (global.get $end) (i32.const 1))))

  (func $put_number (param $n i32)
    (if (i32.ge_u (local.get $n) (i32.const 10))
      (then (call $put_number (i32.div_u (local.get $n) (i32.const 10)))))
    (call $put (i32.add (i32.const 48) (i32.rem_u (local.get $n) (i32.const 10)))))

  ;; Marks every composite number below n with a 1 at 65536 + number.
  (func $sieve (param $n i32) (local $i i32) (local $j i32) (local $pages i32)
    (local.set $pages (i32.add (i32.const 2) (i32.shr_u (local.get $n) (i32.const 16))))
    (if (i32.gt_u (local.get $pages) (memory.size))
      (then
        (if (i32.eq (i32.const -1) (memory.grow (i32.sub (local.get $pages) (memory.size))))
          (then (unreachable)))))
    (memory.fill (i32.const 65536) (i32.const 0) (local.get $n))
    (local.set $i (i32.const 2))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (i32.mul (local.get $i) (local.get $i)) (local.get $n)))
        (if (i32.eqz (i32.load8_u offset=65536 (local.get $i)))
          (then
            (local.set $j (i32.mul (local.get $i) (local.get $i)))
            (loop $multiples
              (i32.store8 offset=65536 (local.get $j) (i32.const 1))
              (local.set $j (i32.add (local.get $j) (local.get $i)))
              (br_if $multiples (i32.lt_u (local.get $j) (local.get $n))))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next))))

  (func $count (export "count") (param $n i32) (result i32) (local $i i32) (local $found i32)
    (if (i32.lt_u (local.get $n) (i32.const 3)) (then (return (i32.const 0))))
    (call $sieve (local.get $n))
    (local.set $i (i32.const 2))
    (loop $next
      (local.set $found (i32.add (local.get $found) (i32.eqz (i32.load8_u offset=65536 (local.get $i)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (local.get $n))))
    (local.get $found))

  (func (export "_start") (local $i i32)
    (call $sieve (i32.const 100))
    (local.set $i (i32.const 2))
    (loop $next
      (if (i32.eqz (i32.load8_u offset=65536 (local.get $i)))
        (then
          (if (i32.gt_u (local.get $i) (i32.const 2)) (then (call $put (i32.const 32))))
          (call $put_number (local.get $i))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 100))))
    (call $put (i32.const 10))
    (i32.store (i32.const 0) (i32.const 16))
    (i32.store (i32.const 4) (i32.sub (global.get $end) (i32.const 16)))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
