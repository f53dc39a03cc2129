"""The table of runs: both commands do the same to the byte, and what wasmtime's command line does."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import runs
import runs_modules
import runs_options
import runs_values
import runs_wasi
from runs import Row

ROWS = [*runs_values.ROWS, *runs_modules.ROWS, *runs_wasi.ROWS, *runs_options.ROWS]


@pytest.fixture(scope="session")
def compiler(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A zwasmc for the modules that ``zwasm run`` has to compile."""
    return runs.compiler_script(tmp_path_factory.mktemp("zwasmc"))


@pytest.fixture(scope="session")
def wasmtime_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """wasmtime's command line."""
    return runs.wasmtime_program(tmp_path_factory.mktemp("wasmtime"))


def test_the_table_is_large_and_its_rows_have_names() -> None:
    names = [row.name for row in ROWS]
    assert len(names) == len(set(names)) and len(names) >= 500
    assert sum(row.theirs is not None for row in ROWS) >= 250


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_both_commands(row: Row, tmp_path: Path, compiler: str) -> None:
    (tmp_path / "native").mkdir()
    (tmp_path / "interpreter").mkdir()
    one = runs.native(row, tmp_path / "native", compiler)
    other = runs.interpreter(row, tmp_path / "interpreter", compiler)
    both = f"native: {runs.shown(one)}interpreter: {runs.shown(other)}"
    errors = runs.stderr_of(one, row)
    assert (one.status, one.stdout, errors) == (other.status, other.stdout, runs.stderr_of(other, row)), both
    assert one.files == other.files
    assert one.status == row.status, both
    if row.out is not None:
        assert one.stdout == (row.out.encode() if isinstance(row.out, str) else row.out), both
    if row.err is not None:
        assert row.err.encode() in errors and bool(row.err) == bool(errors), both


COMPARED = [row for row in ROWS if row.theirs is not None]


@pytest.mark.parametrize("row", COMPARED, ids=[row.name for row in COMPARED])
def test_wasmtime(row: Row, tmp_path: Path, wasmtime_program: Path, compiler: str) -> None:
    (tmp_path / "native").mkdir()
    (tmp_path / "wasmtime").mkdir()
    ours = runs.native(row, tmp_path / "native", compiler)
    theirs = runs.by_wasmtime(row, tmp_path / "wasmtime", wasmtime_program)
    assert (theirs.status, theirs.stdout) == (row.theirs, ours.stdout), runs.shown(theirs)
    assert theirs.files == ours.files


@pytest.mark.parametrize("words", [runs.native_words, runs.interpreter_words], ids=["native", "interpreter"])
def test_what_is_ignored_stays_ignored(words: Callable[[], list[str]], tmp_path: Path, compiler: str) -> None:
    """As under nohup, or in the background of a shell without job control."""
    row = Row("", runs_wasi.waiting("sleeping"))
    runs.prepare(row, tmp_path, native=words is runs.native_words)
    command = ["/bin/sh", "-c", 'trap "" INT HUP; exec "$@"', "sh", *words(), "guest"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               cwd=tmp_path, env=runs.environment(row, compiler))
    assert process.stdout is not None and process.stdout.read(1) == b"!"
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.5)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=runs.SECONDS)
    assert (process.returncode, out, err) == (-signal.SIGTERM, b"", b"")
