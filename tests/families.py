"""Families of modules for scaling: one dimension of size each, everything else small."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generate_parts import section, sleb, uleb, vector

I32, I64, F64 = b"\x7f", b"\x7e", b"\x7c"
GET, SET, TEE, ADD, CONST = b"\x20", b"\x21", b"\x22", b"\x6a", b"\x41"


def get(i: int) -> bytes:
    """local.get."""
    return GET + uleb(i)


def put(i: int) -> bytes:
    """local.set."""
    return SET + uleb(i)


def const(n: int) -> bytes:
    """i32.const."""
    return CONST + sleb(n)


def module(
    params: list[bytes], results: list[bytes], locals: list[tuple[int, bytes]], code: bytes, copies: int = 1
) -> bytes:
    """A module of ``copies`` equal functions with a memory, a table and a global."""
    body = vector([uleb(n) + t for n, t in locals]) + code + b"\x0b"
    out = b"\0asm\1\0\0\0" + section(1, vector([b"\x60" + vector(params) + vector(results)]))
    out += section(3, vector([b"\0"] * copies)) + section(4, b"\x01\x70\x00\x01") + section(5, b"\x01\x00\x01")
    out += section(6, b"\x01\x7f\x01\x41\x00\x0b")
    return out + section(10, vector([uleb(len(body)) + body] * copies))


def straight(n: int) -> bytes:
    """A long basic block of arithmetic, loads and stores."""
    step = get(0) + get(1) + b"\x28\x02\x00" + ADD + put(0) + get(1) + get(0) + b"\x36\x02\x10"
    step += get(1) + const(4) + ADD + put(1)
    return module([I32, I32], [I32], [], step * n + get(0))


def blocks(n: int) -> bytes:
    """Many small blocks after one another, each with a conditional branch and an assigned local."""
    step = b"\x02\x40" + get(0) + b"\x0d\x00" + get(1) + const(3) + ADD + put(1) + b"\x0b"
    return module([I32, I32], [I32], [], step * n + get(1))


def ifs(n: int) -> bytes:
    """Many ifs with two arms that return a value."""
    step = get(0) + b"\x04\x7f" + get(1) + b"\x05" + get(0) + b"\x0b" + get(1) + ADD + put(1)
    return module([I32, I32], [I32], [], step * n + get(1))


def nesting(n: int) -> bytes:
    """Blocks nested deeply, with branches out of the innermost one to all."""
    inner = b"".join(get(0) + b"\x0d" + uleb(k) for k in range(n))
    return module([I32], [I32], [], b"\x02\x40" * n + inner + b"\x0b" * n + get(0))


def nested_ifs(n: int) -> bytes:
    """Ifs nested deeply, with a local assigned at every level."""
    code = b""
    for _ in range(n):
        code += get(0) + b"\x04\x40" + get(0) + const(1) + ADD + put(1)
    return module([I32, I32], [I32], [], code + b"\x0b" * n + get(1))


def nested_loops(n: int) -> bytes:
    """Loops nested deeply, each with its back edge; values of the outside used inside."""
    code = b"\x03\x40" * n + get(0) + const(1) + ADD + TEE + b"\x00\x1a"
    code += (get(1) + get(0) + ADD + TEE + b"\x01" + b"\x0d\x00\x0b") * n
    return module([I32, I32], [I32], [], code + get(1))


def loops(n: int) -> bytes:
    """Many loops after one another."""
    step = b"\x03\x40" + get(1) + get(0) + ADD + put(1) + get(0) + const(1) + b"\x6b" + TEE + b"\x00\x0d\x00\x0b"
    return module([I32, I32], [I32], [], step * n + get(1))


def locals_(n: int) -> bytes:
    """Many locals, each assigned in a loop and read after it."""
    body = b"".join(get(k) + get(k - 1) + ADD + put(k) for k in range(1, n))
    code = b"\x03\x40" + body + get(n - 1) + b"\x0d\x00\x0b" + b"".join(get(k) + ADD for k in range(n))
    return module([I32], [I32], [(n, I32)], const(0) + b"\x1a" + const(1) + code)


def locals_over_blocks(n: int) -> bytes:
    """Many locals, and as many blocks that assign one of them each."""
    code = b"".join(get(0) + b"\x04\x40" + get(0) + put(k) + b"\x0b" for k in range(1, n))
    return module([I32], [I32], [(n, I32)], code + const(1) + b"".join(get(k) + ADD for k in range(n)))


def br_table(n: int) -> bytes:
    """A jump table with n entries to n blocks."""
    code = b"\x02\x40" * n + get(0) + b"\x0e" + vector([uleb(k) for k in range(n - 1)]) + uleb(n - 1)
    code += (b"\x0b" + get(0) + const(7) + ADD + put(0)) * n
    return module([I32], [I32], [], code + get(0))


def br_table_arguments(n: int) -> bytes:
    """Jump tables with n entries to few targets that take an argument, while 20 locals are live."""
    table = get(0) + get(1) + b"\x0e" + vector([uleb(k % 4) for k in range(n)]) + b"\x00"
    code = b"\x02\x7f" * 4 + table + (b"\x0b" + get(1) + ADD) * 4
    return module([I32, I32], [I32], [(20, I32)], code)


def live_through(n: int) -> bytes:
    """n values computed before a loop that does not use them, and used after it."""
    code = b"".join(const(k * 8) + b"\x28\x02\x00" + put(k + 2) for k in range(n))
    code += b"\x03\x40" + get(0) + const(1) + b"\x6b" + TEE + b"\x00\x0d\x00\x0b"
    return module([I32, I32], [I32], [(n, I32)], code + const(1) + b"".join(get(k + 2) + ADD for k in range(n)))


def live_over_calls(n: int) -> bytes:
    """n values live over n calls."""
    code = b"".join(const(k * 8) + b"\x28\x02\x00" + put(k + 1) for k in range(n))
    code += (get(0) + b"\x10\x00" + put(0)) * n
    return module([I32], [I32], [(n, I32)], code + const(1) + b"".join(get(k + 1) + ADD for k in range(n)))


def live_over_blocks(n: int) -> bytes:
    """n values live over n ifs that use none of them."""
    code = b"".join(const(k * 8) + b"\x28\x02\x00" + put(k + 1) for k in range(n))
    code += (get(0) + b"\x04\x40" + const(8) + get(0) + b"\x36\x02\x00\x0b") * n
    return module([I32], [I32], [(n, I32)], code + const(1) + b"".join(get(k + 1) + ADD for k in range(n)))


def live_over_loops(n: int) -> bytes:
    """n values live over n loops, each of which uses another one of them."""
    code = b"".join(const(k * 8) + b"\x28\x02\x00" + put(k + 1) for k in range(n))
    for k in range(n):
        code += b"\x03\x40" + get(0) + get(k + 1) + b"\x6b" + TEE + b"\x00\x0d\x00\x0b"
    return module([I32], [I32], [(n, I32)], code + const(1) + b"".join(get(k + 1) + ADD for k in range(n)))


def stack_values(n: int) -> bytes:
    """n values on the operand stack."""
    code = b"".join(const(k * 8) + b"\x29\x03\x00" for k in range(n)) + b"\x7c" * (n - 1)
    return module([], [I64], [], code)


def floats(n: int) -> bytes:
    """n float values alive in a loop."""
    code = b"\x03\x40" + b"".join(get(k) + get(k + 1) + b"\xa0" + put(k) for k in range(1, n))
    code += get(0) + b"\x0d\x00\x0b"
    return module([I32], [F64], [(n + 1, F64)], code + get(1))


def parameters(n: int) -> bytes:
    """A function of n parameters (at most 1000) that calls itself n times in all."""
    count = min(n, 1000)
    call = b"".join(get(k) for k in range(count)) + b"\x10\x00"
    calls = call + (b"\x1a" + call) * max(0, n // count - 1)
    return module([I32] * count, [I32], [], calls)


def calls(n: int) -> bytes:
    """n direct and indirect calls."""
    step = get(0) + get(1) + b"\x10\x00" + put(0) + get(1) + get(0) + const(0) + b"\x11\x00\x00" + put(1)
    return module([I32, I32], [I32], [], step * n + get(0))


def block_parameters(n: int) -> bytes:
    """A loop with n locals rotated by every iteration: n block parameters and a cycle of moves."""
    code = b"\x03\x40" + b"".join(get(k) for k in range(n)) + b"".join(put((k + 1) % n) for k in reversed(range(n)))
    code += get(0) + b"\x0d\x00\x0b"
    return module([I32], [I32], [(n, I32)], code + get(0))


def functions(n: int) -> bytes:
    """n small functions."""
    return module([I32, I32], [I32], [], get(0) + get(1) + ADD + const(5) + b"\x74", n)


def exits(n: int) -> bytes:
    """A loop with n exits, over which 30 locals are live."""
    step = get(0) + const(1) + ADD + TEE + b"\x00" + get(1) + b"\x46\x0d\x01"
    code = b"\x02\x40\x03\x40" + step * n + b"\x0c\x00\x0b\x0b"
    return module([I32, I32], [I32], [(30, I32)], code + get(0) + b"".join(get(k) + ADD for k in range(2, 32)))


def globals_(n: int) -> bytes:
    """One global, assigned and read again and again."""
    return module([], [], [], (const(0) + b"\x24\x00\x23\x00\x1a") * n)


def cell(n: int) -> bytes:
    """One memory cell, stored to again and again."""
    return module([], [], [], (const(0) + const(1) + b"\x36\x02\x00") * n)


def widened(n: int) -> bytes:
    """One memory cell, loaded and widened again and again."""
    return module([], [], [], (const(0) + b"\x28\x02\x00\xad\x1a") * n)


def offsets(n: int) -> bytes:
    """One address with growing offsets."""
    return module([], [], [], b"".join(const(0) + b"\x28\x02" + uleb(8 * k) + b"\x1a" for k in range(n)))


def collisions(n: int) -> bytes:
    """Constants whose hashes are equal."""
    inverse = pow(0x165667B1, -1, 1 << 64)
    values = [(k << 44) * inverse % (1 << 64) for k in range(n)]
    return module([], [], [], b"".join(b"\x42" + sleb(v - (v >> 63 << 64)) + b"\x1a" for v in values))


def negations(n: int) -> bytes:
    """A condition negated again and again, each time branched on."""
    step = get(0) + b"\x45" + TEE + b"\x00\x0d\x00"
    return module([I32], [], [], b"\x02\x40" + step * n + b"\x0b")


def selects(n: int) -> bytes:
    """Selects whose operands are selects."""
    step = get(0) + get(1) + get(0) + const(3) + b"\x4a\x1b" + put(0) + get(0) + const(1) + ADD + put(1)
    return module([I32, I32], [I32], [], step * n + get(0))


def copies(n: int) -> bytes:
    """Copies and fills of memory among loads."""
    step = get(0) + get(1) + const(8) + b"\xfc\x0a\x00\x00" + get(0) + const(1) + get(1) + b"\xfc\x0b\x00"
    step += get(0) + b"\x28\x02\x00" + put(0)
    return module([I32, I32], [I32], [], step * n + get(0))


def constants(n: int) -> bytes:
    """Many constants, each of them used twice."""
    step = b"".join(get(0) + const(k * 7919) + ADD + put(0) for k in range(n))
    return module([I32], [I32], [], step * 2 + get(0))


FAMILIES: dict[str, tuple[Callable[[int], bytes], int]] = {
    "straight": (straight, 3000),
    "blocks": (blocks, 4000),
    "ifs": (ifs, 3000),
    "nesting": (nesting, 3000),
    "nested_ifs": (nested_ifs, 3000),
    "nested_loops": (nested_loops, 2000),
    "loops": (loops, 3000),
    "locals": (locals_, 3000),
    "locals_over_blocks": (locals_over_blocks, 3000),
    "br_table": (br_table, 4000),
    "br_table_arguments": (br_table_arguments, 40000),
    "live_through": (live_through, 4000),
    "live_over_calls": (live_over_calls, 3000),
    "live_over_blocks": (live_over_blocks, 2000),
    "live_over_loops": (live_over_loops, 2000),
    "stack_values": (stack_values, 8000),
    "floats": (floats, 3000),
    "parameters": (parameters, 20000),
    "calls": (calls, 2000),
    "block_parameters": (block_parameters, 4000),
    "functions": (functions, 5000),
    "exits": (exits, 3000),
    "globals": (globals_, 8000),
    "cell": (cell, 8000),
    "widened": (widened, 8000),
    "offsets": (offsets, 8000),
    "collisions": (collisions, 8000),
    "negations": (negations, 4000),
    "selects": (selects, 3000),
    "copies": (copies, 3000),
    "constants": (constants, 4000),
}
"""Name -> (module of a size, the smallest size to measure)."""

OPTIONS: dict[str, dict[str, Any]] = {"offsets": {"memory": "checked"}}
"""Families that are compiled with other options than the default."""
