"""The Windows room of WASI under wine: tests/native/windows_wasi.c calls every function the way a guest does."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import build_loader
from support import ROOT, missing
from wasi_native import INCLUDE, sources

TARGET = "x86_64-windows-gnu"
LIBRARIES = ["-lws2_32", "-ladvapi32", "-lntdll"]


def wine() -> str:
    """The command that runs a program for Windows, or the test is left out."""
    path = f"{os.environ.get('PATH', '')}:/usr/lib/wine"
    return shutil.which("wine64", path=path) or shutil.which("wine", path=path) or missing("wine", "apt install wine64")


@pytest.mark.slow
def test_every_family(tmp_path: Path) -> None:
    runner = wine()
    cc = build_loader.zig_compiler(TARGET) or missing("zig", "pip install ziglang, or put zig in PATH")
    driver, box = tmp_path / "driver.exe", tmp_path / "box"
    files = [*sources("windows"), str(ROOT / "tests" / "native" / "windows_wasi.c")]
    command = [*cc, *build_loader.WARN, "-O1", "-fno-strict-aliasing", INCLUDE, "-o", str(driver), *files, *LIBRARIES]
    built = subprocess.run(command, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    box.mkdir()
    (tmp_path / "secret").write_text("not for guests")
    env = os.environ | {"WINEPREFIX": str(tmp_path / "prefix"), "WINEDEBUG": "-all", "DISPLAY": ""}
    command = [runner, str(driver), "Z:" + str(box).replace("/", "\\")]
    done = subprocess.run(command, env=env, timeout=300, capture_output=True, text=True)
    subprocess.run([runner, "wineboot", "-k"], env=env, timeout=60, capture_output=True)
    assert done.stdout.replace("\r", "").split("\n")[-2:] == ["0 failures", ""], done.stdout
    assert done.returncode == 0
    assert {path.name for path in box.iterdir()} == {"another", "file", "sub"}
    assert (tmp_path / "secret").read_text() == "not for guests"
    assert len(list((box / "sub").iterdir())) == 200
