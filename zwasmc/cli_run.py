"""``zwasmc run --interpreter``."""

from __future__ import annotations

import ctypes
import os
import signal
from typing import TYPE_CHECKING, Final

import click

from zwasmc.cli_compile import features_from, features_option
from zwasmc.cli_io import UI, WASM_MAGIC, Refused, common_options, diagnostic, escaped, read_module_bytes, shown
from zwasmc.errors import CompileError

if TYPE_CHECKING:
    from zwasmc.interp.instance import ModuleInstance, Program
    from zwasmc.interp.store import Function
    from zwasmc.interp.trap import Trap

EXIT_TRAP: Final = 134
MOST_FRAMES: Final = 32


def preopen(option: str, text: str) -> tuple[str, str, bool]:
    """Return (host, guest, read only) of ``HOST[::GUEST]``; ``HOST=GUEST`` counts only when there is no ``::``."""
    host, separator, guest = text.partition("::")
    if not separator:
        host, separator, guest = text.partition("=")
    guest = guest if separator else host
    if not host or not guest:
        raise Refused(f"{option} {text}: expected HOST or HOST::GUEST", 2)
    try:
        os.close(os.open(host, os.O_PATH | os.O_DIRECTORY))
    except OSError as error:
        raise Refused(f"{option} {host}: {error.strerror}") from error
    return host, guest, option == "--ro-dir"


def inherited() -> list[str]:
    """Return the environment of this process as it is, twice the same name included."""
    strings = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    found: list[str] = []
    while strings[len(found)] is not None:
        found.append(os.fsdecode(strings[len(found)]))
    return found


def environment(items: tuple[str, ...], inherit: bool) -> list[str]:
    """Return the guest's environment as KEY=VALUE, what is inherited first; a variable that is named wins over that."""
    named: dict[str, str] = {}
    for item in items:
        key, separator, value = item.partition("=")
        if separator:
            named[key] = value
        elif key in os.environ:
            named[key] = os.environ[key]
    found: list[str] = []
    for item in inherited() if inherit else []:
        key, separator, _ = item.partition("=")
        if separator and key not in named:
            found.append(item)
    return found + [f"{key}={value}" for key, value in named.items()]


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
        raise Refused(f"{shown(source)}: there is no exported function {what}")
    function, inline = found
    if inline is not None and arguments:
        raise Refused(f"{shown(source)}: {what}: the arguments stand either after = or after FILE", 2)
    words = arguments if inline is None else inline
    params = function.type.params
    if len(words) != len(params):
        takes = f"{what}{signature(function.type)} takes {len(params)} argument{'' if len(params) == 1 else 's'}"
        raise Refused(f"{shown(source)}: {takes}, {len(words)} given", 2)
    values = []
    for number, (word, kind) in enumerate(zip(words, params)):
        try:
            values.append(parse_value(word, kind))
        except BadValue as error:
            raise Refused(f"{shown(source)}: {what}: argument {number + 1}: {error}", 2) from error
    for bits, kind in zip(instance.store.invoke(function, values), function.type.results):
        click.echo(format_value(bits, kind))
    return 0


def run_guest(source: str, instance: ModuleInstance, what: str | None, arguments: list[str]) -> int:
    """Call ``_initialize``, then what is asked for, else ``_start``; return the exit status."""
    from zwasmc.interp.store import Function

    store = instance.store
    start = instance.exports.get("_start")
    command = isinstance(start, Function) and is_plain(start)
    if what is None and not command and instance.program.module.start < 0:
        list_functions(source, instance)
        return 1
    first = instance.exports.get("_initialize")
    if isinstance(first, Function):
        if not is_plain(first):
            raise Refused(f"{shown(source)}: _initialize has parameters or results")
        store.invoke(first, [])
    if what is not None:
        return invoke(source, instance, what, arguments)
    if isinstance(start, Function) and command:
        store.invoke(start, [])
    return 0


