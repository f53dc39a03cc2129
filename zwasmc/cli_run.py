"""``zwasmc run --interpreter``."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from threading import TIMEOUT_MAX, Thread, main_thread
from typing import TYPE_CHECKING, Final

import click

from zwasmc.cli_compile import features_from, memory_for
from zwasmc.cli_habits import HabitCommand, meant, translated
from zwasmc.cli_io import (
    CLOSED,
    UI,
    WASM_MAGIC,
    Finding,
    Refused,
    common_options,
    escaped,
    read_module_bytes,
    refused,
    refused_module,
    shown,
)
from zwasmc.cli_run_options import (
    environment,
    expect_directory,
    listener,
    listening_at,
    options_for_the_compiler,
    preload,
    preopen,
    size,
    timeout,
)
from zwasmc.errors import CompileError

if TYPE_CHECKING:
    from zwasmc.interp.instance import ModuleInstance, Program
    from zwasmc.interp.store import Function
    from zwasmc.interp.trap import Trap
    from zwasmc.interp.wasi import Wasi
    from zwasmc.wasm.features import Features

EXIT_TRAP: Final = 134
MOST_FRAMES: Final = 32
MOST_LISTED: Final = 1000
"""Exported functions that are listed."""
AGAIN: Final = 0.02
"""Seconds between the interrupts of a run whose time is over."""
KNOWN_MODULES: Final = " (known modules: wasi_snapshot_preview1, wasi_unstable; see --preload, --unknown-imports)"


def find_function(instance: ModuleInstance, what: str) -> tuple[Function, list[str] | None] | None:
    """Return the exported function that ``what`` names, whole or before a ``=`` with its arguments after it."""
    from zwasmc.interp.store import Function

    found = instance.exports.get(what)
    if isinstance(found, Function):
        return found, None
    at = what.rfind("=")
    while at >= 0:
        found = instance.exports.get(what[:at])
        if isinstance(found, Function):
            rest = what[at + 1 :]
            return found, rest.split(",") if rest else []
        at = what.rfind("=", 0, at)
    return None


def invoke(source: str, instance: ModuleInstance, what: str, arguments: list[str]) -> int:
    """Call an exported function with words as arguments and print its results."""
    from zwasmc.cli_values import BadValue, format_value, parse_value, signature

    found = find_function(instance, what)
    if found is None:
        raise no_function(source, instance, what)
    function, inline = found
    if inline is not None and arguments:
        raise refused(source, f"{what}: the arguments stand either after = or after FILE", 2)
    words = arguments if inline is None else inline
    params = function.type.params
    if len(words) != len(params):
        takes = f"{what}{signature(function.type)} takes {len(params)} argument{'' if len(params) == 1 else 's'}"
        raise refused(source, f"{takes}, {len(words)} given", 2)
    values = []
    for number, (word, kind) in enumerate(zip(words, params)):
        try:
            values.append(parse_value(word, kind))
        except BadValue as error:
            raise refused(source, f"{what}: argument {number + 1}: {error}", 2) from error
    for bits, kind in zip(instance.store.invoke(function, values), function.type.results):
        click.echo(format_value(bits, kind))
    return 0


def no_function(source: str, instance: ModuleInstance, what: str) -> Refused:
    """Return the refusal of a call of what is not there, with the function that may be meant."""
    from zwasmc.interp.store import Function

    names = [name for name, extern in instance.exports.items() if isinstance(extern, Function)]
    name, bracket, rest = what.partition("(")
    if bracket and rest.endswith(")") and name in names:
        hint = f"; arguments are given as --invoke '{name}={rest[:-1]}'"
    else:
        hint = meant(name.partition("=")[0], names)
    return refused(source, f"there is no exported function {what}{hint}")


def run_guest(source: str, instance: ModuleInstance, what: str | None, arguments: list[str]) -> int:
    """Call ``_initialize``, then what is asked for, else ``_start``; return the exit status."""
    from zwasmc.interp.store import Function

    store = instance.store
    start = instance.exports.get("_start")
    command = isinstance(start, Function) and is_plain(start)
    if what is None and not command and instance.program.module.start < 0:
        list_functions(source, instance)
        return 1
    initialize(source, instance)
    if what is not None:
        return invoke(source, instance, what, arguments)
    if isinstance(start, Function) and command:
        store.invoke(start, [])
    return 0


def initialize(source: str, instance: ModuleInstance) -> None:
    """Call ``_initialize`` if there is one."""
    from zwasmc.interp.store import Function

    first = instance.exports.get("_initialize")
    if isinstance(first, Function):
        if not is_plain(first):
            raise refused(source, "_initialize has parameters or results")
        instance.store.invoke(first, [])


def is_plain(function: Function) -> bool:
    """Tell whether a function takes and returns nothing."""
    return not function.type.params and not function.type.results


def print_trap(source: str, programs: list[Program], trap: Trap) -> None:
    """Print a trap and its backtrace, as ``zwasm run`` does.  ``programs`` are those of the instances by number."""
    names = [names_of(program) for program in programs]
    where = -1
    function = None
    if UI.diagnostics != "text" and trap.frames and programs[trap.instances[0]] is programs[-1]:
        index, where = trap.frames[0]  # of this very file; as text it stands in the backtrace
        function = index, names[-1][index]
    UI.report(Finding(f"trap: {trap.message}", shown(source), where, "trap", function))
    for number, (index, offset) in enumerate(trap.frames[:MOST_FRAMES]):
        name = names[trap.instances[number]][index] or f"<wasm function {index}>"
        UI.detail(f"{number:3}: {f'{offset:#x}' if offset >= 0 else '?'} - {escaped(name)}")
    if trap.depth > MOST_FRAMES:
        UI.detail(f"     ... {trap.depth - MOST_FRAMES} more")


def names_of(program: Program) -> list[str]:
    """Return what each function of a module is called, or exported as."""
    from zwasmc.wasm.module import EXT_FUNC

    names = [program.module.names.funcs.get(index, "") for index in range(len(program.module.funcs))]
    for export in program.module.exports:
        if export.kind == EXT_FUNC and not names[export.index]:
            names[export.index] = export.name
    return names


def list_functions(source: str, instance: ModuleInstance) -> None:
    """Say of a module without ``_start`` what can be called."""
    from zwasmc.cli_values import signature
    from zwasmc.interp.store import Function

    functions = [(name, extern.type) for name, extern in instance.exports.items() if isinstance(extern, Function)]
    if not functions:
        UI.report(Finding("there is no _start, and no function is exported", shown(source)))
        return
    UI.report(Finding("there is no _start; call one of these with --invoke:", shown(source)))
    for name, kind in functions[:MOST_LISTED]:
        UI.detail(f"  {escaped(cut(name, 200))}{signature(kind)}")
    if len(functions) > MOST_LISTED:
        UI.detail(f"  ... {len(functions) - MOST_LISTED} more")


def cut(name: str, most: int) -> str:
    """Return no more than ``most`` bytes of a name; a character that is cut shows its bytes."""
    return name.encode("utf-8", "surrogateescape")[:most].decode("utf-8", "surrogateescape")


def peak_memory() -> float:
    """Return the most memory that was in use, in MiB; what getrusage tells begins with the peak of the process that
    started this one."""
    try:
        with open("/proc/self/status") as status:
            return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:")), 0.0)
    except OSError:
        return 0.0


class _RunCommand(HabitCommand):
    """Notes the order of the options for directories, which number the guest's descriptors."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as every command does."""
        rest = super().parse_args(ctx, list(args))
        _, _, order = self.make_parser(ctx).parse_args(translated(self, args))
        ctx.obj = [param.opts[0] for param in order if param.name in ("dirs", "ro_dirs")]
        return rest


