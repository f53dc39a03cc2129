"""How far a pass over the function bodies has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, final

from mypy_extensions import i64

from zwasmc.wasm.module import Module

Progress = Callable[[int, int], None]
"""Called now and then with the bytes of bodies that are done and all there are; an exception of it ends the pass."""

STEP: Final = 0x10000


def body_bytes(module: Module) -> int:
    """Return the size of all function bodies."""
    return module.bodies[-1].end - module.bodies[0].start if module.bodies else 0


@final
class Meter:
    """Reports progress every 64 KiB of function bodies."""

    def __init__(self, module: Module, progress: Progress | None, first: int = 0) -> None:
        """``first``: the first body of those that the pass is about."""
        self.module: Final[Module] = module
        self.progress: Final[Progress | None] = progress
        self.total: Final[int] = body_bytes(module)
        self.start: i64 = module.bodies[first].start if module.bodies else 0
        self.next: i64 = self.start + STEP

    def done(self, number: i64) -> None:
        """Note that a body is done."""
        if self.progress is None:
            return
        at: i64 = self.module.bodies[number].end
        if at >= self.next:
            self.next = at + STEP
            self.progress(at - self.start, self.total)
