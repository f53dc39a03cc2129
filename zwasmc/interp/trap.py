"""How execution ends early: a trap with its code and where it happened, or a program's own exit."""

from __future__ import annotations

from zwasm_formats.abi import trap_message


class Trap(Exception):
    """A trap; ``frames`` lists (function index, module byte offset), innermost first, of ``depth`` in all."""

    def __init__(self, code: int, message: str = "") -> None:
        message = message if message else trap_message(code)
        super().__init__(message)
        self.code = code
        self.message = message
        self.frames: list[tuple[int, int]] = []
        self.instances: list[int] = []
        """The number of each frame's instance."""
        self.depth = 0


class Exit(Exception):
    """The program asked to end with ``status`` (WASI ``proc_exit``)."""

    def __init__(self, status: int) -> None:
        super().__init__(f"exit {status}")
        self.status = status


class LimitError(Exception):
    """A memory or table would be larger than the limit of its store."""


class LinkError(Exception):
    """An import is missing or of another type than the module wants."""
