"""The public headers in every language and standard that embedders compile them with."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from support import CI, ROOT, installed_program, missing

INCLUDE = ROOT / "loader" / "include"
HEADERS = sorted(path.name for path in INCLUDE.glob("*.h"))
STANDARDS = ("c11", "c17", "c2x", "c++11", "c++14", "c++17", "c++20", "c++2b")
STRICT = ("-Wall", "-Wextra", "-pedantic", "-Werror")


def compiler(name: str) -> str:
    """Return the path of a compiler; clang is optional even in CI, gcc is not."""
    path = shutil.which(name)
    if path is None and CI and name.startswith("clang"):
        pytest.skip(f"NOT RUN {name}: it is not installed; gcc compiles the same")
    return path or missing(name, "install it with the system's packages")


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("family", ["gcc", "clang"])
def test_headers_compile_without_a_warning(family: str, standard: str, tmp_path: Path) -> None:
    plus = standard.startswith("c++")
    name = {"gcc": "g++", "clang": "clang++"}[family] if plus else family
    for header in HEADERS:  # each alone: none may lean on what another one includes
        source = tmp_path / ("unit.cc" if plus else "unit.c")
        source.write_text(f"#include <{header}>\n#include <{header}>\nint main(void) {{ return 0; }}\n")
        command = [compiler(name), f"-std={standard}", *STRICT, f"-I{INCLUDE}", "-fsyntax-only", str(source)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stderr) == (0, ""), header


def test_a_cpp_program_links_with_the_library(tmp_path: Path) -> None:
    library = Path(installed_program()).parent / "libzwasm.so"
    if not library.exists():
        import zwasm

        library = next((Path(zwasm.__file__).parent / "_native").glob("libzwasm*.so"))
    source = tmp_path / "embed.cc"
    source.write_text("""
#include <zwasm.h>
#include <cstdio>
int main() {
    zw_store *store = zw_store_new();
    zw_error error;
    bool refused = zw_module_load(store, "", 0, &error) == nullptr && error.kind == ZW_ERR_FORMAT;
    zw_store_free(store);
    std::puts(refused && zw_abi_hash() == ZW_ABI_HASH ? "links" : "differs");
}
""")
    program = tmp_path / "embed"
    command = [compiler("g++"), "-std=c++11", *STRICT, f"-I{INCLUDE}", str(source), "-o", str(program), str(library)]
    subprocess.run([*command, f"-Wl,-rpath,{library.parent}"], check=True, timeout=60)
    assert subprocess.run([str(program)], capture_output=True, text=True, timeout=60).stdout == "links\n"
