"""CPU features a container may need: bit numbers, names, and the levels that ``--cpu`` offers."""

from __future__ import annotations

from typing import Final

YMM: Final = 0x6
ZMM: Final = 0xE6
"""State that the system must save (bits of XCR0) for registers of 256 and of 512 bits."""


class Feature:
    """A feature of x86-64 processors and where CPUID says that it is there (Intel SDM, volume 2, CPUID)."""

    def __init__(self, name: str, leaf: int, register: str, bit: int, state: int = 0, kernel: str = "") -> None:
        """``state``: bits of XCR0 without which it can't be used; ``kernel``: what Linux calls it, if not so."""
        self.name: Final = name
        self.leaf: Final = leaf
        self.register: Final = register
        self.bit: Final = bit
        self.state: Final = state
        self.kernel: Final = kernel or name


X86: Final = (
    Feature("sse3", 1, "c", 0, kernel="pni"),
    Feature("ssse3", 1, "c", 9),
    Feature("sse4.1", 1, "c", 19, kernel="sse4_1"),
    Feature("sse4.2", 1, "c", 20, kernel="sse4_2"),
    Feature("popcnt", 1, "c", 23),
    Feature("cx16", 1, "c", 13),
    Feature("lahf", 0x80000001, "c", 0, kernel="lahf_lm"),
    Feature("avx", 1, "c", 28, YMM),
    Feature("avx2", 7, "b", 5, YMM),
    Feature("bmi1", 7, "b", 3),
    Feature("bmi2", 7, "b", 8),
    Feature("f16c", 1, "c", 29, YMM),
    Feature("fma", 1, "c", 12, YMM),
    Feature("lzcnt", 0x80000001, "c", 5, kernel="abm"),
    Feature("movbe", 1, "c", 22),
    Feature("avx512f", 7, "b", 16, ZMM),
    Feature("avx512bw", 7, "b", 30, ZMM),
    Feature("avx512cd", 7, "b", 28, ZMM),
    Feature("avx512dq", 7, "b", 17, ZMM),
    Feature("avx512vl", 7, "b", 31, ZMM),
    Feature("avx512_bitalg", 7, "c", 12, ZMM),
)

X86_FEATURES: Final[list[str]] = [feature.name for feature in X86]
"""Bit n of a container's feature mask is ``X86_FEATURES[n]``."""

X86_V2: Final = 0x7F
X86_V3: Final = 0x7FFF
X86_V4: Final = 0xFFFFF

X86_LEVELS: Final[dict[str, int]] = {"v2": X86_V2, "v3": X86_V3, "v4": X86_V4}

X86_CODE: Final[dict[int, int]] = {2: X86_V2, 3: X86_V3, 4: X86_V4, 5: X86_V4 | 0x100000}
"""Features that code of each kind needs: that of a level, or 5: v4 and BITALG, which only ``--cpu native`` chooses."""


def feature_names(mask: int) -> list[str]:
    """Names of the x86-64 features in ``mask``."""
    return [name for bit, name in enumerate(X86_FEATURES) if mask >> bit & 1]


def feature_mask(names: list[str]) -> int:
    """The mask of the named x86-64 features."""
    mask = 0
    for name in names:
        mask |= 2 ** X86_FEATURES.index(name)
    return mask
