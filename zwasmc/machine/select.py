"""What the pipeline asks of instruction selection."""

from __future__ import annotations

from abc import ABC, abstractmethod

from mypy_extensions import mypyc_attr

from zwasmc.regalloc.api import Selection
from zwasmc.zir.func import Func


@mypyc_attr(allow_interpreted_subclasses=True)
class Selector(ABC):
    """Chooses machine rows for one function after another."""

    def __init__(self) -> None:
        self.calls: bool = False
        """Whether the function calls anything."""
        self.leaves: bool = False
        """Whether it calls out of its instance."""

    @abstractmethod
    def run(self, f: Func, sel: Selection) -> None:
        """Fill ``sel`` for ``f``."""
