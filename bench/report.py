"""Results as tables, and beside the targets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from history import Results
from measure import Stat, geomean
from sections import SECTIONS, counted


def ratios(results: Results, section: str, name: str, baseline: str) -> dict[str, float]:
    """Return, for every program that counts and that both engines ran, the ratio of an engine to another."""
    return {
        program: row[name].median / row[baseline].median
        for program, row in results.get(section, {}).items()
        if name in row and baseline in row and counted(section, program)
    }


def mean(results: Results, section: str, name: str, baseline: str) -> float | None:
    """Return the geometric mean of the ratios, if there are any."""
    found = ratios(results, section, name, baseline)
    return geomean(list(found.values())) if found else None


def median(results: Results, section: str, program: str, name: str = "zwasm") -> float | None:
    """Return one median."""
    stat = results.get(section, {}).get(program, {}).get(name)
    return stat.median if stat else None


Measured = Callable[[Results], float | None]


def to(section: str, baseline: str) -> Measured:
    """Measure zwasm against another engine, over all programs."""
    return lambda results: mean(results, section, "zwasm", baseline)


def one(section: str, program: str) -> Measured:
    """Measure zwasm with one program."""
    return lambda results: median(results, section, program)


def worst(section: str) -> Measured:
    """Measure zwasm against Cranelift with the program where it is slowest."""
    return lambda results: max(ratios(results, section, "zwasm", "cranelift").values(), default=None)


def above_nothing(results: Results) -> float | None:
    """Return the cold start above that of a process that does nothing."""
    ours, base = median(results, "start", "hello"), median(results, "start", "hello", "nothing")
    return None if ours is None or base is None else ours - base


class Target(NamedTuple):
    """A value that must not exceed its limit."""

    text: str
    limit: float
    unit: str
    measured: Measured


TARGETS = (
    Target("run time in the guest, to Cranelift, geomean", 1.0, "", to("guest", "cranelift")),
    Target("the same, slowest program", 1.4, "", worst("guest")),
    Target("programs with SIMD in the guest, to Cranelift, geomean", 1.0, "", to("simd", "cranelift")),
    Target("the slowest program with SIMD", 1.4, "", worst("simd")),
    Target("programs in C, whole process, to gcc -O2, geomean", 1.25, "", to("process", "gcc")),
    Target("compile, whole process, to Cranelift, geomean", 0.4, "", to("compile", "cranelift")),
    Target("compile in process, to Winch, geomean", 1.0, "", to("inside", "winch")),
    Target("compile of a module of 1 KB, whole process", 90, "ms", one("compile", "hello")),
    Target("size of the artifact, to Cranelift, geomean", 0.9, "", to("size", "cranelift")),
    Target("cold start of hello above a static C program", 0.5, "ms", above_nothing),
    Target("sqlite3, load and instantiate in process", 0.3, "ms", one("load", "sqlite3")),
    Target("peak resident memory of hello", 2.5, "MB", one("memory", "run hello")),
)

Table = list[list[str]]
"""Lines of cells; the first line is the head."""


def targets(results: Results) -> Table:
    """Return the targets beside what was measured."""
    lines = [["target", "at most", "measured", ""]]
    for target in TARGETS:
        value = target.measured(results)
        unit = f" {target.unit}" if target.unit else ""
        said = "" if value is None else "met" if value <= target.limit else "missed"
        shown = "not measured" if value is None else f"{digits(value)}{unit}"
        lines.append([target.text, f"{target.limit:g}{unit}", shown, said])
    return lines


def digits(value: float) -> str:
    """Return a number with three digits that count, or all of those before the point."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def cell(stat: Stat, base: Stat | None) -> str:
    """Return median, mark of instability and ratio."""
    ratio = f" ({stat.median / base.median:.2f})" if base and base.median else ""
    return f"{digits(stat.median)}{'~' if stat.unstable else ''}{ratio}"


def engines(results: Results, section: str) -> list[str]:
    """Return the engines of a section, in the order in which they were measured first."""
    return list(dict.fromkeys(name for row in results[section].values() for name in row))


def table(results: Results, section: str) -> Table:
    """Return a section: a line for each program, then the geometric means of the ratios."""
    names, baseline = engines(results, section), SECTIONS[section].baseline
    lines = [["program", *names]]
    for program, row in results[section].items():
        bases = {name: row.get(baseline) for name in names if name != baseline}
        lines.append([program, *(cell(row[name], bases.get(name)) if name in row else "" for name in names)])
    means = [mean(results, section, name, baseline) for name in names]
    if len(ratios(results, section, "zwasm", baseline)) > 1:
        lines.append(["geomean", *("" if value is None else f"{value:.3f}" for value in means)])
    return lines


def plain(lines: Table) -> Iterator[str]:
    """Return a table as text, the first column to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(*lines)]
    for line in lines:
        cells = [text.rjust(width) for text, width in zip(line[1:], widths[1:])]
        yield "  ".join([line[0].ljust(widths[0]), *cells]).rstrip()


def markdown(lines: Table, align: str = "---:") -> Iterator[str]:
    """Return a table as Markdown; ``align`` is for all columns but the first."""
    head, *body = lines
    yield f"| {' | '.join(head)} |"
    yield f"| --- |{f' {align} |' * (len(head) - 1)}"
    for line in body:
        yield f"| {' | '.join(line)} |"
