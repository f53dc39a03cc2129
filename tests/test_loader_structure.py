"""Files of the loader form no circle: neither by what they include nor by what they call.

A small scanner finds which file defines which function and which file calls it.  Handing over the address of a
function is no call: that is how a lower file reaches a higher one.
"""

from __future__ import annotations

import re

import pytest

import build_loader
from support import ROOT

SRC = ROOT / "loader" / "src"

NOISE = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.DOTALL)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\.)*(?:\\\n(?:[^\n\\]|\\.)*)*", re.MULTILINE)
WORD_BEFORE_PAREN = re.compile(r"\b([A-Za-z_]\w*)\s*\(")
KEYWORDS = {"if", "for", "while", "switch", "return", "sizeof", "defined", "__attribute__", "__asm__", "__typeof__",
            "_Static_assert", "_Alignof", "_Generic", "do", "else", "case", "no_sanitize"}


class Source:
    """Which functions a file defines, and what each calls; what macros expand to is called under the name ``""``."""

    def __init__(self, text: str) -> None:
        plain = NOISE.sub(lambda found: '""' if found[0][0] in "\"'" else " ", text)
        directives = [found[0].lstrip(" \t#") for found in DIRECTIVE.finditer(plain)]
        macros = "\n".join(found for found in directives if found.startswith("define"))
        plain = DIRECTIVE.sub("", plain)
        self.calls: dict[str, set[str]] = {"": set(WORD_BEFORE_PAREN.findall(macros)) - KEYWORDS}
        self.own: set[str] = set()
        """Functions for this file alone."""
        at = 0
        while (brace := plain.find("{", at)) >= 0:
            head = re.split(r"[;}]", plain[at:brace])[-1]
            end, depth = brace + 1, 1
            while depth and end < len(plain):
                depth += {"{": 1, "}": -1}.get(plain[end], 0)
                end += 1
            names = [name for name in WORD_BEFORE_PAREN.findall(head) if name not in KEYWORDS and not name.isupper()]
            if names and "=" not in head.split("(")[0]:
                self.calls[names[0]] = set(WORD_BEFORE_PAREN.findall(plain[brace:end])) - KEYWORDS
                if re.search(r"\bstatic\b", head):
                    self.own.add(names[0])
            at = end


def calls(files: dict[str, str]) -> dict[str, set[str]]:
    """Which C file calls functions of which others; an inline function of a header is part of whoever calls it."""
    parsed = {name: Source(text) for name, text in files.items()}
    inline: dict[str, set[str]] = {}
    homes: dict[str, str] = {}
    for name, source in parsed.items():
        for function in source.calls.keys() - {""}:
            if name.endswith(".h"):
                inline[function] = inline.get(function, set()) | source.calls[function]
            elif function not in source.own:
                assert function not in homes, f"{function} is defined in {name} and {homes[function]}"
                homes[function] = name
    graph: dict[str, set[str]] = {}
    for name, source in parsed.items():
        if name.endswith(".c"):
            todo = set().union(*source.calls.values()) - source.calls.keys()
            seen: set[str] = set()
            while todo:
                function = todo.pop()
                seen.add(function)
                todo |= inline.get(function, set()) - source.calls.keys() - seen
            graph[name] = {homes[function] for function in seen if function in homes} - {name}
    return graph


