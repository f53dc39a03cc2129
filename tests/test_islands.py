"""Islands and veneers: random functions for a machine whose branches reach little, run by its interpreter."""

from __future__ import annotations

import random

import pytest
from librt.vecs import vec
from mypy_extensions import i64

from machine_code import linked, marks
from toy_machine import BNZ, BZ, CALL, CONST, JUMP, OP, Stopped, Toy, ToyForms, put, word
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.finish import finish
from zwasmc.sink.code import MARK_CALL, MARK_LINE, MARK_RETURN, MARK_TRAP

Op = tuple[str, int, int]
Block = list[Op]
STEPS = 3000
TEST = 14
"""The register that says which of two traps it is."""


def is_tested(value: int) -> bool:
    """Tell whether the trap of this number has a second code."""
    return value % 3 == 0


def program(rng: random.Random, functions: int, blocks: int) -> list[list[Block]]:
    """Return random functions: blocks of operations, each ending in one that leads elsewhere."""
    result: list[list[Block]] = []
    for f in range(functions):
        count = rng.randrange(1, blocks + 1)
        near = rng.choice((2, 5, count))
        made: list[Block] = []
        for k in range(count):
            block: Block = []
            for _ in range(rng.choice((0, 1, 2, 5, 20))):
                kind = rng.choice(("out", "out", "out", "branch", "branch", "call", "long", "trap"))
                target = rng.randrange(max(0, k - near), min(count, k + near + 1))
                if kind == "branch" and rng.random() < 0.3:
                    target = rng.randrange(count)
                if kind == "call":
                    target = rng.randrange(f + 1, functions) if f + 1 < functions else 0
                    if target == 0:
                        continue
                block.append((kind, rng.randrange(1 << 20), target))
            last = rng.choice(("fall", "fall", "jump", "jump", "table", "return")) if k + 1 < count else "return"
            block.append((last, rng.randrange(2, 6), rng.randrange(count)))
            made.append(block)
        result.append(made)
    return result


def expected(functions: list[list[Block]], coins: random.Random) -> list[int]:
    """Run functions as they are meant, until something ends or enough was done; return what they put out."""
    out: list[int] = []
    stack: list[tuple[int, int, int]] = []
    f, k, n = 0, 0, 0
    for _ in range(STEPS):
        kind, value, target = functions[f][k][n]
        n += 1
        if kind == "out":
            out.append(value)
        elif kind == "long":
            out.extend([value] * (value % 70))
        elif kind == "branch":
            if (coins.getrandbits(1) == 0) == (value % 2 == 0):
                k, n = target, 0
        elif kind == "call":
            stack.append((f, k, n))
            f, k, n = target, 0, 0
        elif kind == "trap":
            other = coins.getrandbits(1) if is_tested(value) else 0
            if coins.getrandbits(1) and coins.getrandbits(1) and coins.getrandbits(1):
                return [*out, -1 - (value + other) % 200]
        elif kind == "fall":
            k, n = k + 1, 0
        elif kind == "jump":
            k, n = target, 0
        elif kind == "table":
            k, n = (target + coins.randrange(value)) % len(functions[f]), 0
        elif stack:
            f, k, n = stack.pop()
        else:
            break
    return out


def emitted(functions: list[list[Block]]) -> tuple[CodeBuf, list[int]]:
    """Emit the functions; return the buffer and their offsets."""
    buf = CodeBuf(ToyForms())
    w = buf.w
    starts = []
    for blocks in functions:
        starts.append(int(buf.begin()))
        labels = [buf.new_label() for _ in blocks]
        for k, block in enumerate(blocks):
            buf.bind(labels[k])
            for kind, value, target in block:
                if kind == "out":
                    put(w, OP["out"] | value << 8)
                elif kind == "long":
                    for _ in range(value % 70):
                        put(w, OP["out"] | value << 8)
                elif kind == "branch":
                    put(w, word("coin", d=value % 13))
                    buf.fixup(BZ if value % 2 == 0 else BNZ, labels[target], value % 13)
                elif kind == "call":
                    buf.call(CALL, target)
                    put(w, OP["call"])
                    buf.wasm_pos = value
                    buf.call_line()
                elif kind == "trap":
                    buf.wasm_pos = value
                    if is_tested(value):
                        put(w, word("coin", d=TEST))
                        cold = buf.cold_trap_unless(TEST, value % 200, (value + 1) % 200)
                    else:
                        cold = buf.cold_trap(value % 200)
                    no = [buf.new_label(), buf.new_label()]
                    for label in no:
                        put(w, word("coin", d=1))
                        buf.fixup(BZ, label, 1)
                    put(w, word("coin", d=1))
                    buf.fixup(BNZ, cold, 1)
                    for label in no:
                        buf.bind(label)
                elif kind == "jump":
                    buf.fixup(JUMP, labels[target])
                elif kind == "table":
                    table = buf.pools.new_table()
                    for entry in range(value):
                        buf.pools.table_entry(labels[(target + entry) % len(blocks)])
                    buf.const(CONST, table)
                    put(w, word("const", d=2))
                    put(w, 0)
                    put(w, word("coin", d=3, imm=value))
                    put(w, word("load32", d=3, a=2, b=3))
                    put(w, word("add", d=3, a=2, b=3))
                    put(w, word("jumpr", a=3))
                elif kind == "return":
                    put(w, OP["ret"])
            if k % 5 == 0:
                buf.align()
        finish(buf)
    return buf, starts


