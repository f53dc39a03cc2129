"""The reference interpreter over ZIR: slow, obvious, the meaning of every instruction."""

from __future__ import annotations

from zwasmc.interp.instance import Program as Program
from zwasmc.interp.instance import Store as Store
from zwasmc.interp.trap import Exit as Exit
from zwasmc.interp.trap import LinkError as LinkError
from zwasmc.interp.trap import Trap as Trap
from zwasmc.interp.wasi import Wasi as Wasi
from zwasmc.interp.wasi import instantiate as instantiate
from zwasmc.interp.wasi import run as run
