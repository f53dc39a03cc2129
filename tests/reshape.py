"""Functions of generated modules in shapes that lowering never makes, of the same meaning: ZIR text, changed at random.

Blocks get parameters that are doubled, dead, exchanged or carry what dominates them anyway; edges get blocks of their
own; branches become tables, negated, or lead to one block twice; constants live long; rows without users come in
between.
"""

from __future__ import annotations

import random
import re
from typing import Any

from engines import Native
from zwasmc.options import Options
from zwasmc.pipeline import Pipeline
from zwasmc.zir.func import Func
from zwasmc.zir.lower import Lowering
from zwasmc.zir.read import Reader, functions_of
from zwasmc.zir.text import format_func

VALUE = re.compile(r"(?<![\w:.])v\d+\b(?!\.)")
EDGE = re.compile(r"block(\d+)(?:\(([^)]*)\))?")
COPIES = {"i32": "i32.add", "i64": "i64.add"}


class Edge:
    """Where a block goes on, with arguments."""

    def __init__(self, target: int, args: list[str]) -> None:
        self.target = target
        self.args = args

    def __str__(self) -> str:
        return f"block{self.target}({', '.join(self.args)})" if self.args else f"block{self.target}"


class Block:
    """Parameters (name, type), the loop annotation, rows, the terminator without its edges, and those."""

    def __init__(self, head: str) -> None:
        text, _, self.loop = head.partition(":  ")
        inside = text.rstrip(":").partition("(")[2].rstrip(")")
        self.params = [(name, ty) for name, _, ty in (word.partition(":") for word in inside.split(", ") if word)]
        self.rows: list[str] = []
        self.end = ""
        self.edges: list[Edge] = []
        self.place = ""
        """The comment that tells where the terminator stands."""

    def finish(self) -> None:
        """Tell the terminator from its edges."""
        last, semicolon, place = self.rows.pop().partition("  ;")
        self.place = semicolon + place
        found = EDGE.search(last)
        self.end = last[: found.start()].rstrip() if found else last
        self.edges = [Edge(int(n), args.split(", ") if args else []) for n, args in EDGE.findall(last)]

    def text(self, number: int) -> str:
        """Return the block as ZIR."""
        params = ", ".join(f"{name}:{ty}" for name, ty in self.params)
        head = f"block{number}({params}):" if params else f"block{number}:"
        last = f"{self.end} {', '.join(map(str, self.edges))}".rstrip() + self.place
        return "\n".join([f"{head}  {self.loop}" if self.loop else head, *self.rows, last]) + "\n"


