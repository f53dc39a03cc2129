"""Runs with ``--invoke``: values of every type, the forms of the option, names of functions."""

from __future__ import annotations

from runs import Row

IDENTITY = """(module
  (func (export "i32") (param i32) (result i32) (local.get 0))
  (func (export "i64") (param i64) (result i64) (local.get 0))
  (func (export "f32") (param f32) (result f32) (local.get 0))
  (func (export "f64") (param f64) (result f64) (local.get 0))
  (func (export "v128") (param v128) (result v128) (local.get 0))
  (func (export "funcref") (param funcref) (result funcref) (local.get 0))
  (func (export "externref") (param externref) (result externref) (local.get 0))
  (func (export "bits") (param f32 f64) (result i32 i64)
    (i32.reinterpret_f32 (local.get 0)) (i64.reinterpret_f64 (local.get 1))))"""

# type: text: result (None: refused); wasmtime reads and prints plain integers alike.
PLAIN = {
    "i32": {"0": "0", "1": "1", "-1": "-1", "2147483647": "2147483647", "-2147483648": "-2147483648"},
    "i64": {"0": "0", "-1": "-1", "9223372036854775807": "9223372036854775807",
            "-9223372036854775808": "-9223372036854775808"},
}  # fmt: skip
OURS: dict[str, dict[str, str | None]] = {
    "i32": {
        "4294967295": "-1", "2147483648": "-2147483648", "0x80000000": "-2147483648", "-0x1": "-1", "+7": "7",
        "-0": "0",
        "1_000": "1000", "0Xff": "255", "007": "7", "4294967296": None, "-2147483649": None, "1.5": None, "": None,
        "0x": None, "1__0": None, "_1": None, "1_": None, " 1": None, "one": None, "1e3": None,
        "\N{DIGIT ONE}\u0661": None,
    },
    "i64": {
        "18446744073709551615": "-1", "0xffff_ffff_ffff_ffff": "-1", "9223372036854775808": "-9223372036854775808",
        "18446744073709551616": None, "-9223372036854775809": None, "1" * 60: None,
    },
    "f32": {
        "0": "0", "-0": "-0", "0.1": "0.1", "1e10": "1e+10", "16777217": "16777216", "1e-45": "1e-45",
        "1e-46": "0", "3.4028235e38": "3.4028235e+38", "3.4028235677973365e38": "3.4028235e+38",
        "340282356779733661637539395458142568447": "3.4028235e+38", "340282356779733661637539395458142568448": None,
        "0x1.0000010000000000000001p0": "1.0000001", "0x1.fffffefffffff8000000p127": "3.4028235e+38",
        "1.00000017881393432617187501": "1.0000002", "1.000000178813934326171875": "1.0000002",
        "0x1p-149": "1e-45", "0x1p-150": "0", "0x1.8p-149": "3e-45", "0x.8": "0.5", "0x1.": "1", ".5": "0.5", "5.": "5",
        "inf": "inf", "-inf": "-inf", "+inf": "inf", "nan": "nan:0x400000", "-nan": "-nan:0x400000",
        "nan:0x1": "nan:0x1", "-nan:0x20_0001": "-nan:0x200001", "nan:0x0": None, "nan:0x800000": None, "1e39": None,
        "infinity": None, "Inf": None, "NaN": None, "1_0": None, "0x": None, "0xp1": None, ".": None, "1e": None,
        "0.1f": None, "": None, "1e99999999999": None, "1e-99999999999": "0",
        "0." + "0" * 600 + "1e600": "0.1",
    },
    "f64": {
        "0.1": "0.1", "0.30000000000000004": "0.30000000000000004", "1e99": "1e+99", "5e-324": "5e-324",
        "2.4703282292062327e-324": "0", "2.4703282292062328e-324": "5e-324", "1.7976931348623157e308":
        "1.7976931348623157e+308", "1.7976931348623159e308": None, "9007199254740993": "9007199254740992",
        "0x1.00000000000008p0": "1", "0x1.000000000000080000001p0": "1.0000000000000002", "0x1p-1074": "5e-324",
        "0x1.fffffffffffff7p1023": "1.7976931348623157e+308", "0x1.fffffffffffff8p1023": None,
        "nan:0xfffffffffffff": "nan:0xfffffffffffff", "nan:0x10000000000000": None, "-0x0p0": "-0",
        "123456.789": "123456.789", "1e21": "1e+21", "1e22": "1e+22", "100000000000000000": "1e+17",
    },
    "v128": {
        "i32x4 1 2 3 4": "i32x4 0x00000001 0x00000002 0x00000003 0x00000004",
        "i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15": "i32x4 0x03020100 0x07060504 0x0b0a0908 0x0f0e0d0c",
        "i16x8 -1 2 -3 4 5 6 7 8": "i32x4 0x0002ffff 0x0004fffd 0x00060005 0x00080007",
        "i64x2 -1 0x10": "i32x4 0xffffffff 0xffffffff 0x00000010 0x00000000",
        "f32x4 1 0x1.0000010000000000000001p0 3.4028235677973366e38 -nan":
        "i32x4 0x3f800000 0x3f800001 0x7f7fffff 0xffc00000",
        "f64x2 0x1.000000000000080000001p0 -0": "i32x4 0x00000001 0x3ff00000 0x00000000 0x80000000",
        "0xff": "i32x4 0x000000ff 0x00000000 0x00000000 0x00000000",
        "-1": "i32x4 0xffffffff 0xffffffff 0xffffffff 0xffffffff",
        "i32x4 1 2 3": None, "i32x4 1 2 3 4 5": None, "f32x4 1 2 3 1e39": None, "i32x4 1 2 3 1.0": None, "": None,
        "i8x16 256 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0": None, "x": None, "i32x4\t1 2 3 4": None,
    },
    "funcref": {"null": "null", "0": None},
    "externref": {"null": "null", "5": None},
}  # fmt: skip


