"""Where containers may lie (a part of a file, a part of a program), and how long modules live."""

from __future__ import annotations

import gc
import os
import runpy
import struct
import subprocess
import threading
from pathlib import Path

import pytest
import wasmtime

import zwasm
import zwasmc
from api_fuzz import environment
from handmade import section_entry
from support import ROOT, missing
from zwasm_formats import cwasm, cwasm_read

PAGE = cwasm.PAGES["x86_64", "linux"]
GUEST = """(module (memory (export "memory") 4) (data (i32.const 64) "%s")
  (func (export "answer") (result i32) (i32.load8_u (i32.const 140000)))
  (func $inner (param i32) (result i32) (i32.load offset=4294967280 (local.get 0)))
  (func (export "fail") (result i32) (i32.add (call $inner (i32.const 3)) (i32.const 1))))"""
LINKED = ("whole", "tables", "code", "empty")
"""Files that are linked in."""
IMPORTER = """(module (import "env" "f" (func $f (result i32))) (import "env" "t" (table 1 funcref))
  (func (export "direct") (result i32) (call $f)))"""
CALLER = """(module (import "env" "t" (table 1 funcref)) (type $v (func (result i32)))
  (func (export "indirect") (result i32) (call_indirect (type $v) (i32.const 0))))"""


def container(text: str, **options: bool) -> bytes:
    return zwasmc.compile(bytes(wasmtime.wat2wasm(text)), **options)  # type: ignore[arg-type]


GUEST_BYTES = container(GUEST % ("*" * 140_000))
"""With an image, which answers."""


def without_code(data: bytes) -> tuple[bytes, bytes]:
    """A container whose constants and text were cut out, and those."""
    parts = cwasm_read.parse(data).parts
    start, end = parts["const"][0], sum(parts["text"])
    rest = bytearray(data[:start] + data[end:])
    for name, off, _ in cwasm.sections(data):
        if off >= end:
            struct.pack_into("<Q", rest, section_entry(name) + cwasm.SECTION.offsets["offset"], off - (end - start))
    struct.pack_into("<Q", rest, cwasm.HEADER_AT + cwasm.HEADER.offsets["file_size"], len(rest))
    cwasm.seal(rest)
    return bytes(rest), data[start:end]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The C program, built with the sanitizers, and the files that it takes."""
    folder = tmp_path_factory.mktemp("modules")
    tables, code = without_code(container(GUEST % ("*" * 140_000), interruptible=True))
    files = {"whole": GUEST_BYTES, "tables": tables, "code": code, "importer": container(IMPORTER),
             "caller": container(CALLER), "empty": container("(module)"),
             "padded": os.urandom(3 * PAGE) + GUEST_BYTES + os.urandom(5000)}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    script = runpy.run_path(str(ROOT / "scripts" / "build_loader.py"))
    text_at, text_size = cwasm_read.parse(GUEST_BYTES).parts["text"]
    const_size = next(size for name, _, size in cwasm.sections(tables) if name == "const")
    numbers = {"TEXT_AT": text_at, "TEXT_SIZE": text_size, "CONST_SIZE": const_size}
    flags = [*script["WARN"], *script["SANITIZE"], f"-I{ROOT / 'loader' / 'include'}", f"-I{ROOT / 'loader' / 'src'}",
             '-DZW_VERSION="0"', *(f'-D{name.upper()}="{folder / name}"' for name in LINKED),
             *(f"-D{name}={value}" for name, value in numbers.items())]
    try:
        objects = script["compile_all"](["gcc"], flags, [*script["sources"](program=False),
                                                         ROOT / "tests" / "native" / "modules.c"], folder / "objects")
    except FileNotFoundError:
        missing("gcc", "install a C compiler")
    subprocess.run(["gcc", *flags, *map(str, objects), "-o", str(folder / "modules"), "-pthread", "-lm"], check=True)
    return folder


def backtrace(data: bytes) -> str:
    """What the program prints of a module's trap, by the Python API."""
    with zwasm.Store() as store, pytest.raises(zwasm.Trap) as caught:
        zwasm.Instance(store, zwasm.Module.deserialize(store, data)).func("fail").call()
    frames = caught.value.backtrace
    assert [f.name for f in frames] == ["inner", "fail"]
    return f"{caught.value.message}:" + "".join(f" {f.name} {f.func_index} {f.wasm_offset:x}" for f in frames)


