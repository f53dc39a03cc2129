"""The whole compiler on one page: bytes of a module in, machine code or a container out.

decode and validate → ZIR → parameter cleaning → selection → register allocation → emission, function by function; every
pass is linear and reuses its arrays.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import perf_counter
from typing import final

from mypy_extensions import i64

from zwasm_formats.cpu import X86_LEVELS
from zwasmc.analysis.layout import Layout
from zwasmc.analysis.params import Params
from zwasmc.regalloc.allocate import Allocator
from zwasmc.regalloc.api import Allocation, Selection
from zwasmc.regalloc.check import check_allocation
from zwasmc.sink.code import CompiledModule
from zwasmc.sink.cwasm import write_cwasm
from zwasmc.target.host import native_level
from zwasmc.target.x86_64.abi import X86Registers
from zwasmc.target.x86_64.emitter import X86Emitter
from zwasmc.target.x86_64.select import Selector
from zwasmc.targets import CPUS, resolve
from zwasmc.wasm.features import Features
from zwasmc.wasm.module import Module
from zwasmc.wasm.progress import Meter, Progress
from zwasmc.wasm.read import read_module
from zwasmc.zir.check import check as check_func
from zwasmc.zir.func import Func
from zwasmc.zir.lower import Lowering, LowerOptions

MEMORY_PLANS = ("guard", "checked")
NEWEST_LEVEL = 3
"""The code for later levels is that of this one."""

Observer = Callable[[Func, Selection, Allocation], None]


@final
class Options:
    """What a compilation depends on besides the module."""

    def __init__(
        self,
        *,
        target: str = "x86_64-linux",
        cpu: str = "v3",
        features: Features | None = None,
        interruptible: bool = False,
        canonical_nans: bool = False,
        memory: str = "guard",
        verify: bool = False,
        share: bool = True,
        registers: int = -1,
        slots: bool = False,
    ) -> None:
        """``registers`` masks the allocatable registers, ``share`` switches value sharing, ``slots`` keeps locals in
        frame slots as very large functions do; all three serve tests.  A ValueError names a value that is unknown, or
        a proposal that is on but can't be compiled."""
        if memory not in MEMORY_PLANS:
            raise ValueError(f"unknown memory plan {memory!r}; there are {', '.join(MEMORY_PLANS)}")
        self.target = resolve(target)
        self.cpu = native_level() if cpu == "native" else cpu
        if self.cpu not in X86_LEVELS:
            raise ValueError(f"unknown cpu {cpu!r}; there are {', '.join(CPUS)}")
        self.features = features if features is not None else Features()
        self.features.check_compiled()
        self.interruptible = interruptible
        self.canonical_nans = canonical_nans
        self.memory = memory
        self.verify = verify
        self.share = share
        self.registers = registers
        self.slots = slots


@final
class Pipeline:
    """Compiles one module; ``times`` holds seconds per pass when ``timed``."""

    def __init__(self, options: Options, timed: bool = False) -> None:
        self.options = options
        self.timed = timed
        self.times: dict[str, float] = {}
        self.observer: Observer | None = None
        """Called with every function before it is emitted, for dumps."""
        self.progress: Progress | None = None
        self.stamp = perf_counter()

    def lap(self, name: str) -> None:
        """Charge the time since the last lap to a pass."""
        now = perf_counter()
        self.times[name] = self.times.get(name, 0.0) + now - self.stamp
        self.stamp = now

    def compile(self, wasm: bytes) -> CompiledModule:
        """Compile a module's bytes to machine code."""
        options = self.options
        self.stamp = perf_counter()
        module = read_module(wasm, options.features)
        self.lap("read")
        return self.compile_functions(module)

    def compile_functions(self, module: Module) -> CompiledModule:
        """Compile the bodies of a module that was read."""
        options = self.options
        registers = X86Registers(module, i64(options.registers))
        level: i64 = min(int(options.cpu[1:]), NEWEST_LEVEL)
        lowering = Lowering(
            module,
            LowerOptions(
                features=options.features,
                interruptible=options.interruptible,
                checked_memory=options.memory == "checked",
                canonical_nans=options.canonical_nans,
                share=options.share,
                slots=options.slots,
            ),
        )
        params = Params()
        selector = Selector(level, i64(module.num_imported_funcs))
        sel = Selection()
        allocator = Allocator(registers)
        layout = Layout()
        emitter = X86Emitter(module, registers.signatures, level)
        f = Func()
        meter = Meter(module, self.progress)
        timed = self.timed
        verify = options.verify
        for index in range(len(module.bodies)):
            lowering.lower(index, f)
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
            allocation = allocator.run(f, sel)
            if verify:
                check_allocation(f, sel, registers, allocation)
            if timed:
                self.lap("allocate")
            if self.observer is not None:
                self.observer(f, sel, allocation)
            layout.run(f, allocator.cold())
            emitter.function(f, sel, allocation, layout, selector.calls, selector.leaves)
            meter.done(index)
            if timed:
                self.lap("emit")
        compiled = CompiledModule(module)
        emitter.close(compiled)
        compiled.machine, compiled.os = options.target.split("-")
        compiled.cpu_features = X86_LEVELS[f"v{level}"]
        compiled.interruptible = options.interruptible
        compiled.canonical_nans = options.canonical_nans
        compiled.checked_memory = options.memory == "checked"
        self.lap("emit")
        return compiled

    def container(self, wasm: bytes) -> bytes:
        """Compile a module's bytes to a container."""
        # the collector would only search for cycles that a compilation does not make
        collecting = gc.isenabled()
        gc.disable()
        try:
            compiled = self.compile(wasm)
            result = write_cwasm(compiled)
        finally:
            if collecting:
                gc.enable()
        self.lap("write")
        return result