def heed_signals() -> None:
    """Let a signal end the process, as it does a native one: a guest waits in C, where Python would not notice it."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
        if number == signal.SIGPIPE or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


def open_streams() -> None:
    """Let a guest find the null device where a standard stream is closed."""
    for number in CLOSED:
        os.dup2(os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC), number)


class Alarm:
    """Stops a run when its time is over."""

    def __init__(self, seconds: float | None) -> None:
        """Start; None is no end."""
        self.over = False
        self.wasi: Wasi | None = None
        if seconds is not None:
            signal.signal(signal.SIGALRM, lambda _number, _frame: None)
            Thread(target=self.ring, args=(seconds,), daemon=True).start()

    def ring(self, seconds: float) -> None:
        """Wait, then interrupt again and again: a call that blocks may have been about to start."""
        time.sleep(min(seconds, TIMEOUT_MAX))
        self.over = True
        while True:
            if self.wasi is not None:
                self.wasi.interrupt()
            signal.pthread_kill(main_thread().ident or 0, signal.SIGALRM)
            time.sleep(AGAIN)

    def tick(self) -> None:
        """Trap when the time is over."""
        from zwasm_formats.abi_offsets import TRAP_INTERRUPT
        from zwasmc.interp.trap import Trap

        if self.over:
            raise Trap(TRAP_INTERRUPT)


def read_program(source: str, features: Features, most_memory: int | None) -> Program:
    """Read and prepare a module, with at most so many bytes of memory (None: the default)."""
    from zwasmc.interp.instance import Program

    start = time.perf_counter()
    wasm = read_module_bytes(source)
    if wasm[:4] != WASM_MAGIC:
        raise refused(source, "neither a WebAssembly module nor a container")
    try:
        with memory_for(source, wasm, most_memory):
            program = Program(wasm, features)
    except CompileError as error:
        raise refused_module(source, wasm, error) from error
    UI.verbose(f"{shown(source)}: {len(wasm)} bytes loaded in {(time.perf_counter() - start) * 1e3:.2f} ms")
    return program


class Run:
    """One run: a store, its WASI context, and the modules in it."""

    def __init__(self, wasi: Wasi, alarm: Alarm, most_memory: int | None) -> None:
        from zwasmc.interp.instance import Store
        from zwasmc.interp.store import MOST_MEMORY, Budget

        self.wasi = wasi
        self.alarm = alarm
        self.store = Store(tick=alarm.tick, budget=Budget(MOST_MEMORY if most_memory is None else most_memory))
        self.loaded: list[tuple[str, ModuleInstance]] = []
        self.programs: list[Program] = []
        """By the numbers of the instances."""
        self.ended = False

    def enter(self, source: str, program: Program, policy: str, call: Callable[[ModuleInstance], int]) -> int:
        """Instantiate a module and call into it; return the exit status."""
        from zwasmc.interp.provide import provide
        from zwasmc.interp.trap import Exit, LimitError, LinkError, Trap

        self.programs.append(program)
        try:
            self.alarm.tick()
            imports = provide(self.store, program, self.wasi, self.loaded, policy)
            return call(self.store.instantiate(program, imports, self.wasi.attach))
        except Exit as done:
            self.ended = True
            return done.status & 0xFF
        except LinkError as error:
            hint = KNOWN_MODULES if str(error).startswith("unknown import") else ""
            raise refused(source, f"{error}{hint}") from error
        except (LimitError, CompileError, MemoryError) as error:
            raise refused(source, str(error) or "out of memory") from error
        except Trap as trap:
            print_trap(source, self.programs, trap)
            return EXIT_TRAP

    def preload(self, name: str, source: str, program: Program) -> int:
        """Instantiate a module whose exports can be imported from ``name``; return the exit status."""

        def call(instance: ModuleInstance) -> int:
            self.loaded.append((name, instance))
            initialize(source, instance)
            return 0

        return self.enter(source, program, "deny", call)


@click.command("run", cls=_RunCommand, context_settings={"allow_interspersed_args": False})
@click.argument("source", metavar="FILE", type=click.Path(allow_dash=True))
@click.argument("arguments", metavar="[ARGS]...", nargs=-1, type=click.UNPROCESSED)
@click.option("--interpreter", is_flag=True, help="Needed: `zwasm run` is what runs native code.")
@click.option(
    "--invoke",
    "what",
    metavar="NAME",
    help="Call this export; ARGS are its arguments (a v128: 'i32x4 1 2 3 4'). NAME=a,b also works.",
)
@click.option("--dir", "dirs", multiple=True, metavar="HOST[::GUEST]", help="Preopen a directory; repeatable.")
@click.option("--ro-dir", "ro_dirs", multiple=True, metavar="HOST[::GUEST]", help="Preopen a directory for reading.")
@click.option("--env", multiple=True, metavar="KEY[=VAL]", help="Set a variable, or inherit one; repeatable.")
@click.option("--inherit-env", is_flag=True, help="Inherit all variables.")
@click.option("--argv0", metavar="NAME", help="The program's name for the guest (default: FILE, no folders).")
@click.option(
    "--tcplisten", "addresses", multiple=True, metavar="HOST:PORT", help="Give the guest a listening socket."
)
@click.option(
    "--preload", "preloads", multiple=True, metavar="NAME=FILE", help="Instantiate a module for imports; repeatable."
)
@click.option(
    "--unknown-imports", "policy", default="deny", metavar="trap|default|deny", help="What imports get that nobody has."
)
@click.option("--timeout", "time_limit", metavar="TIME", help="Stop after 100ms, 30s, 5m.")
@click.option("--max-memory", "most_memory", metavar="N", help="Most bytes of linear memory (suffixes K, M, G).")
@options_for_the_compiler
@common_options
@click.pass_obj
def run_command(
    order: list[str],
    source: str,
    arguments: tuple[str, ...],
    interpreter: bool,
    what: str | None,
    dirs: tuple[str, ...],
    ro_dirs: tuple[str, ...],
    env: tuple[str, ...],
    inherit_env: bool,
    argv0: str | None,
    addresses: tuple[str, ...],
    preloads: tuple[str, ...],
    policy: str,
    time_limit: str | None,
    most_memory: str | None,
    most_compile_memory: int | None,
    features: tuple[str, ...],
) -> int:
    """Run a module in the reference interpreter.

    The interpreter is slow and obvious: it is what native code is compared with. It takes the options of `zwasm run`.
    Everything after FILE is the guest's, `--` too. The exit status is the guest's, or 134 after a trap.
    """
    if not interpreter:
        raise Refused("native code is run by: zwasm run FILE; here: zwasmc run --interpreter FILE", 2)
    if policy not in ("trap", "default", "deny"):
        raise Refused(f"--unknown-imports {policy}: expected trap, default or deny", 2)
    heed_signals()
    open_streams()
    on = features_from(features)
    most = size(most_memory)
    modules = [preload(item) for item in preloads]
    alarm = Alarm(timeout(time_limit))
    given = {"--dir": iter(dirs), "--ro-dir": iter(ro_dirs)}
    preopens = [preopen(option, next(given[option])) for option in order]
    name = os.path.basename(source) if argv0 is None else argv0
    guest_arguments = [name, *([] if what is not None else arguments)]
    try:
        from zwasm import _ffi
        from zwasmc.interp.wasi import Wasi

        library = _ffi.lib()
    except (ImportError, OSError) as error:
        raise Refused(str(error)) from error
    program = read_program(source, on, most_compile_memory)
    listeners = [listener(address) for address in addresses]
    for number, socket in enumerate(listeners):
        UI.verbose(f"{shown(source)}: descriptor {3 + number} listens at {listening_at(socket)}")
    for host, _, read_only in preopens:
        expect_directory("--ro-dir" if read_only else "--dir", host)
    try:
        wasi = Wasi(library, guest_arguments, environment(env, inherit_env), preopens, listeners=listeners)
    except OSError as error:
        raise Refused(str(error)) from error
    alarm.wasi = wasi
    run = Run(wasi, alarm, most)
    # before any guest runs, which may replace files
    others = [read_program(file, on, most_compile_memory) for _, file in modules]
    for (module, file), other in zip(modules, others):
        status = run.preload(module, file, other)
        if status or run.ended:
            return status
    start = time.perf_counter()
    status = run.enter(source, program, policy, lambda instance: run_guest(source, instance, what, list(arguments)))
    elapsed = (time.perf_counter() - start) * 1e3
    UI.verbose(f"{shown(source)}: ran for {elapsed:.2f} ms; at most {peak_memory():.1f} MiB of memory were in use")
    return status
