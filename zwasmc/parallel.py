"""Slices of a module's functions compiled by processes of their own: forked, so that they share what was read.

A worker sends one value through a pipe: its result, or the exception that ended it.  Only the first process heeds
Ctrl-C; whatever ends it, its workers end too.
"""

from __future__ import annotations

import marshal
import mmap
import os
import select
import signal
from collections.abc import Callable
from types import TracebackType
from typing import IO, Any, Final, final

from zwasmc.errors import ProcessLost
from zwasmc.wasm.progress import Progress

Result = tuple[dict[str, float], bytes]
Work = Callable[[int, int, Progress], Result]
"""Called with the first body of a slice and the one after its last."""

ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
OUT_OF_MEMORY: Final = 3
"""Exit status of a process that has no memory left, not even to say so."""
REFRESH: Final = 100
"""Milliseconds between looks at the progress of workers that are waited for."""


@final
class Worker:
    """A process and the pipe that it writes to."""

    def __init__(self, pid: int, pipe: IO[bytes]) -> None:
        self.pid: Final[int] = pid
        self.pipe: Final[IO[bytes]] = pipe


@final
class Workers:
    """A process for every slice but the first, which is left to the caller; a context that none of them survives."""

    def __init__(self, work: Work, firsts: list[int], end: int, total: int, progress: Progress | None) -> None:
        """``firsts``: the first body of each slice, ``end``: the number of bodies, ``total``: their bytes."""
        self.work: Final[Work] = work
        self.firsts: Final[list[int]] = firsts
        self.end: int = end
        """The caller's slice ends before this body."""
        self.total: Final[int] = total
        self.progress: Final[Progress | None] = progress
        self.done: Final = memoryview(mmap.mmap(-1, 8 * len(firsts))).cast("q")
        """Bytes that each process has compiled, in memory that all share."""
        self.running: list[Worker] = []

    def __enter__(self) -> Workers:
        """Return the workers, not yet started: what interrupts that must find its way to ``__exit__``."""
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        """End what still runs."""
        for worker in self.running:
            os.kill(worker.pid, signal.SIGKILL)
        for worker in self.running:
            os.waitpid(worker.pid, 0)
            worker.pipe.close()

    def start(self) -> None:
        """Start the processes."""
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # whoever inherits that it is ignored never learns how they end
        for number in range(len(self.firsts) - 1, 0, -1):
            try:
                self.fork(number)
            except OSError:
                continue  # there is no process to be had: the slice before has these functions as well
            self.end = self.firsts[number]

    def fork(self, number: int) -> None:
        """Start the process of a slice, which ends where those that were started begin."""
        reader, writer = os.pipe()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)  # a signal between two lines would lose a process
        try:
            pid = os.fork()
            if pid == 0:
                try:
                    for ending in ENDING:
                        signal.signal(ending, signal.SIG_IGN if ending == signal.SIGINT else signal.SIG_DFL)
                    signal.pthread_sigmask(signal.SIG_SETMASK, before)
                    self.serve(number, writer)
                finally:
                    os._exit(1)
            self.running.insert(0, Worker(pid, os.fdopen(reader, "rb")))
        except OSError:
            os.close(reader)
            raise
        finally:
            os.close(writer)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def serve(self, number: int, writer: int) -> None:
        """Compile a slice, send what comes of it, and exit."""
        parent = os.getppid()

        def report(done: int, _total: int) -> None:
            self.done[number] = done
            if os.getppid() != parent:
                os._exit(1)  # nobody waits for this any more

        message: Result | bytes
        try:
            try:
                message = self.work(self.firsts[number], self.end, report)
            except MemoryError:
                raise
            except Exception as error:
                import pickle
                import traceback

                error.add_note(traceback.format_exc())
                message = pickle.dumps(error)
            with os.fdopen(writer, "wb") as pipe:
                marshal.dump(message, pipe)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        os._exit(0)

    def report(self, done: int, _total: int) -> None:
        """Report the progress of all processes; ``done`` is the caller's."""
        self.done[0] = done
        if self.progress is not None:
            self.progress(sum(self.done), self.total)

    def result(self) -> Result:
        """Wait for the first of the processes left; raises what it raised, MemoryError among it, or ProcessLost."""
        worker = self.running[0]
        poll = select.poll()
        poll.register(worker.pipe, select.POLLIN)
        while not poll.poll(REFRESH):
            self.report(self.done[0], self.total)
        data = worker.pipe.read()
        worker.pipe.close()
        self.running.pop(0)
        status = os.waitstatus_to_exitcode(os.waitpid(worker.pid, 0)[1])
        if status == OUT_OF_MEMORY:
            raise MemoryError
        if status != 0:
            raise ProcessLost(status)
        message: Any = marshal.loads(data)
        if isinstance(message, bytes):
            import pickle

            raise pickle.loads(message)
        result: Result = message
        return result