def check_marks(buf: CodeBuf, functions: list[list[Block]]) -> None:
    """Check that the marks ascend and lie where instructions and calls are."""
    positions = [int(buf.mark_pos[k]) for k in range(int(buf.nmarks))]
    assert positions == sorted(positions)
    text = buf.text.getvalue()
    calls = [value for blocks in functions for block in blocks for kind, value, _ in block if kind == "call"]
    returns = marks(buf, MARK_RETURN)
    assert [value for _, value in returns] == calls
    assert {text[at - 3] for at, _ in returns} <= {OP["call"]}
    traps = [value for blocks in functions for block in blocks for kind, value, _ in block if kind == "trap"]
    codes = [[value + 1, value] if is_tested(value) else [value] for value in traps]
    assert [code for _, code in marks(buf, MARK_TRAP)] == [code % 200 for pair in codes for code in pair]
    assert [value for _, value in marks(buf, MARK_LINE)] == [pair[-1] for pair in codes for _ in pair]
    assert {text[at] for at, _ in marks(buf, MARK_TRAP)} <= {OP["trap"]}
    places = iter(at for at, _ in marks(buf, MARK_TRAP))
    for pair in codes:
        first = next(places)
        if len(pair) == 2:
            assert text[first - 4] == OP["bz"] and next(places) == first + 4
    assert {text[at] for at, _ in marks(buf, MARK_CALL)} <= {OP["call"], OP["far"]}


def run(image: bytes, base: int, start: int, seed: int, traps: dict[int, int]) -> list[int]:
    """Run a program; return what it put out, the code of a trap last as -1 - code."""
    coins = random.Random(seed)
    machine = Toy(image, base, lambda n: coins.randrange(n) if n else coins.getrandbits(1))
    try:
        machine.run(start, STEPS * 20)
    except Stopped as stopped:
        machine.out.append(-1 - traps[stopped.at])
    return machine.out


@pytest.mark.parametrize(("number", "size", "count"), [(4, 3, 15), (4, 20, 15), (4, 300, 5), (120, 3, 4)])
def test_what_runs_is_what_was_meant(number: int, size: int, count: int) -> None:
    far = 0
    for seed in range(count):
        functions = program(random.Random(seed * 1000 + size), number, size)
        buf, starts = emitted(functions)
        offsets = vec[i64](starts)
        image, base = linked(buf, offsets)
        check_marks(buf, functions)
        far += image[base:][::4].count(OP["far"])
        traps = dict(marks(buf, MARK_TRAP))
        for coins in range(4):
            want = expected(functions, random.Random(coins))
            assert run(image, base, int(offsets[0]), coins, traps)[: len(want)] == want, (seed, coins)
    assert far > 20


@pytest.mark.parametrize("shift", range(6))
def test_an_island_may_come_between_a_short_branch_and_its_label(shift: int) -> None:
    """The island is larger than the reach of short branches, and serves them first."""
    far, near = 40, 120
    first: Block = [("out", 0, 0)] * shift + [("branch", 2 * k, near + k) for k in range(far)]
    blocks = [[*first, ("fall", 0, 0)]]
    blocks += [[("branch", k, k + 1), ("out", k, 0), ("fall", 0, 0)] for k in range(1, near)]
    blocks += [[("out", k, 0), ("return", 0, 0)] for k in range(far)]
    buf, starts = emitted([blocks])
    image, base = linked(buf, vec[i64](starts))
    assert image[base:][::4].count(OP["far"]) > 16
    for bit in (0, 1):
        # none of the far branches is taken, and every short one or no short one
        coins = iter([1] * far + [bit] * near)
        machine = Toy(image, base, lambda _, coins=coins: next(coins))
        machine.run(starts[0])
        assert machine.out[shift:] == [k for k in range(1, near) if (k % 2 == 0) == (bit == 1)] + [0]


def test_islands_take_linear_room() -> None:
    """A function of twice the size takes twice the room and work."""
    sizes = []
    for blocks in (500, 1000, 2000):
        rng = random.Random(1)
        block: Block = [("branch", 2, 0), ("out", 1, 0), ("jump", 0, 0)]
        made = [[(kind, value, rng.randrange(blocks)) for kind, value, _ in block] for _ in range(blocks)]
        buf, _ = emitted([[*made, [("return", 0, 0)]]])
        sizes.append(len(buf.text))
    assert sizes[1] < 2.1 * sizes[0] and sizes[2] < 2.1 * sizes[1]


def test_a_short_text_has_no_islands() -> None:
    buf, starts = emitted([[[("branch", 2, 1), ("call", 1, 1), ("fall", 0, 0)], [("return", 0, 0)]]] * 2)
    image, base = linked(buf, vec[i64](starts))
    assert OP["far"] not in image[base:][::4]
