"""Test session set-up: what is tested, and a last line that says what was not run."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from support import CI

PREFIX = "NOT RUN "


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--bless``."""
    parser.addoption("--bless", action="store_true", help="rewrite the expectations of tests/filetests")


def pytest_configure(config: pytest.Config) -> None:
    """CI measures the compiled compiler: plain Python there would test something else than what is shipped."""
    import zwasmc

    if CI and not zwasmc.COMPILED and not os.environ.get("ZWASM_TEST_PURE"):
        raise pytest.UsageError("the installed zwasmc is plain Python; install the wheel, or set ZWASM_TEST_PURE=1")


def pytest_report_header(config: pytest.Config) -> str:
    """Say what is being tested."""
    import zwasmc

    kind = "compiled by mypyc" if zwasmc.COMPILED else "PLAIN PYTHON"
    return f"zwasmc {zwasmc.__version__}, {kind}, from {os.path.dirname(zwasmc.__file__ or '?')}"


def _left_out(reporter: object) -> dict[str, int]:
    counts: dict[str, int] = {}
    for report in getattr(reporter, "stats", {}).get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reason = reason.removeprefix("Skipped: ")
        if reason.startswith(PREFIX):
            counts[reason[len(PREFIX) :]] = counts.get(reason[len(PREFIX) :], 0) + 1
    return counts


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_unconfigure(config: pytest.Config) -> Iterator[None]:
    """Close with one loud line when something was left out for want of data or tools."""
    yield
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    counts = _left_out(reporter) if reporter is not None and not hasattr(config, "workerinput") else {}
    if counts:
        parts = "; ".join(f"{what} ({number} tests)" for what, number in sorted(counts.items()))
        print(f"*** NOT EVERYTHING WAS RUN: {parts} ***")
