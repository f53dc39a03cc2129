"""How the native runtime is linked, and what it says when it crashes."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import wasmtime
from elftools.elf.elffile import ELFFile

import zwasm
import zwasmc
from support import installed_program
from test_loader import simple

WAITS = """(module
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\\10\\00\\00\\00\\01\\00\\00\\00")
  (func (export "_start")
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
    (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))))"""


def parts() -> list[Path]:
    """The executable and the library."""
    return [Path(installed_program()), Path(zwasm.__file__).parent / "_native" / "libzwasm.so"]


@pytest.mark.parametrize("path", parts(), ids=lambda path: path.name)
def test_position_independent_with_constant_relocations(path: Path) -> None:
    with path.open("rb") as file:
        elf = ELFFile(file)
        segments = {segment["p_type"]: segment for segment in elf.iter_segments()}
        assert elf["e_type"] == "ET_DYN" and "PT_GNU_RELRO" in segments
        flags = {tag["d_tag"]: tag["d_val"] for tag in segments["PT_DYNAMIC"].iter_tags()}
        assert flags.get("DT_FLAGS", 0) & 8 or flags.get("DT_FLAGS_1", 0) & 1, "symbols are bound lazily"
        assert "DT_TEXTREL" not in flags
        assert all(segment["p_flags"] & 3 != 3 for segment in elf.iter_segments()), "writable and executable"


def test_relocated_addresses_are_sealed(tmp_path: Path) -> None:
    """While a guest waits: no page is writable and executable, and the first ones of the data are constant."""
    guest = tmp_path / "waits.cwasm"
    guest.write_bytes(zwasmc.compile(bytes(wasmtime.wat2wasm(WAITS))))
    program = Path(installed_program()).resolve()
    with subprocess.Popen([program, "run", guest], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.read(1)
        lines = Path(f"/proc/{process.pid}/maps").read_text().splitlines()
        own = [line.split()[1] for line in lines if line.endswith(f"/{program.name}") and str(program) in line]
        everywhere = [line.split()[1] for line in lines]
        process.communicate(b"x")
    assert "r--p" in own and own[-1] == "rw-p" and own.index("rw-p") > own.index("r--p")
    assert not [flags for flags in everywhere if flags.startswith("rwx")]


def test_a_crash_names_file_function_and_offset(tmp_path: Path) -> None:
    path = tmp_path / "simple.cwasm"
    path.write_bytes(simple())
    done = subprocess.run([installed_program(), "run", "--unknown-imports=trap", "--invoke", "silent", path],
                          capture_output=True, text=True)
    assert done.returncode == -11 and re.fullmatch(
        f"error: {re.escape(str(path))}: SIGSEGV at address 0x0 in function 12 silent, code offset 0x[0-9a-f]+, "
        r"module offset 0x1c00\n", done.stderr)


def test_a_crash_does_not_drive_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "é\x1b\x9b\u202e\u20ac.cwasm"
    path.write_bytes(simple())
    done = subprocess.run([installed_program(), "run", "--unknown-imports=trap", "--invoke", "silent", path],
                          capture_output=True, text=True, encoding="utf-8")
    start = f"error: {tmp_path}/é???\u20ac.cwasm: SIGSEGV at address 0x0 in "
    assert done.returncode == -11 and done.stderr.startswith(start)
