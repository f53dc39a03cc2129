"""Runs of WASI programs: arguments, environment, directories, standard streams, signals."""

from __future__ import annotations

import signal

from runs import Row

P1 = "wasi_snapshot_preview1"
TYPES = {
    "args_get": "i32 i32", "args_sizes_get": "i32 i32", "environ_get": "i32 i32", "environ_sizes_get": "i32 i32",
    "fd_write": "i32 i32 i32 i32", "fd_read": "i32 i32 i32 i32", "fd_prestat_get": "i32 i32",
    "fd_prestat_dir_name": "i32 i32 i32", "path_open": "i32 i32 i32 i32 i32 i64 i64 i32 i32", "fd_close": "i32",
    "path_create_directory": "i32 i32 i32", "path_unlink_file": "i32 i32 i32", "poll_oneoff": "i32 i32 i32 i32",
    "fd_fdstat_get": "i32 i32", "path_rename": "i32 i32 i32 i32 i32 i32", "path_readlink": "i32 i32 i32 i32 i32 i32",
    "fd_seek": "i32 i64 i32 i32", "sched_yield": "", "random_get": "i32 i32", "clock_time_get": "i32 i64 i32",
}  # fmt: skip


def program(body: str, *names: str, data: str = "") -> str:
    """Return a command; ``$say`` writes bytes, ``$put`` a number and a newline, ``$exit`` ends it."""
    imports = "\n".join(
        f'(import "{P1}" "{name}" (func ${name} (param {TYPES[name]}) (result i32)))' for name in names
    )
    return f"""(module {imports}
      (import "{P1}" "fd_write" (func $out (param i32 i32 i32 i32) (result i32)))
      (import "{P1}" "proc_exit" (func $exit (param i32)))
      (memory (export "memory") 2) {data}
      (func $write (param $fd i32) (param $at i32) (param $n i32) (result i32)
        (i32.store (i32.const 16) (local.get $at)) (i32.store (i32.const 20) (local.get $n))
        (call $out (local.get $fd) (i32.const 16) (i32.const 1) (i32.const 24)))
      (func $say (param $at i32) (param $n i32) (drop (call $write (i32.const 1) (local.get $at) (local.get $n))))
      (func $put (param $x i32) (local $at i32)
        (local.set $at (i32.const 63)) (i32.store8 (i32.const 63) (i32.const 10))
        (loop $l (local.set $at (i32.sub (local.get $at) (i32.const 1)))
          (i32.store8 (local.get $at) (i32.add (i32.const 48) (i32.rem_u (local.get $x) (i32.const 10))))
          (br_if $l (local.tee $x (i32.div_u (local.get $x) (i32.const 10)))))
        (call $say (local.get $at) (i32.sub (i32.const 64) (local.get $at))))
      {body})"""


ECHO = program("""(func (export "_start")
    (drop (call $args_sizes_get (i32.const 0) (i32.const 4)))
    (drop (call $args_get (i32.const 1024) (i32.const 8192)))
    (call $put (i32.load (i32.const 0)))
    (call $say (i32.const 8192) (i32.load (i32.const 4)))
    (drop (call $environ_sizes_get (i32.const 0) (i32.const 4)))
    (drop (call $environ_get (i32.const 1024) (i32.const 65536)))
    (call $put (i32.load (i32.const 0)))
    (call $say (i32.const 65536) (i32.load (i32.const 4))))""",
               "args_get", "args_sizes_get", "environ_get", "environ_sizes_get")  # fmt: skip


def echoed(*arguments: str, env: tuple[str, ...] = ()) -> bytes:
    """Return what the program above prints."""
    out = b""
    for words in (arguments, env):
        out += str(len(words)).encode() + b"\n" + b"".join(word.encode() + b"\0" for word in words)
    return out


def arguments(
    name: str, *words: str, options: tuple[str, ...] = (), argv0: str = "guest", theirs: int | None = 0
) -> Row:
    """Return a run with arguments."""
    return Row(f"args-{name}", ECHO, options, words, out=echoed(argv0, *words), theirs=theirs)