def values() -> list[Row]:
    """Return a row for every text above."""
    rows = []
    for kind, texts in PLAIN.items():
        for text, result in texts.items():
            rows.append(Row(f"value-{kind}-{text}", IDENTITY, ("--invoke", kind), (text,), out=f"{result}\n", theirs=0))
    for kind, ours in OURS.items():
        for text, printed in ours.items():
            name = f"value-{kind}-{text[:40].encode('unicode_escape').decode()}-{len(text)}"
            if printed is None:
                rows.append(Row(name, IDENTITY, ("--invoke", kind), (text,), status=2, out="",
                                err=" is not a value of type " + kind))
            else:
                rows.append(Row(name, IDENTITY, ("--invoke", kind), (text,), out=printed + "\n"))
    return rows


FORMS = r"""(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (global (export "global") i32 (i32.const 1))
  (table (export "table") 1 funcref)
  (func (export "two") (param i32 i64) (result i64 i32) (local.get 1) (local.get 0))
  (func (export "two=1") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
  (func (export "=") (param i32) (result i32) (local.get 0))
  (func (export "none"))
  (func (export "five") (result i32) (i32.const 5))
  (func (export "--five") (result i32) (i32.const 6))
  (func (export "") (result i32) (i32.const 7))
  (func (export "a b") (result i32) (i32.const 8))
  (func (export "a\nb\1b[31m") (result i32) (i32.const 9))
  (func (export "\u{e4}\u{1f600}\u{202e}") (result i32) (i32.const 10))
  (func (export "\"'$`\\") (result i32) (i32.const 11))
  (func (export "text") (param v128 f32) (result f32) (local.get 1))
  (func (export "leave") (param i32) (call $exit (local.get 0)) (unreachable))
  (func (export "fail") (result i32) (i32.div_s (i32.const 1) (i32.const 0)))
  (func (export "_start") (call $exit (i32.const 9))))"""
NUL = r"""(module (func (export "a\00b") (result i32) (i32.const 1))
  (func (export "a") (param f32) (result i32) (i32.const 2)))"""
