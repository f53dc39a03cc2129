"""What users of other runtimes type, and slips: each gets a useful answer."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

import pytest
import wasmtime

import cli_runner
import zwasmc
from cli_runner import Ran, zwasm
from sanitized import sanitized_program
from zwasm_formats import habits

HELLO = r"""(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\08\00\00\00\06\00\00\00hello\n")
  (func (export "twice") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
  (func (export "thrice") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
  (func (export "_start") (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 100)))))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """hello.wasm, hello.cwasm, and polite.cwasm, which can be interrupted."""
    path = tmp_path_factory.mktemp("habits")
    wasm = bytes(wasmtime.wat2wasm(HELLO))
    (path / "hello.wasm").write_bytes(wasm)
    (path / "hello.cwasm").write_bytes(zwasmc.compile(wasm))
    (path / "polite.cwasm").write_bytes(zwasmc.compile(wasm, interruptible=True))
    return path


def run(folder: Path, line: str, **env: str) -> Ran:
    """Run a line such as ``run hello.cwasm`` in the folder."""
    return zwasm(folder, *line.split(), **env)


HINT = re.compile(r" \(see: .*\)")


def interpret(folder: Path, line: str) -> Ran:
    """Run the same line in the interpreter, with modules in place of containers."""
    words = re.sub(r"\w+\.cwasm", "hello.wasm", line).split()
    words.insert(words.index("run") + 1, "--interpreter")
    done = cli_runner.zwasmc(*words, cwd=folder)
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize(
    "line",
    [
        "run -W timeout=5s polite.cwasm", "run -Wtimeout=5 polite.cwasm", "run --wasm-timeout 5s polite.cwasm",
        "run --wasm timeout=5000ms,max-memory-size=100000 polite.cwasm", "run --wasm=timeout=5s polite.cwasm",
        "run -W max-memory-size=65536 hello.cwasm", "run -W unknown-imports-trap hello.cwasm",
        "run -W unknown-imports-default=y hello.cwasm", "run -W unknown-imports-trap=n hello.cwasm",
        "run -S cli hello.cwasm", "run -Scli,inherit-env=y hello.cwasm", "run -S inherit-env=n hello.cwasm",
        "run -S tcplisten=127.0.0.1:0 hello.cwasm", "run -S preview2=n -S inherit-stdout hello.cwasm",
        "run -S http=n hello.cwasm", "run -C cache=n hello.cwasm", "run -C parallel-compilation hello.cwasm",
        "run --allow-precompiled hello.cwasm", "run --dir=. hello.cwasm", "run --dir=.::/ hello.cwasm",
        "run --env=A=B --env C hello.cwasm", "run --disable-cache hello.cwasm", "-q run hello.cwasm",
    ],
)
def test_what_means_the_same(folder: Path, line: str) -> None:
    assert run(folder, line) == interpret(folder, line) == Ran(0, "hello\n", "")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("run -W max-memory-size=1000 hello.cwasm", "exceeds the limit of 1000"),
        ("run -W timeout=x polite.cwasm", "--timeout x: expected a time"),
        ("run -W timeout polite.cwasm", "-W timeout: needs a value"),
        ("run -W timeout=1s hello.cwasm", "compiled with --interruptible"),
        ("run -W unknown-imports-trap=maybe hello.cwasm", "maybe is neither y nor n"),
        ("run -W", "-W needs a value"),
        ("run -W fuel=1000 hello.cwasm", "-W fuel=1000: .*--timeout"),
        ("run -Wfuel=1000 hello.cwasm", "-W fuel=1000: .*--timeout"),
        ("run -W simd hello.cwasm", "--features"),
        ("run -W all-proposals hello.cwasm", "hello.cwasm: is compiled already; --features is for modules"),
        ("run -W nan-canonicalization hello.cwasm", "--canonical-nans"),
        ("run -S http hello.cwasm", "-S http: .*WASI preview 1"),
        ("run -S cli=n hello.cwasm", "WASI"),
        ("run -S inherit-network hello.cwasm", "--tcplisten"),
        ("run -S inherit-stdin=n hello.cwasm", "redirect"),
        ("run -O opt-level=2 hello.wasm", "one level of optimisation"),
        ("run -O2 hello.wasm", "one level of optimisation"),
        ("run --optimize hello.wasm", "one level of optimisation"),
        ("run -C cache hello.wasm", "compile once with zwasmc compile"),
        ("run -C cranelift-x hello.wasm", "one code generator"),
        ("run -D debug-info hello.wasm", "debugging"),
        ("run -D coredump=core hello.wasm", "backtrace"),
        ("run -R path=x hello.wasm", "not recorded"),
        ("run -g hello.wasm", "debugging"),
        ("run --profile=guest hello.cwasm", "--perfmap"),
        ("run --profile jitdump hello.cwasm", "--perfmap"),
        ("run --config foo.toml hello.cwasm", "no configuration files"),
        ("run --mapdir /::. hello.cwasm", "--dir HOST::GUEST"),
        ("run --mapdir=/::. hello.cwasm", "--dir HOST::GUEST"),
        ("run -e A=B hello.cwasm", "--env KEY=VALUE"),
        ("run -env A=B hello.cwasm", "--env KEY=VALUE"),
        ("run -mount .:/ hello.cwasm", "--dir HOST::GUEST"),
        ("run --fuel 1000 hello.wasm", "--timeout"),
        ("run --wasm-features all hello.wasm", "--features"),
        ("run --max-memory-size 1000 hello.cwasm", r"unknown option --max-memory-size \(did you mean --max-memory\?\)"),
        ("run --inherit-envs hello.cwasm", r"did you mean --inherit-env\?"),
        ("run --tiemout=5s hello.cwasm", r"unknown option --tiemout=5s \(did you mean --timeout\?\)"),
        ("run --frobnicate hello.cwasm", "unknown option --frobnicate .see: zwasm help"),
        ("run --check=yes hello.cwasm", "--check takes no value"),
        ("run --timeout", "--timeout needs a value"),
        ("run --cpu v2 hello.cwasm", "hello.cwasm: is compiled already; --cpu is for modules"),
        ("run --memory checked hello.cwasm", "hello.cwasm: is compiled already; --memory is for modules"),
        ("run -j1 hello.cwasm", "hello.cwasm: is compiled already; -j is for modules"),
        ("run --cpu v9 hello.wasm", "--cpu v9: expected v2, v3, v4 or native"),
        ("run --memory some hello.wasm", "--memory some: expected guard or checked"),
        ("run --features +nonsense hello.wasm", "unknown proposal 'nonsense'"),
        ("run -j x hello.wasm", "-j"),
        ("run --unknown-imports never hello.cwasm", "expected trap, default or deny"),
        ("run --preload env hello.cwasm", "--preload env: expected NAME=FILE"),
        ("run --preload =x hello.cwasm", "expected NAME=FILE"),
        ("run --tcplisten nowhere hello.cwasm", "--tcplisten nowhere: expected HOST:PORT"),
        ("run --invoke twice(4) hello.cwasm", "twice.4.; arguments are given as --invoke 'twice=4'"),
        ("run --invoke twise hello.cwasm 4", r"no exported function twise \(did you mean twice\?\)"),
        ("run --invoke Twice=4 hello.cwasm", r"no exported function Twice=4 \(did you mean twice\?\)"),
        ("run --invoke nothing hello.cwasm", "no exported function nothing$"),
        ("serve hello.wasm", "no command serve: .*HTTP"),
        ("wast x.wast", "no command wast"),
        ("settings", "no command settings"),
        ("config new", "no command config"),
        ("explore hello.wasm", "inspect --disasm"),
        ("objdump hello.cwasm", "inspect --disasm"),
        ("completion bash", "no command completion"),
        ("compiel hello.wasm", r"no command compiel \(did you mean compile\?\)"),
        ("rum hello.cwasm", r"no command rum \(did you mean run\?\)"),
        ("help serve", "no command serve: "),
        ("help frob", "no command frob .see: zwasm help"),
        ("nosuchfile", "nosuchfile: No such file or directory"),
    ],
)
def test_what_gets_advice(folder: Path, line: str, answer: str) -> None:
    done = run(folder, line)
    assert done.status in (1, 2) and done.out == ""
    assert done.err.startswith("error: ") and done.err.count("\n") == 1
    assert re.search(answer, done.err.rstrip("\n")), done.err
    if line.startswith("run ") and "compiled" not in answer:
        other = interpret(folder, line)
        assert other.status == done.status and other.out == ""
        assert HINT.sub("", other.err) == HINT.sub("", done.err).replace(".cwasm", ".wasm")


