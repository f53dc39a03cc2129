"""The compiler's tables of facts: in the checkout only, since they are not part of the wheel."""

from __future__ import annotations

from typing import Any

import zwasmc
from support import ROOT

if str(ROOT / "zwasmc") not in zwasmc.__path__:
    zwasmc.__path__.append(str(ROOT / "zwasmc"))

from zwasmc.facts import gen_x86_64
from zwasmc.facts.wasm_ops import EFFECTS, FAMILIES, IMMEDIATES, PROPOSALS, TYPE_CODES, Op, load_ops
from zwasmc.facts.x86_64 import CONDITIONS, EVEX, VECTOR, VectorInstruction


def every_instruction() -> Any:
    """Return the encoder class with a method for every form in the table, not only for those that the backend uses."""
    names: dict[str, Any] = {"__name__": "every_instruction"}
    exec(compile(gen_x86_64.enc_text(every=True), "every instruction", "exec"), names)
    return names["Enc"]


__all__ = [
    "CONDITIONS",
    "EFFECTS",
    "EVEX",
    "FAMILIES",
    "IMMEDIATES",
    "PROPOSALS",
    "TYPE_CODES",
    "VECTOR",
    "Op",
    "VectorInstruction",
    "every_instruction",
    "gen_x86_64",
    "load_ops",
]
