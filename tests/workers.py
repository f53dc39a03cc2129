"""Worker processes for tests whose subject may crash or hang: jobs and answers are lines of JSON.

A script serves jobs when it is run with ``--worker``: `serve` calls a function per job, which may say where it is.  A
process that dies, or is silent for too long, is one failed job; another process takes its place.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

TIMEOUT = 120.0
FOUND = 10
"""Exit status of a script whose subject failed: no accident of Python ends a process so."""

Job = dict[str, Any]
Result = tuple[Job, dict[str, Any], str, str]
"""The job, its answer, what went wrong with the process ("": nothing), and where the job said it was."""


def serve(work: Callable[[Job, Callable[[str], None]], dict[str, Any]]) -> None:
    """Do the jobs that come on standard input."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a subject prints is no answer

    def say(where: str) -> None:
        print(json.dumps({"at": where}), file=out, flush=True)

    for line in sys.stdin:
        print(json.dumps(work(json.loads(line), say)), file=out, flush=True)


class Worker:
    """A worker process and the job it has."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=False)
        assert self.process.stdin is not None and self.process.stdout is not None
        self.stdin: IO[bytes] = self.process.stdin
        self.stdout: IO[bytes] = self.process.stdout
        os.set_blocking(self.stdout.fileno(), False)
        self.buffer = b""
        self.job: Job = {}
        self.deadline = 0.0
        self.at = ""
        self.error = ""

    def give(self, job: Job) -> None:
        """Send a job."""
        self.job = job
        self.at = ""
        self.deadline = time.monotonic() + TIMEOUT
        self.stdin.write(json.dumps(job).encode() + b"\n")
        self.stdin.flush()

    def poll(self) -> dict[str, Any] | None:
        """Read what there is; return the answer when it is complete, or {} with ``error`` set."""
        chunk = self.stdout.read()
        self.buffer += chunk or b""
        while b"\n" in self.buffer:
            line, self.buffer = self.buffer.split(b"\n", 1)
            answer = json.loads(line)
            if "at" not in answer:
                return dict(answer)
            self.at = answer["at"]
            self.deadline = time.monotonic() + TIMEOUT
        if chunk == b"":
            self.error = f"the process died with status {self.process.wait()}"
            return {}
        if time.monotonic() > self.deadline:
            self.error = f"no end after {TIMEOUT:.0f} s"
            return {}
        return None

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()
        self.stdin.close()
        self.stdout.close()


def run_pool(script: str, jobs: Iterable[Job], processes: int) -> Iterator[Result]:
    """Run jobs in worker processes of a script and yield what came of them, as they end."""
    command = [sys.executable, os.path.abspath(script), "--worker"]
    queue = iter(jobs)
    workers: list[Worker] = []
    with selectors.DefaultSelector() as selector:

        def start(w: Worker | None) -> None:
            job = next(queue, None)
            if job is None:
                if w is not None:
                    w.stop()
                return
            w = w or Worker(command)
            w.give(job)
            workers.append(w)
            selector.register(w.stdout, selectors.EVENT_READ)

        try:
            for _ in range(processes):
                start(None)
            while workers:
                selector.select(5.0)
                for w in list(workers):
                    answer = w.poll()
                    if answer is None:
                        continue
                    selector.unregister(w.stdout)
                    workers.remove(w)
                    if w.error:
                        w.stop()
                        if not w.at:
                            raise RuntimeError(f"{script}: {w.error} before it began")
                    yield w.job, answer, w.error, w.at
                    start(None if w.error else w)
        finally:
            for w in workers:
                w.stop()