LONG = f"""(module (func (export "{'n' * 300}") (param {"i32 " * 300})) (func (export "{"ä" * 101}")))"""
INVOKE = [
    Row("invoke-two", FORMS, ("--invoke", "two"), ("1", "-2"), out="-2\n1\n", theirs=0),
    Row("invoke-equals", FORMS, ("--invoke=two",), ("1", "2"), out="2\n1\n", theirs=0),
    Row("invoke-inline", FORMS, ("--invoke", "two=3,4"), out="4\n3\n"),
    Row("invoke-longest-name", FORMS, ("--invoke", "two=1"), ("6",), out="7\n", theirs=0),
    Row("invoke-longest-name-inline", FORMS, ("--invoke", "two=1=6"), out="7\n"),
    Row("invoke-equals-name", FORMS, ("--invoke", "="), ("5",), out="5\n", theirs=0),
    Row("invoke-equals-name-inline", FORMS, ("--invoke", "==5"), out="5\n"),
    Row("invoke-inline-nothing", FORMS, ("--invoke", "none="), out=""),
    Row("invoke-inline-nothing-for-one", FORMS, ("--invoke", "two=1="), status=2, err="takes 1 argument, 0 given"),
    Row("invoke-inline-comma", FORMS, ("--invoke", "two=1,"), status=2, err="argument 2:  is not a value of type i64"),
    Row("invoke-inline-vector", FORMS, ("--invoke", "text=i64x2 1 2,0.5"), out="0.5\n"),
    Row("invoke-inline-and-words", FORMS, ("--invoke", "two=1,2"), ("3",), status=2,
        err="two=1,2: the arguments stand either after = or after FILE"),
    Row("invoke-none", FORMS, ("--invoke", "none"), out="", theirs=0),
    Row("invoke-five", FORMS, ("--invoke", "five"), out="5\n", theirs=0),
    Row("invoke-dashes", FORMS, ("--invoke", "--five"), out="6\n"),
    Row("invoke-dashes-equals", FORMS, ("--invoke=--five",), out="6\n", theirs=0),
    Row("invoke-empty-name", FORMS, ("--invoke", ""), out="7\n", theirs=0),
    Row("invoke-space", FORMS, ("--invoke", "a b"), out="8\n", theirs=0),
    Row("invoke-control-characters", FORMS, ("--invoke", "a\nb\x1b[31m"), out="9\n", theirs=0),
    Row("invoke-unicode", FORMS, ("--invoke", "\xe4\U0001f600\u202e"), out="10\n", theirs=0),
    Row("invoke-quotes", FORMS, ("--invoke", "\"'$`\\"), out="11\n", theirs=0),
    Row("invoke-last-counts", FORMS, ("--invoke", "none", "--invoke", "five"), out="5\n"),
    Row("invoke-too-few", FORMS, ("--invoke", "two"), ("1",), status=2, out="", theirs=1,
        err="guest: two(i32, i64) -> (i64, i32) takes 2 arguments, 1 given"),
    Row("invoke-too-many", FORMS, ("--invoke", "two"), ("1", "2", "3"), status=2, out="",
        err="two(i32, i64) -> (i64, i32) takes 2 arguments, 3 given"),
    Row("invoke-one-too-many", FORMS, ("--invoke", "none"), ("1",), status=2, err="none() takes 0 arguments, 1 given"),
    Row("invoke-dash-dash-is-an-argument", FORMS, ("--invoke", "two"), ("--", "1", "2"), status=2, out="", theirs=1,
        err="takes 2 arguments, 3 given"),
    Row("invoke-dash-dash-alone", FORMS, ("--invoke", "none"), ("--",), status=2, err="takes 0 arguments, 1 given"),
    Row("invoke-missing", FORMS, ("--invoke", "three"), status=1, out="", err="there is no exported function three",
        theirs=1),
    *[Row(f"invoke-missing-but-close-{word}", FORMS, ("--invoke", word), ("1",), status=1, err="no exported function")
      for word in ("tow", "TWO", "fiv", "five1", "leav", "leaver", "leave(1)", "none()", "fial", "tex",
        "\xe4\U0001f600")],
    Row("invoke-missing-inline", FORMS, ("--invoke", "three=1"), status=1, err="there is no exported function three=1"),
    Row("invoke-missing-odd", FORMS, ("--invoke", "x\n\x1b\u2028y"), status=1,
        err=r"no exported function x\x0a\x1b\xe2\x80\xa8y"),
    Row("invoke-memory", FORMS, ("--invoke", "memory"), status=1, err="there is no exported function memory", theirs=1),
    Row("invoke-global", FORMS, ("--invoke", "global"), status=1, err="there is no exported function global", theirs=1),
    Row("invoke-table", FORMS, ("--invoke", "table"), status=1, err="there is no exported function table", theirs=1),
    Row("invoke-start", FORMS, ("--invoke", "_start"), status=9, theirs=9),
    Row("invoke-exit", FORMS, ("--invoke", "leave"), ("3",), status=3, theirs=3),
    Row("invoke-trap", FORMS, ("--invoke", "fail"), status=134, out="", err="trap: integer divide by zero", theirs=134),
    Row("invoke-bad-value", FORMS, ("--invoke", "two"), ("1", "x"), status=2, out="", theirs=1,
        err="guest: two: argument 2: x is not a value of type i64"),
    Row("invoke-name-with-nul", NUL, ("--invoke", "a"), ("1",), out="2\n", theirs=0),
    Row("list-name-with-nul", NUL, status=1, err="  a\\x00b() -> (i32)\n  a(f32) -> (i32)\n"),
    Row("list-odd-names", FORMS.replace("_start", "start"), status=1,
        err="  a\\x0ab\\x1b[31m() -> (i32)\n  \xe4\U0001f600\\xe2\\x80\\xae() -> (i32)\n  \"'$`\\() -> (i32)\n"),
    Row("list-long-names", LONG, status=1, err="  " + "n" * 200 + "(i32, i32"),
    Row("list-cut-character", LONG, status=1, err="\xe4" * 100 + "()\n"),
    Row("invoke-long-signature", LONG, ("--invoke", "n" * 300), status=2, err=" takes 300 arguments, 0 given"),
    Row("invoke-many-results", f"(module (func (export \"f\") (result {'i64 ' * 100}) {'(i64.const -3) ' * 100}))",
        ("--invoke", "f"), out="-3\n" * 100, theirs=0),
    Row("invoke-ref-result", '(module (elem declare func $f) (func $f (export "f") (result funcref) (ref.func $f)))',
        ("--invoke", "f"), out="funcref\n"),
]

EXITS = [
    Row(f"exit-{status}", FORMS, ("--invoke", "leave"), (str(status),), status=status & 255, out="",
        theirs=status if 0 <= status < 126 else None)
    for status in (0, 1, 2, 9, 42, 100, 125, 126, 127, 128, 130, 134, 143, 200, 254, 255, 256, 257, 300, 65535, 65536,
                   -1, -2, -128, -255, -256, 2147483647, -2147483648)
]  # fmt: skip

ROWS = [*values(), *INVOKE, *EXITS]