ARGUMENTS = [
    arguments("none"),
    arguments("some", "a", "b", "c"),
    arguments("empty", "", "", "x"),
    arguments("spaces", " ", "a b", "\t\n"),
    arguments("unicode", "\xe4\U0001f600", "\u202e"),
    arguments("dash-dash", "--", "-x"),
    arguments("dash-dash-twice", "--", "--", "x"),
    arguments("dash-dash-alone", "--"),
    arguments("dash-dash-last", "x", "--"),
    arguments("options", "-1", "--help", "--dir", ".", "--", "z"),
    arguments("like-ours", "--invoke", "x", "--interpreter", "--env=A=1", "-v", "-h", "--version"),
    arguments("dash", "-", "-"),
    arguments("many", *map(str, range(300))),
    arguments("long", "x" * 4000),
    arguments("argv0", "a", options=("--argv0", "me"), argv0="me"),
    arguments("argv0-equals", "a", options=("--argv0=a/b",), argv0="a/b"),
    arguments("argv0-empty", options=("--argv0", ""), argv0=""),
    arguments("argv0-twice", options=("--argv0", "a", "--argv0", "b"), argv0="b", theirs=None),
    arguments("file-after-dash-dash", "x", options=("--",)),
    Row("args-folder", ECHO, (), ("x",), file="sub/dir/guest", out=echoed("guest", "x"), theirs=0),
    Row("args-dot", ECHO, (), ("x",), file="./guest", out=echoed("guest", "x"), theirs=0),
    Row("args-name-with-space", ECHO, (), ("x",), file="a b/g h", out=echoed("g h", "x"), theirs=0),
    Row("args-name-like-an-option", ECHO, ("--",), ("x",), file="--help", out=echoed("--help", "x"), theirs=0),
    Row("args-no-utf-8", ECHO, (), (b"\xff\xfe", b"a\x80"), out=b"3\nguest\0\xff\xfe\0a\x80\x000\n"),
    Row("args-of-invoke-are-not-the-guests", ECHO, ("--invoke", "_start"), out=echoed("guest"), theirs=0),
]

A1 = {"A": "1", "B": "two", "E": ""}
ENVIRONMENT = [
    Row("env-none", ECHO, env=A1, out=echoed("guest"), theirs=0),
    Row("env-set", ECHO, ("--env", "A=2"), env=A1, out=echoed("guest", env=("A=2",)), theirs=0),
    Row("env-equals", ECHO, ("--env=A=2",), out=echoed("guest", env=("A=2",)), theirs=0),
    Row("env-pass-on", ECHO, ("--env", "A"), env=A1, out=echoed("guest", env=("A=1",)), theirs=0),
    Row("env-pass-on-empty", ECHO, ("--env", "E"), env=A1, out=echoed("guest", env=("E=",)), theirs=0),
    Row("env-pass-on-nothing", ECHO, ("--env", "NONE"), env=A1, out=echoed("guest"), theirs=0),
    Row("env-empty-value", ECHO, ("--env", "A="), env=A1, out=echoed("guest", env=("A=",)), theirs=0),
    Row("env-equals-in-value", ECHO, ("--env", "A=x=y="), out=echoed("guest", env=("A=x=y=",)), theirs=0),
    Row("env-unicode", ECHO, ("--env", "\xe4=\U0001f600\n"), out=echoed("guest", env=("\xe4=\U0001f600\n",)), theirs=0),
    Row("env-several", ECHO, ("--env", "Z=1", "--env", "A", "--env", "M=3"), env=A1,
        out=echoed("guest", env=("Z=1", "A=1", "M=3")), theirs=0),
    Row("env-twice", ECHO, ("--env", "A=2", "--env", "C=1", "--env", "A=3"), out=echoed("guest", env=("A=3", "C=1"))),
    Row("env-named-then-passed-on", ECHO, ("--env", "A=2", "--env", "A"), env=A1, out=echoed("guest", env=("A=1",))),
    Row("env-prefix", ECHO, ("--env", "AB=2", "--env", "A"), env=A1, out=echoed("guest", env=("AB=2", "A=1")),
        theirs=0),
    Row("env-no-name", ECHO, ("--env", "=x"), out=echoed("guest", env=("=x",))),
    Row("env-empty", ECHO, ("--env", ""), out=echoed("guest")),
    Row("env-inherit", ECHO, ("--inherit-env",), env={**A1, "LC_ALL": "C"}),
    Row("env-inherit-bare", ECHO, ("--inherit-env",), env={"PATH": "/bin"}),
    Row("env-inherit-and-name", ECHO, ("--inherit-env", "--env", "A=2", "--env", "NEW=3"), env=A1),
    Row("env-name-and-inherit", ECHO, ("--env", "B=2", "--env", "E", "--inherit-env"), env=A1),
    Row("env-python-adds-nothing", ECHO, ("--env", "LC_CTYPE", "--env", "A"), env={"A": "1", "LANG": "C"},
        out=echoed("guest", env=("A=1",)), theirs=0),
]  # fmt: skip

