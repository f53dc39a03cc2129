"""Cold blocks: those from which every path ends in a trap."""

from __future__ import annotations

from typing import final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import grown
from zwasmc.wasm import op as O
from zwasmc.zir.func import Func


@final
class Cold:
    """``blocks[b]`` is 1 for the cold blocks of the function given to ``run``, else 0."""

    def __init__(self) -> None:
        self.blocks: vec[i64] = vec[i64]([0] * 128)

    def run(self, f: Func) -> None:
        """Mark the cold blocks of ``f``; a block that may go round in a loop is none."""
        if f.nb > len(self.blocks):
            self.blocks = grown(self.blocks, f.nb)
        cold = self.blocks
        b = f.nb - 1
        while b >= 0:
            n = f.b_nedge[b]
            is_cold: i64 = 0
            if n == 0:
                if f.op[f.b_end[b] - 1] == O.UNREACHABLE:
                    is_cold = 1
            else:
                is_cold = 1
                e = f.b_edge[b]
                end = e + n
                while e < end:
                    to = f.e_to[e]
                    if to <= b or cold[to] == 0:
                        is_cold = 0
                        break
                    e += 1
            cold[b] = is_cold
            b -= 1
