"""``zwasmc run --interpreter``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import click

from zwasmc.cli_compile import features_from, features_option
from zwasmc.cli_io import UI, Refused, common_options, diagnostic, escaped, read_module_bytes, shown
from zwasmc.errors import CompileError

if TYPE_CHECKING:
    from zwasmc.interp.instance import ModuleInstance, Program
    from zwasmc.interp.store import Function
    from zwasmc.interp.trap import Trap

EXIT_TRAP: Final = 134


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


def environment(items: tuple[str, ...], inherit: bool) -> list[str]:
    """Return the guest's environment as KEY=VALUE; a variable that is named wins over one that is inherited."""
    found = dict(os.environ) if inherit else {}
    for item in items:
        key, separator, value = item.partition("=")
        if separator:
            found[key] = value
        elif key in os.environ:
            found[key] = os.environ[key]
    return [f"{key}={value}" for key, value in found.items()]


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
    from zwasmc.cli_values import BadValue, format_value, parse_value

    found = find_function(instance, what)
    if found is None:
        raise Refused(f"{shown(source)}: there is no exported function {what}")
    function, inline = found
    words = arguments if inline is None else inline
    params = function.type.params
    if len(words) != len(params):
        plural = "" if len(params) == 1 else "s"
        raise Refused(f"{shown(source)}: {what} takes {len(params)} argument{plural}, {len(words)} given", 2)
    values = []
    for number, (word, kind) in enumerate(zip(words, params)):
        try:
            values.append(parse_value(word, kind))
        except BadValue as error:
            raise Refused(f"{shown(source)}: {what}: argument {number + 1}: {error}", 2) from error
    for bits, kind in zip(instance.store.invoke(function, values), function.type.results):
        click.echo(format_value(bits, kind))
    return 0


def print_trap(source: str, program: Program, trap: Trap) -> None:
    """Print a trap and its backtrace, as ``zwasm run`` does."""
    UI.error(f"{shown(source)}: trap: {trap.message}")
    for number, (index, offset) in enumerate(trap.frames[:32]):
        where = f"{offset:#x}" if offset >= 0 else "?"
        name = program.module.names.funcs.get(index, "") or f"<wasm function {index}>"
        UI.line(f"{number:3}: {where} - {escaped(name)}")
    if len(trap.frames) > 32:
        UI.line(f"     ... {len(trap.frames) - 32} more")


def list_functions(source: str, instance: ModuleInstance) -> Refused:
    """Return the refusal of a module without ``_start``, which names what can be called."""
    from zwasmc.interp.store import Function

    names = [name for name, extern in instance.exports.items() if isinstance(extern, Function)]
    if not names:
        return Refused(f"{shown(source)}: there is no _start, and no function is exported")
    return Refused(f"{shown(source)}: there is no _start; call one of these with --invoke: {' '.join(names)}")


@click.command("run", context_settings={"allow_interspersed_args": False})
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
def run_command(
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

    The interpreter is slow and obvious: it is what native code is compared with. Everything after FILE is the guest's.
    The exit status is the guest's, or 134 after a trap.
    """
    if not interpreter:
        raise Refused("native code is run by: zwasm run FILE; here: zwasmc run --interpreter FILE", 2)
    features = features_from(feature_items)
    wasm = read_module_bytes(source)
    from zwasm import _ffi
    from zwasmc.interp.instance import Program, Store
    from zwasmc.interp.trap import Exit, LinkError, Trap
    from zwasmc.interp.wasi import Wasi

    preopens = [preopen("--dir", item) for item in dirs] + [preopen("--ro-dir", item) for item in ro_dirs]
    rest = list(arguments[1:] if arguments[:1] == ("--",) else arguments)
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
        store = Store(tick=lambda: None)  # Ctrl-C gets through where plain Python runs
        instance = store.instantiate(program, wasi.imports(store, program), wasi.attach)
        if what is None:
            if "_start" not in instance.exports:
                raise list_functions(source, instance)
            instance.invoke("_start", [])
            return 0
        if "_initialize" in instance.exports:
            instance.invoke("_initialize", [])
        return invoke(source, instance, what, rest)
    except Exit as done:
        return done.status & 0xFF
    except (LinkError, CompileError) as error:
        raise Refused(f"{shown(source)}: {error}") from error
    except Trap as trap:
        print_trap(source, program, trap)
        return EXIT_TRAP
    finally:
        wasi.close()