def is_plain(function: Function) -> bool:
    """Tell whether a function takes and returns nothing."""
    return not function.type.params and not function.type.results


def print_trap(source: str, program: Program, trap: Trap) -> None:
    """Print a trap and its backtrace, as ``zwasm run`` does."""
    UI.error(f"{shown(source)}: trap: {trap.message}")
    for number, (index, offset) in enumerate(trap.frames[:MOST_FRAMES]):
        where = f"{offset:#x}" if offset >= 0 else "?"
        name = program.module.names.funcs.get(index, "") or f"<wasm function {index}>"
        UI.line(f"{number:3}: {where} - {escaped(name)}")
    if trap.depth > MOST_FRAMES:
        UI.line(f"     ... {trap.depth - MOST_FRAMES} more")


def list_functions(source: str, instance: ModuleInstance) -> None:
    """Say of a module without ``_start`` what can be called."""
    from zwasmc.cli_values import signature
    from zwasmc.interp.store import Function

    functions = [(name, extern.type) for name, extern in instance.exports.items() if isinstance(extern, Function)]
    if not functions:
        UI.error(f"{shown(source)}: there is no _start, and no function is exported")
        return
    UI.error(f"{shown(source)}: there is no _start; call one of these with --invoke:")
    for name, kind in functions:
        UI.line(f"  {escaped(cut(name, 200))}{signature(kind)}")


def cut(name: str, most: int) -> str:
    """Return no more than ``most`` bytes of a name; a character that is cut shows its bytes."""
    return name.encode("utf-8", "surrogateescape")[:most].decode("utf-8", "surrogateescape")


class _RunCommand(click.Command):
    """Notes the order of the options for directories, which number the guest's descriptors."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as every command does."""
        _, _, order = self.make_parser(ctx).parse_args(list(args))
        ctx.obj = [param.opts[0] for param in order if param.name in ("dirs", "ro_dirs")]
        return super().parse_args(ctx, args)


def heed_signals() -> None:
    """Let a signal end the process, as it does a native one: a guest waits in C, where Python would not notice it."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
        if number == signal.SIGPIPE or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


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
@features_option
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
    feature_items: tuple[str, ...],
) -> int:
    """Run a module in the reference interpreter.

    The interpreter is slow and obvious: it is what native code is compared with. Everything after FILE is the guest's,
    ``--`` too. The exit status is the guest's, or 134 after a trap.
    """
    if not interpreter:
        raise Refused("native code is run by: zwasm run FILE; here: zwasmc run --interpreter FILE", 2)
    heed_signals()
    features = features_from(feature_items)
    given = {"--dir": iter(dirs), "--ro-dir": iter(ro_dirs)}
    preopens = [preopen(option, next(given[option])) for option in order]
    wasm = read_module_bytes(source)
    if wasm[:4] != WASM_MAGIC:
        raise Refused(f"{shown(source)}: neither a WebAssembly module nor a container")
    from zwasm import _ffi
    from zwasmc.interp.instance import Program, Store
    from zwasmc.interp.trap import Exit, LinkError, Trap
    from zwasmc.interp.wasi import Wasi

    rest = list(arguments)
    try:
        program = Program(wasm, features)
        name = os.path.basename(source) if argv0 is None else argv0
        guest_arguments = [name, *([] if what is not None else rest)]
        wasi = Wasi(_ffi.lib(), guest_arguments, environment(env, inherit_env), preopens)
    except CompileError as error:
        raise Refused(diagnostic(source, error)) from error
    except (ImportError, OSError) as error:
        raise Refused(str(error)) from error
    try:
        store = Store()
        instance = store.instantiate(program, wasi.imports(store, program), wasi.attach)
        return run_guest(source, instance, what, rest)
    except Exit as done:
        return done.status & 0xFF
    except (LinkError, CompileError) as error:
        raise Refused(f"{shown(source)}: {error}") from error
    except Trap as trap:
        print_trap(source, program, trap)
        return EXIT_TRAP
    finally:
        wasi.close()