def test_a_file_goes_before_a_command_of_another_runtime(folder: Path) -> None:
    (folder / "serve").write_bytes((folder / "hello.cwasm").read_bytes())
    assert run(folder, "serve") == Ran(0, "hello\n", "")
    (folder / "serve").unlink()


def test_modules_are_compiled_as_the_options_say(folder: Path) -> None:
    assert run(folder, "run --cpu v2 -j 1 --memory=checked --features=+simd hello.wasm") == Ran(0, "hello\n", "")
    assert run(folder, "run -W all-proposals hello.wasm") == Ran(0, "hello\n", "")
    done = run(folder, "-v run --cpu v2 hello.wasm")
    lines = done.err.splitlines()
    assert done.status == 0 and done.out == "hello\n" and len(lines) == 3
    assert re.fullmatch(r"hello.wasm: \d+ -> \d+ bytes in \d+ ms", lines[0])
    assert re.fullmatch(r"hello.wasm: \d+ bytes loaded in [\d.]+ ms", lines[1])
    assert re.fullmatch(r"hello.wasm: ran for [\d.]+ ms; at most [\d.]+ MiB of memory were in use", lines[2])


def test_modules_are_compiled_for_this_processor(folder: Path, tmp_path: Path) -> None:
    fake = tmp_path / "zwasmc"
    fake.write_text('#!/bin/sh\necho "$@" >&2\nexit 1\n')
    fake.chmod(0o755)
    done = run(folder, "run --cpu v3 --timeout 1s --max-compile-memory 1G -j2 hello.wasm", ZWASMC=str(fake))
    words = "compile -o - --cpu=native --cpu=v3 --max-compile-memory=1G -j2 --interruptible -- hello.wasm"
    assert done.err == words + "\n"


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("compile -O opt-level=2 hello.wasm", "-O opt-level=2: there is one level of optimisation"),
        ("compile hello.wasm -O2", "-O 2: there is one level of optimisation"),
        ("compile --interuptible hello.wasm", r"unknown option --interuptible \(did you mean --interruptible\?\)"),
        ("compile --config x hello.wasm", "no configuration files"),
        ("validate --feature +simd hello.wasm", r"did you mean --features\?"),
        ("inspect --disas hello.wasm", r"did you mean --disasm\?"),
        ("wat --no-such hello.wasm", "unknown option --no-such .see: zwasmc help wat"),
        ("objdump hello.cwasm", "no command objdump: machine code is shown by zwasm inspect"),
        ("serve hello.wasm", "no command serve: .*HTTP"),
        ("compiel hello.wasm", r"no command compiel \(did you mean compile\?\)"),
        ("help compiel", r"no command compiel \(did you mean compile\?\)"),
        ("hello.wasm", r"no command hello.wasm \(did you mean zwasmc compile hello.wasm\?\)"),
        ("frob", r"no command frob \(see: zwasmc help\)"),
    ],
)
def test_the_compiler_gives_advice_too(folder: Path, line: str, answer: str) -> None:
    said = cli_runner.refusal(*line.split(), status=2, cwd=folder)
    assert re.search(answer, said), said


