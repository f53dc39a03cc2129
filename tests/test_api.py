"""The Python API: `zwasmc.compile` and its errors."""

from __future__ import annotations

import inspect
import pickle
import re
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

import click
import pytest

import zwasmc
from support import ROOT
from zwasm_formats.cwasm_read import parse
from zwasmc.cli_compile import compile_command
from zwasmc.cli_inspect import container_heading
from zwasmc.cli_run import run_command
from zwasmc.options import OPTIONS, PUBLIC, Options

WASM = (ROOT / "docs/examples/primes.wasm").read_bytes()


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_bytes_of_every_kind(kind: type[bytearray] | type[memoryview]) -> None:
    assert zwasmc.compile(kind(WASM)) == zwasmc.compile(WASM)


@pytest.mark.parametrize("wrong", ["(module)", 5, [0, 97], None])
def test_what_is_no_bytes(wrong: Any) -> None:
    with pytest.raises(TypeError):
        zwasmc.compile(wrong)


def test_help() -> None:
    assert set(zwasmc.__all__) <= set(dir(zwasmc))
    for word in ("target", "cpu", "features", "interruptible", "canonical_nans", "memory", "verify", "CompileError"):
        assert word in (zwasmc.compile.__doc__ or "")
    for word in ("offset", "code", "message", "kind"):
        assert word in (zwasmc.__doc__ or "")


@pytest.mark.parametrize("features", ["-bulk-memory", "+simd,-bulk-memory", ["+simd", "-bulk-memory"], ("-all",)])
def test_features(features: str | Iterable[str]) -> None:
    with pytest.raises(zwasmc.Unsupported) as caught:
        zwasmc.compile(WASM, features=features)
    assert caught.value.code == "proposal-bulk-memory"
    with pytest.raises(zwasmc.Unsupported):
        zwasmc.compile(WASM, features=iter(features) if not isinstance(features, str) else features)
    assert zwasmc.compile(WASM, features="-all,+all") == zwasmc.compile(WASM, features=()) == zwasmc.compile(WASM)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"features": "+gc"}, "proposal gc is not supported yet"),
        ({"features": ["+simd", "warp"]}, "unknown proposal 'warp'"),
        ({"features": "+-simd"}, "unknown proposal '-simd'"),
        ({"target": "sparc"}, "unknown target"),
        ({"cpu": "v9"}, "unknown cpu"),
        ({"memory": "none"}, "unknown memory plan"),
    ],
)
def test_options_of_unknown_value(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        zwasmc.compile(WASM, **options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"interruptible": None}, "interruptible: expected bool, found NoneType"),
        ({"canonical_nans": ""}, "canonical_nans: expected bool, found str"),
        ({"target": None}, "target: expected str, found NoneType"),
        ({"cpu": 3}, "cpu: expected str, found int"),
        ({"features": [3]}, r"features: expected words, found \(3,\)"),
        ({"features": b"+simd"}, "features: expected words"),
        ({"features": 3}, "features: expected words"),
        ({"registers": 0}, "there is no option 'registers'"),
        ({"share": False}, "there is no option 'share'"),
    ],
)
def test_options_of_another_type_and_those_of_tests(options: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        zwasmc.compile(WASM, **options)


def test_errors_are_pickled_whole() -> None:
    with pytest.raises(zwasmc.Malformed) as caught:
        zwasmc.compile(WASM[:-1])
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is zwasmc.Malformed and str(again) == str(caught.value)
    assert (again.code, again.offset, again.message) == (caught.value.code, caught.value.offset, caught.value.message)


def test_errors_carry_code_and_offset() -> None:
    with pytest.raises(zwasmc.Malformed) as caught:
        zwasmc.compile(WASM[:-1])
    assert caught.value.code and 0 < caught.value.offset <= len(WASM)
    assert str(caught.value) == f"at {caught.value.offset:#x}: {caught.value.message}"


def test_it_starts_no_process_and_importing_costs_nothing() -> None:
    program = f"""
import sys
STARTS = ("subprocess.Popen", "os.fork", "os.exec", "os.posix_spawn", "os.system")
sys.addaudithook(lambda event, _: event in STARTS and sys.exit(event))
import zwasmc
assert not [name for name in sys.modules if name.startswith("zwasmc.")], sys.modules
zwasmc.compile({WASM!r})
"""
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_keywords_are_the_fields_of_the_record() -> None:
    assert zwasmc.Options is Options
    help = inspect.getdoc(zwasmc.compile) or ""
    assert re.findall(r"^ *([a-z_]+)  +\S", help.partition("`Options`")[2], re.M) == PUBLIC
    assert {name: getattr(Options(), name) for name in OPTIONS} == {name: one.default for name, one in OPTIONS.items()}
    with pytest.raises(TypeError, match="there is no option 'speed'; there are target, cpu, features"):
        zwasmc.compile(WASM, speed=1)  # type: ignore[call-arg]


def test_command_lines_have_what_the_record_has() -> None:
    """`zwasmc compile` all of it, `zwasmc run` and `zwasm run` what does not depend on who runs the code."""
    words = {name: f"--{name.replace('_', '-')}" for name in PUBLIC}
    own = {param.name: param for param in compile_command.params if isinstance(param, click.Option)}
    for name, word in words.items():
        one = OPTIONS[name]
        assert (own[name].opts, own[name].help) == ([word], one.help)
        if not own[name].multiple:
            assert own[name].default == one.default
        if one.choices:
            assert isinstance(own[name].type, click.Choice) and tuple(own[name].type.choices) == one.choices
    taken = {word for param in run_command.params for word in param.opts} & set(words.values())
    source = (ROOT / "loader/src/options.c").read_text()
    passed_on = set(re.findall(r'\{"(-[-a-z]+)", 1, COMPILER\}', source))
    assert taken == {words[name] for name in ("cpu", "features", "memory")}
    assert passed_on - {"-j", "--max-compile-memory"} == taken


@pytest.mark.parametrize("name", [name for name, one in OPTIONS.items() if one.bit])
def test_a_container_records_what_is_not_the_default(name: str) -> None:
    one = OPTIONS[name]
    value = next(choice for choice in one.choices if choice != one.default) if one.choices else True
    assert parse(zwasmc.compile(WASM)).fields["options"] == 0
    assert parse(zwasmc.compile(WASM, **{name: value})).fields["options"] == one.bit
    container = parse(zwasmc.compile(WASM, **{name: value}))
    assert f"  options   {one.mark}" in container_heading("x", container)
