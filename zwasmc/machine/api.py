"""What the compiler asks of a machine: one object that describes it, and per module the passes that know it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from importlib import import_module
from typing import Final, cast, final

from mypy_extensions import i64, mypyc_attr

from zwasmc.machine.module import ModuleEmitter
from zwasmc.machine.select import Selector
from zwasmc.machine.signature import Convention, Registers, Signatures
from zwasmc.regalloc.api import MachineRows
from zwasmc.targets import MACHINES, SYSTEMS, System, resolve
from zwasmc.wasm.module import Module


@mypyc_attr(allow_interpreted_subclasses=True)
class Machine(ABC):
    """A processor architecture."""

    @abstractmethod
    def name(self) -> str:
        """Return the name, as it stands in those of targets."""

    @abstractmethod
    def level(self, cpu: str) -> int:
        """Return the number of the CPU level that ``--cpu`` names; a ValueError says why there is none.

        ``native`` is what this computer has.
        """

    @abstractmethod
    def features(self, level: int) -> int:
        """Return the features that code for a level needs, as a mask of ``zwasm_formats.cpu``."""

    @abstractmethod
    def convention(self, system: System) -> Convention:
        """Return the registers of calls on a system."""

    @abstractmethod
    def rows(self) -> MachineRows:
        """Return new constraint tables of the machine's rows."""

    @abstractmethod
    def selector(self, level: i64) -> Selector:
        """Return the selection for a level."""

    @abstractmethod
    def emitter(self, module: Module, signatures: Signatures, level: i64) -> ModuleEmitter:
        """Return the emission of a module."""


@final
class Target:
    """What code is compiled for: a machine under a system, at least of a level."""

    def __init__(self, machine: Machine, system: System, level: int) -> None:
        self.machine: Final = machine
        self.system: Final = system
        self.level: Final = level

    def name(self) -> str:
        """Return the canonical name."""
        return f"{self.machine.name()}-{self.system.name}"

    def features(self) -> int:
        """Return the features that the code needs, as a mask of ``zwasm_formats.cpu``."""
        return self.machine.features(self.level)


def find_target(name: str, cpu: str) -> Target:
    """Return the target of a name and a CPU level; a ValueError says what is unknown or not supported."""
    machine_name, system = resolve(name).split("-")
    machine = cast(Machine, import_module(MACHINES[machine_name]).MACHINE)
    return Target(machine, SYSTEMS[system], machine.level(cpu))


@final
class Backend:
    """The passes over one module that know the target."""

    def __init__(self, module: Module, target: Target, registers: int = -1) -> None:
        """``registers`` masks the allocatable registers."""
        machine = target.machine
        level = target.level
        signatures = Signatures(module, machine.convention(target.system))
        self.registers: Final = Registers(machine.rows(), signatures, registers)
        self.selector: Final = machine.selector(level)
        self.emitter: Final = machine.emitter(module, signatures, level)
