"""Proposals and whether they are on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, final

from mypy_extensions import i64

from zwasmc.errors import Unsupported
from zwasmc.wasm.op import PROPOSAL_COMPILED, PROPOSAL_NAMES, PROPOSAL_THREADS

IMPLEMENTED: Final = frozenset([number for number, compiled in enumerate(PROPOSAL_COMPILED) if compiled])
"""What code is generated for; on unless switched off.  The reader and the validator handle more, switched on."""


@final
class Features:
    """The set of proposals that are on, by proposal number (``PROPOSAL_*`` in op.py)."""

    def __init__(self) -> None:
        self.on: list[bool] = [number in IMPLEMENTED for number in range(len(PROPOSAL_NAMES))]
        self.used: list[bool] = [False] * len(PROPOSAL_NAMES)
        """What was required so far."""
        self.shared: bool = False
        """Whether shared memories are read; the rest of ``threads``, atomic instructions, is compiled."""

    def set(self, name: str, on: bool) -> None:
        """Switch the proposal ``name``; ``all`` switches every one.  An unknown name is a ValueError."""
        if name == "all":
            for number in range(1, len(PROPOSAL_NAMES)):
                self.on[number] = on
            self.shared = on
            return
        if name not in PROPOSAL_NAMES[1:]:
            raise ValueError(f"unknown proposal {name!r} (known: {', '.join(PROPOSAL_NAMES[1:])})")
        self.on[PROPOSAL_NAMES.index(name)] = on

    def apply(self, text: str) -> Features:
        """Apply a comma-separated list such as ``+simd,-multi-value`` (no sign means +) and return self."""
        for name, on in switches(text):
            self.set(name, on)
        return self

    def check_compiled(self) -> None:
        """Raise ValueError if a proposal is on that no code is generated for: it can only be read and validated."""
        for number, on in enumerate(self.on):
            if on and number not in IMPLEMENTED:
                raise ValueError(f"proposal {PROPOSAL_NAMES[number]} is not supported yet (see: zwasmc features)")
        if self.shared:
            raise ValueError("proposal threads is not supported yet for shared memories (see: zwasmc features)")

    def refusal(self, proposal: i64, what: str, offset: i64) -> Unsupported:
        """Return the error that refuses ``what``: ``proposal`` is off, or there is no code for this part of it."""
        number: int = proposal
        disabled = number in IMPLEMENTED and not self.on[number]
        reason = "is disabled" if disabled else "is not supported yet"
        name = PROPOSAL_NAMES[number]
        return Unsupported(f"{what}: proposal {name} {reason}", offset, f"proposal-{name}")

    def require(self, proposal: i64, what: str, offset: i64) -> None:
        """Raise Unsupported when ``proposal`` is off."""
        self.used[proposal] = True
        if not self.on[proposal]:
            raise self.refusal(proposal, what, offset)

    def require_shared(self, what: str, offset: i64) -> None:
        """Raise Unsupported when ``what``, which is shared between threads, is not to be read."""
        self.require(PROPOSAL_THREADS, what, offset)
        if not self.shared:
            name = PROPOSAL_NAMES[PROPOSAL_THREADS]
            why = f"proposal {name} is not supported yet for shared memories, only for others"
            raise Unsupported(f"{what}: {why}", offset, f"proposal-{name}")


def switches(text: str) -> list[tuple[str, bool]]:
    """Split a comma-separated list of ``+NAME``, ``-NAME`` and ``NAME`` into names and whether each goes on."""
    parts = text.replace(",", " ").split()
    return [(part[1:] if part[0] in "+-" else part, part[0] != "-") for part in parts]


def parse_features(items: Iterable[str]) -> Features:
    """Apply lists of switches in turn to the default proposals; ``+all`` means all there is.

    A ValueError says which proposal is unknown or not implemented.
    """
    features = Features()
    for item in items:
        for name, on in switches(item):
            if on and name in PROPOSAL_NAMES and PROPOSAL_NAMES.index(name) not in IMPLEMENTED:
                raise ValueError(f"proposal {name} is not supported yet (see: zwasmc features)")
            features.set(name, on)
    for number in range(len(PROPOSAL_NAMES)):
        if number not in IMPLEMENTED:
            features.on[number] = False
    features.shared = False
    return features
