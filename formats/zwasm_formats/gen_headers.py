"""The files derived from ``abi.py`` and ``cwasm.py``: C headers for the loader, offsets for the emitters, a page."""

from __future__ import annotations

from zwasm_formats import abi, cpu, cwasm, habits, page

FROM_ABI = "GENERATED from formats/zwasm_formats/abi.py, by scripts/gen.py; do not edit."
FROM_CWASM = "GENERATED from formats/zwasm_formats/cwasm.py, by scripts/gen.py; do not edit."
FROM_HABITS = "GENERATED from formats/zwasm_formats/habits.py, by scripts/gen.py; do not edit."


# C before C23 and C++ spell it differently; both headers stand alone.
_STATIC_ASSERT = ["#ifndef ZW_STATIC_ASSERT", "#ifdef __cplusplus", "#define ZW_STATIC_ASSERT static_assert", "#else",
                  "#define ZW_STATIC_ASSERT _Static_assert", "#endif", "#endif"]


def _literal(value: int) -> str:
    return str(value) if value < 4096 else hex(value).upper().replace("X", "x")


def _c_literal(value: int) -> str:
    if value < 0:
        return f"({value})"
    text = str(value) if value < 4096 else hex(value)
    return text + "ull" if value > 0xFFFFFFFF else text + "u"


def abi_header() -> str:
    """The text of zw_abi.h."""
    out = [f"/* {FROM_ABI} */", "#ifndef ZW_ABI_H", "#define ZW_ABI_H", "", "#include <stddef.h>",
           "#include <stdint.h>", "", *_STATIC_ASSERT, "", f"#define ZW_ABI_HASH {_c_literal(abi.abi_hash())}", ""]
    for name, value, doc in abi.CONSTANTS:
        out.append(f"#define ZW_{name} {_c_literal(value)} /* {doc} */")
    out += ["", "struct zw_vmctx;", "struct zw_store;", "struct zw_instance;", "struct zw_hostfunc;",
            "struct zw_value;", "", "/* Compiled code calls C, and is called by it, as on any other system. */",
            "#if defined(_WIN64) && defined(__x86_64__)", "#define ZW_GUEST_CALL __attribute__((sysv_abi))", "#else",
            "#define ZW_GUEST_CALL", "#endif",
            "typedef ZW_GUEST_CALL int64_t zw_host_entry(struct zw_hostfunc *self, struct zw_value *cells);", ""]
    for s in abi.STRUCTS:
        out.append(f"/* {s.doc} */")
        out.append(f"typedef struct {s.name} {{")
        for f in s.fields:
            sep = "" if f.ctype.endswith("*") else " "
            out.append(f"    {f.ctype}{sep}{f.name}; /* {f.doc} */")
        out.append(f"}} {s.name};")
        out.append(f'ZW_STATIC_ASSERT(sizeof({s.name}) == {s.size}, "size of {s.name}");')
        for f in s.fields:
            out.append(f'ZW_STATIC_ASSERT(offsetof({s.name}, {f.name}) == {f.offset}, "{s.name}.{f.name}");')
        out.append("")
    out.append("/* Trap codes. */")
    out += [f"#define ZW_TRAP_{t.name} {t.code}" for t in abi.TRAPS]
    out.append("#define ZW_TRAP_MESSAGES \\")
    out.append(", \\\n".join(f'    [{t.code}] = "{t.message}"' for t in abi.TRAPS))
    out += ["", "/* C functions called by compiled code as fn(vmctx, ...). */",
            "typedef uint8_t zw_v128 __attribute__((vector_size(16)));"]
    out += [f"#define ZW_LIB_{c.name.upper()} {c.number} /* {c.doc} */" for c in abi.LIBCALLS]
    out.append(f"#define ZW_LIB_COUNT {len(abi.LIBCALLS)}")
    for c in abi.LIBCALLS:
        params = "".join(", zw_v128" if kind == "V" else ", uint64_t" for kind in c.params)
        result = {"I": "int64_t", "V": "zw_v128", "v": "void"}[c.result]
        out.append(f"ZW_GUEST_CALL {result} zw_lib_{c.name}(zw_vmctx *vmctx{params});")
    out.append("#define ZW_LIBCALL_TABLE \\")
    out.append(", \\\n".join(f"    [{c.number}] = (const void *)zw_lib_{c.name}" for c in abi.LIBCALLS))
    lay = abi.vmctx_layout(0, 0, 0, 0)
    out += ["", f"#define ZW_VMCTX_IMPORTS {lay.imports}u /* offset of the first zw_import */", "", "#endif", ""]
    return "\n".join(out)


