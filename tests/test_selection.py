"""Selection: what may be read in place, the fields of memory operands, a machine of the tests, limits of tables."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
import wasmtime
from mypy_extensions import i64

from regalloc_toy import Toy
from zwasmc.analysis.calls import Calls
from zwasmc.analysis.cold import Cold
from zwasmc.facts import gen_x86_64_rows
from zwasmc.facts.x86_64_details import DETAILS
from zwasmc.facts.x86_64_rows import Row
from zwasmc.machine.select import Selector
from zwasmc.machine.x86_64 import packed
from zwasmc.machine.x86_64 import rows as R
from zwasmc.options import Options
from zwasmc.pipeline import Pipeline
from zwasmc.regalloc.allocate import Allocator
from zwasmc.regalloc.api import (
    C_INT,
    DEF_FIXED,
    DEF_REG,
    DEF_SAME,
    ROW_CALL,
    ROW_REMAT,
    USE_FIXED,
    USE_REG,
    Allocation,
    MachineRows,
    Selection,
)
from zwasmc.wasm import op as O
from zwasmc.wasm.types import T_I32, T_NONE
from zwasmc.zir.func import Func

REACH = 0x7FFF0000
NAMES = {number: name.removeprefix("R_") for name, number in vars(R).items() if name.startswith("R_")}


def selected(body: str, *, memories: int = 1, **options: object) -> list[tuple[str, int, int, int, int]]:
    """Return (row, displacement, memory, position, immediate) of every machine row that a function's body gives."""
    found: list[tuple[str, int, int, int, int]] = []

    def note(f: Func, sel: Selection, _: Allocation) -> None:
        for i in range(f.n):
            if sel.row[i]:
                fields = (sel.disp[i], sel.memory[i], sel.pos[i], sel.imm[i])
                found.append((NAMES[int(sel.row[i])], *map(int, fields)))

    declared = " ".join(["(memory 1)"] * memories)
    text = f'(module {declared} (func (export "f") (param i32 i32 i64 f64 v128) (result i32) {body}))'
    pipeline = Pipeline(Options(**options))  # type: ignore[arg-type]
    pipeline.observer = note
    pipeline.compile(bytes(wasmtime.wat2wasm(text)))
    return found


def one(body: str, row: str, **options: object) -> tuple[int, int, int, int]:
    """Return the fields of the one row of a kind."""
    rows = [fields for name, *fields in selected(body, **options) if name == row]  # type: ignore[arg-type]
    assert len(rows) == 1, rows
    return tuple(rows[0])  # type: ignore[return-value]


GET = "(local.get 0)"
FOLDED = {
    "ALU_RM": "(i32.xor (local.get 1) (i32.load {at}))",
    "CMP_BR_RM": "(if (i32.lt_s (local.get 1) (i32.load {at})) (then (return (i32.const 1)))) (i32.const 2)",
    "CMP_BR_MI": "(if (i32.lt_s (i32.load {at}) (i32.const 5)) (then (return (i32.const 1)))) (i32.const 2)",
    "FBIN_M": "(i32.trunc_sat_f64_s (f64.add (local.get 3) (f64.load {at})))",
    "V2M": "(i32x4.extract_lane 1 (i32x4.add (local.get 4) (v128.load {at})))",
    "V1M": "(i32x4.extract_lane 1 (i32x4.abs (v128.load {at})))",
}


@pytest.mark.parametrize("row", FOLDED)
def test_a_load_is_read_in_place(row: str) -> None:
    body = FOLDED[row]
    disp, memory, pos, _ = one(body.format(at="offset=48 (local.get 0)"), row)
    assert (disp, memory) == (48, 0)
    # the position is that of the load, not that of what reads it
    (name, _, _, load, _), *_ = [
        x for x in selected(body.format(at="1 offset=48 (local.get 0)"), memories=2) if x[0] in ("LOAD", "VLOAD")
    ]
    assert name == ("VLOAD" if row.startswith("V") else "LOAD")
    assert pos in range(load - 8, load)


@pytest.mark.parametrize("row", FOLDED)
def test_nearest_loads_that_are_not(row: str) -> None:
    body = FOLDED[row]

    def rows(at: str, **options: object) -> list[str]:
        return [name for name, *_ in selected(body.format(at=at), **options)]

    assert row in rows(f"offset={REACH - 1} {GET}")
    assert row not in rows(f"offset={REACH} {GET}")
    assert row not in rows(f"1 offset=0 {GET}", memories=2)
    assert row in rows("offset=4 (i32.const 64)")


