"""The levels of ``--cpu``: what each records, and how ``native`` is found."""

from __future__ import annotations

import builtins
import io
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import build_loader
import zwasm as zwasm_api
import zwasmc
from cli_runner import Ran, zwasm
from support import ROOT, missing, zwasmc_command
from zwasm_formats.cpu import X86, X86_CODE, X86_LEVELS, feature_mask
from zwasm_formats.cwasm_read import parse
from zwasmc.machine.x86_64 import levels

WASM = (ROOT / "docs/examples/primes.wasm").read_bytes()
V2 = "fpu pni ssse3 sse4_1 sse4_2 popcnt cx16 lahf_lm"
V3 = f"{V2} avx avx2 bmi1 bmi2 f16c fma abm movbe"
V4 = f"{V3} avx512f avx512bw avx512cd avx512dq avx512vl"


def without(flags: str, name: str) -> str:
    """Return the flags but one."""
    return " ".join(flag for flag in flags.split() if flag != name)


@pytest.mark.parametrize(
    ("flags", "level"),
    [
        (V4 + " avx512_bitalg", 5),
        (V4, 4),
        (V3, 3),
        (V3 + " avx512_bitalg", 3),
        (V2, 2),
        (without(V3, "abm"), 2),
        (without(V4, "fma"), 2),
        (without(V2, "pni"), 0),
    ]
    + [(without(V4, "avx512cd"), 3), ("", 0)],
)
def test_level_is_the_highest_that_is_whole(flags: str, level: int) -> None:
    assert levels.level_of(set(flags.split())) == level


def test_all_processors_count() -> None:
    text = f"processor\t: 0\nflags\t\t: {V4}\nvmx flags\t: pni\n\nprocessor\t: 1\nflags\t\t: {V3}\n"
    assert levels.level_of(levels.cpu_flags(text)) == 3
    assert levels.cpu_flags("processor: 0\n") == set()


def test_native_is_the_level_of_this_machine() -> None:
    needed = parse(zwasmc.compile(WASM, cpu="native")).fields["cpu_features"]
    assert needed == X86_CODE[levels.native_level()]


def test_the_loader_finds_what_the_kernel_found(tmp_path: Path) -> None:
    if shutil.which("gcc") is None:
        missing("gcc", "install a C compiler")
    source = ROOT / "loader" / "src"
    files = [ROOT / "tests" / "native" / "cpu.c", source / "cpu.c"]
    command = ["gcc", *build_loader.WARN, f"-I{source}", f"-I{ROOT / 'loader' / 'include'}", *map(str, files)]
    subprocess.run([*command, "-o", str(tmp_path / "cpu")], check=True)
    have = levels.mask_of(levels.cpu_flags(Path(levels.CPUINFO).read_text(encoding="utf-8")))
    one_by_one = [1 << bit for bit in range(len(X86))]
    everything = 2**64 - 1
    for wanted in ([everything], [*one_by_one, everything], [*reversed(one_by_one), everything, 0],
                   [X86_LEVELS["v2"], X86_LEVELS["v3"], 1 << 63]):
        ran = subprocess.run([str(tmp_path / "cpu"), *map(str, wanted)], capture_output=True, text=True, check=True)
        has_wide = bool(have & feature_mask(["avx2"]))
        assert ran.stdout.split() == [*(str(mask & have) for mask in wanted), str(int(has_wide)), "0"]


@pytest.mark.parametrize(("cpu", "recorded"), [("v2", "v2"), ("v3", "v3"), ("v4", "v4")])
def test_what_a_container_needs(cpu: str, recorded: str) -> None:
    assert parse(zwasmc.compile(WASM, cpu=cpu)).fields["cpu_features"] == X86_LEVELS[recorded]


@pytest.mark.parametrize("option", [{"cpu": "v5"}, {"cpu": ""}, {"memory": "free"}, {"target": "vax-vms"}])
def test_unknown_values(option: dict[str, str]) -> None:
    (value,) = option.values()
    with pytest.raises(ValueError, match=f"unknown .*{value!r}"):
        zwasmc.compile(WASM, **option)  # type: ignore[arg-type]


def test_unknown_cpu_on_the_command_line(tmp_path: Path) -> None:
    words = ["compile", str(ROOT / "docs/examples/primes.wasm"), "-o", str(tmp_path / "x")]
    wrong = subprocess.run([*zwasmc_command(), *words, "--cpu", "v5"], capture_output=True, text=True)
    assert wrong.returncode == 2 and "v5" in wrong.stderr and wrong.stderr.count("\n") == 1
    right = subprocess.run([*zwasmc_command(), *words, "--cpu", "native"], capture_output=True, text=True)
    assert (right.returncode, right.stderr) == (0, "")


def machine_with(flags: str, folder: Path) -> Path:
    """Write a script that starts the compiler as on a machine with other features."""
    script = folder / "zwasmc.py"
    script.write_text(
        "import builtins, io, sys\n"
        "there = builtins.open\n"
        f"here = lambda: io.StringIO({f'flags : {flags}'!r})\n"
        "builtins.open = lambda file, *a, **k: here() if file == '/proc/cpuinfo' else there(file, *a, **k)\n"
        "import zwasmc.cli\n"
        "sys.exit(zwasmc.cli.run())\n"
    )
    starter = folder / "zwasmc"
    starter.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, "-P", str(script)])} "$@"\n')
    starter.chmod(0o755)
    return starter


def test_modules_run_on_older_machines(tmp_path: Path) -> None:
    compiler = machine_with(V2, tmp_path)
    (tmp_path / "primes.wasm").write_bytes(WASM)
    done = zwasm(tmp_path, "run", "--invoke", "count", "primes.wasm", "100")
    assert done == Ran(0, "25\n", "")
    subprocess.run([compiler, "compile", "--cpu", "native", "primes.wasm"], cwd=tmp_path, check=True)
    assert parse((tmp_path / "primes.cwasm").read_bytes()).fields["cpu_features"] == X86_LEVELS["v2"]


def test_machines_below_the_oldest_level_are_told_what_they_lack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flags = without(without(V2, "popcnt"), "sse4_2")
    lacks = "cpu native: this machine lacks sse4.2 popcnt of x86-64-v2, the oldest level there is code for"
    machine_with(flags, tmp_path)
    (tmp_path / "primes.wasm").write_bytes(WASM)
    assert zwasm(tmp_path, "run", "primes.wasm") == Ran(2, "", f"error: --{lacks}\n")
    there = builtins.open
    monkeypatch.setattr(
        builtins,
        "open",
        lambda file, *a, **k: io.StringIO(f"flags : {flags}") if file == "/proc/cpuinfo" else there(file, *a, **k),
    )
    with zwasm_api.Store() as store, pytest.raises(ValueError, match=f"^{lacks}$"):
        zwasm_api.Module(store, WASM)
