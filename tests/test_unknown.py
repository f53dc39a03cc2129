"""Files that are not for zwasm, or not yet: what they are is said by every command."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
import wasmtime

import zwasm
from cli_runner import refusal, zwasmc
from cli_runner import zwasm as run
from wasm_bytes import HEADER, leb, vec

LEGACY = {
    "try": b"\x06\x40\x0b",
    "catch": b"\x07\x00\x0b",
    "rethrow": b"\x09\x00",
    "delegate": b"\x18\x00",
    "catch_all": b"\x19",
}
SATURATE = b"\x43\0\0\0\0\xfc\0\x1a\x0b"
WASMTIME = "compiled by wasmtime, for wasmtime alone: give the .wasm that it was made from"


def module(*bodies: bytes) -> bytes:
    """A module with functions that take and return nothing."""
    codes = [leb(len(body) + 1) + b"\0" + body for body in bodies]
    parts = ((1, b"\x01\x60\0\0"), (3, vec(*[b"\0"] * len(bodies))), (10, vec(*codes)))
    return HEADER + b"".join([bytes([number]) + leb(len(data)) + data for number, data in parts])


@pytest.mark.parametrize("name", LEGACY)
def test_legacy_exceptions_are_named(name: str, tmp_path: Path) -> None:
    path = tmp_path / "legacy.wasm"
    path.write_bytes(module(LEGACY[name] + b"\x0b"))
    said = f"{path}: at 0x17: {name}: proposal legacy-exceptions (exception handling before try_table) is not supported"
    for words in (["compile"], ["validate"], ["wat"], ["features"], ["run", "--interpreter"], ["inspect", "--disasm"]):
        assert refusal(*words, path, cwd=tmp_path) == said, words
    assert run(tmp_path, str(path)).err == f"error: {said}\n"


def test_features_goes_on_after_what_it_does_not_know(tmp_path: Path) -> None:
    path = tmp_path / "some.wasm"
    path.write_bytes(module(LEGACY["try"] + b"\x0b", b"\xff\x0b", LEGACY["try"] + b"\x0b", SATURATE))
    done = zwasmc("features", path)
    assert done.returncode == 1
    assert done.stdout == b"saturating-float-to-int\n"
    first, second = done.stderr.decode().splitlines()
    assert first.startswith(f"error: {path}: at 0x") and ": try: proposal legacy-exceptions " in first
    assert second.startswith(f"error: {path}: at ") and second.endswith(": illegal opcode: 0xff")
    path.write_bytes(module(SATURATE)[:-1])
    done = zwasmc("features", path)
    assert (done.returncode, done.stdout) == (1, b"") and b"error: " in done.stderr


def artifact() -> bytes:
    """What wasmtime makes of a module."""
    return bytes(wasmtime.Module(wasmtime.Engine(), "(module)").serialize())


def test_containers_of_wasmtime_are_named(tmp_path: Path) -> None:
    path = tmp_path / "theirs.cwasm"
    path.write_bytes(artifact())
    for words in (["compile"], ["validate"], ["wat"], ["features"], ["run", "--interpreter"], ["inspect"]):
        assert refusal(*words, path, cwd=tmp_path) == f"{path}: {WASMTIME}", words
    assert run(tmp_path, str(path)) == (1, "", f"error: {path}: {WASMTIME}\n")
    with zwasm.Store() as store, pytest.raises(zwasm.LoadError, match=WASMTIME):
        zwasm.Module.deserialize(store, artifact())


@pytest.mark.parametrize(
    ("offset", "value"),
    [(0x28, 0), (0x28, 2**64 - 1), (0x28, 2**63), (0x3E, 0xFFFF), (None, 24), (None, 32)],
)
def test_damaged_section_names_are_no_names(offset: int | None, value: int, tmp_path: Path) -> None:
    data = bytearray(artifact())
    (table,), (number,) = struct.unpack_from("<Q", data, 0x28), struct.unpack_from("<H", data, 0x3E)
    if offset is None:
        struct.pack_into("<Q", data, table + number * 64 + value, 2**64 - 16)
    elif offset == 0x28:
        struct.pack_into("<Q", data, offset, value)
    else:
        struct.pack_into("<H", data, offset, value)
    path = tmp_path / "theirs.cwasm"
    path.write_bytes(data)
    said = refusal("inspect", path)
    assert said in (f"{path}: an ELF file, but not a container", f"{path}: {WASMTIME}")
    assert run(tmp_path, str(path)).err == f"error: {path}: an ELF file, but not a container\n"