class Shape:
    """One function that is changed."""

    def __init__(self, text: str, rng: random.Random) -> None:
        self.rng = rng
        self.title, *lines = text.rstrip("\n").split("\n")
        self.blocks: list[Block] = []
        self.next = 1 + max([int(v[1:]) for v in VALUE.findall(text)], default=0)
        for line in lines:
            if line.startswith("block"):
                self.blocks.append(Block(line))
            else:
                self.blocks[-1].rows.append(line)
        for block in self.blocks:
            block.finish()

    def text(self) -> str:
        """Return the function as ZIR."""
        return self.title + "\n" + "".join([block.text(k) for k, block in enumerate(self.blocks)])

    def fresh(self) -> str:
        """Return a new name."""
        self.next += 1
        return f"v{self.next - 1}"

    def into(self, number: int) -> list[tuple[Block, Edge]]:
        """Return the edges to a block, with where they come from."""
        return [(block, edge) for block in self.blocks for edge in block.edges if edge.target == number]

    def some_block(self) -> int:
        """Return a block that edges lead to, or 0."""
        return self.rng.randrange(len(self.blocks))

    def constant(self, block: Block, ty: str, value: int) -> str:
        """Define a constant at the end of a block."""
        name = self.fresh()
        block.rows.append(f"  {name}:{ty} = {ty}.const {value}")
        return name

    def replace(self, block: Block, old: str, new: str, chance: float) -> None:
        """Let some uses in a block be of another value."""

        def use(found: re.Match[str]) -> str:
            return new if found[0] == old and self.rng.random() < chance else found[0]

        for k, row in enumerate(block.rows):
            defined, equals, rest = row.rpartition(" = ")
            if "result" not in row:  # it names its call
                block.rows[k] = defined + equals + VALUE.sub(use, rest)
        block.end = VALUE.sub(use, block.end)
        for edge in block.edges:
            edge.args = [new if arg == old and self.rng.random() < chance else arg for arg in edge.args]

    # Changes, none of which alters what the function does

    def exchange(self) -> None:
        """Parameters in another order."""
        number = self.some_block()
        block = self.blocks[number]
        order = list(range(len(block.params)))
        self.rng.shuffle(order)
        if number:
            for _, edge in self.into(number):
                edge.args = [edge.args[k] for k in order]
            block.params = [block.params[k] for k in order]

    def double(self) -> None:
        """A parameter twice, half of the uses each."""
        number = self.some_block()
        block = self.blocks[number]
        if number and block.params:
            k = self.rng.randrange(len(block.params))
            name, ty = block.params[k]
            twin = self.fresh()
            for _, edge in self.into(number):
                edge.args.append(edge.args[k])
            block.params.append((twin, ty))
            self.replace(block, name, twin, 0.5)

    def dead(self) -> None:
        """A parameter that nobody reads."""
        number = self.some_block()
        if number:
            ty = self.rng.choice(["i32", "i64"])
            for block, edge in self.into(number):
                edge.args.append(self.constant(block, ty, self.rng.randrange(1000)))
            self.blocks[number].params.append((self.fresh(), ty))

    def carry(self) -> None:
        """A parameter for what comes from a dominating block, on some edges a copy of it."""
        number = self.some_block()
        if not number:
            return
        defined = dict(self.blocks[0].params)
        block = self.blocks[number]
        used = set(VALUE.findall("\n".join([*block.rows, block.end]))) & defined.keys()
        for name in sorted(used)[:3]:
            ty = defined[name]
            twin = self.fresh()
            for source, edge in self.into(number):
                copy = name
                if ty in COPIES and self.rng.random() < 0.6:
                    zero = self.constant(source, ty, 0)
                    copy = self.fresh()
                    source.rows.append(f"  {copy}:{ty} = {COPIES[ty]} {name}, {zero}")
                edge.args.append(copy)
            block.params.append((twin, ty))
            self.replace(block, name, twin, 0.8)

    def negate(self) -> None:
        """A branch on the opposite."""
        block = self.rng.choice(self.blocks)
        if block.end.startswith("  br_if"):
            name = self.fresh()
            block.rows.append(f"  {name}:i32 = i32.eqz {block.end.split()[1]}")
            block.end = f"  br_if {name}"
            block.edges.reverse()

    def tabulate(self) -> None:
        """A branch as a table of two."""
        block = self.rng.choice(self.blocks)
        if block.end.startswith("  br_if") and block.edges[0].target != block.edges[1].target:
            block.end = f"  br_table {block.end.split()[1]} [0, 1]"
            block.edges.reverse()

    def fork(self) -> None:
        """A jump as a branch whose edges lead to one block."""
        block = self.rng.choice(self.blocks)
        back = self.blocks.index(block) >= min([edge.target for edge in block.edges], default=1 << 30)
        into_loop = any(self.blocks[edge.target].loop.endswith("head") for edge in block.edges)
        if block.end == "  br" and (back or not into_loop):  # a loop has one entry
            block.end = f"  br_if {self.constant(block, 'i32', self.rng.randrange(2))}"
            block.edges.append(Edge(block.edges[0].target, list(block.edges[0].args)))

    def split(self) -> None:
        """A block on an edge, right after where it comes from."""
        number = self.some_block()
        block = self.blocks[number]
        if len(block.edges) < 2:
            return
        edge = self.rng.choice(block.edges)
        new = Block(f"block0:  {block.loop.removesuffix(' head')}" if block.loop else "block0:")
        new.end = "  br"
        for other in self.blocks:
            for one in other.edges:
                one.target += one.target > number
        new.edges = [Edge(edge.target, edge.args)]
        edge.target, edge.args = number + 1, []
        self.blocks.insert(number + 1, new)

    def idle(self) -> None:
        """Rows that nobody uses, before the end of a block."""
        block = self.rng.choice(self.blocks)
        one = self.constant(block, "i64", self.rng.randrange(1 << 40))
        block.rows.append(f"  {self.fresh()}:f64 = f64.reinterpret_i64 {one}")
        block.rows.append(f"  {self.fresh()}:i64 = i64.mul {one}, {one}")

    def keep(self) -> None:
        """A constant of the first block instead of one's own."""
        block = self.rng.choice(self.blocks)
        for row in list(block.rows):
            found = re.fullmatch(r"  (v\d+):(i32|i64|f32|f64) = \2\.const (\S+)(  ;.*)?", row)
            if found and block is not self.blocks[0]:
                name = self.fresh()
                self.blocks[0].rows.append(f"  {name}:{found[2]} = {found[2]}.const {found[3]}")
                self.replace(block, found[1], name, 0.9)


CHANGES = [
    Shape.exchange, Shape.double, Shape.double, Shape.dead, Shape.carry, Shape.carry, Shape.negate, Shape.tabulate,
    Shape.fork, Shape.split, Shape.split, Shape.idle, Shape.keep,
]  # fmt: skip


def reshaped(text: str, seed: int) -> str:
    """Return a function of the same meaning in another shape."""
    rng = random.Random(seed)
    shape = Shape(text, rng)
    for _ in range(rng.randrange(3, 6 + 2 * min(len(shape.blocks), 30))):
        rng.choice(CHANGES)(shape)
    return shape.text()


class Reshaped(Native):
    """Native code of the functions in another shape."""

    def __init__(self, name: str, options: dict[str, Any], seed: int) -> None:
        super().__init__(name, {"canonical_nans": True, "verify": True, **options})
        self.seed = seed

    def compile(self, wasm: bytes) -> bytes:
        """Return the container."""
        options = Options(**self.options)
        pipeline = Pipeline(options)
        lowering = Lowering(pipeline.read(wasm), options)

        def made(number: int, f: Func) -> None:
            lowering.lower(number, f)
            text = reshaped(format_func(f, positions=True), self.seed * 1000 + number)
            Reader(functions_of(text)[0]).read(f)

        pipeline.source = made
        return pipeline.container(wasm)


VARIANTS: list[dict[str, Any]] = [
    {},
    {"cpu": "v2", "share": False},
    {"memory": "checked", "interruptible": True},
    {"slots": True},
]


def engines(seed: int, mask: int, simd: bool) -> list[Reshaped]:
    """Return the engines that a module is compared on; ``mask`` leaves few registers."""
    few = {"registers": mask, "cpu": ("v2", "v3")[seed % 2]}
    return [
        *([] if simd else [Reshaped("reshaped", VARIANTS[seed % len(VARIANTS)], seed)]),
        Reshaped("reshaped, few registers", few, seed + 500),
    ]
