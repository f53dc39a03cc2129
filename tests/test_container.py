"""The container format: it can be read by us, by the loader and by independent ELF readers; damage is refused."""

from __future__ import annotations

import io
import random
import runpy
import shutil
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import zwasm
import zwasmc
from handmade import FUNCREF, I32, I64, V128, Hand
from support import ROOT, corpus_files, missing
from zwasm_formats import abi, cwasm, cwasm_read, elf
from zwasmc.cli_disasm import verify_container


def rich() -> bytes:
    """A container that has something of everything."""
    h = Hand()
    void = h.type([], [])
    unary = h.type([I32], [I32])
    h.type([I64, I32], [I64])
    h.type([V128], [V128, V128])
    h.import_func("env", "f", unary)
    h.import_func("env", "g", void)
    h.table(4, 8, source=("env", "table"))
    h.table(10, None)
    h.memory(2, 4)
    h.memory(1, None, flags=cwasm.FLAG_64)
    h.glob(I32, False, source=("env", "global"))
    h.glob(I64, True, (0x42, -5))
    h.glob(I32, False, (0x23, 0), (0x41, 3), (0x6A, 0))
    h.glob(FUNCREF, False, (0xD2, 2))
    h.glob(V128, True, (0x30C, 1), (0xFFFF, 2))
    h.elem(1, [2, 3, cwasm.NONE], table=1)
    h.elem(None, [3, 0])
    h.data(8, b"abc")
    h.data(None, b"passive")
    h.data(16, b"wide", memory=1)
    h.func(unary, "push rbp; mov rbp, rsp; mov eax, edi; trap(2); mov eax, [r15 + rax]; leave; ret", "load")
    h.func(void, "push rbp; mov rbp, rsp; trap(1); ud2", "crash")
    h.refs |= {2, 3}
    h.export("load", 0, 2)
    h.export("memory", 2, 0)
    h.export("table", 1, 1)
    h.export("global", 3, 1)
    image = bytes(range(256)) * 256
    h.w.image = image
    h.w.add("images", 0x10000, 0, 0x10000, 0, 0)
    return h.finish()


def test_reads_back() -> None:
    c = cwasm_read.parse(rich())
    c.verify()
    assert c.imports()[:2] == [("env", "f", 0, 0), ("env", "g", 0, 1)]
    assert c.exports() == [("load", 0, 2), ("memory", 2, 0), ("table", 1, 1), ("global", 3, 1)]
    assert c.func_names() == ["load", "crash"]
    assert [code for _, code in c.trap_sites()] == [2, 1]
    assert [pos for _, pos in c.lines()] == [0x1200, 0x1300]
    assert c.wasm_offset(c.lines()[1][0] + 3) == 0x1300
    assert c.part("data") == b"abcpassivewide"


def test_loads() -> None:
    data = rich()
    with zwasm.Store() as store:
        module = zwasm.Module.deserialize(store, data)
        module.check()
        imports: dict[tuple[str, str], zwasm.AnyExtern] = {
            ("env", "f"): zwasm.Func.host(store, ([I32], [I32]), lambda x: x),
            ("env", "g"): zwasm.Func.host(store, ([], []), lambda: None),
            ("env", "table"): zwasm.Table.new(store, FUNCREF, 4, 8),
            ("env", "global"): zwasm.Global.new(store, I32, False, 7),
        }
        instance = zwasm.Instance(store, module, imports)
        memory, table = instance.exports["memory"], instance.exports["table"]
        assert isinstance(memory, zwasm.Memory) and isinstance(table, zwasm.Table)
        assert memory.read(8, 3) == b"abc"
        assert memory.read(0x10000, 4) == b"\x00\x01\x02\x03" and memory.read(0x1FFFF, 1) == b"\xff"
        assert [bool(table.get(i)) for i in range(5)] == [False, True, True, False, False]
        assert table.get(1) == instance.func("load").ref
        assert instance.func("load").call([8]) == [0x00636261]


