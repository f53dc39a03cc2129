"""The machine x86-64, as the compiler asks for it."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasm_formats.cpu import X86_CODE
from zwasmc.machine.api import Machine
from zwasmc.machine.select import Selector
from zwasmc.machine.signature import Convention, Signatures
from zwasmc.machine.x86_64.convention import CONVENTION
from zwasmc.machine.x86_64.emitter import X86Emitter
from zwasmc.machine.x86_64.levels import native_level
from zwasmc.machine.x86_64.rows import machine_rows
from zwasmc.machine.x86_64.select import X86Selector
from zwasmc.regalloc.api import MachineRows
from zwasmc.targets import CPUS, System
from zwasmc.wasm.module import Module


@final
class X86(Machine):
    """x86-64 from the level v2 on."""

    def name(self) -> str:
        """Return the name, as it stands in those of targets."""
        return "x86_64"

    def level(self, cpu: str) -> int:
        """Return the number of a CPU level."""
        if cpu not in CPUS:
            raise ValueError(f"unknown cpu {cpu!r}; there are {', '.join(CPUS)}")
        return native_level() if cpu == "native" else int(cpu[1:])

    def features(self, level: int) -> int:
        """Return the features that code for a level needs."""
        return X86_CODE[level]

    def convention(self, system: System) -> Convention:
        """Return the registers of calls."""
        return CONVENTION

    def rows(self) -> MachineRows:
        """Return new constraint tables of the machine's rows."""
        return machine_rows()

    def selector(self, level: i64) -> Selector:
        """Return the selection for a level."""
        return X86Selector(level)

    def emitter(self, module: Module, signatures: Signatures, level: i64) -> X86Emitter:
        """Return the emission of a module."""
        return X86Emitter(module, signatures, level)


MACHINE: Final = X86()
