"""What all emitters of one module share on every machine: code buffer, the function at hand."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Final

from mypy_extensions import i64, mypyc_attr

from zwasm_formats.abi import VmctxLayout, vmctx_layout
from zwasmc.machine.code import CodeBuf
from zwasmc.regalloc.api import Allocation, Selection
from zwasmc.wasm.module import Module
from zwasmc.zir.func import Func


@mypyc_attr(allow_interpreted_subclasses=True)
class Common(ABC):
    """Shared state of the emitters."""

    def __init__(self, module: Module, b: CodeBuf) -> None:
        self.module: Final[Module] = module
        self.b: Final[CodeBuf] = b
        self.vmctx: Final[VmctxLayout] = vmctx_layout(
            module.num_imported_funcs, len(module.memories), len(module.tables), len(module.globals)
        )
        self.f: Func = Func()
        self.sel: Selection = Selection()
        self.al: Allocation = Allocation()
        self.block_label: i64 = 0
        """Label of block 0; block b has the label ``block_label + b``."""

    def begin(self, f: Func, sel: Selection, al: Allocation) -> None:
        """Take a function, and make a label for each of its blocks."""
        self.f = f
        self.sel = sel
        self.al = al
        b = self.b
        b.wasm_pos = f.pos[0] if f.n > 0 else 0
        self.block_label = b.nlabels
        k: i64 = 0
        while k < f.nb:
            b.new_label()
            k += 1

    @abstractmethod
    def moves(self, start: i64, end: i64, at_return: bool) -> None:
        """Print a range of the allocation's moves; ``at_return`` says where OUT cells are."""
