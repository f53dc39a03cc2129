"""Diagnostics: every way in which the compiler refuses its input.

A message starts with the wording of the specification's test suite where there is one ("type mismatch", "unexpected
end", ...), followed by ``: detail``.  ``code`` is the stable kebab-case name of that prefix, ``offset`` the byte offset
in the module (-1: none).
"""

from __future__ import annotations

from typing import ClassVar

from mypy_extensions import i64


def code_of(message: str) -> str:
    """Return the stable code of a message: its part before the first colon in kebab case."""
    head = message.partition(":")[0]
    return "".join(c if c.isalnum() else "-" for c in head.lower()).strip("-")


class CompileError(Exception):
    """The input is refused.  Only subclasses are raised."""

    kind: ClassVar[str] = "refused"

    def __init__(self, message: str, offset: i64 = -1, code: str = "") -> None:
        super().__init__(message)
        self.message: str = message
        self.offset: int = offset
        self.code: str = code or code_of(message)

    def __reduce__(self) -> tuple[type[CompileError], tuple[str, int, str]]:
        """Pickle with offset and code."""
        return type(self), (self.message, self.offset, self.code)

    def __str__(self) -> str:
        """Return ``at 0x1f4: message``, or the message alone when there is no offset."""
        if self.offset < 0:
            return self.message
        return f"at 0x{self.offset:x}: {self.message}"


class Malformed(CompileError):
    """The bytes are no WebAssembly module."""

    kind: ClassVar[str] = "malformed"


class Invalid(CompileError):
    """A well-formed module that breaks a validation rule."""

    kind: ClassVar[str] = "invalid"


class Unsupported(CompileError):
    """The module uses a proposal that is off or not implemented, or exceeds an implementation limit."""

    kind: ClassVar[str] = "unsupported"


class ProcessLost(Exception):
    """A process that was compiling part of the module has ended without a result, which is not the module's fault."""

    def __init__(self, status: int) -> None:
        """``status``: an exit status, or a signal's number below zero."""
        if status < 0:
            how = f"was ended by signal {-status}" + (" (out of memory?)" if status == -9 else "")
        else:
            how = f"ended with status {status}"
        super().__init__(f"a compiler process {how}")
