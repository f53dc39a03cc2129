"""The register allocator against its symbolic checker, the checker against corrupted allocations; parallel moves."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable

import pytest
import wasmtime
from librt.vecs import vec
from mypy_extensions import i64

from regalloc_toy import Toy, program
from zwasmc.analysis.cold import Cold
from zwasmc.analysis.loops import Loops
from zwasmc.machine.api import Backend, find_target
from zwasmc.regalloc.allocate import Allocator
from zwasmc.regalloc.api import IN, NOWHERE, OUT, REMAT, Allocation, AllocationError, Selection
from zwasmc.regalloc.check import check_allocation
from zwasmc.regalloc.liveness import Liveness
from zwasmc.regalloc.moves import ParallelMoves
from zwasmc.wasm import op as O
from zwasmc.wasm.features import Features
from zwasmc.wasm.read import read_module
from zwasmc.zir.check import check
from zwasmc.zir.func import Func
from zwasmc.zir.read import read

MACHINES = [(4, 4, 0), (5, 4, 0), (6, 6, 0), (4, 4, 3), (9, 5, 1), (13, 14, 0)]


def cold_blocks(f: Func) -> vec[i64]:
    """Return the cold blocks of ``f``."""
    cold = Cold()
    cold.run(f)
    return cold.blocks


def run(seed: int, size: int) -> tuple[Func, Selection, Toy, Allocator, Allocation]:
    """Allocate one random program for one of the machines."""
    ints, vecs, first = MACHINES[seed % len(MACHINES)]
    toy = Toy(ints, vecs, first)
    f, sel, toy.signature = program(seed, size, (4, 8, 20)[seed % 7 % 3], (0.0, 0.03, 0.1)[seed % 5 % 3])
    allocator = Allocator(toy)
    return f, sel, toy, allocator, allocator.run(f, sel, cold_blocks(f))


@pytest.mark.parametrize("part", range(6))
def test_random_programs(part: int) -> None:
    rows = 0
    for seed in range(part * 1000, part * 1000 + 70):
        f, sel, toy, _, a = run(seed, 90)
        check_allocation(f, sel, toy, a)
        rows += int(f.n)
    assert rows > 6000


@pytest.mark.parametrize("part", range(3))
def test_large_programs(part: int) -> None:
    for seed in range(part * 1000 + 500, part * 1000 + 506):
        f, sel, toy, _, a = run(seed, 900)
        check_allocation(f, sel, toy, a)


def test_an_allocator_is_reusable_and_deterministic() -> None:
    def listing(f: Func, a: Allocation) -> list[list[int]]:
        rows = [[int(x[i]) for i in range(f.n)] for x in (a.rd, a.store, a.spill, a.mv_end)]
        return [*rows, [int(x) for m in range(a.nmv) for x in (a.mv_src[m], a.mv_dst[m], a.mv_val[m])]]

    toy = Toy(6, 6)
    allocator = Allocator(toy)
    for seed in range(20):
        f, sel, toy.signature = program(seed, 30 if seed % 2 else 300, 8, 0.05)
        first = listing(f, allocator.run(f, sel, cold_blocks(f)))
        again, other, toy.signature = program(seed, 30 if seed % 2 else 300, 8, 0.05)
        assert listing(again, Allocator(toy).run(again, other, cold_blocks(again))) == first


def test_without_live_out_lists() -> None:
    """Past its bound, liveness falls back to intervals; the allocation must stay right."""
    f = read(wide_function(400, 120))
    check(f)
    module = read_module(bytes(wasmtime.wat2wasm("(module (memory 1) (func (param i32)))")), Features())
    backend = Backend(module, find_target("x86_64-linux", "v3"))
    sel = Selection()
    backend.selector.run(f, sel)
    allocator = Allocator(backend.registers)
    out = allocator.run(f, sel, cold_blocks(f))
    assert not allocator.state.live.exact
    check_allocation(f, sel, backend.registers, out)


def wide_function(values: int, blocks: int) -> str:
    """Many values that live through many blocks, as ZIR."""
    lines = ["function 0", "block0(v0:i32):"]
    lines += [f"  v{k}:i64 = i64.load offset={8 * k} v0" for k in range(1, values + 1)]
    for b in range(blocks):
        lines += [f"  br_if v0 block{2 * b + 1}, block{2 * b + 2}", f"block{2 * b + 1}:", "  unreachable trap=1"]
        lines.append(f"block{2 * b + 2}:")
    lines += [f"  i64.store offset={8 * k} v0, v{k}" for k in range(1, values + 1)]
    return "\n".join([*lines, "  return"])


def test_tiny_machines_name_the_row_that_does_not_fit() -> None:
    toy = Toy(1, 4)
    with pytest.raises(AllocationError, match=r"machine row .* needs more registers"):
        for seed in range(20):
            f, sel, toy.signature = program(seed, 60, 4, 0.0)
            Allocator(toy).run(f, sel, cold_blocks(f))


Corruption = Callable[[Func, Allocation, Selection, random.Random], bool]

# Corruptions: each returns False when the allocation offers no place for it.


def wrong_operand(f: Func, a: Allocation, sel: Selection, rng: random.Random) -> bool:
    """Read operand 0 of a random row from another register."""
    rows = [i for i in range(f.n) if f.op[i] == O.I64_ADD and sel.s0[i] >= 0 and 0 <= a.r0[i] < 64]
    if not rows:
        return False
    i = rng.choice(rows)
    a.r0[i] = a.r0[i] ^ 1
    return True


def wrong_definition(f: Func, a: Allocation, sel: Selection, rng: random.Random) -> bool:
    rows = [i for i in range(f.n) if f.op[i] == O.I64_ADD and 0 <= a.rd[i] < 64]
    if not rows:
        return False
    i = rng.choice(rows)
    a.rd[i] = a.rd[i] ^ 2
    return True


def lost_move(f: Func, a: Allocation, sel: Selection, rng: random.Random) -> bool:
    moves = [m for m in range(a.nmv) if a.mv_dst[m] < 64]
    if not moves:
        return False
    m = rng.choice(moves)
    for x in (a.mv_src, a.mv_dst, a.mv_val):
        at = m + 1 if m + 1 < a.nmv and rng.random() < 0.5 else m - 1 if m else m
        x[m] = x[at]
    return True


def wrong_source(f: Func, a: Allocation, sel: Selection, rng: random.Random) -> bool:
    moves = [m for m in range(a.nmv) if 0 <= a.mv_src[m] < 64]
    if not moves:
        return False
    m = rng.choice(moves)
    a.mv_src[m] = a.mv_src[m] ^ 1
    return True


def wrong_target(f: Func, a: Allocation, sel: Selection, rng: random.Random) -> bool:
    moves = [m for m in range(a.nmv) if 0 <= a.mv_dst[m] < 64]
    if not moves:
        return False
    m = rng.choice(moves)
    a.mv_dst[m] = a.mv_dst[m] ^ 1
    return True


def lost_store(f: Func, a: Allocation, sel: Selection, rng: random.Random) -> bool:
    rows = [i for i in range(f.n) if a.store[i] >= 0]
    if not rows:
        return False
    a.store[rng.choice(rows)] = -1
    return True


def wrong_slot(f: Func, a: Allocation, sel: Selection, rng: random.Random) -> bool:
    rows = [i for i in range(f.n) if a.store[i] >= 0]
    if not rows or a.nslots < 3:
        return False
    i = rng.choice(rows)
    a.store[i] = (a.store[i] + 2) % (a.nslots - 1)
    return True


def all_in_one_slot(f: Func, a: Allocation, sel: Selection, rng: random.Random) -> bool:
    if sum(1 for i in range(f.n) if a.store[i] >= 0) < 4:
        return False
    for i in range(f.n):
        a.store[i] = min(a.store[i], 0)
    for m in range(a.nmv):
        a.mv_src[m] = -1 if REMAT < a.mv_src[m] < 0 else a.mv_src[m]
        a.mv_dst[m] = -1 if a.mv_dst[m] < 0 else a.mv_dst[m]
    return True


def lost_edge(f: Func, a: Allocation, sel: Selection, rng: random.Random) -> bool:
    edges = [e for e in range(f.ne) if a.em_end[e] > a.em_start[e]]
    if not edges:
        return False
    e = rng.choice(edges)
    a.em_end[e] = a.em_start[e]
    return True


def wrong_parameter(f: Func, a: Allocation, sel: Selection, rng: random.Random) -> bool:
    params = [p for b in range(f.nb) for p in range(f.b_start[b], f.b_start[b] + f.b_nparams[b]) if 0 <= a.rd[p] < 64]
    if not params:
        return False
    p = rng.choice(params)
    a.rd[p] = a.rd[p] ^ 1
    return True


CORRUPTIONS: list[tuple[Corruption, float]] = [
    (wrong_operand, 0.95),
    (wrong_definition, 0.9),
    (lost_move, 0.8),
    (wrong_source, 0.95),
    (wrong_target, 0.8),
    (lost_store, 0.95),
    (wrong_slot, 0.9),
    (all_in_one_slot, 0.95),
    (lost_edge, 0.8),
    (wrong_parameter, 0.9),
]


@pytest.mark.parametrize(("corrupt", "rate"), CORRUPTIONS, ids=lambda x: getattr(x, "__name__", ""))
def test_the_checker_sees(corrupt: Corruption, rate: float) -> None:
    """Some corruptions are harmless by luck (a copy that nobody reads), so a share must be caught."""
    tried = caught = 0
    for seed in range(60):
        f, sel, toy, _, a = run(seed, 80)
        if not corrupt(f, a, sel, random.Random(seed)):
            continue
        tried += 1
        try:
            check_allocation(f, sel, toy, a)
        except AllocationError:
            caught += 1
    assert tried >= 20
    assert caught >= rate * tried


def simulate(out: Allocation, start: dict[int, int]) -> dict[int, int]:
    """Execute moves one by one."""
    places = dict(start)
    for m in range(out.nmv):
        src, dst, v = int(out.mv_src[m]), int(out.mv_dst[m]), int(out.mv_val[m])
        assert (src < 0 or src >= OUT) + (dst < 0 or dst >= OUT) < 2
        places[dst] = 1000 + v if src == REMAT else places[src]
    return places


def copy_all(pairs: list[tuple[int, int]], klass: int = 0) -> None:
    """Resolve copies (source, destination) and compare with doing them at once."""
    moves = ParallelMoves(31, 63)
    moves.reserve(20, 19)
    out = Allocation()
    out.reserve(1, 1, 1)
    start = {loc: 7 * k + 1 for k, loc in enumerate({src for src, _ in pairs} - {REMAT})}
    for k, (src, dst) in enumerate(pairs):
        moves.add(src, dst, k, klass)
    moves.resolve(out)
    after = simulate(out, start)
    for k, (src, dst) in enumerate(pairs):
        assert after[dst] == (1000 + k if src == REMAT else start[src])
    written = {dst for _, dst in pairs} | {31, 63, -20}
    assert {loc for loc in start if after[loc] != start[loc]} <= written
    assert out.nmv <= 4 * len(pairs)


@pytest.mark.parametrize(
    "places",
    [[0, 1, 2, 3, 4], [-1, -2, -3, -4, -5], [0, -1, 2, -3, 4], [-1, 5, -2, -3, 6]],
    ids=["registers", "slots", "alternating", "mixed"],
)
def test_every_map_on_five_places(places: list[int]) -> None:
    for sources in itertools.product(places, repeat=5):
        copy_all(list(zip(sources, places, strict=True)))


@pytest.mark.parametrize("places", [[-1, -2, -3, -4], [-1, 0, -2, 40]], ids=["slots", "registers between"])
def test_cycles_of_both_classes(places: list[int]) -> None:
    """Values of both classes may change slots in one cycle; each passes through registers of its own class."""
    for classes in itertools.product((0, 1), repeat=4):
        copies = [(places[k], places[(k + 1) % 4], k, classes[k]) for k in range(4)]
        if any(0 <= loc < OUT and (loc >= 32) != bool(klass) for src, dst, _, klass in copies for loc in (src, dst)):
            continue
        moves = ParallelMoves(31, 63)
        moves.reserve(20, 19)
        out = Allocation()
        out.reserve(1, 1, 1)
        for copy in copies:
            moves.add(*copy)
        moves.resolve(out)
        after = simulate(out, {place: k for k, place in enumerate(places)})
        assert [after[dst] for _, dst, _, _ in copies] == [0, 1, 2, 3]
        for m in range(out.nmv):
            for loc in (int(out.mv_src[m]), int(out.mv_dst[m])):
                assert not 0 <= loc < OUT or (loc >= 32) == bool(classes[out.mv_val[m]])


def test_random_parallel_moves() -> None:
    rng = random.Random(3)
    for _ in range(3000):
        places = rng.sample([*range(8), *range(-12, 0)], rng.randrange(1, 14))
        others = [REMAT, IN, IN + 3, *places, *places, *places]
        targets = rng.sample([*places, OUT, OUT + 1, OUT + 5], rng.randrange(1, len(places) + 1))
        copy_all([(rng.choice(others), dst) for dst in targets])


def test_loops_know_their_ancestors() -> None:
    """The jump pointers find the same loop as climbing one by one."""
    rng = random.Random(5)
    for _ in range(30):
        f = Func()
        f.reset(0)
        open_loops: list[int] = []
        for _ in range(80):
            for _ in range(rng.randrange(3)):
                loop = f.add_loop(f.nb, open_loops[-1] if open_loops else -1)
                open_loops.append(int(loop))
                f.l_last[loop] = f.nb
            f.add_block(open_loops[-1] if open_loops else -1)
            f.add(O.NOP, 0, -1, -1, -1, 0, 0)
            f.b_end[f.nb - 1] = f.n
            for _ in range(rng.randrange(2 + len(open_loops) // 20)):
                if open_loops:
                    f.l_last[open_loops.pop()] = f.nb - 1
        for loop in open_loops:
            f.l_last[loop] = f.nb - 1
        loops = Loops()
        loops.run(f)
        for loop in range(f.nl):
            first = f.b_start[f.l_head[loop]]
            if first == 0:
                continue
            row = rng.randrange(first)
            want = loop
            while f.l_parent[want] >= 0 and row < f.b_start[f.l_head[f.l_parent[want]]]:
                want = int(f.l_parent[want])
            assert loops.outermost(f, loop, row) == want


def test_uses_are_sorted_and_intervals_cover_loops() -> None:
    for seed in range(40):
        toy = Toy(6, 6)
        f, sel, toy.signature = program(seed, 150, 8, 0.05)
        live = Liveness(toy)
        live.run(f, sel, cold_blocks(f))
        for v in range(f.n):
            cell = live.use[v]
            uses = []
            while cell:
                uses.append(int(live.u_pos[cell]))
                cell = live.u_next[cell]
            assert uses == sorted(uses)
            assert not uses or ((uses[0] > 2 * v or f.ty[v] == 0) and live.end[v] >= uses[-1])
        for b in range(f.nb):
            cell = live.out[b]
            while cell:
                assert live.end[live.l_val[cell]] > 2 * f.b_end[b] - 1 or live.l_val[cell] >= f.b_end[b]
                cell = live.l_next[cell]


def test_locations_do_not_collide() -> None:
    assert 64 < OUT < IN < NOWHERE
    assert REMAT < -(1 << 24)
    cells: vec[i64] = vec[i64]([OUT, IN, NOWHERE, REMAT])
    assert len(set(cells)) == 4
