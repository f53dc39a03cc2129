"""Modules whose functions pass many values on: results, arguments, labels and locals in long runs."""

from __future__ import annotations

MAKE = {
    "i32": "(i32.add (local.get $x) (i32.const {k}))",
    "i64": "(i64.mul (i64.extend_i32_s (local.get $x)) (i64.const {k}000000001))",
    "f32": "(f32.add (f32.convert_i32_s (local.get $x)) (f32.const {k}.25))",
    "f64": "(f64.add (f64.convert_i32_s (local.get $x)) (f64.const {k}.125))",
    "v128": "(i32x4.add (i32x4.splat (local.get $x)) (v128.const i32x4 {k} 7 {k} 9))",
}
"""A value that depends on the parameter and on its place."""

BITS = {
    "i32": "{}",
    "i64": "(i32.wrap_i64 (i64.xor {0} (i64.shr_u {0} (i64.const 32))))",
    "f32": "(i32.reinterpret_f32 {})",
    "f64": "(i32.wrap_i64 (i64.rotl (i64.reinterpret_f64 {}) (i64.const 20)))",
    "v128": "(i32.add (i32x4.extract_lane 3 {0}) (i32x4.extract_lane 0 {0}))",
}
CONSTANTS = {
    "i32": "i32.const -5",
    "i64": "i64.const 0x123456789a",
    "f32": "f32.const 1.5",
    "f64": "f64.const -2.5",
    "v128": "v128.const i32x4 1 2 3 4",
}

PATTERNS = {
    "i32": ["i32"],
    "i64": ["i64"],
    "f32": ["f32"],
    "f64": ["f64"],
    "v128": ["v128"],
    "narrow": ["i32", "f32"],
    "numbers": ["i32", "i64", "f32", "f64"],
    "all": ["i32", "v128", "f64", "i64", "f32"],
    "parts": ["i64"] * 50 + ["v128"] * 50 + ["i32"] * 50,
}


def digest(types: list[str]) -> str:
    """Code that leaves a hash of the locals from $p0 on in $h."""
    steps = [
        f"(local.set $h (i32.add (i32.mul (local.get $h) (i32.const 31)) {BITS[t].format(f'(local.get $p{k})')}))"
        for k, t in enumerate(types)
    ]
    return "\n".join(steps)


def text(types: list[str]) -> str:
    """The module: every exported function takes an i32 and returns a hash of what it has passed on."""
    many = " ".join(types)
    count = len(types)
    made = "\n".join(MAKE[t].format(k=k) for k, t in enumerate(types))
    params = " ".join(f"(param $p{k} {t})" for k, t in enumerate(types))
    locals_ = " ".join(f"(local $p{k} {t})" for k, t in enumerate(types))
    store = " ".join(f"(local.set $p{k})" for k in reversed(range(count)))
    load = " ".join(f"(local.get $p{k})" for k in range(count))
    # the value at k goes to the last place of its type, and so on
    places: dict[str, list[int]] = {}
    for k, t in enumerate(types):
        places.setdefault(t, []).append(k)
    other = {k: places[t][-1 - places[t].index(k)] for k, t in enumerate(types)}
    swapped = " ".join(f"(local.get $p{other[k]})" for k in range(count))
    same = " ".join(f"({CONSTANTS[t]})" for t in types)
    return f"""(module
      (type $out (func (param i32) (result {many})))
      (type $in (func (param {many}) (result i32)))
      (table funcref (elem $make $sum))
      (func $make (param $x i32) (result {many}) {made})
      (func $sum {params} (result i32) (local $h i32) {digest(types)} (local.get $h))
      (func $relay (param $x i32) (result {many}) (call $make (local.get $x)))
      (func $turn (param $x i32) (result {many}) {locals_} (call $make (local.get $x)) {store} {swapped})
      (func $same (param $x i32) (result {many}) {same})
      (func $early (param $x i32) (result {many}) (call $make (local.get $x)) (br_if 0 (local.get $x))
        {"(drop)" * count} (call $turn (local.get $x)))
      (func (export "f0") (param $x i32) (result i32) (call $sum (call $make (local.get $x))))
      (func (export "f1") (param $x i32) (result i32) (call $sum (call $relay (local.get $x))))
      (func (export "f2") (param $x i32) (result i32) (call $sum (call $turn (local.get $x))))
      (func (export "f3") (param $x i32) (result i32) (call $sum (call $same (local.get $x))))
      (func (export "f4") (param $x i32) (result i32) (call $sum {same}))
      (func (export "f5") (param $x i32) (result i32) (i32.xor (call $sum (call $early (local.get $x)))
        (call $sum (call $early (i32.const 0)))))
      (func (export "f6") (param $x i32) (result i32) {locals_} (call $make (local.get $x)) {store} {load} (call $sum)
        {load} (call $sum) (i32.add) {swapped} (call $sum) (i32.xor))
      (func (export "f7") (param $x i32) (result i32)
        (block $b (result {many}) (call $make (local.get $x)) (br_if $b (local.get $x)) {"(drop)" * count}
          (call $turn (local.get $x)))
        (call $sum))
      (func (export "f8") (param $x i32) (result i32) (local $n i32) {locals_} (local.set $n (i32.const 3))
        (call $make (local.get $x))
        (loop $l (param {many}) (result {many})
          {store} {swapped}
          (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
        (call $sum))
      (func (export "f9") (param $x i32) (result i32)
        (call_indirect (type $in) (call_indirect (type $out) (local.get $x) (i32.const 0)) (i32.const 1)))
      (func (export "f10") (param $x i32) (result i32) {locals_} (local $h i32)
        (local.set $h (local.get $x)) {digest(types)}
        (call $make (local.get $x)) {store} {digest(types)} (local.get $h))
      (func (export "f11") (param $x i32) (result i32) (local $n i32) {locals_} (local.set $n (i32.const 2))
        (loop $l (call $make (local.get $n)) {store} (local.set $n (i32.sub (local.get $n) (i32.const 1)))
          (br_if $l (local.get $n)))
        {load} (call $sum)))"""