def test_independent_readers(tmp_path: Path) -> None:
    path = tmp_path / "a.cwasm"
    path.write_bytes(rich())

    from elftools.elf.elffile import ELFFile

    with path.open("rb") as file:
        image = ELFFile(file)
        names = [s.name for s in image.iter_sections()]
        assert ".text" in names and ".zwasm.meta" in names
        text = image.get_section_by_name(".text")
        assert text["sh_offset"] % cwasm.PAGES["x86_64", "linux"] == 0
        symbols = [s.name for s in image.get_section_by_name(".symtab").iter_symbols()]
        assert symbols == ["", "load", "crash"]

    import lief

    binary = lief.ELF.parse(str(path))
    assert binary is not None
    assert binary.header.machine_type == lief.ELF.ARCH.X86_64
    assert {s.name for s in binary.symtab_symbols} >= {"load", "crash"}
    assert bytes(binary.get_section(".text").content)[:4] == rich()[text["sh_offset"]:text["sh_offset"] + 4]

    expect_clean_readelf(path)


def expect_clean_readelf(path: Path) -> None:
    """Check that readelf finds nothing to complain about."""
    if shutil.which("readelf") is None:
        missing("readelf", "install binutils")
    out = subprocess.run(["readelf", "-aW", str(path)], capture_output=True, text=True)
    assert out.returncode == 0 and "rror" not in out.stderr and "arning" not in out.stderr, out.stderr


