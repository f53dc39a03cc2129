"""Every WebAssembly instruction: the one place that knows opcode, name, immediates, signature, proposal and effects,
and of every proposal what of it is compiled.

One row per instruction, five columns separated by ``|``:

* opcode (hex; prefixes ``fb`` to ``fe`` are followed by the sub-opcode) and text name; ``a=b`` gives an identifier
  that differs from the text name;
* immediates: an immediate kind, and after ``:`` the natural alignment (log2 of the access size) or the number of lanes;
* signature: operand and result types; ``addr`` is i32 or i64 by the memory or table, ``ref`` some reference, ``?`` depends
  on context;
* family: what an emitter handles with one method;
* effects: ``trap`` may trap; ``pure`` depends on its operands only and does nothing else (except trap, if so marked);
  ``commutative``; ``load``/``store`` touch memory, a table, a global or the GC heap; ``call`` needs a call or a run-time
  library function; ``terminator`` never falls through.

The tables are read by ``scripts/gen.py`` and by tests; they are not part of the wheel.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from zwasmc.facts.wasm_ops_simd import SIMD_ROWS

NUM_OPS: Final = 0x600

PREFIX_BASE: Final = {0xFB: 0x100, 0xFC: 0x200, 0xFD: 0x300, 0xFE: 0x500}


class Proposal(NamedTuple):
    """A proposal, and what code is generated for: ``compiled`` in words, "" for nothing of it.

    Where that excludes its instructions, ``instructions`` is False.
    """

    name: str
    compiled: str = ""
    instructions: bool = True


# By number; the order is part of op.py only.  Those without instructions are feature switches of the reader.
PROPOSALS: Final = (
    Proposal("mvp", "supported"),
    Proposal("mutable-globals", "supported"),
    Proposal("sign-extension", "supported"),
    Proposal("saturating-float-to-int", "supported"),
    Proposal("multi-value", "supported"),
    Proposal("bulk-memory", "supported"),
    Proposal("reference-types", "supported"),
    Proposal("extended-const", "supported"),
    Proposal("multi-memory", "supported"),
    Proposal("simd", "supported"),
    Proposal("relaxed-simd", "supported"),
    Proposal("function-references", "in types", instructions=False),
    Proposal("tail-call"),
    Proposal("exceptions"),
    Proposal("gc"),
    Proposal("memory64"),
    Proposal("threads", "atomics on unshared memories"),
    Proposal("wide-arithmetic"),
    Proposal("custom-page-sizes"),
)
PROPOSAL_NUMBERS: Final = {proposal.name: number for number, proposal in enumerate(PROPOSALS)}

IMMEDIATES: Final = (
    "none",
    "block",
    "label",
    "labels",
    "func",
    "type",
    "type_table",
    "local",
    "global",
    "table",
    "table_table",
    "elem",
    "elem_table",
    "data",
    "data_mem",
    "mem",
    "mem_mem",
    "memarg",
    "memarg_lane",
    "lane",
    "shuffle",
    "i32",
    "i64",
    "f32",
    "f64",
    "v128",
    "select",
    "heap",
    "tag",
    "try_table",
    "type_field",
    "type_type",
    "type_count",
    "type_data",
    "type_elem",
    "cast",
    "zero",
)

FAMILIES: Final = (
    "none",
    "control",
    "call",
    "parametric",
    "variable",
    "table",
    "memory",
    "ref",
    "load",
    "store",
    "const",
    "int_unary",
    "int_binary",
    "int_shift",
    "int_div",
    "int_compare",
    "float_unary",
    "float_binary",
    "float_compare",
    "convert",
    "wide",
    "exception",
    "gc",
    "atomic",
    "simd_load",
    "simd_store",
    "simd_lane",
    "simd_unary",
    "simd_binary",
    "simd_ternary",
    "simd_shift",
    "simd_compare",
    "simd_test",
    "simd_convert",
)

EFFECTS: Final = ("trap", "pure", "commutative", "load", "store", "call", "terminator")

# Value type codes as in the binary format; ADDR is the index type of the memory or table, 0 depends on context.
TYPE_CODES: Final = {"i32": 0x7F, "i64": 0x7E, "f32": 0x7D, "f64": 0x7C, "v128": 0x7B, "addr": 0x01, "ref": 0, "?": 0}


class Op(NamedTuple):
    """One instruction."""

    prefix: int
    opcode: int
    number: int
    ident: str
    name: str
    immediate: str
    immediate_arg: int
    params: tuple[str, ...]
    results: tuple[str, ...]
    proposal: str
    family: str
    effects: frozenset[str]

    @property
    def constant(self) -> str:
        """The identifier in ``op.py``."""
        return self.ident.upper().replace(".", "_")

    @property
    def compiled(self) -> bool:
        """Whether code is generated for it."""
        proposal = PROPOSALS[PROPOSAL_NUMBERS[self.proposal]]
        return bool(proposal.compiled) and proposal.instructions

    @property
    def regular(self) -> bool:
        """True when the type rule is exactly: pop at most three operands of known types, push at most one result."""
        known = {"i32", "i64", "f32", "f64", "v128"}
        return (
            self.immediate in REGULAR_IMMEDIATES
            and self.family != "control"
            and len(self.params) <= 3
            and len(self.results) <= 1
            and known.issuperset(self.params + self.results)
        )


REGULAR_IMMEDIATES: Final = frozenset({"none", "lane", "shuffle", "i32", "i64", "f32", "f64", "v128"})


def _parse_row(text: str, proposal: str) -> Op:
    cells = [cell.strip() for cell in text.split("|")]
    code, _, names = cells[0].partition(" ")
    ident, _, name = names.strip().partition("=")
    prefix, opcode = (int(code[:2], 16), int(code[2:], 16)) if len(code) > 2 else (0, int(code, 16))
    immediate, _, arg = cells[1].partition(":")
    params, _, results = cells[2].partition("->")
    effects = frozenset(cells[4].split()) if len(cells) > 4 else frozenset()
    op = Op(
        prefix,
        opcode,
        (PREFIX_BASE[prefix] if prefix else 0) + opcode,
        ident,
        name or ident,
        immediate,
        int(arg) if arg else 0,
        tuple(params.split()),
        tuple(results.split()),
        proposal,
        cells[3],
        effects,
    )
    if immediate not in IMMEDIATES or op.family not in FAMILIES or not effects.issubset(EFFECTS):
        raise ValueError(f"bad instruction row: {text}")
    return op


def load_ops() -> list[Op]:
    """Return every instruction, ordered by op number."""
    ops = [
        _parse_row(line, proposal)
        for tables in (ROWS, SIMD_ROWS)
        for proposal, text in tables.items()
        for line in text.strip().splitlines()
    ]
    ops.sort(key=lambda op: op.number)
    if len({op.number for op in ops}) != len(ops) or len({op.constant for op in ops}) != len(ops):
        raise ValueError("duplicate instruction")
    return ops


ROWS: Final = {
    "mvp": """
