"""Function types in a process: counted, used again, bounded, and not to be flooded."""

from __future__ import annotations

import runpy
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import wasmtime

import zwasm
import zwasmc
from support import ROOT, missing
from zwasm_formats import abi, cwasm

MOST = 1 << 22
LETTERS = [zwasm.I32, zwasm.I64, zwasm.F32, zwasm.F64, zwasm.V128]


def number_type(n: int) -> list[int]:
    """Parameters that no other number has."""
    out = []
    while n:
        out.append(LETTERS[n % 5])
        n //= 5
    return out


def types_only(words: bytes, count: int) -> bytes:
    """A container that has nothing but types."""
    w = cwasm.Writer()
    w.compiler = b"0.0.0"
    w.extend("types", words)
    layout = abi.vmctx_layout(0, 0, 0, 0)
    w.fields.update(abi_hash=abi.abi_hash(), machine=62, os=1, types=count, start=cwasm.NONE,
                    vmctx_imports=layout.imports, vmctx_memories=layout.memories, vmctx_tables=layout.tables,
                    vmctx_globals=layout.globals, vmctx_size=layout.size)
    return w.finish()


def words_of(first: int, count: int) -> bytes:
    """``count`` types that no other numbers have, as in a container."""
    words: list[int] = []
    for n in range(first, first + count):
        params = number_type(n)
        words += [1, 0, 1, 0, len(params), *params, 0]
    return struct.pack(f"<{len(words)}I", *words)


def numbered(first: int, count: int) -> bytes:
    """A container with ``count`` types of its own."""
    return types_only(words_of(first, count), count)


def recursive(count: int, final: int = 1) -> bytes:
    """A container with one group of ``count`` types."""
    return types_only(struct.pack("<I", count) + struct.pack("<5I", 0, final, 0, 0, 0) * count, count)


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The registry's own test program with the address and undefined-behaviour sanitizers."""
    yield str(build(tmp_path_factory.mktemp("registry"), "address,undefined"))


def build(folder: Path, sanitizers: str) -> Path:
    """Build the driver."""
    if shutil.which("gcc") is None:
        missing("gcc", "install a C compiler")
    files = runpy.run_path(str(ROOT / "scripts" / "build_loader.py"))["sources"](program=False)
    files = [ROOT / "tests" / "native" / "type_registry.c", *(f for f in files if f.stem not in ("hash", "types"))]
    subprocess.run(
        ["gcc", "-std=c11", "-g", "-O1", "-Wall", "-Wextra", "-Werror", "-fno-strict-aliasing", '-DZW_VERSION="0"',
         f"-fsanitize={sanitizers}", "-fno-sanitize-recover=all", f"-I{ROOT / 'loader' / 'include'}",
         f"-I{ROOT / 'loader' / 'src'}", "-o", str(folder / "registry"), *map(str, files), "-pthread", "-lm"],
        check=True, timeout=300)
    return folder / "registry"


def output(driver: str | Path, what: str) -> str:
    """Standard output of a mode of the driver."""
    done = subprocess.run([str(driver), what], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_hash_is_siphash(driver: str) -> None:
    # CPython's hash of bytes is the same function; it has a key of zeros too when it is told not to choose one
    script = ("import struct, sys\nassert sys.hash_info.algorithm == 'siphash13'\n"
              "for n in range(17):\n"
              "    words = [((i + 1) * 0x9e3779b9 + n) & 0xffffffff for i in range(n)]\n"
              "    print(f'{hash(struct.pack(f\"<{n}I\", *words)[:n * 3]) & (1 << 64) - 1:016x}')")
    expected = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60,
                              env={"PYTHONHASHSEED": "0"}).stdout.split()
    found = output(driver, "hash").split()
    assert len(found) == 17 and found[1:] == expected[1:]  # CPython has a rule of its own for no bytes


def test_every_process_has_its_own_key(driver: str) -> None:
    assert len({output(driver, "key") for _ in range(3)}) == 3


def test_a_chain_of_types(driver: str) -> None:
    assert output(driver, "chain") == "200000 groups\n200001 groups, 1\n"


def test_threads_share_types(driver: str, tmp_path: Path) -> None:
    for program in (driver, build(tmp_path, "thread")):
        groups, _, ids, _, free, _, buckets, _ = output(program, "threads").split()
        assert (groups, ids, buckets) == ("0", free, "32")


def id_of(store: zwasm.Store, number: int) -> int:
    """The id of a type, a new one unless something has that type."""
    return zwasm.Func.host(store, (number_type(number), []), lambda: None).extern_type().type_id