def includes(files: dict[str, str]) -> dict[str, set[str]]:
    """Which file includes which others."""
    return {name: set(re.findall(r'^\s*#\s*include\s+"([^"]+)"', text, re.MULTILINE)) & set(files)
            for name, text in files.items()}


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Groups of two or more nodes that reach each other (and nodes that reach themselves), sorted."""
    reach: dict[str, set[str]] = {}
    for start in graph:
        seen: set[str] = set()
        todo = list(graph[start])
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                todo += graph.get(node, ())
        reach[start] = seen
    found = {tuple(sorted(other for other in seen if node in reach[other])) for node, seen in reach.items()} - {()}
    return sorted(map(list, found))


def loader_files(system: str) -> dict[str, str]:
    """The headers, and the C files of a system, by name."""
    paths = [*SRC.glob("*.h"), *build_loader.sources(True, system)]
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def test_the_scanner_knows_calls_and_definitions() -> None:
    source = Source(r"""
        #define TWICE(x) \
            helper(x) + helper(x)
        /* not_a_call( */ static const char *const s = "nor_this(";
        static int own(void) { return 1; }
        struct pair { int (*member)(void); };
        static const struct pair table = {.member = own};
        __attribute__((cold)) uint64_t wide(const struct pair *p, int n)
        {
            if (n > 0) { while (own()) other(n, s); }
            return TWICE(n) + sizeof(n) + p->member();
        }
    """)
    assert source.calls == {"": {"TWICE", "helper"}, "own": set(), "wide": {"own", "other", "TWICE", "member"}}
    assert source.own == {"own"}


CHAIN = {
    "a.c": '#include "a.h"\nint a(void)\n{\n    return b();\n}\n',
    "b.c": "int b(void)\n{\n    return inlined() + own();\n}\nstatic int own(void)\n{\n    return 0;\n}\n",
    "c.c": "int c(int (*f)(void))\n{\n    return f() + own(a);\n}\nstatic int own(void *p)\n{\n    return p != b;\n}\n",
    "a.h": "static inline int inlined(void)\n{\n    return c(b);\n}\n",
}


def test_the_scanner_finds_circles_of_calls() -> None:
    assert calls(CHAIN) == {"a.c": {"b.c"}, "b.c": {"c.c"}, "c.c": set()} and circles(calls(CHAIN)) == []
    closed = {**CHAIN, "c.c": CHAIN["c.c"].replace("f() +", "a() +")}
    assert circles(calls(closed)) == [["a.c", "b.c", "c.c"]]
    assert circles(calls({**closed, "a.c": "int a(void)\n{\n    return 0;\n}\n"})) == []


def test_the_scanner_finds_circles_of_includes() -> None:
    files = {"a.c": '#include "a.h"\n', "a.h": '#include "b.h"\n', "b.h": '#include "c.h"\n', "c.h": "#include <c.h>\n"}
    assert includes(files)["a.c"] == {"a.h"} and circles(includes(files)) == []
    assert circles(includes({**files, "c.h": '  # include "a.h"\n'})) == [["a.h", "b.h", "c.h"]]


@pytest.mark.parametrize("system", build_loader.SYSTEMS)
def test_no_circle_of_includes(system: str) -> None:
    assert circles(includes(loader_files(system))) == []


@pytest.mark.parametrize("system", build_loader.SYSTEMS)
def test_no_circle_of_calls(system: str) -> None:
    graph = calls(loader_files(system))
    assert f"os_{system}.c" in graph["memory.c"] and "trap.c" in graph["memory.c"] and "fault.c" not in graph["trap.c"]
    assert circles(graph) == []


def test_what_other_files_may_call_is_called_by_one() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in sorted(SRC.glob("*.c"))}
    headers = [path.read_text(encoding="utf-8") for path in (ROOT / "loader" / "include").glob("*.h")]
    native = [path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "native").glob("*.c")]
    native.append((ROOT / "loader" / "zwasm" / "_ffi.py").read_text(encoding="utf-8"))
    words = {name: set(re.findall(r"\w+", text)) for name, text in sources.items()}
    macros = [line for path in SRC.glob("*.h") for line in path.read_text(encoding="utf-8").splitlines()
              if line.startswith("#define")]
    elsewhere = set(re.findall(r"\w+", "\n".join([*headers, *native, *macros])))
    for name, text in sources.items():
        known = elsewhere.union(*(found for other, found in words.items() if other != name))
        source = Source(text)
        assert source.calls.keys() - source.own - {"", "main"} - known == set(), name


def test_one_file_asks_the_processor() -> None:
    """It asks once, and late: the C compiler's own detection asks many things whenever a program starts."""
    asking = re.compile(r"__builtin_cpu_|\bifunc\b|target_clones|cpuid")
    found = [path.name for path in sorted(SRC.glob("*.[ch]")) if asking.search(path.read_text(encoding="utf-8"))]
    assert found == ["cpu.c"]
