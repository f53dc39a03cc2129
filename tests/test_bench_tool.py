"""The benchmark's bookkeeping: statistics, history, tables and page.  Nothing is timed here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree
from pathlib import Path

import pytest

import gen_benchmarks
import history
import measure
import report
import sections
from history import Entry, Results
from measure import Call, Failure, Stat
from peers import RUNNERS, everyone
from programs import only_compiled, run_native, run_wasmtime
from support import ROOT, missing

RESULTS: Results = {
    "guest": {
        "fft": {"zwasm": Stat(9.0, 0.01), "cranelift": Stat(10.0, 0.02), "turbofan": Stat(8.0, 0.2)},
        "trees": {"zwasm": Stat(40.0, 0.01), "cranelift": Stat(10.0, 0.02)},
        "libsodium-auth": {"zwasm": Stat(500.0, 0.01), "cranelift": Stat(10.0, 0.02)},
    },
    "simd": {
        "saxpy": {"zwasm": Stat(9.0, 0.01), "cranelift": Stat(10.0, 0.02)},
        "libsodium-auth": {"zwasm": Stat(16.0, 0.01), "cranelift": Stat(10.0, 0.02)},
    },
    "compile": {"hello": {"zwasm": Stat(80.0, 0.0), "cranelift": Stat(8.0, 0.0)}},
    "start": {"hello": {"zwasm": Stat(0.75, 0.0), "nothing": Stat(0.25, 0.0)}},
}
ENTRIES = [
    Entry("2026-01-02", "abc1234", "a machine, 2 cores", {"zwasm": "0.1.0", "cranelift": "50.0.1"}, RESULTS),
    Entry("2026-02-03", "def5678", "a machine, 2 cores", {"zwasm": "0.1.0", "cranelift": "50.0.1"}, RESULTS),
]


def test_statistics() -> None:
    assert measure.summary([3.0, 1.0, 2.0]) == Stat(2.0, 0.5)
    assert measure.summary([4.0]) == Stat(4.0, 0.0)
    assert measure.summary([10.0, 10.0, 10.0, 10.0, 99.0]) == Stat(10.0, 0.0)
    assert [Stat(1.0, spread).unstable for spread in (0.0, 0.1, 0.11)] == [False, False, True]
    assert measure.geomean([0.5, 2.0]) == pytest.approx(1.0)
    assert measure.geomean([1.0, 2.0, 4.0]) == pytest.approx(2.0)


def test_samples_are_interleaved() -> None:
    order = []
    calls = [Call((name,), Path()) for name in "ab"]

    def sample(call: Call) -> dict[str, float]:
        order.append(call.words[0])
        return {"wall": float(len(order))}

    ticks: list[int] = []
    samples = measure.interleaved(sample, calls, 2, lambda: ticks.append(1))
    assert order == ["a", "b", "a", "b"] and len(ticks) == 2
    assert samples[calls[1]] == [{"wall": 2.0}, {"wall": 4.0}]


def test_a_sample_of_a_process(tmp_path: Path) -> None:
    spawner = measure.Spawner(measure.build(RUNNERS / "spawn.c", tmp_path / "spawn", static=True))
    script = "echo elapsed_ns: 2000000 >&2; echo elapsed_ns: 1500000 >&2; echo start_ns: 9000000 >&2; echo shown"
    found = spawner.sample(Call(("/bin/sh", "-c", script), tmp_path))
    assert (found["elapsed"], found["start"], found["guest"]) == (3.5, 9.0, 3.5)
    assert found["wall"] > 0
    assert spawner.sample(Call(("/bin/sh", "-c", "echo start_ns: 1000000 >&2"), tmp_path))["guest"] == 1.0
    with pytest.raises(Failure, match=r"^no such luck, error 5$"):
        spawner.sample(Call(("/bin/sh", "-c", "echo no such luck, error 5 >&2; echo bye >&2; exit 3"), tmp_path))


def test_history_is_appended_to_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "history.yaml"
    path.write_text("# a head\n")
    assert history.read(path) == []
    for count, entry in enumerate(ENTRIES, 1):
        before = path.read_text()
        history.append(entry, path)
        assert path.read_text().startswith(before)
        assert history.read(path) == ENTRIES[:count]


def test_an_entry_says_where_it_comes_from() -> None:
    entry = history.entry({"zwasm": "0.1.0"}, RESULTS)
    assert entry.date[4] == entry.date[7] == "-" and entry.commit and "cores" in entry.machine


def test_targets_are_compared_with_what_was_measured() -> None:
    shown = {line[0]: line[1:] for line in report.targets(RESULTS)}
    assert shown["run time in the guest, to Cranelift, geomean"] == ["1", "1.9", "missed"]
    assert shown["the same, slowest program"] == ["1.4", "4", "missed"]
    assert shown["programs with SIMD in the guest, to Cranelift, geomean"] == ["1", "1.2", "missed"]
    assert shown["the slowest program with SIMD"] == ["1.4", "1.6", "missed"]
    assert shown["compile of a module of 1 KB, whole process"] == ["90 ms", "80 ms", "met"]
    assert shown["cold start of hello above a static C program"] == ["0.5 ms", "0.5 ms", "met"]
    assert shown["peak resident memory of hello"] == ["2.5 MB", "not measured", ""]


def test_table_has_ratios_marks_and_mean() -> None:
    assert report.table(RESULTS, "guest") == [
        ["program", "zwasm", "cranelift", "turbofan"],
        ["fft", "9 (0.90)", "10", "8~ (0.80)"],
        ["trees", "40 (4.00)", "10", ""],
        ["libsodium-auth", "500 (50.00)", "10", ""],
        ["geomean", "1.897", "1.000", "0.800"],
    ]
    assert list(report.plain([["a", "bb"], ["cc", "d"]])) == ["a   bb", "cc   d"]
    assert list(report.markdown([["a", "b"], ["c", "d"]])) == ["| a | b |", "| --- | ---: |", "| c | d |"]


def test_the_page_is_that_of_the_history() -> None:
    for name, text in gen_benchmarks.outputs().items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, f"{name}: run scripts/gen.py"
    assert "Nothing has been recorded" in gen_benchmarks.files([])["docs/benchmarks.md"]


def test_the_page_shows_the_last_entry_and_links_its_charts() -> None:
    files = gen_benchmarks.files(ENTRIES)
    page = files.pop("docs/benchmarks.md")
    assert "def5678" in page and "abc1234" not in page
    assert "| fft | 9 (0.90) | 10 | 8~ (0.80) |" in page
    assert {f"docs/benchmarks/{name}.svg" for name in (*RESULTS, "history")} == set(files)
    for name, text in files.items():
        assert f"](benchmarks/{Path(name).name})" in page
        xml.etree.ElementTree.fromstring(text)


def test_the_page_does_without_peers() -> None:
    alone = {"guest": {name: {"zwasm": Stat(9.0, 0.01)} for name in ("fft", "trees")}}
    files = gen_benchmarks.files([entry._replace(results=alone) for entry in ENTRIES])
    assert set(files) == {"docs/benchmarks.md", "docs/benchmarks/history.svg"}
    assert "| trees | 9 |" in files["docs/benchmarks.md"]


def test_sections_and_plans_fit_together() -> None:
    values = [value for plan in sections.plans() for value in plan.values]
    for plan in sections.plans():
        assert sections.has_vectors(plan.program.name) == (plan.values == sections.SIMD), plan.program.name
    assert {value.section for value in values} | {"size"} == set(sections.SECTIONS)
    assert {section.baseline for section in sections.SECTIONS.values()} <= {peer.name for peer in everyone(Path())}


def test_a_run() -> None:
    only_compiled("the benchmark")
    words = [sys.executable, str(ROOT / "scripts" / "bench"), "--runs", "1", "--only"]
    for only, title in (("guest/tokens", "Run time in the guest"), ("size/tokens", "Size of what is run")):
        done = subprocess.run([*words, only], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert title in done.stdout and "\ntokens  " in done.stdout and "not measured" in done.stdout


def test_plain_python_is_refused() -> None:
    plain = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "formats", ROOT / "loader")))}
    command = [sys.executable, str(ROOT / "scripts" / "bench"), "--only", "start"]
    done = subprocess.run(command, env=plain, capture_output=True, text=True)
    assert done.returncode == 2 and "plain Python" in done.stderr and done.stdout == ""


def test_programs_are_what_their_sources_say(tmp_path: Path) -> None:
    """Compiled by another compiler, the sources print what the checked-in modules print."""
    if shutil.which("gcc") is None:
        missing("gcc", "it builds the benchmark's programs")
    for source in sorted((ROOT / "bench" / "programs").glob("*.c")):
        native = measure.build(source, tmp_path / source.stem)
        expected = subprocess.run([native], capture_output=True, check=True).stdout
        assert run_native(source.with_suffix(".wasm"), tmp_path)[:2] == (0, expected), source.stem


@pytest.mark.parametrize("source", sorted(sections.VECTORS.glob("*.c")), ids=lambda source: source.stem)
def test_programs_with_vectors(source: Path, tmp_path: Path) -> None:
    """They find what scalar code finds (their status says so), compiled by gcc, by wasmtime and by zwasm."""
    if shutil.which("gcc") is None:
        missing("gcc", "it builds the benchmark's programs")
    native = measure.build(source, tmp_path / source.stem, "-Wall", "-Wextra", "-Werror")
    expected = subprocess.run([native], capture_output=True, check=True).stdout
    wasm = source.with_suffix(".wasm")
    assert run_wasmtime(wasm, tmp_path, [wasm.name]) == (0, expected)
    assert run_native(wasm, tmp_path)[:2] == (0, expected)


def test_there_are_a_dozen_programs_with_vectors() -> None:
    sources = {source.stem for source in sections.VECTORS.glob("*.c")}
    assert len(sources) >= 12 and sources == {wasm.stem for wasm in sections.VECTORS.glob("*.wasm")}