PREOPENS = program("""(func (export "_start") (local $fd i32) (local.set $fd (i32.const 3))
    (loop $l (if (i32.eqz (call $fd_prestat_get (local.get $fd) (i32.const 0)))
      (then (drop (call $fd_prestat_dir_name (local.get $fd) (i32.const 1024) (i32.load (i32.const 4))))
        (call $say (i32.const 1024) (i32.load (i32.const 4)))
        (call $put (local.get $fd))
        (local.set $fd (i32.add (local.get $fd) (i32.const 1))) (br $l)))))""", "fd_prestat_get", "fd_prestat_dir_name")
# Writes what the descriptor's file gets, or the error number: create "new" in directory FD, then read "old".
FILES = """(func $attempt (param $fd i32)
    (call $put (call $path_create_directory (local.get $fd) (i32.const 2000) (i32.const 3)))
    (call $put (call $path_open (local.get $fd) (i32.const 0) (i32.const 2003) (i32.const 3) (i32.const 1)
      (i64.const 0x40) (i64.const 0) (i32.const 0) (i32.const 8)))
    (if (i32.gt_u (i32.load (i32.const 8)) (i32.const 3))
      (then (call $put (call $write (i32.load (i32.const 8)) (i32.const 2000) (i32.const 6)))))
    (i32.store (i32.const 8) (i32.const 0))
    (call $put (call $path_open (local.get $fd) (i32.const 0) (i32.const 2006) (i32.const 3) (i32.const 0)
      (i64.const 0x2) (i64.const 0) (i32.const 0) (i32.const 8)))
    (i32.store (i32.const 32) (i32.const 1024)) (i32.store (i32.const 36) (i32.const 100))
    (i32.store (i32.const 40) (i32.const 0))
    (local.set $fd (call $fd_read (i32.load (i32.const 8)) (i32.const 32) (i32.const 1) (i32.const 40)))
    (call $say (i32.const 1024) (i32.load (i32.const 40)))
    (call $put (local.get $fd)))"""
FILE_CALLS = ("path_create_directory", "path_open", "fd_read")
NAMES = '(data (i32.const 2000) "newoutold")'
ONE = program(FILES + '(func (export "_start") (call $attempt (i32.const 3)))', *FILE_CALLS, data=NAMES)
TWO = program(FILES + '(func (export "_start") (call $attempt (i32.const 3)) (call $attempt (i32.const 4)))',
              *FILE_CALLS,
              data=NAMES)
OLD: dict[str, bytes | None] = {"d/old": b"contents\n", "e/old": b"others\n", "d/sub/old": b"deep\n"}
WRITTEN = "0\n0\n0\n0\ncontents\n0\n"