00    unreachable                    | none        | ? -> ?                     | control       | trap terminator
01    nop                            | none        | ->                         | control
02    block                          | block       | ? -> ?                     | control
03    loop                           | block       | ? -> ?                     | control
04    if                             | block       | ? i32 -> ?                 | control
05    else                           | none        | ? -> ?                     | control
0b    end                            | none        | ? -> ?                     | control
0c    br                             | label       | ? -> ?                     | control       | terminator
0d    br_if                          | label       | ? i32 -> ?                 | control
0e    br_table                       | labels      | ? i32 -> ?                 | control       | terminator
0f    return                         | none        | ? -> ?                     | control       | terminator
10    call                           | func        | ? -> ?                     | call          | call trap
11    call_indirect                  | type_table  | ? addr -> ?                | call          | call trap
1a    drop                           | none        | ? ->                       | parametric
1b    select                         | none        | ? ? i32 -> ?               | parametric    | pure
20    local.get                      | local       | -> ?                       | variable
21    local.set                      | local       | ? ->                       | variable
22    local.tee                      | local       | ? -> ?                     | variable
23    global.get                     | global      | -> ?                       | variable      | load
24    global.set                     | global      | ? ->                       | variable      | store
28    i32.load                       | memarg:2    | addr -> i32                | load          | trap load
29    i64.load                       | memarg:3    | addr -> i64                | load          | trap load
2a    f32.load                       | memarg:2    | addr -> f32                | load          | trap load
2b    f64.load                       | memarg:3    | addr -> f64                | load          | trap load
2c    i32.load8_s                    | memarg:0    | addr -> i32                | load          | trap load
2d    i32.load8_u                    | memarg:0    | addr -> i32                | load          | trap load
2e    i32.load16_s                   | memarg:1    | addr -> i32                | load          | trap load
2f    i32.load16_u                   | memarg:1    | addr -> i32                | load          | trap load
30    i64.load8_s                    | memarg:0    | addr -> i64                | load          | trap load
31    i64.load8_u                    | memarg:0    | addr -> i64                | load          | trap load
32    i64.load16_s                   | memarg:1    | addr -> i64                | load          | trap load
33    i64.load16_u                   | memarg:1    | addr -> i64                | load          | trap load
34    i64.load32_s                   | memarg:2    | addr -> i64                | load          | trap load
35    i64.load32_u                   | memarg:2    | addr -> i64                | load          | trap load
36    i32.store                      | memarg:2    | addr i32 ->                | store         | trap store
37    i64.store                      | memarg:3    | addr i64 ->                | store         | trap store
38    f32.store                      | memarg:2    | addr f32 ->                | store         | trap store
39    f64.store                      | memarg:3    | addr f64 ->                | store         | trap store
3a    i32.store8                     | memarg:0    | addr i32 ->                | store         | trap store
3b    i32.store16                    | memarg:1    | addr i32 ->                | store         | trap store
3c    i64.store8                     | memarg:0    | addr i64 ->                | store         | trap store
3d    i64.store16                    | memarg:1    | addr i64 ->                | store         | trap store
3e    i64.store32                    | memarg:2    | addr i64 ->                | store         | trap store
3f    memory.size                    | mem         | -> addr                    | memory        | load
40    memory.grow                    | mem         | addr -> addr               | memory        | call store
41    i32.const                      | i32         | -> i32                     | const         | pure
42    i64.const                      | i64         | -> i64                     | const         | pure
43    f32.const                      | f32         | -> f32                     | const         | pure
44    f64.const                      | f64         | -> f64                     | const         | pure
45    i32.eqz                        | none        | i32 -> i32                 | int_compare   | pure
46    i32.eq                         | none        | i32 i32 -> i32             | int_compare   | pure commutative
47    i32.ne                         | none        | i32 i32 -> i32             | int_compare   | pure commutative
48    i32.lt_s                       | none        | i32 i32 -> i32             | int_compare   | pure
49    i32.lt_u                       | none        | i32 i32 -> i32             | int_compare   | pure
4a    i32.gt_s                       | none        | i32 i32 -> i32             | int_compare   | pure
4b    i32.gt_u                       | none        | i32 i32 -> i32             | int_compare   | pure
4c    i32.le_s                       | none        | i32 i32 -> i32             | int_compare   | pure
4d    i32.le_u                       | none        | i32 i32 -> i32             | int_compare   | pure
4e    i32.ge_s                       | none        | i32 i32 -> i32             | int_compare   | pure
4f    i32.ge_u                       | none        | i32 i32 -> i32             | int_compare   | pure
50    i64.eqz                        | none        | i64 -> i32                 | int_compare   | pure
51    i64.eq                         | none        | i64 i64 -> i32             | int_compare   | pure commutative
52    i64.ne                         | none        | i64 i64 -> i32             | int_compare   | pure commutative
53    i64.lt_s                       | none        | i64 i64 -> i32             | int_compare   | pure
54    i64.lt_u                       | none        | i64 i64 -> i32             | int_compare   | pure
55    i64.gt_s                       | none        | i64 i64 -> i32             | int_compare   | pure
56    i64.gt_u                       | none        | i64 i64 -> i32             | int_compare   | pure
57    i64.le_s                       | none        | i64 i64 -> i32             | int_compare   | pure
58    i64.le_u                       | none        | i64 i64 -> i32             | int_compare   | pure
59    i64.ge_s                       | none        | i64 i64 -> i32             | int_compare   | pure
5a    i64.ge_u                       | none        | i64 i64 -> i32             | int_compare   | pure
5b    f32.eq                         | none        | f32 f32 -> i32             | float_compare | pure commutative
5c    f32.ne                         | none        | f32 f32 -> i32             | float_compare | pure commutative
5d    f32.lt                         | none        | f32 f32 -> i32             | float_compare | pure
5e    f32.gt                         | none        | f32 f32 -> i32             | float_compare | pure
5f    f32.le                         | none        | f32 f32 -> i32             | float_compare | pure
60    f32.ge                         | none        | f32 f32 -> i32             | float_compare | pure
61    f64.eq                         | none        | f64 f64 -> i32             | float_compare | pure commutative
62    f64.ne                         | none        | f64 f64 -> i32             | float_compare | pure commutative
63    f64.lt                         | none        | f64 f64 -> i32             | float_compare | pure
64    f64.gt                         | none        | f64 f64 -> i32             | float_compare | pure
65    f64.le                         | none        | f64 f64 -> i32             | float_compare | pure
66    f64.ge                         | none        | f64 f64 -> i32             | float_compare | pure
67    i32.clz                        | none        | i32 -> i32                 | int_unary     | pure
68    i32.ctz                        | none        | i32 -> i32                 | int_unary     | pure
69    i32.popcnt                     | none        | i32 -> i32                 | int_unary     | pure
6a    i32.add                        | none        | i32 i32 -> i32             | int_binary    | pure commutative
6b    i32.sub                        | none        | i32 i32 -> i32             | int_binary    | pure
6c    i32.mul                        | none        | i32 i32 -> i32             | int_binary    | pure commutative
6d    i32.div_s                      | none        | i32 i32 -> i32             | int_div       | pure trap
6e    i32.div_u                      | none        | i32 i32 -> i32             | int_div       | pure trap
6f    i32.rem_s                      | none        | i32 i32 -> i32             | int_div       | pure trap
70    i32.rem_u                      | none        | i32 i32 -> i32             | int_div       | pure trap
71    i32.and                        | none        | i32 i32 -> i32             | int_binary    | pure commutative
72    i32.or                         | none        | i32 i32 -> i32             | int_binary    | pure commutative
73    i32.xor                        | none        | i32 i32 -> i32             | int_binary    | pure commutative
74    i32.shl                        | none        | i32 i32 -> i32             | int_shift     | pure
75    i32.shr_s                      | none        | i32 i32 -> i32             | int_shift     | pure
76    i32.shr_u                      | none        | i32 i32 -> i32             | int_shift     | pure
77    i32.rotl                       | none        | i32 i32 -> i32             | int_shift     | pure
78    i32.rotr                       | none        | i32 i32 -> i32             | int_shift     | pure
79    i64.clz                        | none        | i64 -> i64                 | int_unary     | pure
7a    i64.ctz                        | none        | i64 -> i64                 | int_unary     | pure
7b    i64.popcnt                     | none        | i64 -> i64                 | int_unary     | pure
7c    i64.add                        | none        | i64 i64 -> i64             | int_binary    | pure commutative
7d    i64.sub                        | none        | i64 i64 -> i64             | int_binary    | pure
7e    i64.mul                        | none        | i64 i64 -> i64             | int_binary    | pure commutative
7f    i64.div_s                      | none        | i64 i64 -> i64             | int_div       | pure trap
80    i64.div_u                      | none        | i64 i64 -> i64             | int_div       | pure trap
81    i64.rem_s                      | none        | i64 i64 -> i64             | int_div       | pure trap
82    i64.rem_u                      | none        | i64 i64 -> i64             | int_div       | pure trap
83    i64.and                        | none        | i64 i64 -> i64             | int_binary    | pure commutative
84    i64.or                         | none        | i64 i64 -> i64             | int_binary    | pure commutative
85    i64.xor                        | none        | i64 i64 -> i64             | int_binary    | pure commutative
86    i64.shl                        | none        | i64 i64 -> i64             | int_shift     | pure
87    i64.shr_s                      | none        | i64 i64 -> i64             | int_shift     | pure
88    i64.shr_u                      | none        | i64 i64 -> i64             | int_shift     | pure
89    i64.rotl                       | none        | i64 i64 -> i64             | int_shift     | pure
8a    i64.rotr                       | none        | i64 i64 -> i64             | int_shift     | pure
8b    f32.abs                        | none        | f32 -> f32                 | float_unary   | pure
8c    f32.neg                        | none        | f32 -> f32                 | float_unary   | pure
8d    f32.ceil                       | none        | f32 -> f32                 | float_unary   | pure
8e    f32.floor                      | none        | f32 -> f32                 | float_unary   | pure
8f    f32.trunc                      | none        | f32 -> f32                 | float_unary   | pure
90    f32.nearest                    | none        | f32 -> f32                 | float_unary   | pure
91    f32.sqrt                       | none        | f32 -> f32                 | float_unary   | pure
92    f32.add                        | none        | f32 f32 -> f32             | float_binary  | pure commutative
93    f32.sub                        | none        | f32 f32 -> f32             | float_binary  | pure
94    f32.mul                        | none        | f32 f32 -> f32             | float_binary  | pure commutative
95    f32.div                        | none        | f32 f32 -> f32             | float_binary  | pure
96    f32.min                        | none        | f32 f32 -> f32             | float_binary  | pure commutative
97    f32.max                        | none        | f32 f32 -> f32             | float_binary  | pure commutative
98    f32.copysign                   | none        | f32 f32 -> f32             | float_binary  | pure
99    f64.abs                        | none        | f64 -> f64                 | float_unary   | pure
9a    f64.neg                        | none        | f64 -> f64                 | float_unary   | pure
9b    f64.ceil                       | none        | f64 -> f64                 | float_unary   | pure
9c    f64.floor                      | none        | f64 -> f64                 | float_unary   | pure
9d    f64.trunc                      | none        | f64 -> f64                 | float_unary   | pure
9e    f64.nearest                    | none        | f64 -> f64                 | float_unary   | pure
9f    f64.sqrt                       | none        | f64 -> f64                 | float_unary   | pure
a0    f64.add                        | none        | f64 f64 -> f64             | float_binary  | pure commutative
a1    f64.sub                        | none        | f64 f64 -> f64             | float_binary  | pure
a2    f64.mul                        | none        | f64 f64 -> f64             | float_binary  | pure commutative
a3    f64.div                        | none        | f64 f64 -> f64             | float_binary  | pure
a4    f64.min                        | none        | f64 f64 -> f64             | float_binary  | pure commutative
a5    f64.max                        | none        | f64 f64 -> f64             | float_binary  | pure commutative
a6    f64.copysign                   | none        | f64 f64 -> f64             | float_binary  | pure
a7    i32.wrap_i64                   | none        | i64 -> i32                 | convert       | pure
a8    i32.trunc_f32_s                | none        | f32 -> i32                 | convert       | pure trap
a9    i32.trunc_f32_u                | none        | f32 -> i32                 | convert       | pure trap
aa    i32.trunc_f64_s                | none        | f64 -> i32                 | convert       | pure trap
ab    i32.trunc_f64_u                | none        | f64 -> i32                 | convert       | pure trap
ac    i64.extend_i32_s               | none        | i32 -> i64                 | convert       | pure
ad    i64.extend_i32_u               | none        | i32 -> i64                 | convert       | pure
ae    i64.trunc_f32_s                | none        | f32 -> i64                 | convert       | pure trap
af    i64.trunc_f32_u                | none        | f32 -> i64                 | convert       | pure trap
b0    i64.trunc_f64_s                | none        | f64 -> i64                 | convert       | pure trap
b1    i64.trunc_f64_u                | none        | f64 -> i64                 | convert       | pure trap
b2    f32.convert_i32_s              | none        | i32 -> f32                 | convert       | pure
b3    f32.convert_i32_u              | none        | i32 -> f32                 | convert       | pure
b4    f32.convert_i64_s              | none        | i64 -> f32                 | convert       | pure
b5    f32.convert_i64_u              | none        | i64 -> f32                 | convert       | pure
b6    f32.demote_f64                 | none        | f64 -> f32                 | convert       | pure
b7    f64.convert_i32_s              | none        | i32 -> f64                 | convert       | pure
b8    f64.convert_i32_u              | none        | i32 -> f64                 | convert       | pure
b9    f64.convert_i64_s              | none        | i64 -> f64                 | convert       | pure
ba    f64.convert_i64_u              | none        | i64 -> f64                 | convert       | pure
bb    f64.promote_f32                | none        | f32 -> f64                 | convert       | pure
bc    i32.reinterpret_f32            | none        | f32 -> i32                 | convert       | pure
bd    i64.reinterpret_f64            | none        | f64 -> i64                 | convert       | pure
be    f32.reinterpret_i32            | none        | i32 -> f32                 | convert       | pure
bf    f64.reinterpret_i64            | none        | i64 -> f64                 | convert       | pure
""",
    "tail-call": """
