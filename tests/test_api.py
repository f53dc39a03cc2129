"""The Python API: `zwasmc.compile` and its errors."""

from __future__ import annotations

import subprocess
import sys

import pytest

import zwasmc
from support import ROOT

WASM = (ROOT / "docs/examples/primes.wasm").read_bytes()


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_bytes_of_every_kind(kind: type[bytearray] | type[memoryview]) -> None:
    assert zwasmc.compile(kind(WASM)) == zwasmc.compile(WASM)


def test_text_is_no_module() -> None:
    with pytest.raises(TypeError):
        zwasmc.compile("(module)")  # type: ignore[arg-type]


def test_errors_carry_code_and_offset() -> None:
    with pytest.raises(zwasmc.Malformed) as caught:
        zwasmc.compile(WASM[:-1])
    assert caught.value.code and 0 < caught.value.offset <= len(WASM)
    assert str(caught.value) == f"at {caught.value.offset:#x}: {caught.value.message}"


def test_it_starts_no_process_and_importing_costs_nothing() -> None:
    program = f"""
import sys
STARTS = ("subprocess.Popen", "os.fork", "os.exec", "os.posix_spawn", "os.system")
sys.addaudithook(lambda event, _: event in STARTS and sys.exit(event))
import zwasmc
assert not [name for name in sys.modules if name.startswith("zwasmc.")], sys.modules
zwasmc.compile({WASM!r})
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