def abi_offsets() -> str:
    """The text of abi_offsets.py."""
    out = [f'"""{FROM_ABI}"""', "", "from typing import Final", ""]
    for s in abi.STRUCTS:
        out += [f"{s.short}_{f.name.upper()}: Final = {_literal(f.offset)}" for f in s.fields]
        out.append(f"{s.short}_{'HEADER' if s.short == 'VMCTX' else 'SIZEOF'}: Final = {_literal(s.size)}")
    out.append("")
    out += [f"TRAP_{t.name}: Final = {t.code}" for t in abi.TRAPS]
    out.append("")
    out += [f"LIB_{c.name.upper()}: Final = {c.number}" for c in abi.LIBCALLS]
    out.append("")
    out += [f"{name}: Final = {_literal(value)}" for name, value, _ in abi.CONSTANTS]
    return "\n".join(out) + "\n"


def _record(rec: cwasm.Record) -> list[str]:
    out = [f"/* {rec.doc} */", f"typedef struct zw_cw_{rec.name} {{"]
    for code, field, repeat, doc in rec.fields:
        name = field if repeat == 1 else f"{field}[{repeat}]"
        ctype = {"I": "uint32_t", "Q": "uint64_t", "B": "uint8_t"}[code]
        out.append(f"    {ctype} {name};" + (f" /* {doc} */" if doc else ""))
    out += [f"}} zw_cw_{rec.name};",
            f'ZW_STATIC_ASSERT(sizeof(zw_cw_{rec.name}) == {rec.size}, "size of {rec.name}");', ""]
    return out


def _choice(what: str, names: dict[str, str]) -> list[str]:
    """``ZW_CW_<what>`` is the one of ``names`` (by condition) that this program is compiled for."""
    out: list[str] = []
    for condition, name in names.items():
        out += [f"#{'elif' if out else 'if'} {condition}", f"#define ZW_CW_{what} {name}"]
    return [*out, "#endif"]


def _targets() -> list[str]:
    machines = {number: name.upper() for number, name in cwasm.MACHINES.items()}
    systems = [name.upper() for name in cwasm.OS_NAMES]
    out = [f"#define ZW_CW_MACHINE_{name} {number}u" for number, name in machines.items()]
    out += [f"#define ZW_CW_OS_{name} {i}u" for i, name in enumerate(systems)]
    out += ["#define ZW_CW_MACHINE_NAMES " + ", ".join(f'{{{n}u, "{name}"}}' for n, name in cwasm.MACHINES.items())]
    out += ["#define ZW_CW_OS_NAMES " + ", ".join(f'"{name}"' for name in cwasm.OS_NAMES)]
    out += ["", "/* What this program runs on, and the largest page there. */"]
    out += _choice("MACHINE", {f"defined(__{name.lower()}__)": f"ZW_CW_MACHINE_{name}" for name in machines.values()})
    predefined = {"LINUX": "__linux__", "DARWIN": "__APPLE__", "WINDOWS": "_WIN32"}
    out += _choice("OS", {f"defined({macro})": f"ZW_CW_OS_{name}" for name, macro in predefined.items()})
    out += _choice("PAGE", {f"ZW_CW_MACHINE == ZW_CW_MACHINE_{machine.upper()} && ZW_CW_OS == ZW_CW_OS_{os.upper()}":
                            f"{size:#x}u" for (machine, os), size in cwasm.PAGES.items()})
    return [*out, ""]