12    return_call                    | func        | ? -> ?                     | call          | call trap terminator
13    return_call_indirect           | type_table  | ? addr -> ?                | call          | call trap terminator
""",
    "function-references": """
14    call_ref                       | type        | ? ref -> ?                 | call          | call trap
15    return_call_ref                | type        | ? ref -> ?                 | call          | call trap terminator
d4    ref.as_non_null                | none        | ref -> ref                 | ref           | trap
d5    br_on_null                     | label       | ? ref -> ? ref             | control
d6    br_on_non_null                 | label       | ? ref -> ?                 | control
""",
    "exceptions": """
08    throw                          | tag         | ? -> ?                     | exception     | call trap terminator
0a    throw_ref                      | none        | ? ref -> ?                 | exception     | call trap terminator
1f    try_table                      | try_table   | ? -> ?                     | exception
""",
    "reference-types": """
1c    select_t=select                | select      | ? ? i32 -> ?               | parametric    | pure
25    table.get                      | table       | addr -> ref                | table         | trap load
26    table.set                      | table       | addr ref ->                | table         | trap store
d0    ref.null                       | heap        | -> ref                     | ref           | pure
d1    ref.is_null                    | none        | ref -> i32                 | ref           | pure
d2    ref.func                       | func        | -> ref                     | ref           | pure
fc0f  table.grow                     | table       | ref addr -> addr           | table         | call store
fc10  table.size                     | table       | -> addr                    | table         | load
fc11  table.fill                     | table       | addr ref addr ->           | table         | call trap store
""",
    "sign-extension": """
