"""The WASI functions of the loader, driven from C under AddressSanitizer and UBSan (tests/native/wasi_*.c)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import build_loader
from support import missing
from wasi_native import INCLUDE, build, build_for_aarch64, run, sources

SHIPPED = ["-std=c11", "-Os", "-Wall", "-Wextra", "-Werror", "-fno-omit-frame-pointer"]
MODES = ["openat2", "walk"]


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the driver with the sanitizers."""
    return build(tmp_path_factory.mktemp("wasi"))


def test_every_family(driver: Path, tmp_path: Path) -> None:
    run(driver, "unit", tmp_path)


@pytest.mark.parametrize("mode", MODES)
def test_files_and_directories(driver: Path, tmp_path: Path, mode: str) -> None:
    run(driver, "paths", tmp_path, mode)


def test_directories_of_systems_without_positions(tmp_path: Path) -> None:
    """Entries kept from the start of a scan on: what Darwin and Windows do, by the same code."""
    (tmp_path / "files").mkdir()
    driver = build(tmp_path, own_cookies=True)
    run(driver, "paths", tmp_path / "files", "walk")


@pytest.mark.parametrize("mode", MODES)
def test_no_way_out(driver: Path, tmp_path: Path, mode: str) -> None:
    run(driver, "escapes", tmp_path, mode)


@pytest.mark.parametrize("mode", MODES)
def test_no_way_out_while_links_are_swapped(driver: Path, tmp_path: Path, mode: str) -> None:
    out = run(driver, "race", tmp_path, mode, "100000").split()
    assert int(out[0]) > 0, "no open ever succeeded"


def test_both_ways_to_resolve_agree(driver: Path, tmp_path: Path) -> None:
    if run(driver, "openat2", tmp_path).strip() != "yes":
        missing("openat2", "the kernel is older than Linux 5.6, or forbids it")
    out = run(driver, "twins", tmp_path, "1", "50000").split()
    assert int(out[2]) > 1000 and int(out[4]) >= 9, out


@pytest.mark.parametrize("seed", [1, 2])
def test_random_calls(driver: Path, tmp_path: Path, seed: int) -> None:
    out = run(driver, "fuzz", tmp_path, str(seed), "50000").split()
    assert int(out[2]) > 1000 and int(out[4]) >= 12, out
    assert {path.name for path in tmp_path.iterdir()} == {"box", "secret"}


@pytest.mark.slow
def test_every_family_on_aarch64(tmp_path: Path) -> None:
    """Under an emulator that has no openat2: paths are walked."""
    emulator = shutil.which("qemu-aarch64") or missing("qemu-aarch64", "apt install qemu-user")
    cc = build_loader.zig_compiler("aarch64-linux-musl") or missing("zig", "pip install ziglang, or put zig in PATH")
    driver = build_for_aarch64(tmp_path, cc)
    for what in ("unit", "paths", "escapes", "fuzz"):
        (tmp_path / what).mkdir()
        run(driver, what, tmp_path / what, *(["3", "2000"] if what == "fuzz" else ["openat2"]), under=(emulator,))


@pytest.mark.parametrize("compiler", ["gcc", "musl-gcc"])
def test_builds_as_shipped(tmp_path: Path, compiler: str) -> None:
    """Every file alone, with the shipped flags and warnings as errors; together they stay small."""
    if shutil.which(compiler) is None:
        missing(compiler, "install it")
    command = [compiler, *SHIPPED, INCLUDE, "-c", *sources()]
    built = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    size = subprocess.run(["size", "-t", *map(str, tmp_path.glob("*.o"))], capture_output=True, text=True, check=True)
    assert int(size.stdout.splitlines()[-1].split()[3]) < 40_000
