"""Initial contents of memories: mapped from the container where they are dense, segments elsewhere."""

from __future__ import annotations

import resource
import subprocess
from pathlib import Path

import pytest

import zwasm
from support import command
from wasm_bytes import body, func_type, leb, module, name, section, sleb
from zwasm_formats import cwasm, cwasm_read
from zwasmc.options import Options
from zwasmc.pipeline import Pipeline

MIB = 1 << 20
CHUNK = bytes(range(251)) * (MIB // 251)


def with_data(pages: int, segments: list[tuple[int, bytes]]) -> bytes:
    """A module whose function ``read`` loads a byte of a memory that starts with these segments."""
    datas = [b"\0\x41" + sleb(at - (at >> 31 << 32)) + b"\x0b" + leb(len(data)) + data for at, data in segments]
    return module(
        section(1, func_type(b"\x7f", b"\x7f")),
        section(3, b"\0"),
        section(5, b"\0" + leb(pages)),
        section(7, name("read") + b"\0\0"),
        section(10, body(b"\x20\0\x2d\0\0")),
        section(11, *datas),
    )


def dense(size: int) -> list[tuple[int, bytes]]:
    """Segments that begin at an odd place and fill two thirds of ``size`` bytes, each with its number first."""
    return [(at + 3, bytes([at // MIB]) + CHUNK) for at in range(0, size, 3 * MIB // 2)]


def image_of(container: bytes) -> list[tuple[int, int]]:
    """Address and size of each image."""
    return [(row[0], row[2]) for row in cwasm_read.parse(container).table("images")]


@pytest.mark.parametrize("size", [3 * MIB, 40 * MIB], ids=["3 MiB", "40 MiB"])
def test_a_dense_memory_is_mapped(size: int, tmp_path: Path) -> None:
    """However large it is, making an instance touches a handful of its pages."""
    segments = dense(size)
    wasm = with_data(size // 65536 + 32, segments)
    path = tmp_path / "dense.cwasm"
    path.write_bytes(Pipeline(Options()).container(wasm))
    container = cwasm_read.parse(path.read_bytes())
    container.verify()
    ((at, length),) = image_of(path.read_bytes())
    end = segments[-1][0] + len(segments[-1][1])
    assert at == 0 and end <= length < end + cwasm.page_size(container.fields["machine"], container.fields["os"])
    assert all(row[0] == cwasm.MODE_DECLARED for row in container.table("datas"))
    with zwasm.Store() as store, path.open("rb") as file:
        loaded = zwasm.Module.from_fd(store, file.fileno())
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        instances = [zwasm.Instance(store, loaded) for _ in range(4)]
        assert resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before < 400
        for start, data in (segments[0], segments[len(segments) // 2], segments[-1]):
            for k in (0, 1, 4096, len(data) - 1):
                assert instances[1].func("read").call([start + k]) == [data[k]]
            assert instances[1].func("read").call([start + len(data)]) == [0]
    run = [command("zwasm"), "run", "--invoke", "read", str(path), str(segments[-1][0])]
    done = subprocess.run(run, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{segments[-1][1][0]}\n", "")


@pytest.mark.parametrize(
    "segments",
    [
        [(0, CHUNK), (39 * MIB, CHUNK)],
        [(k * MIB, CHUNK[: 400 << 10]) for k in range(40)],
        [(0, bytes(1000))],
        [(0, CHUNK), (10, b"")],
    ],
    ids=["two far apart", "less than half", "small", "an empty segment"],
)
def test_others_are_segments(segments: list[tuple[int, bytes]]) -> None:
    container = Pipeline(Options()).container(with_data(640, segments))
    parsed = cwasm_read.parse(container)
    assert image_of(container) == [] and len(container) < sum(len(data) for _, data in segments) + 65536
    assert [row[0] for row in parsed.table("datas")] == [cwasm.MODE_ACTIVE] * len(segments)
    with zwasm.Store() as store:
        instance = zwasm.Instance(store, zwasm.Module.deserialize(store, container))
        at, data = segments[0]
        assert instance.func("read").call([at + 500]) == [data[500]]


def test_later_segments_win() -> None:
    """Segments that overlap are applied in order, in an image too."""
    container = Pipeline(Options()).container(with_data(32, [(0, CHUNK), (100, b"abc"), (101, b"x")]))
    assert len(image_of(container)) == 1
    with zwasm.Store() as store:
        instance = zwasm.Instance(store, zwasm.Module.deserialize(store, container))
        assert (
            bytes(instance.func("read").call([k])[0] for k in range(99, 104)) == CHUNK[99:100] + b"axc" + CHUNK[103:104]
        )