c0    i32.extend8_s                  | none        | i32 -> i32                 | convert       | pure
c1    i32.extend16_s                 | none        | i32 -> i32                 | convert       | pure
c2    i64.extend8_s                  | none        | i64 -> i64                 | convert       | pure
c3    i64.extend16_s                 | none        | i64 -> i64                 | convert       | pure
c4    i64.extend32_s                 | none        | i64 -> i64                 | convert       | pure
""",
    "saturating-float-to-int": """
fc00  i32.trunc_sat_f32_s            | none        | f32 -> i32                 | convert       | pure
fc01  i32.trunc_sat_f32_u            | none        | f32 -> i32                 | convert       | pure
fc02  i32.trunc_sat_f64_s            | none        | f64 -> i32                 | convert       | pure
fc03  i32.trunc_sat_f64_u            | none        | f64 -> i32                 | convert       | pure
fc04  i64.trunc_sat_f32_s            | none        | f32 -> i64                 | convert       | pure
fc05  i64.trunc_sat_f32_u            | none        | f32 -> i64                 | convert       | pure
fc06  i64.trunc_sat_f64_s            | none        | f64 -> i64                 | convert       | pure
fc07  i64.trunc_sat_f64_u            | none        | f64 -> i64                 | convert       | pure
""",
    "bulk-memory": """
