"""The pipeline: options are checked where code is generated, and say what goes into the container."""

from __future__ import annotations

import pytest

from support import ROOT
from wasm_bytes import module, section
from zwasm_formats import cwasm, cwasm_read, elf
from zwasmc.options import Options
from zwasmc.pipeline import Pipeline
from zwasmc.wasm.features import IMPLEMENTED, Features
from zwasmc.wasm.op import PROPOSAL_NAMES


@pytest.mark.parametrize("name", [name for k, name in enumerate(PROPOSAL_NAMES) if k not in IMPLEMENTED])
def test_proposals_that_only_validate(name: str) -> None:
    """Their modules would become code without the checks that they need."""
    with pytest.raises(ValueError, match=f"^proposal {name} is not supported yet"):
        Pipeline(Options(features=Features().apply("+" + name)))


def test_target_goes_into_the_container() -> None:
    fields = cwasm_read.parse(Pipeline(Options()).container((ROOT / "docs/examples/primes.wasm").read_bytes())).fields
    assert (fields["machine"], cwasm.OS_NAMES[fields["os"]]) == (elf.EM_X86_64, "linux")


@pytest.mark.parametrize(("plan", "guarded"), [("guard", True), ("checked", False)])
def test_memory_plan_goes_into_the_container(plan: str, guarded: bool) -> None:
    c = cwasm_read.parse(Pipeline(Options(memory=plan)).container(module(section(5, b"\0\1"))))
    assert [bool(row[2] & cwasm.FLAG_GUARD) for row in c.table("memories")] == [guarded]
    assert bool(c.fields["options"] & cwasm.OPTION_CHECKED_MEMORY) != guarded