def test_what_happens_in_between_keeps_a_load() -> None:
    load = "(local.set 1 (i32.load (local.get 0)))"
    use = "(i32.xor (local.get 0) (local.get 1))"
    effects = ["", "(i32.store offset=9 (local.get 0) (local.get 0))", "(drop (i32.div_s (local.get 0) (local.get 0)))"]
    found = ["ALU_RM" in [name for name, *_ in selected(f"{load} {effect} {use}")] for effect in effects]
    assert found == [True, False, False]
    assert "ALU_RM" not in [x[0] for x in selected(f"{load} (i32.mul {use} (local.get 1))")]


def test_constant_addresses_join_the_displacement() -> None:
    assert one("(i32.load offset=16 (i32.const 1000))", "LOAD")[:2] == (1016, 0)
    assert one("(i32.load 1 offset=16 (i32.const 1000))", "LOAD", memories=2)[:2] == (1016, 1)
    disp, *_ = one(f"(i32.load offset={REACH - 1000} (i32.const 1000))", "LOAD")
    assert disp == REACH - 1000
    assert one("(i32.load8_u offset=0xFFFFFFFF (local.get 0))", "LOAD")[0] == 0xFFFFFFFF


def test_stores_have_both_a_displacement_and_an_immediate() -> None:
    store = "(i32.store {m} offset=20 (local.get 0) {v}) (i32.const 0)"
    disp, memory, _, imm = one(store.format(m="", v="(i32.const -7)"), "STORE_I")
    assert (disp, memory, imm) == (20, 0, -7)
    assert one(store.format(m=1, v="(i32.const -7)"), "STORE_I", memories=2)[:2] == (20, 1)
    update = "(i32.add (i32.load offset=20 (local.get 0)) {v})"
    disp, _, _, imm = one(store.format(m="", v=update.format(v="(i32.const 77)")), "ALU_MI")
    assert (disp, imm) == (20, 77)
    assert one(store.format(m="", v=update.format(v="(local.get 1)")), "ALU_MR")[0] == 20
    other = update.format(v="(local.get 1)").replace("20", "24")
    assert "ALU_MR" not in [x[0] for x in selected(store.format(m="", v=other))]


def test_a_lane_and_a_memory_have_fields_of_their_own() -> None:
    body = "(i32x4.extract_lane 0 (v128.load16_lane 1 offset=6 7 (local.get 0) (local.get 4)))"
    assert one(body, "VLOAD_LANE", memories=2)[:2] == (6, 1)


@pytest.mark.parametrize("details", DETAILS, ids=lambda details: details.name)
def test_details_come_back_as_they_were_packed(details: object) -> None:
    name, fields = details.name, details.fields  # type: ignore[attr-defined]
    pack: Callable[..., int] = getattr(packed, f"pack_{name}")
    readers = [getattr(packed, f"{name}_{field}") for field, _ in fields]
    choices = [sorted({0, 1, (1 << bits) - 1, 1 << (bits - 1)}) for _, bits in fields]
    for values in itertools.product(*choices):
        assert tuple(reader(pack(*values)) for reader in readers) == values
    assert len({pack(*values) for values in itertools.product(*choices)}) == len(list(itertools.product(*choices)))


def test_details_have_room_for_every_operation() -> None:
    widths = {details.name: dict(details.fields) for details in DETAILS}
    assert 1 << widths["vector"]["op"] >= O.NUM_OPS
    assert O.F64_COPYSIGN - O.F64_ABS < 1 << widths["float"]["operation"]


