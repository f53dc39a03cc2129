"""Guests that make a list of WASI calls and write the error number of each, a byte per call, to standard output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import wasmtime

SIGNATURES = {
    "fd_advise": "iIIi", "fd_allocate": "iII", "fd_close": "i", "fd_fdstat_get": "ii", "fd_fdstat_set_flags": "ii",
    "fd_filestat_set_size": "iI", "fd_filestat_set_times": "iIIi", "fd_pread": "iiiIi", "fd_pwrite": "iiiIi",
    "fd_read": "iiii", "fd_readdir": "iiiIi", "fd_renumber": "ii", "fd_write": "iiii", "path_create_directory": "iii",
    "path_filestat_set_times": "iiiiIIi", "path_link": "iiiiiii", "path_open": "iiiiiIIii", "path_readlink": "iiiiii",
    "path_remove_directory": "iii", "path_rename": "iiiiii", "path_symlink": "iiiii", "path_unlink_file": "iii",
    "poll_oneoff": "iiii", "random_get": "ii", "fd_prestat_dir_name": "iii", "environ_get": "ii",
    "environ_sizes_get": "ii",
}  # fmt: skip

READ, SEEK, WRITE, ALLOCATE, SET_SIZE, SET_TIMES = 1 << 1, 1 << 2, 1 << 6, 1 << 8, 1 << 22, 1 << 23
CREAT, DIRECTORY, EXCL, TRUNC = 1, 2, 4, 8
SUCCESS, BADF, BUSY, EXIST, FAULT, INVAL, MFILE, NFILE, NOENT, PERM, TXTBSY = 0, 8, 10, 20, 21, 28, 33, 41, 44, 63, 74

IOVEC = 64
"""Address of one iovec: the 9 bytes ``new bytes``."""
OUT = 128
"""Address of results: 64 bytes that calls may write to."""


@dataclass(frozen=True)
class Opened:
    """As an argument: the descriptor that this call of the list has opened."""

    call: int


Argument = int | str | bytes | Opened
Call = tuple[Argument, ...]
"""The name of a function and its arguments."""


def open_call(directory: int, path: str | bytes, oflags: int, rights: int, follow: int = 1, fdflags: int = 0) -> Call:
    """Return a call of path_open."""
    return ("path_open", directory, follow, path, oflags, rights, 0, fdflags, OUT)


def module(
    calls: Sequence[Call], pages: int = 2, memory: str = '(export "memory")', first: str = "", last: str = ""
) -> bytes:
    """Return a command that makes the calls, where text stands for its address and length, between pieces of code."""
    texts = [f'(data (i32.const {IOVEC}) "\\48\\00\\00\\00\\09\\00\\00\\00new bytes")']
    body = [first]
    at = 0x1000
    for number, (name, *arguments) in enumerate(calls):
        words: list[str] = []
        kinds = iter(SIGNATURES[str(name)])
        for argument in arguments:
            kind = {"i": "i32", "I": "i64"}[next(kinds)]
            if isinstance(argument, Opened):
                words.append(f"(i32.load (i32.const {0x4000 + 4 * argument.call}))")
            elif isinstance(argument, int):
                words.append(f"({kind}.const {argument})")
            else:
                raw = argument.encode() if isinstance(argument, str) else argument
                escaped = "".join(f"\\{byte:02x}" for byte in raw)
                texts.append(f'(data (i32.const {at}) "{escaped}")')
                words += [f"(i32.const {at})", f"(i32.const {len(raw)})"]
                next(kinds)
                at += len(raw) + 1
        body.append(f"(i32.store8 (i32.const {0x3000 + number}) (call ${name} {' '.join(words)}))")
        body.append(f"(i32.store (i32.const {0x4000 + 4 * number}) (i32.load (i32.const {OUT})))")
    used = sorted({str(call[0]) for call in calls} | {"fd_write"})
    types = {"i": "i32", "I": "i64"}
    imports = [
        f'(import "wasi_snapshot_preview1" "{name}" (func ${name} '
        f"(param {' '.join(types[c] for c in SIGNATURES[name])}) (result i32)))"
        for name in used
    ]
    body.append(f"(i32.store (i32.const 0) (i32.const {0x3000})) (i32.store (i32.const 4) (i32.const {len(calls)}))")
    body.append("(drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))")
    start = f'(func (export "_start") {" ".join(body)} {last})'
    return bytes(wasmtime.wat2wasm(f"(module {' '.join(imports)} (memory {memory} {pages}) {' '.join(texts)} {start})"))
