"""What generated modules reach: wasm instructions, ZIR operations and machine rows, with how often.

    python tests/coverage_of_modules.py [COUNT]

prints a table; instructions and rows that are never met are named at the end.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

from generate import generate
from mutate import Parts, instructions, read_uleb
from zwasmc.machine.x86_64 import rows
from zwasmc.options import Options
from zwasmc.pipeline import Pipeline
from zwasmc.wasm import op
from zwasmc.zir.ops import op_name

ROWS = {value: name for name, value in vars(rows).items() if name.startswith("R_")}
LATER = ("gc", "exceptions", "tail-call", "function-references", "wide-arithmetic", "memory64")
NUMBERS = [*range(0x300), *range(0x500, op.NUM_OPS)]
SCALAR = [n for n in NUMBERS if op.OP_VALID[n] and op.PROPOSAL_NAMES[op.OP_PROPOSAL[n]] not in LATER]
NEVER_MADE = {"br_on_null", "br_on_non_null", "ref.as_non_null", "call_ref", "return_call_ref", "ref.eq"}


def measure(count: int) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Return how often each instruction, ZIR operation and machine row occurs in modules 0 to ``count``."""
    made: Counter[str] = Counter()
    zir: Counter[str] = Counter()
    machine: Counter[str] = Counter()

    def observe(f: Any, sel: Any, allocation: Any) -> None:
        for i in range(f.n):
            zir[op_name(f.op[i])] += 1
            if sel.row[i] > 0:
                machine[ROWS[sel.row[i]]] += 1

    for seed in range(count):
        wasm = generate(seed)
        for body in Parts(wasm).bodies:
            for start, _ in instructions(body):
                number = body[start]
                if number in (0xFC, 0xFE):
                    number = (0x200 if number == 0xFC else 0x500) + read_uleb(body, start + 1)[0]
                made[op.OP_NAME[number]] += 1
        options = (
            Options(canonical_nans=True),
            Options(cpu="v2", share=False, memory="checked", interruptible=True),
            Options(slots=True),
        )
        pipeline = Pipeline(options[seed % 3])
        pipeline.observer = observe
        pipeline.compile(wasm)
    return made, zir, machine


def missing(made: Counter[str], machine: Counter[str]) -> tuple[list[str], list[str]]:
    """Return instructions and machine rows that never occurred."""
    names = [op.OP_NAME[n] for n in SCALAR]
    return (
        [name for name in names if name and not made[name] and name not in NEVER_MADE],
        [name for name in ROWS.values() if not machine[name]],
    )


def main() -> int:
    """Command line."""
    made, zir, machine = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    for title, table in (("instructions", made), ("ZIR", zir), ("machine rows", machine)):
        print(f"{title}:")
        for name, number in sorted(table.items(), key=lambda item: -item[1]):
            print(f"{number:9} {name}")
    instructions_missing, rows_missing = missing(made, machine)
    print("never generated:", ", ".join(instructions_missing) or "none")
    print("rows never reached:", ", ".join(rows_missing) or "none")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