@pytest.mark.parametrize(
    ("ty", "divisor", "shift"),
    [("i32", 8, 3), ("i32", 1 << 31, 31), ("i64", 1 << 20, 20), ("i64", 1 << 31, 31), ("i64", 1 << 40, 40)],
)
def test_divisors_that_become_constant_late(ty: str, divisor: int, shift: int) -> None:
    """A local that is the same constant before a loop and in it: a parameter until those are cleaned."""
    loop = """(local {ty} {ty}) (local.set 5 ({ty}.const {divisor})) (local.set 6 ({ty}.const 1234567))
      (loop (local.set 6 ({ty}.{op} (local.get 6) (local.get 5))) (local.set 5 ({ty}.const {divisor}))
        (br_if 0 (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))
      (i32.eqz ({ty}.eqz (local.get 6)))"""
    rows = selected(loop.format(ty=ty, divisor=divisor, op="div_u"))
    assert shift in [imm for name, *_, imm in rows if name == "SHIFT_RI"] and "DIV" not in [x[0] for x in rows]
    rows = selected(loop.format(ty=ty, divisor=divisor, op="rem_u"))
    masked = divisor - 1 in [imm for name, *_, imm in rows if name == "ALU_RI"]
    assert masked == (shift < 32) and ("REM" in [x[0] for x in rows]) != masked
    assert "DIV" in [x[0] for x in selected(loop.format(ty=ty, divisor=divisor, op="div_s"))]


# A machine of its own: three rows, loads fold into additions.

ADD, ADD_LOAD, LOAD, RETURN = 1, 2, 3, 4


class ToySelector(Selector):
    """Chooses rows for additions, loads and returns; displacements up to 15."""

    def __init__(self) -> None:
        super().__init__(16)

    def select_row(self, i: i64, op: i64) -> None:
        cv = self.cover
        f = cv.f
        if op == O.I32_ADD:
            a, b = f.a[i], f.b[i]
            if f.op[b] == O.I32_LOAD and cv.foldable(b, i):
                cv.absorb(b)
                cv.set(i, ADD_LOAD, a, cv.address(i, b, f.imm[b]), 0, 0)
            else:
                cv.set(i, ADD, a, b, 0, 0)
        elif op == O.I32_LOAD:
            cv.set(i, LOAD, cv.address(i, i, f.imm[i]), -1, 0, 0)
        elif op == O.RETURN:
            cv.set(i, RETURN, -1, -1, 0, 0)


def toy_function(*, offset: int = 8, memory: int = 0, twice: bool = False) -> tuple[Func, int]:
    """Return a function that adds what it loads to its address, and the row of the load; the sum comes next."""
    f = Func()
    f.reset(0)
    f.add_block(-1)
    address = int(f.add(O.GLOBAL_GET, T_I32, -1, -1, -1, 0, 1))
    load = int(f.add(O.I32_LOAD, T_I32, address, -1, memory, offset, 2))
    total = int(f.add(O.I32_ADD, T_I32, address, load, -1, 0, 3))
    if twice:
        total = int(f.add(O.I32_ADD, T_I32, total, load, -1, 0, 4))
    f.add(O.RETURN, T_NONE, -1, 0, 0, 0, 5)
    f.b_end[0] = f.n
    return f, load


@pytest.mark.parametrize(
    ("shape", "folds"),
    [({}, True), ({"offset": 15}, True), ({"offset": 16}, False), ({"memory": 1}, False), ({"twice": True}, False)],
)
def test_a_machine_of_the_tests_selects(shape: dict[str, int], folds: bool) -> None:
    f, load = toy_function(**shape)  # type: ignore[arg-type]
    sel = Selection()
    ToySelector().run(f, sel)
    total = load + 1
    assert sel.row[load] == (0 if folds else LOAD)
    assert sel.row[total] == (ADD_LOAD if folds else ADD)
    holder = total if folds else load
    assert (sel.disp[holder], sel.memory[holder], sel.pos[holder]) == (
        shape.get("offset", 8),
        shape.get("memory", 0),
        2,
    )
    assert sel.row[f.n - 1] == RETURN


def test_selection_of_a_second_function_forgets_the_first() -> None:
    selector, sel = ToySelector(), Selection()
    big, small = toy_function(twice=True)[0], toy_function()[0]
    selector.run(big, sel)
    selector.run(small, sel)
    fresh = Selection()
    ToySelector().run(small, fresh)
    for name in ("row", "s0", "s1", "s2", "s3"):
        assert [getattr(sel, name)[i] for i in range(small.n)] == [getattr(fresh, name)[i] for i in range(small.n)]


# Limits of the tables.


def describe(**changes: object) -> None:
    """Describe a row that fits but for the changes."""
    row = {"uses": [USE_REG], "definition": DEF_REG, "temps_int": 1, "temps_vec": 1, "clobber": 1 << 62, "flags": 0}
    row |= changes  # type: ignore[arg-type]
    MachineRows(2).describe(1, *row.values())  # type: ignore[arg-type]


