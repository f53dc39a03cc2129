"""The engines that are compared: their settings, how each compiles a program, and the command lines that are timed."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from measure import Failure, build, complaint
from support import ROOT, find_command

PROGRAMS = ROOT / "bench" / "programs"
RUNNERS = ROOT / "bench" / "runners"
LOADER = ROOT / "loader"


@dataclass(frozen=True)
class Program:
    """A WASI program; ``source`` is the C file it was made from, where there is one."""

    name: str
    wasm: Path
    source: Path | None = None
    args: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Return where it runs: beside its input files."""
        return self.wasm.parent

    @property
    def times_itself(self) -> bool:
        """Tell whether the C source measures and reports its own time, wherever it runs."""
        return self.source is not None and self.source.is_relative_to(PROGRAMS)


class Peer:
    """An engine.  ``words`` returns the command line for a kind of measurement, or None if it has no part in that.

    Kinds: ``guest`` reports the time in the guest; ``process`` runs a program, ``start`` one that does next to nothing;
    ``compile`` is a whole process of compiling, ``inside`` reports the time of compiling in process, ``load`` that of
    loading and instantiating.
    """

    name: str
    settings: str

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.made: dict[str, Path] = {}

    def version(self) -> str:
        """Return the engine's version, or an empty string if it is not here."""
        raise NotImplementedError

    def words(self, kind: str, program: Program) -> list[str] | None:
        """Return a command line."""
        raise NotImplementedError

    def make(self, program: Program, target: Path) -> None:
        """Write what the engine runs to a file."""
        raise NotImplementedError

    def artifact(self, program: Program) -> str:
        """Return the path of what the engine runs, made when first asked for."""
        return self.once(f"{program.name}.{self.name}", lambda target: self.make(program, target))

    def once(self, name: str, make: Callable[[Path], object]) -> str:
        """Return the path of a file in the scratch folder, made when first asked for."""
        if name not in self.made:
            target = self.scratch / name
            try:
                make(target)
            except subprocess.CalledProcessError as error:
                raise Failure(complaint(error.stderr.decode(errors="replace"))) from None
            self.made[name] = target
        return str(self.made[name])


def run(*words: str) -> str:
    """Run a command and return what it prints."""
    return subprocess.run(words, check=True, capture_output=True).stdout.decode()


def installed(name: str) -> str:
    """Return the path of a command, that of this Python environment first."""
    found = find_command(name)
    if found is None:
        raise SystemExit(f"{name} is missing: run pip install .")
    return found


class Zwasm(Peer):
    """This project."""

    name = "zwasm"
    settings = "zwasmc compile --cpu native"

    def version(self) -> str:
        import zwasmc

        return zwasmc.__version__

    def make(self, program: Program, target: Path) -> None:
        run(*self.compiling(program, target))

    def compiling(self, program: Program, target: Path) -> list[str]:
        """Return the command line of the compiler."""
        return [installed("zwasmc"), "compile", "--cpu", "native", str(program.wasm), "-o", str(target)]

    def runner(self, target: Path) -> None:
        """Build the C program around libzwasm."""
        import zwasm

        own = Path(zwasm.__file__).parent / "_native" / "libzwasm.so"
        library = Path(os.environ.get("ZWASM_LIB") or own).resolve()
        flags = [f"-I{LOADER / 'include'}", f"-I{LOADER / 'src'}", str(library), f"-Wl,-rpath,{library.parent}"]
        build(RUNNERS / "zwasm.c", target, *flags)

    def words(self, kind: str, program: Program) -> list[str] | None:
        if kind == "compile":
            return self.compiling(program, self.scratch / "again.cwasm")
        if kind == "inside":
            return [sys.executable, str(RUNNERS / "zwasm_compile.py"), str(program.wasm)]
        container = self.artifact(program)
        if kind in ("process", "start"):
            return [installed("zwasm"), "run", "--dir", ".", container, *program.args]
        verb = "run" if kind == "guest" else "load"
        return [self.once("zwasm-runner", self.runner), verb, container, *program.args]