def test_ids_are_used_again() -> None:
    highest = []
    for n in range(20):
        with zwasm.Store() as store:
            first = 10**6 + n * 5000
            kept = zwasm.Module.deserialize(store, numbered(first, 5000))
            highest.append(max(id_of(store, first + k) for k in (0, 2500, 4999)))
            kept.close()
    assert max(highest) < highest[0] + 10_000


@pytest.mark.parametrize("ended", ["module", "store"])
def test_types_live_as_long_as_their_last_user(ended: str) -> None:
    text = '(module (type $t (func (param i64 f32 f32 i64))) (import "" "f" (func (type $t))) (export "f" (func 0)))'
    container = zwasmc.compile(bytes(wasmtime.wat2wasm(text)))
    with zwasm.Store() as late:
        with zwasm.Store() as early:
            gone = zwasm.Module.deserialize(early, container)
            first = gone.imports()[0][3].type_id
            func = zwasm.Func.host(late, ([zwasm.I64, zwasm.F32, zwasm.F32, zwasm.I64], []), lambda *a: None)
            mention = first << 8 | 0x63
            table = zwasm.Table.new(late, mention, 1)
            cell = zwasm.Global.new(late, mention, True, 0)
            tag = zwasm.Tag.new(late, ([mention], []))
            if ended == "module":
                gone.close()
        with zwasm.Store() as other:
            kept = zwasm.Module.deserialize(other, numbered(2 * 10**6, 1000))
            assert len(kept.imports()) == 0
        assert func.extern_type().type_id == first and func.params == [zwasm.I64, zwasm.F32, zwasm.F32, zwasm.I64]
        assert (table.type, cell.type) == (mention, mention)
        other_func = zwasm.Func.host(late, ([mention], []), lambda *a: None)
        assert other_func.extern_type().type_id == tag.extern_type().type_id
        module = zwasm.Module.deserialize(late, container)
        assert module.imports()[0][3].type_id == first
        zwasm.Instance(late, module, {("", "f"): func})


def test_types_that_nobody_has_are_refused() -> None:
    with zwasm.Store() as store:
        dead = zwasm.Func.host(store, (number_type(10**9), []), lambda *a: None).extern_type().type_id
    with zwasm.Store() as store:
        mention = dead << 8 | 0x63
        with pytest.raises(zwasm.ZwasmError):
            zwasm.Table.new(store, mention, 1)
        with pytest.raises(zwasm.ZwasmError):
            zwasm.Global.new(store, mention, True, 0)
        with pytest.raises(zwasm.ZwasmError):
            zwasm.Func.host(store, ([mention], []), lambda *a: None)


def test_a_refused_module_leaves_no_types() -> None:
    with zwasm.Store() as store:
        before = max(id_of(store, 4 * 10**6 + n) for n in range(100))
        for k in range(3):
            words = words_of(3 * 10**6 + k * 5000, 5000)
            bad = types_only(words + struct.pack("<7I", 1, 0, 1, 0, 2, 0x7F, 0x99), 5001)
            with pytest.raises(zwasm.LoadError, match="type is not valid"):
                zwasm.Module.deserialize(store, bad)
        assert max(id_of(store, 5 * 10**6 + n) for n in range(100)) < before + 5000


def test_more_types_than_there_is_room_for() -> None:
    small = numbered(5 * 10**6, 3)
    with zwasm.Store() as first, zwasm.Store() as second:
        kept = [zwasm.Module.deserialize(store, recursive(MOST // 2)) for store in (first, second)]
        with pytest.raises(zwasm.ResourceError, match="a process can have 4194304 different ones"):
            zwasm.Module.deserialize(second, recursive(MOST // 2 + 1, final=0))
        with pytest.raises(zwasm.ResourceError, match="a process can have 4194304 different ones"):
            zwasm.Module.deserialize(second, recursive(MOST + 1))
        kept.append(zwasm.Module.deserialize(second, small))
        kept.pop(0).close()
        kept.append(zwasm.Module.deserialize(second, recursive(MOST // 2 - 10, final=0)))
    with zwasm.Store() as third:
        zwasm.Module.deserialize(third, recursive(MOST // 2 + 1, final=0))


def test_subtypes_are_not_searched_for_ever() -> None:
    def chain(depth: int) -> bytes:
        words = [1, 0, 0, 0, 0, 0]
        for n in range(depth):
            words += [1, 0, 0, 1, n, 0, 0]
        return types_only(struct.pack(f"<{len(words)}I", *words), depth + 1)

    with zwasm.Store() as store:
        zwasm.Module.deserialize(store, chain(63))
        with pytest.raises(zwasm.LoadError, match="type is not valid"):
            zwasm.Module.deserialize(store, chain(64))