def path_of(path: str) -> str:
    """Return a program that opens one path of descriptor 3 for reading and exits with the error number."""
    return program(f"""(func (export "_start") (call $exit (call $path_open (i32.const 3) (i32.const 1) (i32.const 2000)
        (i32.const {len(path.encode())}) (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 8))))""",
                   "path_open", data=f'(data (i32.const 2000) "{path}")')  # fmt: skip


DIRECTORIES = [
    Row("dirs-none", PREOPENS, out="", theirs=0),
    Row("dirs-one", PREOPENS, ("--dir", "d"), files=OLD, out="d3\n", theirs=0),
    Row("dirs-dot", PREOPENS, ("--dir", "."), out=".3\n", theirs=0),
    Row("dirs-equals-sign", PREOPENS, ("--dir=d",), files=OLD, out="d3\n", theirs=0),
    Row("dirs-mapped", PREOPENS, ("--dir", "d::/data"), files=OLD, out="/data3\n", theirs=0),
    Row("dirs-mapped-by-equals", PREOPENS, ("--dir", "d=/data"), files=OLD, out="/data3\n"),
    Row("dirs-equals-in-the-name", PREOPENS, ("--dir", "a=b::/c=d"), files={"a=b": None}, out="/c=d3\n", theirs=0),
    Row("dirs-several", PREOPENS, ("--dir", "e::/z", "--dir", "d::/a", "--dir", "d"), files=OLD, out="/z3\n/a4\nd5\n",
        theirs=0),
    Row("dirs-in-order", PREOPENS, ("--dir", "d::1", "--ro-dir", "e::2", "--dir", "d::3", "--ro-dir", "e::4"),
        files=OLD,
        out="13\n24\n35\n46\n"),
    Row("dirs-read-only-first", PREOPENS, ("--ro-dir", "e::1", "--dir", "d::2"), files=OLD, out="13\n24\n"),
    Row("dirs-same-name-twice", PREOPENS, ("--dir", "d::/", "--dir", "e::/"), files=OLD, out="/3\n/4\n", theirs=0),
    Row("dirs-missing", PREOPENS, ("--dir", "nowhere"), status=1, out="",
        err="error: --dir nowhere: No such file or directory",
        theirs=1),
    Row("dirs-missing-read-only", PREOPENS, ("--ro-dir=nowhere",), status=1,
        err="error: --ro-dir nowhere: No such file or directory"),
    Row("dirs-a-file", PREOPENS, ("--dir", "guest"), status=1, out="", err="error: --dir guest: Not a directory",
        theirs=1),
    Row("dirs-second-missing", PREOPENS, ("--dir", "d", "--dir", "nowhere"), files=OLD, status=1,
        err="--dir nowhere: No such"),
    Row("dirs-missing-and-file-missing", None, ("--dir", "nowhere"), status=1, err="error: guest: No such file",
        theirs=1),
    Row("dirs-empty-and-file-missing", None, ("--dir", ""), status=2, err="error: --dir : expected HOST"),
    Row("dirs-missing-and-module-malformed", b"\0asm\1\0\0\0\1", ("--dir", "nowhere"), status=1,
        err="error: guest: at 0x",
        theirs=1),
    Row("dirs-empty", PREOPENS, ("--dir", ""), status=2, err="error: --dir : expected HOST or HOST::GUEST"),
    Row("dirs-no-host", PREOPENS, ("--dir", "::/x"), status=2, err="error: --dir ::/x: expected HOST or HOST::GUEST"),
    Row("dirs-no-guest", PREOPENS, ("--dir", "d::"), files=OLD, status=2,
        err="error: --dir d::: expected HOST or HOST::GUEST"),
    Row("dirs-write", ONE, ("--dir", "d"), files=OLD, out=WRITTEN, theirs=0),
    Row("dirs-write-not", ONE, ("--ro-dir", "d"), files=OLD),
    Row("dirs-write-one-of-two", TWO, ("--dir", "d", "--ro-dir", "e"), files=OLD),
    Row("dirs-nested", TWO, ("--dir", "d", "--dir", "d/sub"), files=OLD, out=WRITTEN + "0\n0\n0\n0\ndeep\n0\n",
        theirs=0),
    Row("dirs-nested-read-only", TWO, ("--ro-dir", "d", "--dir", "d/sub"), files=OLD),
    Row("dirs-write-twice", TWO, ("--dir", "d", "--dir", "d"), files=OLD),
    Row("dirs-not-given", ONE, files=OLD),
    Row("path-in", path_of("sub/old"), ("--dir", "d"), files=OLD, theirs=0),
    Row("path-missing", path_of("none"), ("--dir", "d"), files=OLD, status=44, theirs=44),
    Row("path-below-a-file", path_of("old/x"), ("--dir", "d"), files=OLD, status=54, theirs=54),
    Row("path-up", path_of("../e/old"), ("--dir", "d"), files=OLD, status=63, theirs=63),
    Row("path-up-and-down", path_of("sub/../old"), ("--dir", "d"), files=OLD, theirs=0),
    Row("path-absolute", path_of("/etc/passwd"), ("--dir", "d"), files=OLD, status=63, theirs=63),
    Row("path-empty", path_of(""), ("--dir", "d"), files=OLD, status=44, theirs=44),
    Row("path-not-utf-8", path_of(r"\ff"), ("--dir", "d"), files=OLD, status=25),
]