class Wasmtime(Peer):
    """Wasmtime's library, with one of its two compilers, behind a C program of ours."""

    def __init__(self, scratch: Path, strategy: str) -> None:
        super().__init__(scratch)
        self.name = strategy
        self.settings = f"wasmtime, strategy {strategy}, opt-level speed, one thread, no cache, features of this CPU"

    def version(self) -> str:
        try:
            return importlib.metadata.version("wasmtime")
        except importlib.metadata.PackageNotFoundError:
            return ""

    def runner(self, target: Path) -> None:
        """Build the C program around libwasmtime."""
        spec = importlib.util.find_spec("wasmtime")
        assert spec is not None and spec.origin is not None
        library = next(Path(spec.origin).parent.glob("linux-*/_libwasmtime.so"))
        build(RUNNERS / "wasmtime.c", target, str(library), f"-Wl,-rpath,{library.parent}")

    def begin(self, verb: str) -> list[str]:
        """Return the words that a command line starts with."""
        return [self.once("wasmtime-runner", self.runner), self.name, verb]

    def make(self, program: Program, target: Path) -> None:
        run(*self.begin("compile"), str(program.wasm), str(target))

    def words(self, kind: str, program: Program) -> list[str] | None:
        if kind in ("compile", "inside"):
            return [*self.begin("compile"), str(program.wasm), str(self.scratch / "again.wasmtime")]
        verb = "load" if kind == "load" else "run"
        return [*self.begin(verb), self.artifact(program), *program.args]


class Node(Peer):
    """V8 with one of its two compilers; its whole process is mostly its start-up, which says nothing about code."""

    def __init__(self, scratch: Path, name: str, flag: str) -> None:
        super().__init__(scratch)
        self.name = name
        # Eager and on this thread: otherwise functions are compiled while the guest's clock runs, or on another core.
        self.flags = (flag, "--no-wasm-lazy-compilation", "--single-threaded", "--no-warnings")
        self.settings = f"node {' '.join(self.flags)}"

    def version(self) -> str:
        return run("node", "--version").strip().removeprefix("v") if shutil.which("node") else ""

    def words(self, kind: str, program: Program) -> list[str] | None:
        if kind not in ("guest", "inside", "start"):
            return None
        return [installed("node"), *self.flags, str(RUNNERS / "node.mjs"), str(program.wasm), *program.args]


class Native(Peer):
    """The C source of a program, compiled by gcc."""

    name = "gcc"
    settings = "gcc -O2"

    def version(self) -> str:
        return run("gcc", "-dumpfullversion").strip()

    def make(self, program: Program, target: Path) -> None:
        assert program.source is not None
        build(program.source, target, "-lm")

    def words(self, kind: str, program: Program) -> list[str] | None:
        if (kind == "process" and program.source) or (kind == "guest" and program.times_itself):
            return [self.artifact(program), *program.args]
        return None


class Wasm2c(Native):
    """A module translated to C; our part of WASI suffices for the programs that were written in C."""

    name = "wasm2c"
    settings = "wasm2c, then gcc -O2"

    def version(self) -> str:
        return run("wasm2c", "--version").strip() if shutil.which("wasm2c") else ""

    def make(self, program: Program, target: Path) -> None:
        translator = installed("wasm2c")
        share = Path(translator).resolve().parent.parent / "share" / "wabt" / "wasm2c"
        folder = target.with_suffix(".c")
        folder.mkdir()
        run(translator, "-n", "guest", str(program.wasm), "-o", str(folder / "guest.c"))
        sources = [str(folder / "guest.c"), str(share / "wasm-rt-impl.c")]
        build(RUNNERS / "wasm2c.c", target, *sources, f"-I{folder}", f"-I{share}", "-lm")


class Nothing(Peer):
    """A static C program that does nothing: what the system takes for any process."""

    name = "nothing"
    settings = "a static C program that does nothing"

    def version(self) -> str:
        return "-"

    def make(self, program: Program, target: Path) -> None:
        source = target.with_suffix(".c")
        source.write_text("int main(void) { return 0; }\n")
        build(source, target, static=True)

    def words(self, kind: str, program: Program) -> list[str] | None:
        return [self.artifact(program)] if kind == "start" else None


def everyone(scratch: Path) -> tuple[Peer, ...]:
    """Return all engines, here or not, zwasm first."""
    return (
        Zwasm(scratch),
        Wasmtime(scratch, "cranelift"),
        Wasmtime(scratch, "winch"),
        Node(scratch, "turbofan", "--no-liftoff"),
        Node(scratch, "liftoff", "--liftoff-only"),
        Wasm2c(scratch),
        Native(scratch),
        Nothing(scratch),
    )
