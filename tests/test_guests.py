"""Programs in C and Rust under ``zwasm run``: they do what they do natively."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import zwasmc
from support import ROOT, command

GUESTS = ROOT / "tests" / "guests"
FILES = "10000"
NATIVE = {"tree_c": ("cc", "-O1", "tree.c"), "tree_rs": ("rustc", "-O", "tree.rs")}


def container(name: str, folder: Path) -> Path:
    """Compile a guest."""
    path = folder / f"{name}.cwasm"
    path.write_bytes(zwasmc.compile((GUESTS / f"{name}.wasm").read_bytes()))
    return path


@pytest.mark.parametrize("name", ["tree_c", "tree_rs"])
def test_a_tree_of_10000_files(name: str, tmp_path: Path) -> None:
    guest = container(name, tmp_path)
    box = tmp_path / "box"
    box.mkdir()
    words = [command("zwasm"), "run", "--dir", f"{box}::/box", str(guest), "/box/tree", FILES]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (GUESTS / f"{name}.expected").read_text()
    assert list(box.iterdir()) == []


@pytest.mark.parametrize("name", ["tree_c", "tree_rs"])
def test_what_is_expected_is_what_the_native_program_prints(name: str, tmp_path: Path) -> None:
    compiler, *words = NATIVE[name]
    if shutil.which(compiler) is None:
        pytest.skip(f"NOT RUN {name} natively: no {compiler} here; its output was recorded where there was one")
    subprocess.run([compiler, *words, "-o", str(tmp_path / name)], cwd=GUESTS, check=True, timeout=120)
    done = subprocess.run(
        [str(tmp_path / name), "tree", FILES], cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    assert (done.returncode, done.stderr, done.stdout) == (0, "", (GUESTS / f"{name}.expected").read_text())


def address(line: str) -> tuple[str, int]:
    """Return where ``-v`` said that a descriptor listens."""
    host, _, port = line.strip().rpartition(" ")[2].rpartition(":")
    return host.strip("[]"), int(port)


@pytest.fixture(scope="module")
def echo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled echo server."""
    return container("echo", tmp_path_factory.mktemp("echo"))


@pytest.fixture(params=[[], ["--dir", ".::/"]], ids=["alone", "with a directory"])
def server(request: pytest.FixtureRequest, echo: Path) -> Iterator[subprocess.Popen[str]]:
    """The echo server, about to serve three clients."""
    words = [command("zwasm"), "run", "-v", "--tcplisten", "127.0.0.1:0", *request.param, str(echo), "3"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=echo.parent)
    yield process
    process.kill()
    process.communicate()


def test_echo_server(server: subprocess.Popen[str]) -> None:
    assert server.stderr is not None
    where = address(next(line for line in server.stderr if " listens at " in line))
    for data in (b"", b"hello", bytes(range(256)) * 8000):
        with socket.create_connection(where, timeout=60) as client:

            def send(client: socket.socket = client, data: bytes = data) -> None:
                client.sendall(data)
                client.shutdown(socket.SHUT_WR)

            sender = threading.Thread(target=send)
            sender.start()
            got = bytearray()
            while part := client.recv(65536):
                got += part
            sender.join(60)
            assert got == data
    stdout, stderr = server.communicate(timeout=60)
    assert (server.returncode, stdout) == (0, "3 served\n")
    told = re.fullmatch(r".*: ran for [\d.]+ ms; at most ([\d.]+) MiB of memory were in use\n", stderr)
    assert told and 0 < float(told[1]) < 50  # not the peak of the process that started it


def test_directories_are_found_behind_sockets(tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    listeners = ["--tcplisten", "127.0.0.1:0", "--tcplisten", "127.0.0.1:0"]
    words = [command("zwasm"), "run", *listeners, "--dir", "box::/", str(container("tree_c", tmp_path)), "/tree", "5"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.startswith("written: 5 files")


@pytest.mark.parametrize(
    ("value", "status", "why"),
    [
        ("8080", 2, "expected HOST:PORT"),
        (":8080", 2, "expected HOST:PORT"),
        ("localhost:", 2, "expected HOST:PORT"),
        ("localhost:http", 2, "expected HOST:PORT"),
        ("localhost:65536", 2, "expected HOST:PORT"),
        ("::1:8080", 2, "expected HOST:PORT"),
        ("192.0.2.1:8080", 1, "ddress not available"),
    ],
)
def test_addresses_that_are_refused(value: str, status: int, why: str, echo: Path) -> None:
    words = [command("zwasm"), "run", "--tcplisten", value, str(echo)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith(f"error: --tcplisten {value}: ") and done.stderr.endswith(f"{why}\n")


def test_a_port_that_is_taken(echo: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        value = f"127.0.0.1:{other.getsockname()[1]}"
        words = [command("zwasm"), "run", "--tcplisten", value, str(echo)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and done.stderr.startswith(f"error: --tcplisten {value}: Address")