@pytest.mark.parametrize("wasm", corpus_files("kernels/*.wasm"), ids=lambda path: path.stem)
def test_compiled_programs_are_elf(wasm: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """LIEF and readelf read what the compiler writes."""
    path = tmp_path / "program.cwasm"
    path.write_bytes(zwasmc.compile(wasm.read_bytes()))
    verify_container("program.cwasm", cwasm_read.parse(path.read_bytes()))
    assert "LIEF reads" in capsys.readouterr().out
    expect_clean_readelf(path)


def test_checksum_is_crc32() -> None:
    """The loader computes the same CRC-32 as zlib, at every length and alignment."""
    data = bytearray(rich())
    rng = random.Random(1)
    at = data.rfind(b"passive")  # in the data part: the metadata stays intact
    with zwasm.Store() as store:
        for n in range(60):
            data[at] = rng.randrange(256)
            longer = data + bytes(n)
            off = cwasm.HEADER_AT + cwasm.HEADER.offsets["file_size"]
            longer[off:off + 8] = len(longer).to_bytes(8, "little")
            cwasm.seal(longer)
            zwasm.Module.deserialize(store, bytes(longer)).check()
            longer[at] ^= 1
            with pytest.raises(zwasm.LoadError, match="checksum"):
                zwasm.Module.deserialize(store, bytes(longer)).check()


def with_constants(size: int) -> bytes:
    """A container whose function `at` returns the address of its constants, `f` the second word of them."""
    h = Hand()
    start = -size & -cwasm.CONST_ALIGN

    void = h.type([], [I64])

    def next_func(opcode: int, to: int) -> int:
        """A function: ``opcode`` rax, [rip + what reaches ``to``]; keystone takes such numbers for addresses."""
        here = len(h.code) + -len(h.code) % 16 + 7
        return h.func(void, f".byte {', '.join(map(hex, struct.pack('<3Bi', 0x48, opcode, 0x05, to - here)))}; ret")

    at = next_func(0x8D, start)
    f = next_func(0x8B, start + 8)
    h.export("at", 0, at)
    h.export("f", 0, f)
    h.w.const = b"".join(k.to_bytes(8, "little") for k in range(100, 100 + size // 8))
    return h.finish()


@pytest.mark.parametrize("size", [0, 16, 64, 72, 8192])
def test_constants_end_where_the_text_begins(size: int, tmp_path: Path) -> None:
    data = with_constants(size)
    parts = cwasm_read.parse(data).parts
    padded = size + -size % cwasm.CONST_ALIGN
    assert parts["const"] == (parts["text"][0] - padded, padded)
    assert data[parts["const"][0]:][:size] == b"".join(k.to_bytes(8, "little") for k in range(100, 100 + size // 8))
    assert parts["text"][0] == 0x1000 + (size & -0x1000), "they lie in the padding before it"
    (tmp_path / "a.cwasm").write_bytes(data)
    expect_clean_readelf(tmp_path / "a.cwasm")
    verify_container("a.cwasm", cwasm_read.parse(data))


@pytest.mark.parametrize("size", [16, 8192])
def test_constants_are_read_only(size: int) -> None:
    """They are found by the distance known to the code; they cannot be executed, nor the text written."""
    with zwasm.Store() as store:
        instance = zwasm.Instance(store, zwasm.Module.deserialize(store, with_constants(size)))
        assert instance.func("f").call() == [101]
        address = instance.func("at").call()[0]
        rights = {}
        for line in Path("/proc/self/maps").read_text().splitlines():
            start, end = (int(word, 16) for word in line.split()[0].split("-"))
            for at in (address, address + size - 1, address + (size + 63 & -64)):
                if start <= at < end:
                    rights[at - address] = line.split()[1]
        assert list(rights.values()) == ["r--p", "r--p", "r-xp"]


def test_executable_constants_are_refused(tmp_path: Path) -> None:
    """By ``inspect --verify``: a program header that covers them."""
    data = bytearray(with_constants(16))
    second = elf.EHDR_SIZE + elf.PHDR_SIZE
    at, = struct.unpack_from("<Q", data, second + 8)
    struct.pack_into("<QQQQQ", data, second + 8, at - 64, at - 64, at - 64, 200, 200)
    cwasm.seal(data)
    with pytest.raises(cwasm.FormatError, match="the constants are executable"):
        verify_container("a.cwasm", cwasm_read.parse(bytes(data)))


@pytest.mark.parametrize(("machine", "system"), sorted(cwasm.PAGES))
def test_pages_of_every_target(machine: str, system: str, tmp_path: Path) -> None:
    """Text and images begin at a page of the target, the constants end there; elsewhere the target is named."""
    h = Hand()
    h.memory(4, 4)
    h.w.image = bytes(0x10000)
    h.w.add("images", 0, 0, 0x10000, 0, 0)
    h.w.const = bytes(100)
    h.func(h.type([], []), "ret")
    h.finish()
    h.w.fields.update(machine=next(n for n, name in cwasm.MACHINES.items() if name == machine),
                      os=cwasm.OS_NAMES.index(system))
    data = h.w.finish()
    parts, page = cwasm_read.parse(data).parts, cwasm.PAGES[machine, system]
    assert page in (0x1000, 0x4000, 0x10000)
    assert parts["text"][0] % page == parts["image"][0] % page == 0 and parts["text"][0] == page
    assert parts["const"] == (page - 128, 128)
    (tmp_path / "a.cwasm").write_bytes(data)
    expect_clean_readelf(tmp_path / "a.cwasm")
    with zwasm.Store() as store:
        if (machine, system) == ("x86_64", "linux"):
            zwasm.Module.deserialize(store, data)
            return
        with pytest.raises(zwasm.LoadError, match=f"built for {machine}-{system}, this is x86_64-linux"):
            zwasm.Module.deserialize(store, data)


Entry = tuple[str, int, int]


def directed(change: Callable[[list[Entry]], object]) -> bytes:
    """`rich` with another directory, which may have one entry more: the room before the text is for that."""
    data = bytearray(rich())
    entries = cwasm.sections(data)
    room = cwasm.SECTION.size
    start, text = cwasm.META_AT + room * len(entries), cwasm_read.parse(bytes(data)).parts["text"][0]
    assert not any(data[text - room:text])
    data[start + room:text] = data[start:text - room]
    entries = [(name, off + room if start <= off < text else off, size) for name, off, size in entries]
    change(entries)
    for i, (name, off, size) in enumerate(entries):
        cwasm.SECTION.packer.pack_into(data, cwasm.META_AT + room * i, name.encode(), off, size)
    head = cwasm.HEADER.offsets
    struct.pack_into("<I", data, cwasm.HEADER_AT + head["sections"], len(entries))
    end, = struct.unpack_from("<Q", data, cwasm.HEADER_AT + head["meta_end"])
    struct.pack_into("<Q", data, cwasm.HEADER_AT + head["meta_end"], end + room)
    cwasm.seal(data)
    return bytes(data)


@pytest.mark.parametrize("change", [
    list.reverse, random.Random(4).shuffle, lambda e: e.append(("later", 0, 0)), lambda e: e.insert(3, ("", 5000, 7)),
    lambda e: e.insert(0, ("a name that is as", 0, 4096)), lambda e: e.append(("textual", 0x2000, 0x1000)),
], ids=["reversed", "shuffled", "later", "nameless", "long", "nearly"])
def test_sections_are_found_by_name(change: Callable[[list[Entry]], object]) -> None:
    """In any order; what others there are is ignored."""
    data = directed(change)
    assert cwasm_read.parse(data).func_names() == ["load", "crash"]
    with zwasm.Store() as store:
        module = zwasm.Module.deserialize(store, data)
        assert module.imports()[0][:2] == ("env", "f") and module.exports()[3] == ("global", 3)


def entry(name: str, *, rename: str = "", off: int = 0, size: int = 0) -> Callable[[list[Entry]], object]:
    """A change of one entry: its name, or what is added to offset and size."""
    def change(entries: list[Entry]) -> None:
        at = [known for known, _, _ in entries].index(name)
        old = entries[at]
        entries[at] = rename or name, old[1] + off, old[2] + size
    return change


@pytest.mark.parametrize(("change", "message"), [
    (entry("tags", rename="tag"), "a section is missing: tags"),
    (entry("const", rename="constant"), "a section is missing: const"),
    (lambda e: e.pop(), "a section is missing: strings"),
    (entry("tags", rename="exports"), "there are two sections of one name: exports"),
    (lambda e: e.append(("text", 4096, 0)), "there are two sections of one name: text"),
    (lambda e: e.append(("later", 2**64 - 1, 2)), "a section lies outside the file"),
    (lambda e: e.append(("later", 0, 1 << 40)), "a section lies outside the file"),
    (entry("exports", off=4), "a table lies outside the metadata: exports"),
    (entry("exports", size=8), "a table lies outside the metadata: exports"),
    (entry("types", off=-0x400), "a table lies outside the metadata: types"),
    (entry("strings", size=0x200), "a table lies outside the metadata: strings"),
    (entry("data", off=-0x400), "a part lies in the metadata: data"),
    (entry("text", off=16, size=-16), "the code is not aligned"),
    (entry("const", off=-1, size=1), "the size of the code or of its constants is not valid"),
    (entry("const", off=-64), "the constants do not lie before the code"),
    (entry("const", size=64), "the constants do not lie before the code"),
])
def test_bad_directories(change: Callable[[list[Entry]], object], message: str) -> None:
    data = directed(change)
    with zwasm.Store() as store, pytest.raises(zwasm.LoadError, match=message):
        zwasm.Module.deserialize(store, data)
    with pytest.raises(cwasm.FormatError):
        cwasm_read.parse(data)


def test_the_directory_ends_with_the_metadata() -> None:
    for count in (cwasm.MOST_SECTIONS, cwasm.MOST_SECTIONS + 1, 2**31, 2**32 - 1):
        data = bytearray(rich())
        struct.pack_into("<I", data, cwasm.HEADER_AT + cwasm.HEADER.offsets["sections"], count)
        cwasm.seal(data)
        with zwasm.Store() as store, pytest.raises(zwasm.LoadError, match="the metadata lies outside the file"):
            zwasm.Module.deserialize(store, bytes(data))


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("machine", elf.EM_AARCH64, "built for aarch64-linux, this is x86_64-linux"),
        ("os", 2, "built for x86_64-darwin, this is x86_64-linux"),
        ("abi_hash", 0x77C10000, r"built by zwasmc 0\.0\.0 \(ABI 77c1\); this zwasm .* needs .*: recompile it"),
        ("cpu_features", 2**40, r"needs CPU features \(unknown\), which this machine lacks; recompile with --cpu v"),
        ("version", 99, "container format 99"),
        ("vmctx_size", 4096, "layout"),
        ("imported_funcs", 1, "counts of imports"),
        ("start", 77, "start function"),
        ("magic", 5, "not a container"),
        ("file_size", 5, "bytes instead of"),
    ],
)
def test_refusals(field: str, value: int, message: str) -> None:
    data = bytearray(rich())
    code = next(code for code, name, _, _ in cwasm.HEADER.fields if name == field)
    at = cwasm.HEADER_AT + cwasm.HEADER.offsets[field]
    size = 8 if code == "Q" else 4
    data[at:at + size] = value.to_bytes(size, "little")
    cwasm.seal(data)
    with zwasm.Store() as store, pytest.raises(zwasm.LoadError, match=message):
        zwasm.Module.deserialize(store, bytes(data))


def test_every_metadata_byte_is_checked() -> None:
    """A changed byte in header or metadata is refused by both readers."""
    data = rich()
    off, size = cwasm_read.parse(data).parts["meta"]
    rng = random.Random(2)
    bulk = cwasm.HEADER_AT + cwasm.HEADER.offsets["bulk_crc"]
    with zwasm.Store() as store:
        for at in [*range(cwasm.HEADER_AT, bulk), *range(bulk + 4, off), *rng.sample(range(off, off + size), 100)]:
            bad = bytearray(data)
            bad[at] ^= 1 << rng.randrange(8)
            with pytest.raises(zwasm.LoadError):
                zwasm.Module.deserialize(store, bytes(bad))
            with pytest.raises(cwasm.FormatError):
                cwasm_read.parse(bytes(bad))


def test_truncated() -> None:
    data = rich()
    with zwasm.Store() as store:
        for n in [0, 1, 3, 4, 63, 64, 527, 528, 900, 1023, 1024, 1025, 4096, 0x10000, len(data) - 1]:
            with pytest.raises(zwasm.LoadError):
                zwasm.Module.deserialize(store, data[:n])
            with pytest.raises(cwasm.FormatError):
                cwasm_read.parse(data[:n])


def test_reader_survives_damage() -> None:
    """The Python reader raises FormatError and nothing else, checksums repaired."""
    data = rich()
    off, size = cwasm_read.parse(data).parts["meta"]
    rng = random.Random(3)
    kept = 0
    for _ in range(400):
        bad = bytearray(data)
        for _ in range(rng.randrange(1, 4)):
            at = rng.randrange(cwasm.HEADER_AT + 16, off + size)
            bad[at] = rng.choice([0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)])
        try:
            cwasm.seal(bad)
            c = cwasm_read.parse(bytes(bad))
            c.imports()
            c.exports()
            c.func_names()
            c.trap_sites()
            c.lines()
            c.verify()
            kept += 1
        except cwasm.FormatError:
            pass
    assert kept > 0


@pytest.fixture(scope="module")
def fuzzer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mutation driver, built with the sanitizers."""
    if shutil.which("gcc") is None:
        missing("gcc", "install a C compiler")
    out = tmp_path_factory.mktemp("container") / "container_fuzz"
    sources = map(str, runpy.run_path(str(ROOT / "scripts" / "build_loader.py"))["sources"](program=False))
    built = subprocess.run(
        ["gcc", "-std=c11", "-g", "-O1", "-Wall", "-Wextra", "-Werror", "-fno-omit-frame-pointer",
         "-fno-strict-aliasing", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", '-DZW_VERSION="0"',
         f"-I{ROOT / 'loader' / 'include'}", f"-I{ROOT / 'loader' / 'src'}", "-o", str(out),
         str(ROOT / "tests" / "native" / "container_fuzz.c"), *sources, "-lpthread", "-lm"],
        capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return out


@pytest.mark.parametrize("seed", [1, 2])
def test_mutants_under_sanitizers(fuzzer: Path, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "rich.cwasm"
    path.write_bytes(rich())
    result = subprocess.run([str(fuzzer), str(path), str(seed), "2000"], capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-4000:]


def test_layout_of_the_file() -> None:
    data = rich()
    c = cwasm_read.parse(data)
    page = cwasm.page_size(c.fields["machine"], c.fields["os"])
    assert c.parts["text"][0] % page == 0 and c.parts["image"][0] % page == 0
    assert c.fields["abi_hash"] == abi.abi_hash()
    assert io.BytesIO(data).read(4) == b"\x7fELF"
