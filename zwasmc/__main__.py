"""``python -m zwasmc`` and the ``zwasmc`` command."""

from __future__ import annotations

INTERRUPTED = 130
COLLECT_AFTER = 100_000

try:
    import gc
    import os
    import signal
    import sys
except KeyboardInterrupt:
    raise SystemExit(INTERRUPTED) from None


def _leave(_number: int, _frame: object) -> None:
    """End at once: while modules are imported and while Python ends, a KeyboardInterrupt would print a traceback."""
    os._exit(INTERRUPTED)


def main() -> None:
    """Run the command line and exit with its status."""
    usual = signal.getsignal(signal.SIGINT)
    heeded = usual is signal.default_int_handler
    if heeded:
        signal.signal(signal.SIGINT, _leave)
    gc.set_threshold(COLLECT_AFTER)  # what is imported is no garbage, which by default is searched for all the while
    from zwasmc.cli import run

    try:
        if heeded:
            signal.signal(signal.SIGINT, usual)
        status = run()
    except KeyboardInterrupt:
        status = INTERRUPTED
    if heeded:
        signal.signal(signal.SIGINT, _leave)
    try:
        sys.stdout.flush()
    except OSError:
        status = status or 1
    os._exit(status)  # Python would take every module apart first, for longer than a small compilation takes


if __name__ == "__main__":
    main()
