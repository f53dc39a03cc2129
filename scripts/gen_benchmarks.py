"""Generates docs/benchmarks.md and its charts from ``bench/history.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

import report
from history import HISTORY, Entry, read
from measure import UNSTABLE
from peers import everyone
from sections import SECTIONS

MARK = "<!-- GENERATED from bench/history.yaml, by scripts/gen.py; do not edit -->\n"

INTRO = f"""\
# Benchmarks

zwasm beside other engines, measured side by side and interleaved in one run by `scripts/bench`; how, says
[testing.md](testing.md#measuring). Every value is a median with, in brackets, its ratio to the engine of that section;
lower is better. A `~` marks values whose samples lie more than {UNSTABLE:.0%} apart (the middle half of them).
"""

EMPTY = """
Nothing has been recorded yet: `scripts/bench --record`, on a quiet machine, appends to `bench/history.yaml` and
rebuilds this page.
"""

WIDTH, LINE, LEFT = 640, 24, 120
INKS = {"zwasm": "#2563eb"}
OTHER_INK = "#9ca3af"
SERIES = {
    "guest": "#2563eb",
    "simd": "#0891b2",
    "process": "#16a34a",
    "compile": "#dc2626",
    "inside": "#d97706",
    "size": "#7c3aed",
}


def text(x: float, y: float, words: str, anchor: str = "start") -> str:
    """Return a label."""
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(words)}</text>'


def picture(title: str, height: int, shapes: Iterable[str]) -> str:
    """Return an SVG file."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" role="img">'
    style = "<style>text{font:13px sans-serif;fill:#111827}</style>"
    ground = f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
    body = [head, f"<title>{escape(title)}</title>", style, ground, text(8, 18, title), *shapes, "</svg>"]
    return MARK + "\n".join(body) + "\n"


def bars(title: str, values: dict[str, float]) -> str:
    """Return a chart with a bar for each engine."""
    scale = (WIDTH - LEFT - 60) / max(values.values())
    shapes = []
    for at, (name, value) in enumerate(values.items(), 1):
        y = at * LINE + 6
        ink = INKS.get(name, OTHER_INK)
        shapes.append(f'<rect x="{LEFT}" y="{y}" width="{value * scale:.1f}" height="{LINE - 6}" fill="{ink}"/>')
        shapes += [text(LEFT - 8, y + 14, name, "end"), text(LEFT + value * scale + 6, y + 14, report.digits(value))]
    return picture(title, LINE * (len(values) + 1) + 12, shapes)


def lines(title: str, dates: Sequence[str], series: dict[str, list[float | None]]) -> str:
    """Return a chart with a line for each series; where a value is missing, the line skips it."""
    height, bottom = 260, 230
    top = max((value for values in series.values() for value in values if value is not None), default=1.0)
    step = (WIDTH - LEFT - 90) / (len(dates) - 1)
    shapes = [f'<path d="M{LEFT} 30V{bottom}H{WIDTH - 80}" stroke="{OTHER_INK}" fill="none"/>']
    shapes += [text(LEFT - 8, 40, report.digits(top), "end"), text(LEFT - 8, bottom, "0", "end")]
    shapes += [text(LEFT, height - 12, dates[0]), text(WIDTH - 80, height - 12, dates[-1], "end")]
    for name, values in series.items():
        known = [(LEFT + at * step, bottom - value / top * 195) for at, value in enumerate(values) if value is not None]
        if known:
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y in known)
            shapes.append(f'<polyline points="{points}" stroke="{SERIES[name]}" stroke-width="2" fill="none"/>')
            shapes.append(text(known[-1][0] + 6, known[-1][1] + 4, name))
    return picture(title, height, shapes)


def heights(entry: Entry, section: str) -> dict[str, float]:
    """Return the bars of a section: mean ratios, or the medians of its only program."""
    results, baseline = entry.results, SECTIONS[section].baseline
    if len(results[section]) == 1:
        return {name: stat.median for name, stat in next(iter(results[section].values())).items()}
    means = {name: report.mean(results, section, name, baseline) for name in report.engines(results, section)}
    return {name: value for name, value in means.items() if value is not None}


def section_parts(entry: Entry, section: str) -> tuple[str, dict[str, str]]:
    """Return a section of the page, and its chart; none where nothing can be compared."""
    about = SECTIONS[section]
    one = len(entry.results[section]) == 1
    values = heights(entry, section)
    caption = f"{about.title}, {about.unit if one else f'geometric mean of the ratio to {about.baseline}'}"
    image = f"![{caption}](benchmarks/{section}.svg)\n\n" if values else ""
    table = "\n".join(report.markdown(report.table(entry.results, section)))
    page = f"\n## {about.title}\n\nIn {about.unit}, and to {about.baseline}.\n\n{image}{table}\n"
    return page, {f"docs/benchmarks/{section}.svg": bars(caption, values)} if values else {}


def over_time(entries: Sequence[Entry]) -> str:
    """Return the chart of all entries."""
    series = {
        section: [report.mean(entry.results, section, "zwasm", SECTIONS[section].baseline) for entry in entries]
        for section in SERIES
    }
    return lines("zwasm, geometric mean of the ratio", [entry.date for entry in entries], series)


def files(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the page and its charts."""
    if not entries:
        return {"docs/benchmarks.md": MARK + "\n" + INTRO + EMPTY}
    last = entries[-1]
    out: dict[str, str] = {}
    page = [MARK, INTRO, f"Measured on {last.date} at commit {last.commit}, on: {last.machine}."]
    page += ["\n## Targets\n", *report.markdown(report.targets(last.results))]
    for section in SECTIONS:
        if section in last.results:
            part, chart = section_parts(last, section)
            page.append(part.rstrip("\n"))
            out |= chart
    if len(entries) > 1:
        out["docs/benchmarks/history.svg"] = over_time(entries)
        page.append("\n## Over time\n\n![zwasm's mean ratios at every recorded run](benchmarks/history.svg)")
    settings = {peer.name: peer.settings for peer in everyone(Path())}
    engines = [["engine", "version", "settings"], *([n, v, settings.get(n, "")] for n, v in last.versions.items())]
    page += ["\n## Engines and settings\n", *report.markdown(engines, "---")]
    return {"docs/benchmarks.md": "\n".join(page) + "\n", **out}


def outputs() -> dict[str, str]:
    """Return the generated files."""
    return files(read(HISTORY))