def cwasm_header() -> str:
    """The text of zw_cwasm.h."""
    out = [f"/* {FROM_CWASM} */", "#ifndef ZW_CWASM_H", "#define ZW_CWASM_H", "", "#include <stdint.h>", "",
           *_STATIC_ASSERT, ""]
    for name in ("FORMAT_VERSION", "MAGIC", "HEADER_AT", "META_AT", "CONST_ALIGN", "MOST_SECTIONS", "NONE", "GROUP"):
        out.append(f"#define ZW_CW_{name} {_c_literal(getattr(cwasm, name))}")
    out += ["", *_targets()]
    for name in dir(cwasm):
        if name.startswith(("OPTION_", "FLAG_", "MODE_")):
            out.append(f"#define ZW_CW_{name} {_c_literal(getattr(cwasm, name))}")
    out += [f"#define ZW_CW_KIND_{name.upper()} {i}u" for i, name in enumerate(cwasm.KIND_NAMES)]
    out += [f"#define ZW_CW_TYPE_{name.upper()} {i}u" for i, name in enumerate(cwasm.TYPE_KINDS)]
    out += [f"#define ZW_CW_OP_{name} {op:#x}u" for op, name in cwasm.EXPR_OPS]
    out += [""]
    out += [f"#define ZW_CW_PART_{name.upper()} {i} /* {doc} */" for i, (name, doc) in enumerate(cwasm.PARTS)]
    out.append(f"#define ZW_CW_PARTS {len(cwasm.PARTS)}")
    out += [f"#define ZW_CW_TABLE_{rec.name.upper()} {i}" for i, rec in enumerate(cwasm.TABLES)]
    out.append(f"#define ZW_CW_TABLES {len(cwasm.TABLES)}")
    out.append("/* Of every section, parts first: its name, the size of a record. */")
    out.append("#define ZW_CW_SECTION_NAMES \\")
    sizes = {rec.name: rec.size for rec in cwasm.TABLES}
    out.append(", \\\n".join(f'    {{"{name}", {sizes.get(name, 1)}}}' for name in cwasm.SECTION_NAMES))
    out += ["", "/* Bit n of a feature mask is row n: name, CPUID leaf, register (a to d: 0 to 3), bit, XCR0. */"]
    out.append("#define ZW_CPU_X86_ROWS \\")
    rows = [f'{{"{f.name}", {_c_literal(f.leaf)}, {"abcd".index(f.register)}, {f.bit}, {f.state}}}' for f in cpu.X86]
    out += [", ".join(rows), ""]
    out += [f"#define ZW_CPU_X86_LEVEL_{level.upper()} {_c_literal(mask)}" for level, mask in cpu.X86_LEVELS.items()]
    out.append("")
    for rec in [cwasm.HEADER, cwasm.SECTION, cwasm.LINE_INDEX, *cwasm.TABLES]:
        out += _record(rec)
    out += ["#endif", ""]
    return "\n".join(out)


def _c_strings(*texts: str) -> str:
    return " ".join(['"' + text.replace("\\", "\\\\").replace('"', '\\"') + '\\0"' for text in texts])


def habits_header() -> str:
    """The text of habits.h: strings one after another, in which nothing is relocated when a program starts."""
    out = [f"/* {FROM_HABITS} */", "#ifndef ZW_HABITS_H", "#define ZW_HABITS_H", "",
           f"enum {{ HABIT_FLAG = {habits.FLAG}, HABIT_VALUE = {habits.VALUE}, HABIT_TIME = {habits.TIME} }};", "",
           "/* Options whose value is a list of KEY[=VALUE]: the group, the long name. */",
           "static const char habit_groups[] ="]
    out += [f"    {_c_strings(short, long)}" for short, long in habits.GROUPS]
    out[-1] += ";"
    out += ["", "/* Group, key (\"*\": every other one), kind, words for yes and no (\"?\": there is none), advice. */",
            "static const char habit_rows[] ="]
    for h in habits.HABITS:
        words = ["?" if word is None else word for word in (h.yes, h.no)]
        out.append(f"    {_c_strings(h.group, h.key, str(h.kind), *words)}")
        out.append(f"    {_c_strings(h.advice)}")
    return "\n".join([*out[:-1], out[-1] + ";", "", "#endif", ""])


def outputs() -> dict[str, str]:
    """Every generated file: path from the repository root to text."""
    return {
        "loader/include/zw_abi.h": abi_header(),
        "loader/include/zw_cwasm.h": cwasm_header(),
        "loader/src/habits.h": habits_header(),
        "docs/formats.md": page.text(),
        "formats/zwasm_formats/abi_offsets.py": abi_offsets(),
    }