fc08  memory.init                    | data_mem    | addr i32 i32 ->            | memory        | call trap store
fc09  data.drop                      | data        | ->                         | memory        | call store
fc0a  memory.copy                    | mem_mem     | addr addr addr ->          | memory        | call trap store load
fc0b  memory.fill                    | mem         | addr i32 addr ->           | memory        | call trap store
fc0c  table.init                     | elem_table  | addr i32 i32 ->            | table         | call trap store
fc0d  elem.drop                      | elem        | ->                         | table         | call store
fc0e  table.copy                     | table_table | addr addr addr ->          | table         | call trap store load
""",
    "wide-arithmetic": """
fc13  i64.add128                     | none        | i64 i64 i64 i64 -> i64 i64 | wide          | pure
fc14  i64.sub128                     | none        | i64 i64 i64 i64 -> i64 i64 | wide          | pure
fc15  i64.mul_wide_s                 | none        | i64 i64 -> i64 i64         | wide          | pure commutative
fc16  i64.mul_wide_u                 | none        | i64 i64 -> i64 i64         | wide          | pure commutative
""",
    "gc": """
d3    ref.eq                         | none        | ref ref -> i32             | gc            | pure commutative
fb00  struct.new                     | type        | ? -> ref                   | gc            | call
fb01  struct.new_default             | type        | -> ref                     | gc            | call
fb02  struct.get                     | type_field  | ref -> ?                   | gc            | trap load
fb03  struct.get_s                   | type_field  | ref -> i32                 | gc            | trap load
fb04  struct.get_u                   | type_field  | ref -> i32                 | gc            | trap load
fb05  struct.set                     | type_field  | ref ? ->                   | gc            | trap store
fb06  array.new                      | type        | ? i32 -> ref               | gc            | call trap
fb07  array.new_default              | type        | i32 -> ref                 | gc            | call trap
fb08  array.new_fixed                | type_count  | ? -> ref                   | gc            | call trap
fb09  array.new_data                 | type_data   | i32 i32 -> ref             | gc            | call trap
fb0a  array.new_elem                 | type_elem   | i32 i32 -> ref             | gc            | call trap
fb0b  array.get                      | type        | ref i32 -> ?               | gc            | trap load
fb0c  array.get_s                    | type        | ref i32 -> i32             | gc            | trap load
fb0d  array.get_u                    | type        | ref i32 -> i32             | gc            | trap load
fb0e  array.set                      | type        | ref i32 ? ->               | gc            | trap store
fb0f  array.len                      | none        | ref -> i32                 | gc            | trap pure
fb10  array.fill                     | type        | ref i32 ? i32 ->           | gc            | call trap store
fb11  array.copy                     | type_type   | ref i32 ref i32 i32 ->     | gc            | call trap store load
fb12  array.init_data                | type_data   | ref i32 i32 i32 ->         | gc            | call trap store
fb13  array.init_elem                | type_elem   | ref i32 i32 i32 ->         | gc            | call trap store
fb14  ref.test                       | heap        | ref -> i32                 | gc            | pure
fb15  ref.test_null=ref.test null    | heap        | ref -> i32                 | gc            | pure
fb16  ref.cast                       | heap        | ref -> ref                 | gc            | trap
fb17  ref.cast_null=ref.cast null    | heap        | ref -> ref                 | gc            | trap
fb18  br_on_cast                     | cast        | ? ref -> ? ref             | gc
fb19  br_on_cast_fail                | cast        | ? ref -> ? ref             | gc
fb1a  any.convert_extern             | none        | ref -> ref                 | gc            | pure
fb1b  extern.convert_any             | none        | ref -> ref                 | gc            | pure
fb1c  ref.i31                        | none        | i32 -> ref                 | gc            | pure
fb1d  i31.get_s                      | none        | ref -> i32                 | gc            | trap pure
fb1e  i31.get_u                      | none        | ref -> i32                 | gc            | trap pure
""",
    "threads": """