# Reads standard input to its end and writes it; exits with the error number of the call that failed, plus 100 for
# writing.
CAT = program("""(func (export "_start") (local $e i32)
    (loop $l
      (i32.store (i32.const 32) (i32.const 4096)) (i32.store (i32.const 36) (i32.const 4096))
      (if (local.tee $e (call $fd_read (i32.const 0) (i32.const 32) (i32.const 1) (i32.const 40)))
        (then (call $exit (local.get $e))))
      (if (i32.load (i32.const 40)) (then
        (if (local.tee $e (call $write (i32.const 1) (i32.const 4096) (i32.load (i32.const 40))))
          (then (call $exit (i32.add (i32.const 100) (local.get $e)))))
        (br $l)))))""", "fd_read")
# Writes to a stream and exits with the error number.
WRITE = """(func (export "_start") (call $exit (call $write (i32.const {}) (i32.const 2000) (i32.const 3))))"""
TO_OUT = program(WRITE.format(1), data='(data (i32.const 2000) "out")')
TO_ERR = program(WRITE.format(2), data='(data (i32.const 2000) "err")')
TO_IN = program(WRITE.format(0), data='(data (i32.const 2000) "in ")')
# Opens d/out for writing, then writes to standard error: what is closed must not become the file.
KEEPS = program("""(func (export "_start")
    (call $exit (i32.add (call $path_open (i32.const 3) (i32.const 0) (i32.const 2003) (i32.const 3) (i32.const 1)
      (i64.const 0x40) (i64.const 0) (i32.const 0) (i32.const 8))
      (i32.add (call $write (i32.load (i32.const 8)) (i32.const 2000) (i32.const 3))
        (i32.mul (i32.const 0) (i32.add (call $write (i32.const 1) (i32.const 2003) (i32.const 3))
          (call $write (i32.const 2) (i32.const 2003) (i32.const 3))))))))""", "path_open",
                data='(data (i32.const 2000) "newout")')  # fmt: skip
RESULT = '(module (func (export "f") (result i32 i32) (i32.const 1) (i32.const 2)))'

