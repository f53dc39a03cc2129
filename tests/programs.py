"""Programs of the corpus, run by native code and by the interpreter."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

import zwasmc
from support import CI, command, missing

LARGE = 100_000
"""Modules from this size on are left out when the compiler is plain Python, outside CI, and compiled unverified."""


def too_slow_here(wasm: Path) -> None:
    """Leave out a large module when the compiler is plain Python."""
    if wasm.stat().st_size >= LARGE:
        only_compiled("large programs")


def only_compiled(what: str) -> None:
    """Leave out what takes minutes in plain Python."""
    if not zwasmc.COMPILED and not CI:
        pytest.skip(f"NOT RUN {what}: zwasmc is plain Python here")


def run_native(
    wasm: Path,
    scratch: Path,
    args: Sequence[str] = (),
    *,
    options: Sequence[str] = (),
    cwd: Path | None = None,
    timeout: float = 120,
) -> tuple[int, bytes, bytes]:
    """Compile a program into ``scratch`` and run it with ``zwasm run``; returns exit status, stdout, stderr."""
    cwasm = scratch / f"{wasm.stem}.cwasm"
    module = wasm.read_bytes()
    cwasm.write_bytes(zwasmc.compile(module, verify=len(module) < LARGE))
    done = subprocess.run(
        [command("zwasm"), "run", *options, str(cwasm), *args],
        cwd=cwd,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=timeout,
    )
    return done.returncode, done.stdout, done.stderr


def run_interpreted(
    wasm: Path, scratch: Path, args: Sequence[str], preopens: Sequence[tuple[str, str, bool]] = ()
) -> tuple[int, bytes]:
    """Run a program in the interpreter, in this process; ``args`` starts with its name.  Exit status and stdout."""
    from zwasm import _ffi
    from zwasmc import interp

    try:
        library = _ffi.lib()
    except ImportError as error:
        missing("libzwasm", str(error))
    with (scratch / "out").open("w+b") as out, open(os.devnull, "r+b") as null:
        stdio = (null.fileno(), out.fileno(), null.fileno())
        status = interp.run(wasm.read_bytes(), library, args, preopens=preopens, stdio=stdio)
        out.seek(0)
        return status, out.read()


def run_wasmtime(wasm: Path, scratch: Path, args: Sequence[str], cwd: Path | None = None) -> tuple[int, bytes]:
    """Run a program in wasmtime, in this process; exit status and standard output."""
    import wasmtime

    engine = wasmtime.Engine()
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    store = wasmtime.Store(engine)
    config = wasmtime.WasiConfig()
    config.argv = args
    config.stdout_file = str(scratch / "wasmtime.out")
    if cwd is not None:
        config.preopen_dir(str(cwd), ".")
    store.set_wasi(config)
    start = linker.instantiate(store, wasmtime.Module.from_file(engine, str(wasm))).exports(store)["_start"]
    assert isinstance(start, wasmtime.Func)
    status = 0
    try:
        start(store)
    except wasmtime.ExitTrap as done:
        status = done.code
    del store
    return status, (scratch / "wasmtime.out").read_bytes()
