"""Deliberate bugs, one line each, and the checks that must catch them.

`BUGS` lists patches of the sources.  `caught_by` applies one to a copy of the tree and runs the checks in turn, each in
processes of its own, until one fails: that one caught the bug.  The checks are those of the test suite with smaller
counts; without a patch they all pass.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

from support import ROOT
from workers import FOUND

SHARED = ("zwasmc", "formats", "loader", "tests", "scripts", "pyproject.toml")


class Bug(NamedTuple):
    """A patch: ``old`` occurs in ``path`` exactly once and becomes ``new``."""

    name: str
    path: str
    old: str
    new: str


BUGS = (
    # Decoder and validation.
    Bug("leb-sign", "zwasmc/wasm/leb.py", "result -= shl(1, shift + 7)", "result -= shl(1, shift + 6)"),
    Bug("leb-too-large", "zwasmc/wasm/leb.py", "if byte >> left:", "if byte >> left > 8:"),
    Bug("limits-flags", "zwasmc/wasm/leb.py", "if flags & ~known:", "if flags & ~known & 0x0F:"),
    Bug("utf8", "zwasmc/wasm/leb.py", '.decode("utf-8")', '.decode("latin-1")'),
    Bug("label-loop", "zwasmc/wasm/validate.py", "self.lab = self.c_p[d]", "self.lab = self.c_r[d]"),
    Bug("left-on-stack", "zwasmc/wasm/validate.py",
        "if self.sp - rn != self.height:", "if self.sp - rn < self.height:"),
    Bug("one-armed-if", "zwasmc/wasm/validate.py", "if pn != self.c_rn[d]:", "if pn > self.c_rn[d]:"),
    Bug("alignment", "zwasmc/wasm/validate.py", "if align > i64(OP_ALIGN[number]):", "if align > 3:"),
    Bug("local-bound", "zwasmc/wasm/validate.py", "if x >= self.body.nlocals:", "if x > self.body.nlocals:"),
    Bug("popped-type", "zwasmc/wasm/validate.py", "if t != want and not self.ctx.subtype(t, want):\n            raise",
        "if t < want and not self.ctx.subtype(t, want):\n            raise"),
    # Lowering, sharing, folding.
    Bug("else-locals", "zwasmc/zir/ssa.py", "self.restore(d, count, p)\n\n    def reopen", "pass\n\n    def reopen"),
    Bug("join-forgets", "zwasmc/zir/ssa.py", "if pool[q + k] != first[k]:", "if k and pool[q + k] != first[k]:"),
    Bug("loop-barrier", "zwasmc/zir/ssa.py",
        "self.rows.barrier()\n        if self.interruptible", "if self.interruptible"),
    Bug("else-sharing", "zwasmc/zir/ssa.py", "self.drop_to(d, self.f_if[d])", "pass"),
    Bug("br-table-default", "zwasmc/zir/ssa.py", "if k >= count:\n                k = count - 1",
        "if k >= count:\n                k = 0"),
    Bug("branch-swap", "zwasmc/zir/ssa.py", "self.swap = not self.swap", "self.swap = False"),
    Bug("swapped-compare", "zwasmc/zir/fold.py", "bytes((0, 1, 4, 5, 2, 3, 8, 9, 6, 7))",
        "bytes((0, 1, 4, 5, 2, 3, 8, 7, 6, 9))"),
    Bug("shift-sum", "zwasmc/zir/fold.py", "if kind != I32_SHR_S:", "if kind == I32_SHL:"),
    Bug("subtract-constant", "zwasmc/zir/fold.py", "to_signed64(-negated)", "to_signed64(-negated - (negated >> 62))"),
    Bug("mask-known", "zwasmc/zir/fold.py", "if possible & ~k == 0:", "if possible & ~k & 0xFF == 0:"),
    Bug("extend-fold", "zwasmc/zir/fold.py", "op >= I32_EXTEND8_S and op <= I64_EXTEND32_S and inner == op:",
        "op >= I32_EXTEND8_S and op <= I64_EXTEND32_S and inner >= I32_EXTEND8_S:"),
    Bug("divide-magic", "zwasmc/zir/divide.py",
        "if k - power % k <= 1 << (s + 1):", "if k - power % k <= 1 << (s + 6):"),
    Bug("divide-bias", "zwasmc/zir/divide.py", "b.const32(32 - n, pos)", "b.const32(31 - n, pos)"),
    Bug("store-overlap", "zwasmc/zir/numbering.py", "if at < end and start < at + shl(1, OP_ALIGN[f.op[s]]):",
        "if at == start:"),
    Bug("load-memory", "zwasmc/zir/numbering.py", "value of a load.\"\"\"\n        f = self.f\n",
        "value of a load.\"\"\"\n        f = self.f\n        memory = 0\n"),
    Bug("global-sharing", "zwasmc/zir/numbering.py", "if floor < self.floor:\n            floor = self.floor", "pass"),
    # Removal of parameters.
    Bug("merge-params", "zwasmc/analysis/params.py", "elif v != same:\n                                break",
        "elif v < same:\n                                break"),
    Bug("dead-params", "zwasmc/analysis/params.py",
        "self.work[self.nwork] = v\n                    self.nwork += 1\n            e = self",
        "pass\n            e = self"),
    # Selection.
    Bug("fold-load-over-store", "zwasmc/machine/select.py", "and self.effects[load] + 1 == self.effects[root]",
        "and self.effects[load] + 2 >= self.effects[root]"),
    Bug("cover-twice", "zwasmc/machine/select.py",
        "return self.uses[child] == 1 and", "return self.uses[child] <= 2 and"),
    Bug("immediate-64", "zwasmc/machine/select.py", "self.f.imm[v] < 0x80000000", "self.f.imm[v] < 0x180000000"),
    Bug("operand-position", "zwasmc/machine/select.py", "sel.pos[i] = f.pos[access]", "sel.pos[i] = f.pos[i]"),
    Bug("operand-memory", "zwasmc/machine/select.py", "sel.memory[i] = f.c[access]", "sel.memory[i] = 0"),
    Bug("displacement-reach", "zwasmc/machine/select.py",
        "return disp >= 0 and disp < self.reach", "return disp >= 0 and disp <= self.reach"),
    Bug("compare-size", "zwasmc/machine/x86_64/packed.py", "return (sx >> 5) & 3", "return (sx >> 5) & 2"),
    Bug("late-divisor", "zwasmc/machine/x86_64/select_int.py",
        "-1, shl(1, k) - 1, pack_int", "-1, shl(1, k), pack_int"),
    Bug("leaves-instance", "zwasmc/analysis/calls.py",
        "if op[i] == O.CALL_INDIRECT or f.imm[i] < imported:", "if f.imm[i] < imported:"),
    Bug("signed-byte-compare", "zwasmc/machine/x86_64/select_compare.py", "if imm < 0 or imm > limit:", "if imm < 0:"),
    Bug("update-address", "zwasmc/machine/x86_64/select_mem.py", "if f.a[load] != f.a[i] or f.imm[load] != f.imm[i]:",
        "if f.a[load] != f.a[i]:"),
    Bug("pure-trap", "zwasmc/analysis/params.py", "if keep[op] == 0:", "if keep[op] == 0 or 0x7F <= op <= 0x82:"),
    Bug("victim-locked", "zwasmc/regalloc/state.py", "mask = self.free[k] & ~avoid", "mask = self.free[k]"),
    Bug("live-out", "zwasmc/regalloc/state.py", "return self.next_use(v) <= self.block_end or self.leaves(v)",
        "return self.next_use(v) <= self.block_end"),
    Bug("call-clobbers", "zwasmc/regalloc/calls.py", "mask = state.used[k]", "mask = state.used[k] if k == 0 else 0"),
    Bug("loop-liveness", "zwasmc/regalloc/liveness.py", "self.loops.last[self.loops.outermost(f, loop, v)] + 1", "pos"),
    Bug("slot-until", "zwasmc/regalloc/slots.py", "at = end[v] >> 1", "at = v + 1"),
    Bug("cycle-restore", "zwasmc/regalloc/moves.py", "self.src[reader] = hold", "pass"),
    Bug("memory-move", "zwasmc/regalloc/moves.py", "if self.src[m] < 0 and self.dst[m] < 0:", "if self.src[m] < -99:"),
    Bug("edge-arguments", "zwasmc/regalloc/blocks.py", "self.moves.add(self.find(v, loc), loc, v, state.klass(v))",
        "self.moves.add(self.find(v, -1), loc, v, 0)"),
    # Emission.
    # Code buffer, branches, islands.
    Bug("short-reach", "zwasmc/machine/x86_64/forms.py", "self.ahead[form] = 127", "self.ahead[form] = 135"),
    Bug("marks-unmoved", "zwasmc/machine/finish.py", "v[i] = base + pos - cut", "v[i] = base + pos - total"),
    Bug("cold-codes", "zwasmc/machine/code.py", "self.cold_code[n] = code | other << 8",
        "self.cold_code[n] = other | code << 8"),
    Bug("return-mark", "zwasmc/machine/code.py", "self.wasm_pos, i64(len(self.w)) - 1)",
        "self.wasm_pos, i64(len(self.w)))"),
    Bug("constants-unaligned", "zwasmc/machine/link.py", "-pools.size() & -CONST_ALIGN", "-pools.size()"),
    Bug("second-table", "zwasmc/machine/pools.py", "i32(self.cell[cell] - table)", "i32(self.cell[cell] - start)"),
    Bug("joined-tables", "zwasmc/machine/transfer.py", "k += first_table", "k += 0"),
    Bug("island-late", "zwasmc/machine/islands.py", "self.i_at[0] + self.forms.reach - island",
        "self.i_at[0] + self.forms.reach + island"),
    Bug("island-run-into", "zwasmc/machine/islands.py", "around = not end and over != self.dead",
        "around = False"),
    Bug("island-forgets-short", "zwasmc/machine/islands.py", "b.f_new[i] < self.forms.size[b.f_form[i]]",
        "b.f_new[i] > self.forms.size[b.f_form[i]]"),
    Bug("island-back", "zwasmc/machine/islands.py", "elif at - place > forms.reach:",
        "elif at - place > 2 * forms.reach:"),
    Bug("island-shared", "zwasmc/machine/islands.py", "if at < first:", "if at < 0:"),
    Bug("island-in-trap", "zwasmc/machine/islands.py", "self.advance(b.cold_at)\n        self.cold_traps()",
        "self.advance(self.size)"),
    Bug("veneer-order", "zwasmc/machine/veneers.py", "eldest = b.mark_pos[m] + shift",
        "eldest = b.mark_pos[m] + 2 * shift"),
    Bug("veneer-tables", "zwasmc/machine/veneers.py", "self.move(b.pools.cell, b.pools.ncells)",
        "self.move(b.pools.cell, b.pools.ncells >> 1)"),
    Bug("add-destination", "zwasmc/machine/x86_64/emit_int.py", "elif rd == r1:\n            a.add_rr(w, rd, r0)",
        "elif rd == r1:\n            a.add_rr(w, rd, r1)"),
    Bug("rotate-left", "zwasmc/machine/x86_64/emit_int.py", "count = ((64 if w else 32) - count) & (63 if w else 31)",
        "count = (32 - count) & 31"),
    Bug("store-16", "zwasmc/machine/x86_64/emit_mem.py", "a.mov16_mr(base, index, 0, disp, r1)",
        "a.mov_mr(0, base, index, 0, disp, r1)"),
    Bug("table-bound", "zwasmc/machine/x86_64/emit_mem.py", "a.jcc(CC_AE, s.b.cold_trap(A.TRAP_TABLE_OOB))",
        "a.jcc(CC_A, s.b.cold_trap(A.TRAP_TABLE_OOB))"),
    Bug("checked-extent", "zwasmc/machine/x86_64/emit_mem.py", "a.lea_rm(1, R11, r0, NO_INDEX, 0, imm)",
        "a.lea_rm(1, R11, r0, NO_INDEX, 0, imm - 1)"),
    # Frames, calls, trampolines, edges.
    Bug("outgoing-first", "zwasmc/machine/signature.py", "if n > size:", "if size == 0:"),
    Bug("host-cells", "zwasmc/machine/frame.py", "if cells > A.STACK_UNCHECKED:", "if cells > 8 * A.STACK_UNCHECKED:"),
    Bug("leaf-check", "zwasmc/machine/frame.py", "calls or self.size > SMALL_LEAF", "calls"),
    Bug("callers-results", "zwasmc/machine/frame.py",
        "self.link + self.arg_bytes + cell * 8", "self.link + cell * 8"),
    Bug("take-back", "zwasmc/machine/x86_64/frame.py", "if arg_bytes != 0:", "if arg_bytes > 16:"),
    Bug("results-place", "zwasmc/machine/x86_64/frame.py",
        "self.frame.results = arg_bytes", "self.frame.results = arg_bytes & 31"),
    Bug("restore-memory", "zwasmc/machine/x86_64/frame.py",
        "a.mov_rm(1, MEM0, VMCTX, NO_INDEX, 0, A.VMCTX_MEM0_BASE)", "pass"),
    Bug("import-memory", "zwasmc/machine/x86_64/emit_call.py",
        "IMPORT_VMCTX)\n                a.mov_rm(1, MEM0, VMCTX, NO_INDEX, 0, A.VMCTX_MEM0_BASE)", "IMPORT_VMCTX)"),
    Bug("entry-area", "zwasmc/machine/x86_64/entry.py",
        "signatures.arg_bytes[t] + signatures.res_bytes[t] + 8", "signatures.arg_bytes[t] + 8"),
    Bug("host-results", "zwasmc/machine/x86_64/entry.py",
        "nres, RBP, 16 + signatures.arg_bytes[t])", "nres, RBP, 16)"),
    Bug("both-edges-move", "zwasmc/machine/edges.py", "self.follow(taken, -1)", "self.follow(taken, following)"),
    # Interpreter.
    Bug("interp-rem", "zwasmc/interp/ints.py", "if r != 0 and (a < 0) != (b < 0):", "if (a < 0) != (b < 0):"),
    Bug("interp-rotl", "zwasmc/interp/ints.py", "n &= 63\n    if n == 0:\n        return x\n    return shl64(x, n)",
        "n &= 31\n    if n == 0:\n        return x\n    return shl64(x, n)"),
    Bug("interp-element", "zwasmc/interp/exec.py",
        "if at < 0 or at >= i64(len(table.data)):", "if at >= i64(len(table.data)) + 1:"),
    # Loader.
    Bug("loader-fill", "loader/src/memory.c", "mem->m.base + to, (int)(byte & 0xff), n)",
        "mem->m.base + to, (int)(byte & 0x7f), n)"),
    Bug("loader-grow", "loader/src/memory.c",
        "return (int64_t)(old >> log2);", "return (int64_t)((old + more) >> log2);"),
    Bug("loader-init", "loader/src/memory.c", "from + n > inst->data_len[data])", "from > inst->data_len[data])"),
    Bug("loader-table-copy", "loader/src/table.c", "(src->t.base + from), n * 8)",
        "(src->t.base + from), n * 4)"),
    Bug("loader-outside", "loader/src/table.c", "return at > tab->t.size || n > tab->t.size - at;",
        "return at > tab->t.size || n > tab->t.size;"),
)  # fmt: skip

CHECKS = {
    "differential": ["tests/differential.py", "--count", "120", "--seed", "1", "--stop"],
    "mutated modules": ["tests/hostile.py", "--count", "600", "--stop"],
    "unit tests": ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/test_read.py", "tests/test_lower.py",
                   "tests/test_validate.py", "tests/test_regalloc.py", "tests/test_interp.py"],
    "constants": ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/test_folding.py"],
    "edges": ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/test_edges.py"],
    "code buffer": ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/test_islands.py",
                    "tests/test_toy_backend.py"],
    "encoding": ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/test_encoding.py", "-k",
                 "pool or shortened or calls or aligned"],
    "selection": ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/test_selection.py"],
    "frames": ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/test_frames.py"],
    "regressions": ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/test_regressions.py"],
    "all variants": ["tests/differential.py", "--count", "60", "--seed", "1000", "--all", "--stop"],
}  # fmt: skip
"""Name -> arguments of Python."""
CODE_BUFFER = ("code", "finish", "islands", "link", "pools", "transfer", "veneers", "x86_64/forms")
FRAMES = ("signature", "frame", "edges", "x86_64/frame", "x86_64/entry", "x86_64/emit_call")
ORDER: tuple[tuple[str | tuple[str, ...], tuple[str, ...]], ...] = (
    ("zwasmc/wasm/", ("mutated modules", "unit tests", "differential")),
    ("zwasmc/zir/", ("differential", "constants", "unit tests", "all variants")),
    ("zwasmc/regalloc/", ("differential", "unit tests", "all variants")),
    ("zwasmc/analysis/", ("differential", "selection", "unit tests", "all variants")),
    (tuple(f"zwasmc/machine/{name}.py" for name in CODE_BUFFER),
     ("code buffer", "encoding", "edges", "differential", "all variants")),
    (tuple(f"zwasmc/machine/{name}.py" for name in FRAMES), ("frames", "edges", "differential", "all variants")),
    ("zwasmc/machine/", ("selection", "regressions", "edges", "differential", "constants", "all variants")),
    ("", ("edges", "differential", "all variants")),
)
"""Checks by the place of a bug, the likeliest first; without a bug all of them run."""


def apply(bug: Bug, folder: Path) -> None:
    """Copy the tree to ``folder`` with the bug in it."""
    text = (ROOT / bug.path).read_text(encoding="utf-8")
    if text.count(bug.old) != 1 and bug is not NO_BUG:
        raise LookupError(f"{bug.name}: {bug.path} has {text.count(bug.old)} times {bug.old!r}; adapt the bug")
    ignore = shutil.ignore_patterns("__pycache__", "*.so", "_native")
    for name in SHARED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignore)
        else:
            shutil.copy(source, folder / name)
    (folder / bug.path).write_text(text.replace(bug.old, bug.new), encoding="utf-8")


def environment(folder: Path, library: Path) -> dict[str, str]:
    """Return the environment in which the copy is used."""
    places = [str(folder), str(folder / "formats"), str(folder / "loader"), str(folder / "tests")]
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    return {**kept, "PYTHONPATH": os.pathsep.join(places), "ZWASM_LIB": str(library)}


def default_library() -> Path:
    """Return the library that the unpatched loader was built into."""
    from zwasm import _ffi

    return Path(_ffi.library_path())


IMPORTS = "import zwasm, zwasmc.pipeline, zwasmc.interp; zwasm.Store()"
"""What the checks import: a bug that breaks this is no bug to be found."""

NO_BUG = Bug("none", "zwasmc/bits.py", '"""', '"""')


def caught_by(bug: Bug) -> str:
    """Return the name of the check that catches a bug, "" if none does (as for `NO_BUG`)."""
    with tempfile.TemporaryDirectory(prefix="zwasm-bug-") as name:
        folder = Path(name)
        apply(bug, folder)
        library = default_library()
        if bug.path.endswith(".c"):
            build = ["scripts/build_loader.py", "--out", str(folder / "native"), "--part", "libzwasm.so"]
            subprocess.run([sys.executable, *build], cwd=folder, check=True)
            library = folder / "native" / "libzwasm.so"
        subprocess.run([sys.executable, "-c", IMPORTS], cwd=folder, env=environment(folder, library), check=True)
        order = next(checks for prefix, checks in ORDER if bug.path.startswith(prefix))
        for check in CHECKS if bug is NO_BUG else order:
            command = [sys.executable, *CHECKS[check]]
            if command[1] != "-m":
                command += ["--processes", "1"]
            variables = environment(folder, library)
            done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, check=False, text=True)
            failed = pytest.ExitCode.TESTS_FAILED if command[1] == "-m" else FOUND
            if done.returncode == failed:
                return check
            if done.returncode:
                raise RuntimeError(f"{bug.name}: {check} ended with status {done.returncode}\n{done.stderr[-2000:]}")
    return ""