fe00  memory.atomic.notify           | memarg:2    | addr i32 -> i32            | atomic        | call trap store
fe01  memory.atomic.wait32           | memarg:2    | addr i32 i64 -> i32        | atomic        | call trap store
fe02  memory.atomic.wait64           | memarg:3    | addr i64 i64 -> i32        | atomic        | call trap store
fe03  atomic.fence                   | zero        | ->                         | atomic        | store
fe10  i32.atomic.load                | memarg:2    | addr -> i32                | atomic        | trap load store
fe11  i64.atomic.load                | memarg:3    | addr -> i64                | atomic        | trap load store
fe12  i32.atomic.load8_u             | memarg:0    | addr -> i32                | atomic        | trap load store
fe13  i32.atomic.load16_u            | memarg:1    | addr -> i32                | atomic        | trap load store
fe14  i64.atomic.load8_u             | memarg:0    | addr -> i64                | atomic        | trap load store
fe15  i64.atomic.load16_u            | memarg:1    | addr -> i64                | atomic        | trap load store
fe16  i64.atomic.load32_u            | memarg:2    | addr -> i64                | atomic        | trap load store
fe17  i32.atomic.store               | memarg:2    | addr i32 ->                | atomic        | trap store
fe18  i64.atomic.store               | memarg:3    | addr i64 ->                | atomic        | trap store
fe19  i32.atomic.store8              | memarg:0    | addr i32 ->                | atomic        | trap store
fe1a  i32.atomic.store16             | memarg:1    | addr i32 ->                | atomic        | trap store
fe1b  i64.atomic.store8              | memarg:0    | addr i64 ->                | atomic        | trap store
fe1c  i64.atomic.store16             | memarg:1    | addr i64 ->                | atomic        | trap store
fe1d  i64.atomic.store32             | memarg:2    | addr i64 ->                | atomic        | trap store
fe1e  i32.atomic.rmw.add             | memarg:2    | addr i32 -> i32            | atomic        | trap load store
fe1f  i64.atomic.rmw.add             | memarg:3    | addr i64 -> i64            | atomic        | trap load store
fe20  i32.atomic.rmw8.add_u          | memarg:0    | addr i32 -> i32            | atomic        | trap load store
fe21  i32.atomic.rmw16.add_u         | memarg:1    | addr i32 -> i32            | atomic        | trap load store
fe22  i64.atomic.rmw8.add_u          | memarg:0    | addr i64 -> i64            | atomic        | trap load store
fe23  i64.atomic.rmw16.add_u         | memarg:1    | addr i64 -> i64            | atomic        | trap load store
fe24  i64.atomic.rmw32.add_u         | memarg:2    | addr i64 -> i64            | atomic        | trap load store
fe25  i32.atomic.rmw.sub             | memarg:2    | addr i32 -> i32            | atomic        | trap load store
fe26  i64.atomic.rmw.sub             | memarg:3    | addr i64 -> i64            | atomic        | trap load store
fe27  i32.atomic.rmw8.sub_u          | memarg:0    | addr i32 -> i32            | atomic        | trap load store
fe28  i32.atomic.rmw16.sub_u         | memarg:1    | addr i32 -> i32            | atomic        | trap load store
fe29  i64.atomic.rmw8.sub_u          | memarg:0    | addr i64 -> i64            | atomic        | trap load store
fe2a  i64.atomic.rmw16.sub_u         | memarg:1    | addr i64 -> i64            | atomic        | trap load store
fe2b  i64.atomic.rmw32.sub_u         | memarg:2    | addr i64 -> i64            | atomic        | trap load store
fe2c  i32.atomic.rmw.and             | memarg:2    | addr i32 -> i32            | atomic        | trap load store
fe2d  i64.atomic.rmw.and             | memarg:3    | addr i64 -> i64            | atomic        | trap load store
fe2e  i32.atomic.rmw8.and_u          | memarg:0    | addr i32 -> i32            | atomic        | trap load store
fe2f  i32.atomic.rmw16.and_u         | memarg:1    | addr i32 -> i32            | atomic        | trap load store
fe30  i64.atomic.rmw8.and_u          | memarg:0    | addr i64 -> i64            | atomic        | trap load store
fe31  i64.atomic.rmw16.and_u         | memarg:1    | addr i64 -> i64            | atomic        | trap load store
fe32  i64.atomic.rmw32.and_u         | memarg:2    | addr i64 -> i64            | atomic        | trap load store
fe33  i32.atomic.rmw.or              | memarg:2    | addr i32 -> i32            | atomic        | trap load store
fe34  i64.atomic.rmw.or              | memarg:3    | addr i64 -> i64            | atomic        | trap load store
fe35  i32.atomic.rmw8.or_u           | memarg:0    | addr i32 -> i32            | atomic        | trap load store
fe36  i32.atomic.rmw16.or_u          | memarg:1    | addr i32 -> i32            | atomic        | trap load store
fe37  i64.atomic.rmw8.or_u           | memarg:0    | addr i64 -> i64            | atomic        | trap load store
fe38  i64.atomic.rmw16.or_u          | memarg:1    | addr i64 -> i64            | atomic        | trap load store
fe39  i64.atomic.rmw32.or_u          | memarg:2    | addr i64 -> i64            | atomic        | trap load store
fe3a  i32.atomic.rmw.xor             | memarg:2    | addr i32 -> i32            | atomic        | trap load store
fe3b  i64.atomic.rmw.xor             | memarg:3    | addr i64 -> i64            | atomic        | trap load store
fe3c  i32.atomic.rmw8.xor_u          | memarg:0    | addr i32 -> i32            | atomic        | trap load store
fe3d  i32.atomic.rmw16.xor_u         | memarg:1    | addr i32 -> i32            | atomic        | trap load store
fe3e  i64.atomic.rmw8.xor_u          | memarg:0    | addr i64 -> i64            | atomic        | trap load store
fe3f  i64.atomic.rmw16.xor_u         | memarg:1    | addr i64 -> i64            | atomic        | trap load store
fe40  i64.atomic.rmw32.xor_u         | memarg:2    | addr i64 -> i64            | atomic        | trap load store
fe41  i32.atomic.rmw.xchg            | memarg:2    | addr i32 -> i32            | atomic        | trap load store
fe42  i64.atomic.rmw.xchg            | memarg:3    | addr i64 -> i64            | atomic        | trap load store
fe43  i32.atomic.rmw8.xchg_u         | memarg:0    | addr i32 -> i32            | atomic        | trap load store
fe44  i32.atomic.rmw16.xchg_u        | memarg:1    | addr i32 -> i32            | atomic        | trap load store
fe45  i64.atomic.rmw8.xchg_u         | memarg:0    | addr i64 -> i64            | atomic        | trap load store
fe46  i64.atomic.rmw16.xchg_u        | memarg:1    | addr i64 -> i64            | atomic        | trap load store
fe47  i64.atomic.rmw32.xchg_u        | memarg:2    | addr i64 -> i64            | atomic        | trap load store
fe48  i32.atomic.rmw.cmpxchg         | memarg:2    | addr i32 i32 -> i32        | atomic        | trap load store
fe49  i64.atomic.rmw.cmpxchg         | memarg:3    | addr i64 i64 -> i64        | atomic        | trap load store
fe4a  i32.atomic.rmw8.cmpxchg_u      | memarg:0    | addr i32 i32 -> i32        | atomic        | trap load store
fe4b  i32.atomic.rmw16.cmpxchg_u     | memarg:1    | addr i32 i32 -> i32        | atomic        | trap load store
fe4c  i64.atomic.rmw8.cmpxchg_u      | memarg:0    | addr i64 i64 -> i64        | atomic        | trap load store
fe4d  i64.atomic.rmw16.cmpxchg_u     | memarg:1    | addr i64 i64 -> i64        | atomic        | trap load store
fe4e  i64.atomic.rmw32.cmpxchg_u     | memarg:2    | addr i64 i64 -> i64        | atomic        | trap load store
""",
}
