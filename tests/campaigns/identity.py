"""Every corpus program, then random modules: compiled compiler == plain Python, byte for byte."""

from __future__ import annotations

import tempfile
from pathlib import Path

from campaigns import Summary, cases
from generate import generate
from identity import VARIANTS, Plain, digest
from support import corpus_files


def run(count: int, seed: int, seconds: float) -> Summary:
    """Run the campaign: small programs first, in every variant of options; two random modules after each."""
    import zwasmc

    summary = Summary("identity", seed)
    if not zwasmc.COMPILED:
        summary.fail(0, "the compiler is plain Python: there is nothing to compare")
        return summary
    patterns = ("realworld/*.wasm", "kernels/*.wasm", "bench/*/*.wasm", "wasi/*/*.wasm")
    found = [path for pattern in patterns for path in corpus_files(pattern)]
    found.sort(key=lambda path: path.stat().st_size)
    programs = [(path, options) for path in found for options in VARIANTS[:3]]
    with Plain() as plain, tempfile.TemporaryDirectory() as folder:
        for case, _ in cases(summary, count, seconds):
            if case % 3 == 0 and case // 3 < len(programs):
                path, options = programs[case // 3]
                summary.count("programs")
            else:
                path, options = Path(folder) / "module.wasm", VARIANTS[case % len(VARIANTS)]
                path.write_bytes(generate(seed * 10_000_000 + case))
            wasm = path.read_bytes()
            here, there = digest(wasm, options), plain.digest(path, options)
            if here != there:
                summary.fail(
                    case, f"{path.name} {options}: {there or 'no answer'} instead of {here}", {path.name: wasm}
                )
    return summary
