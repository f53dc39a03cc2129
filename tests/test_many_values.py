"""Calls, labels and locals with many values, whose moves are loops: every engine gives what wasmtime gives."""

from __future__ import annotations

import pytest
import wasmtime

from engines import Interpreter, Native
from many_values import PATTERNS, text
from programs import only_compiled

VARIANTS = {
    "v3": {},
    "v2": {"cpu": "v2"},
    "slots": {"slots": True},
    "checked": {"memory": "checked", "share": False},
    "few registers": {"registers": 0x0000_003F_0000_00CF},
}
CALLS = [(f"f{k}", [x]) for k in range(12) for x in (0, 1, 0xFFFFFFF0)]


def expected(wasm: bytes) -> list[int]:
    """What wasmtime returns."""
    store = wasmtime.Store()
    exports = wasmtime.Instance(store, wasmtime.Module(store.engine, wasm), []).exports(store)
    out = []
    for name, arguments in CALLS:
        function = exports[name]
        assert isinstance(function, wasmtime.Func)
        out.append(function(store, *[x - (x >> 31 << 32) for x in arguments]) & 0xFFFFFFFF)
    return out


@pytest.mark.parametrize("count", [33, 47, 150])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_engines_agree(pattern: str, count: int) -> None:
    if count == 150 and pattern != "parts":
        only_compiled("functions of 150 values")
    kinds = PATTERNS[pattern]
    wasm = bytes(wasmtime.wat2wasm(text((kinds * count)[:count])))
    wanted = expected(wasm)
    found = {"interpreter": Interpreter().observe(wasm, CALLS)}
    for name, options in VARIANTS.items():
        found[name] = Native(name, options).observe(wasm, CALLS)
    for name, outcomes in found.items():
        results = [x[0] & 0xFFFFFFFF for x in outcomes if isinstance(x, list)]
        assert results == wanted, name
