"""ZIR operations that are no WebAssembly instructions; numbers follow the instructions' (``wasm/op.py``)."""

from __future__ import annotations

from typing import Final

PARAM: Final = 0x600
"""Block parameter ``imm``."""
RESULT: Final = 0x601
"""Result ``imm`` (1 or more) of call ``a``; result 0 is the call row itself."""
SLOT_GET: Final = 0x602
"""Read local ``imm`` from its frame slot (functions too large for SSA locals)."""
SLOT_SET: Final = 0x603
"""Write ``a`` to the frame slot of local ``imm``."""
POLL: Final = 0x604
"""Trap when the host asked for an interruption."""
BOUNDS: Final = 0x605
"""Trap when address ``a`` + ``imm`` exceeds the bytes of memory ``c``."""
F32_CANON: Final = 0x606
"""Replace any NaN by the canonical one."""
F64_CANON: Final = 0x607
"""Replace any NaN by the canonical one."""

PSEUDO_NAMES: Final = ("param", "result", "slot.get", "slot.set", "poll", "bounds", "f32.canon", "f64.canon")
