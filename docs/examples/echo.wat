;; Shows two bytes of its memory to the host.
(module
  (import "env" "write" (func $write (param i32 i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "hi")
  (func (export "run") (call $write (i32.const 0) (i32.const 2))))
