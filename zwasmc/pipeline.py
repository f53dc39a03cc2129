"""The whole compiler on one page: bytes of a module in, machine code or a container out.

decode and validate → ZIR → parameter cleaning → selection → register allocation → emission, function by function; every
pass is linear and reuses its arrays.  Slices of the functions may be compiled by several processes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import perf_counter
from typing import final

from mypy_extensions import i64

from zwasmc.analysis.calls import Calls
from zwasmc.analysis.cold import Cold
from zwasmc.analysis.layout import Layout
from zwasmc.analysis.params import Params
from zwasmc.cpus import processes
from zwasmc.machine.api import Backend, find_target
from zwasmc.machine.module import ModuleEmitter
from zwasmc.machine.slices import slices
from zwasmc.options import Options
from zwasmc.regalloc.allocate import Allocator
from zwasmc.regalloc.api import Allocation, Selection
from zwasmc.regalloc.check import check_allocation
from zwasmc.sink.code import MachineCode
from zwasmc.sink.cwasm import write_cwasm
from zwasmc.sink.tables import module_tables
from zwasmc.wasm.module import Module
from zwasmc.wasm.progress import Meter, Progress, body_bytes
from zwasmc.wasm.read import read_module
from zwasmc.zir.check import check as check_func
from zwasmc.zir.func import Func
from zwasmc.zir.lower import Lowering

Observer = Callable[[Func, Selection, Allocation], None]
Source = Callable[[int, Func], None]
"""Called with the number of a body, and where its function belongs."""


@final
class Pipeline:
    """Compiles one module; ``times`` holds seconds per pass, summed over processes, when ``timed``."""

    def __init__(self, options: Options, timed: bool = False, jobs: int = 1) -> None:
        """``jobs``: how many processes compile, 0 for as many as pay.

        A ValueError names a value that is unknown, or a proposal that is on but can't be compiled.
        """
        self.options = options
        self.target = find_target(options.target, options.cpu)
        self.features = options.proposals()
        self.features.check_compiled()
        self.timed = timed
        self.jobs = jobs
        self.times: dict[str, float] = {}
        self.observer: Observer | None = None
        """Called with every function before it is emitted, for dumps."""
        self.source: Source | None = None
        """Makes the functions instead of lowering, for tests of the passes after it."""
        self.progress: Progress | None = None
        self.stamp = perf_counter()

    def lap(self, name: str) -> None:
        """Charge the time since the last lap to a pass."""
        now = perf_counter()
        self.times[name] = self.times.get(name, 0.0) + now - self.stamp
        self.stamp = now

    def compile(self, wasm: bytes) -> MachineCode:
        """Compile a module's bytes to machine code."""
        return self.compile_functions(self.read(wasm))

    def read(self, wasm: bytes) -> Module:
        """Read and validate all of a module but the bodies of its functions."""
        self.stamp = perf_counter()
        module = read_module(wasm, self.features)
        self.lap("read")
        return module

    def compile_functions(self, module: Module) -> MachineCode:
        """Compile the bodies of a module that was read."""
        firsts = slices(module, processes(self.jobs, body_bytes(module)))
        emitter = self.compile_apart(module, firsts) if len(firsts) > 1 else None
        if emitter is None:
            emitter = self.compile_slice(module, 0, len(module.bodies), self.progress)
        code = emitter.close()
        code.cpu_features = self.target.features()
        self.lap("emit")
        return code

    def compile_apart(self, module: Module, firsts: list[int]) -> ModuleEmitter | None:
        """Compile every slice of the bodies in a process of its own, the first in this one.

        Return None if their parts of a limit of memory are not enough: one process alone may come to an end with it.
        """
        from zwasmc.memory import Limited, share
        from zwasmc.parallel import Workers

        def work(first: int, end: int, progress: Progress) -> tuple[dict[str, float], bytes]:
            self.times = {}
            self.stamp = perf_counter()
            functions = self.compile_slice(module, first, end, progress).functions()
            self.lap("join")
            return self.times, functions

        def together() -> ModuleEmitter:
            with Workers(work, firsts, len(module.bodies), body_bytes(module), self.progress) as workers:
                workers.start()
                self.lap("fork")
                emitter = self.compile_slice(module, 0, workers.end, workers.report)
                while workers.running and emitter.over < 0:
                    times, functions = workers.result()
                    self.stamp = perf_counter()  # waiting is no work
                    emitter.join(functions)
                    for name, seconds in times.items():
                        self.times[name] = self.times.get(name, 0.0) + seconds
                    self.lap("join")
            return emitter

        part = share(len(firsts))
        if part == 0:
            return together()
        try:
            with Limited(part):
                return together()
        except MemoryError:
            return None

    def compile_slice(self, module: Module, first: int, end: int, progress: Progress | None) -> ModuleEmitter:
        """Compile the bodies from ``first`` to before ``end``."""
        options = self.options
        backend = Backend(module, self.target, options.registers)
        registers = backend.registers
        lowering = Lowering(module, options)
        params = Params()
        selector = backend.selector
        sel = Selection()
        cold = Cold()
        allocator = Allocator(registers)
        layout = Layout()
        calls = Calls()
        calling = registers.rows().calling
        imported = i64(module.num_imported_funcs)
        emitter = backend.emitter
        f = Func()
        meter = Meter(module, progress, first)
        timed = self.timed
        verify = options.verify
        for index in range(first, end):
            if self.source is None:
                lowering.lower(index, f)
            else:
                self.source(index, f)
            if timed:
                self.lap("lower")
            if verify:
                check_func(f)
            params.run(f)
            if verify:
                check_func(f)
            if timed:
                self.lap("params")
            selector.run(f, sel)
            if timed:
                self.lap("select")
            cold.run(f)
            allocation = allocator.run(f, sel, cold.blocks)
            if verify:
                check_allocation(f, sel, registers, allocation)
            if timed:
                self.lap("allocate")
            if self.observer is not None:
                self.observer(f, sel, allocation)
            layout.run(f, cold.blocks)
            calls.run(f, sel.row, calling, imported)
            emitter.function(f, sel, allocation, layout, calls)
            meter.done(index)
            if timed:
                self.lap("emit")
            if emitter.over >= 0:
                break  # nothing comes of this module
        emitter.spare = lowering.spare
        emitter.spare_locals = lowering.rules.spare_locals
        return emitter

    def container(self, wasm: bytes) -> bytes:
        """Compile a module's bytes to a container."""
        # the collector would only search for cycles that a compilation does not make
        collecting = gc.isenabled()
        gc.disable()
        try:
            module = self.read(wasm)
            code = self.compile_functions(module)
            result = write_cwasm(code, module_tables(module, self.target.name(), self.options))
        finally:
            if collecting:
                gc.enable()
        self.lap("write")
        return result