def test_the_compiler_takes_what_means_the_same(folder: Path) -> None:
    line = "compile -W all-proposals hello.wasm -Cparallel-compilation=n -S cli -o same.cwasm"
    done = cli_runner.zwasmc(*line.split(), cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (folder / "same.cwasm").read_bytes() == (folder / "hello.cwasm").read_bytes()
    assert cli_runner.zwasmc("-V").stdout == cli_runner.zwasmc("version").stdout


def test_every_habit_has_a_meaning_or_advice() -> None:
    keys = [(habit.group, habit.key) for habit in habits.HABITS]
    assert len(set(keys)) == len(keys)
    for habit in habits.HABITS:
        assert habit.yes is not None or habit.advice, habit.key
        assert habit.no is not None or habit.advice or habit.kind != habits.FLAG, habit.key
    for short, _ in habits.GROUPS:
        word, advice = habits.meaning(short, "no-such-key", None)
        assert word is not None or advice


def test_every_habit_under_the_sanitizers(folder: Path, tmp_path: Path) -> None:
    """Alone, with each value, and cut short: no undefined behaviour, and one line where it is refused."""
    program = sanitized_program(tmp_path)
    env = {"ZWASMC": "/none", "ASAN_OPTIONS": "detect_leaks=0"}  # the system takes everything back
    for habit in habits.HABITS:
        words = [habit.key] if habit.group in ("", "command") else [habit.group, habit.key]
        for tail in ("", "=y", "=n", "=5", "=", ","):
            line = [program, *words[:-1], words[-1] + tail, *(["hello.cwasm"] if tail != "," else [])]
            done = subprocess.run(line, cwd=folder, capture_output=True, text=True, timeout=60, env=env)
            assert done.returncode in (0, 1, 2), (line, done.stderr)
            assert done.returncode == 0 or done.stderr.startswith("error: "), (line, done.stderr)
            assert done.returncode == 0 or done.stderr.count("\n") == 1, (line, done.stderr)


def test_a_wrong_export_among_very_many_takes_no_time(tmp_path: Path) -> None:
    names = [f"{number:05}" + "ab" * 29 for number in range(30_000)]
    exports = " ".join(f'(export "{name}" (func 0))' for name in ["start", *names])
    wasm = bytes(wasmtime.wat2wasm(f"(module (func) {exports})"))
    (tmp_path / "hello.wasm").write_bytes(wasm)
    (tmp_path / "hello.cwasm").write_bytes(zwasmc.compile(wasm))
    begun = time.monotonic()
    for word, hint in (("strat", " (did you mean start?)"), ("zz" * 32, "")):
        line = f"run --invoke {word} hello.cwasm"
        for done in (run(tmp_path, line), interpret(tmp_path, line)):
            assert done.status == 1 and done.err.endswith(f"there is no exported function {word}{hint}\n")
    assert time.monotonic() - begun < 20
