"""CPU features a container may need: bit numbers, names, and the levels that ``--cpu`` offers."""

from __future__ import annotations

from typing import Final

X86_FEATURES: Final[list[str]] = [
    "sse3", "ssse3", "sse4.1", "sse4.2", "popcnt", "cx16", "lahf", "avx", "avx2", "bmi1", "bmi2", "f16c", "fma",
    "lzcnt", "movbe", "avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl", "avx512_bitalg",
]
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
