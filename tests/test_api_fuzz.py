"""Random sequences of API calls under the sanitizers, with a small count."""

from __future__ import annotations

from campaigns import api


def test_random_sequences() -> None:
    summary = api.run(500, 7, 0)
    assert summary.failures == []
    assert summary.counts["cases"] == 500 and summary.counts["sequences in Python"] == 25
    for what in ("calls", "traps", "exits", "stops", "instances", "not instantiated", "refused containers",
                 "calls back", "modules given back"):
        assert summary.counts[what] > 50, what