def test_in_c(program: Path) -> None:
    """Linked in, in a part of a file, coming and going, under the sanitizers."""
    done = subprocess.run([str(program / "modules"), str(program / "whole"), str(program / "padded"),
                           str(len(GUEST_BYTES)), "1", str(program / "importer"), str(program / "caller")],
                          capture_output=True, text=True, env=environment(), timeout=300)
    assert done.returncode == 0, done.stderr[-4000:]
    lines = done.stdout.splitlines()
    trap, size = backtrace(GUEST_BYTES), len(GUEST_BYTES)
    assert lines[:3] == [trap] * 3
    aligned = "the module is not aligned in memory: the container to 16 bytes, its code to 64"
    text = cwasm_read.parse(GUEST_BYTES).parts["text"][1]
    assert lines[3:13] == [
        "not the descriptor of a module", "not the descriptor of a module", "not a container: only 100 bytes",
        f"damaged container: {size - 1} bytes instead of {size}", aligned, aligned, aligned, aligned,
        f"the module has {text - 1} bytes of code instead of {text}", "not a container (no ELF header)"]
    assert lines[13:15] == [trap] * 2
    whole = 3 * PAGE + size + 5000
    outside = f"the file has {whole} bytes: no container of {{}} bytes at {{}}"
    at = 3 * PAGE
    assert lines[15:] == [
        f"a container starts at a multiple of {PAGE} bytes of a file, not at {at + 8}",
        outside.format(size, at + PAGE) if PAGE > 5000 else "not a container (no ELF header)",
        f"damaged container: {size + PAGE} bytes instead of {size}", "not a container (no ELF header)",
        outside.format(1 << 20, at), outside.format(size, 2**64 - PAGE), outside.format(2**64 - 1, at),
        "not a container: only 100 bytes", "not a container: only 0 bytes"]


@pytest.fixture
def padded(tmp_path: Path) -> Path:
    """A file with a container behind three pages of something else."""
    path = tmp_path / "padded"
    path.write_bytes(os.urandom(3 * PAGE) + GUEST_BYTES)
    return path


def test_a_part_of_a_file_in_python(padded: Path) -> None:
    with zwasm.Store() as store, padded.open("rb") as file:
        for size in (None, len(GUEST_BYTES)):
            module = zwasm.Module.from_fd(store, file.fileno(), offset=3 * PAGE, size=size)
            module.check()
            assert zwasm.Instance(store, module).func("answer")() == ord("*")
        for offset, given, message in [(1, None, "multiple"), (4 * PAGE, None, "ELF"), (1 << 40, None, "has"),
                                       (3 * PAGE, 1 << 40, "has"), (3 * PAGE, 10, "only 10 bytes"), (0, 5000, "ELF")]:
            with pytest.raises(zwasm.LoadError, match=message):
                zwasm.Module.from_fd(store, file.fileno(), offset=offset, size=given)
        for offset, given in [(-PAGE, None), (0, -1), (2**64, None)]:
            with pytest.raises(OverflowError):
                zwasm.Module.from_fd(store, file.fileno(), offset=offset, size=given)


def held() -> tuple[int, int]:
    """Open descriptors and mappings of the process."""
    return len(os.listdir("/proc/self/fd")), len(Path("/proc/self/maps").read_text().splitlines())


def test_modules_are_freed_before_their_store(padded: Path) -> None:
    with zwasm.Store() as store, padded.open("rb") as file:
        def load() -> zwasm.Module:
            return zwasm.Module.from_fd(store, file.fileno(), offset=3 * PAGE)

        load().close()
        gc.collect()
        before = held()
        modules = [load() for _ in range(50)]
        assert held()[0] >= before[0] + 50 and held()[1] >= before[1] + 50
        for module in modules[::2]:
            module.close()
            module.close()
            assert repr(module) == "<zwasm.Module that is closed>"
            with pytest.raises(zwasm.ZwasmError, match="the module is closed"):
                module.exports()
            with pytest.raises(zwasm.ZwasmError, match="the module is closed"):
                zwasm.Instance(store, module)
        del module, modules
        assert held()[0] == before[0] and held()[1] <= before[1] + 1
        assert zwasm.Instance(store, load()).func("answer")() == ord("*")


def test_instances_keep_their_module() -> None:
    with zwasm.Store() as store:
        module = zwasm.Module.deserialize(store, GUEST_BYTES)
        instance = zwasm.Instance(store, module)
        answer = instance.func("answer")
        module.close()
        assert answer() == ord("*")
        del module, instance
        for _ in range(20):
            zwasm.Module.deserialize(store, GUEST_BYTES).close()
        assert answer() == ord("*")


def test_a_module_of_a_store_in_use_is_freed_later() -> None:
    """What another thread, or a host function, drops is freed when the call has ended."""
    wat = '(module (import "env" "f" (func $f)) (func (export "run") (call $f)))'
    with zwasm.Store() as store:
        modules = [zwasm.Module.deserialize(store, GUEST_BYTES) for _ in range(3)]
        seen = []

        def host() -> None:
            modules.pop().close()
            thread = threading.Thread(target=modules.clear)
            thread.start()
            thread.join()
            seen.append(len(store._dropped))

        zwasm.Instance(store, zwasm.Module.deserialize(store, container(wat)), {"env": {"f": host}}).func("run")()
        assert seen == [0] and store._dropped == []
        store._hold()
        zwasm.Module.deserialize(store, GUEST_BYTES).close()
        assert len(store._dropped) == 1
        store._release()
        assert store._dropped == []


def test_a_module_may_outlive_its_store() -> None:
    store = zwasm.Store()
    module = zwasm.Module.deserialize(store, GUEST_BYTES)
    store.close()
    module.close()
    with pytest.raises(zwasm.ZwasmError, match="closed"):
        module.exports()