STREAMS = [
    Row("stdin-pipe", CAT, stdin=b"hello\n", out="hello\n", theirs=0),
    Row("stdin-empty-pipe", CAT, out="", theirs=0),
    Row("stdin-large", CAT, stdin=b"0123456789abcdef" * 20000, out=b"0123456789abcdef" * 20000, theirs=0),
    Row("stdin-binary", CAT, stdin=bytes(range(256)), out=bytes(range(256)), theirs=0),
    Row("stdin-file", CAT, stdin="file", out="from a file\n", theirs=0),
    Row("stdin-null", CAT, stdin="null", out="", theirs=0),
    Row("stdin-closed", CAT, stdin="closed", out="", theirs=0),
    Row("stdout-file", CAT, stdin=b"kept", stdout="file", out="kept", theirs=0),
    Row("stdout-full", TO_OUT, stdout="full", status=51),
    Row("stdout-gone", TO_OUT, stdout="gone", status=64),
    Row("stdout-closed", TO_OUT, stdout="closed", out="", theirs=0),
    Row("stderr", TO_ERR, err="err", out="", theirs=0),
    Row("stderr-closed", TO_ERR, stderr="closed", out="", theirs=0),
    Row("stdin-written", TO_IN, status=76),
    Row("both-closed", CAT, stdin="closed", stdout="closed", out="", theirs=0),
    *[Row(f"closed-{name}-is-no-file", KEEPS, ("--dir", "d"), files=OLD, theirs=0, err=None,
        **closed)
      for name, closed in {"stdin": {"stdin": "closed"}, "stdout": {"stdout": "closed"}, "stderr": {"stderr": "closed"},
                           "none": {}}.items()],
    Row("result-stdout-full", RESULT, ("--invoke", "f"), stdout="full", status=1,
        err="error: <stdout>: No space left on device"),
    Row("result-stdout-closed", RESULT, ("--invoke", "f"), stdout="closed", out="", theirs=0),
    Row("result-stdout-gone", RESULT, ("--invoke", "f"), stdout="gone", status=-signal.SIGPIPE),
    Row("result-stdout-file", RESULT, ("--invoke", "f"), stdout="file", out="1\n2\n", theirs=0),
    Row("trap-stderr-closed", "(module (func (export \"_start\") unreachable))", stderr="closed", status=134,
        theirs=134),
    Row("error-stderr-closed", None, stderr="closed", status=1, theirs=1),
    Row("module-from-stdin", ECHO, (), ("x",), file="-", stdin="module", out=echoed("-", "x"), compile=None),
]  # fmt: skip


def waiting(how: str) -> str:
    """Return a program that writes one byte and waits."""
    waits = {
        "computing": "(loop $l (br $l))",
        "sleeping": """(i32.store8 (i32.const 2100) (i32.const 0)) (i64.store (i32.const 2116) (i64.const 0))
          (i32.store (i32.const 2108) (i32.const 1)) (i64.store (i32.const 2124) (i64.const 60000000000))
          (drop (call $poll_oneoff (i32.const 2100) (i32.const 2200) (i32.const 1) (i32.const 2300)))
          (loop $l (br $l))""",
        "reading": """(drop (call $fd_read (i32.const 0) (i32.const 2100) (i32.const 1) (i32.const 2300)))""",
        "polling": """(i32.store8 (i32.const 2108) (i32.const 1)) (i32.store (i32.const 2116) (i32.const 0))
          (drop (call $poll_oneoff (i32.const 2100) (i32.const 2200) (i32.const 1) (i32.const 2300)))""",
        "calling": "(loop $l (drop (call $sched_yield)) (br $l))",
    }
    data = r'(data (i32.const 2000) "!") (data (i32.const 2100) "\00\10\00\00\00\10\00\00")'
    return program(f"""(func (export "_start") (call $say (i32.const 2000) (i32.const 1)) {waits[how]})""",
                   "poll_oneoff",
                   "fd_read", "sched_yield", data=data)


SIGNALS = [
    Row(f"signal-{signal.Signals(number).name.lower()}-{how}", waiting(how), signal=number, status=-number, out="!")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for how in ("computing", "sleeping", "reading", "polling", "calling")
    if number != signal.SIGHUP or how in ("computing", "sleeping")
]

ROWS = [*ARGUMENTS, *ENVIRONMENT, *DIRECTORIES, *STREAMS, *SIGNALS]