def test_rows_at_the_limits() -> None:
    describe()
    describe(uses=[USE_REG] * 4, definition=DEF_SAME + 3)
    describe(temps_int=2, temps_vec=1)
    describe(uses=[USE_FIXED + 62], definition=DEF_FIXED + 62)
    describe(uses=[C_INT + 5])
    describe(uses=[USE_FIXED], flags=ROW_CALL, temps_int=0, temps_vec=0)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"uses": [USE_REG] * 5}, "5 operands, and 4 is the most"),
        ({"temps_int": 3, "temps_vec": 1}, "4 temporaries, and 3 is the most"),
        ({"clobber": 1 << 63}, "clobbers register 63"),
        ({"clobber": -1}, "clobbers register 63"),
        ({"uses": [USE_FIXED + 63]}, "asks for register 63"),
        ({"definition": DEF_FIXED + 63}, "asks for register 63"),
        ({"definition": DEF_SAME + 1}, "operand 1, which it lacks"),
        ({"uses": [USE_REG], "flags": ROW_REMAT}, "can't be computed anywhere"),
        ({"flags": ROW_CALL, "temps_int": 0, "temps_vec": 0}, "operands in fixed registers only"),
        ({"uses": [], "flags": ROW_CALL, "temps_vec": 0}, "operands in fixed registers only"),
    ],
)
def test_rows_beyond_the_limits(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        describe(**changes)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (Row("FIVE", "r r r r r", "r"), "FIVE: .* 5 operands"),
        (Row("TWO", "r", "rax rdx"), "TWO has 2 results, and one is the most"),
        (Row("TEMPS", "r", "r", 2, 2), "TEMPS: .* 4 temporaries"),
    ],
)
def test_facts_beyond_the_limits(row: Row, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        gen_x86_64_rows.constraints(row)


def test_facts_name_registers_that_there_are() -> None:
    with pytest.raises(KeyError):
        gen_x86_64_rows.constraints(Row("TYPO", "raks", "r"))


def test_register_files_beyond_the_limits() -> None:
    toy = Toy(4, 4)
    toy.mask = -1 << 63
    with pytest.raises(ValueError, match="register 63 can't be allocated"):
        Allocator(toy)
    toy.mask = 1 << 31 | 1
    with pytest.raises(ValueError, match="register 31 serves moves and can't be allocated"):
        Allocator(toy)


# Analyses.


def analysed(text: str) -> list[tuple[bool, bool]]:
    """Return (calls, leaves) of every function of a module."""
    found: list[tuple[bool, bool]] = []
    pipeline = Pipeline(Options(cpu="v2"))
    calling = R.machine_rows().calling

    def note(f: Func, sel: Selection, _: Allocation) -> None:
        calls = Calls()
        calls.run(f, sel.row, calling, 1)
        found.append((calls.calls, calls.leaves))

    pipeline.observer = note
    pipeline.compile(bytes(wasmtime.wat2wasm(text)))
    return found


def test_what_calls_and_what_leaves_the_instance() -> None:
    text = """(module (import "m" "f" (func $out)) (memory 1) (table 1 funcref)
      (func (drop (i32.add (i32.const 1) (memory.size))))
      (func (call 1)) (func (call $out)) (func (call_indirect (i32.const 0)))
      (func (drop (memory.grow (i32.const 0)))) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 0)))
      (func (param v128) (result v128) (f32x4.relaxed_madd (local.get 0) (local.get 0) (local.get 0)))
      (func (param v128) (result v128) (f32x4.add (local.get 0) (local.get 0))))"""
    calls = (True, False)
    assert analysed(text) == [(False, False), calls, (True, True), (True, True), calls, calls, calls, (False, False)]


def test_cold_blocks() -> None:
    f = Func()
    f.reset(0)
    ends = [O.BR_IF, O.UNREACHABLE, O.BR_IF, O.BR, O.UNREACHABLE, O.RETURN, O.BR]
    targets = [[1, 2], [], [3, 5], [4], [], [], [6]]
    for op, to in zip(ends, targets):
        b = f.add_block(-1)
        f.add(op, T_NONE, 0, -1, -1, 0, 0)
        for t in to:
            f.add_edge(b, t, 0)
        f.b_end[b] = f.n
    cold = Cold()
    cold.run(f)
    # 6 goes round for ever, which is no trap
    assert [int(cold.blocks[b]) for b in range(f.nb)] == [0, 1, 0, 1, 1, 0, 0]
