"""SHA-256 at once: Python's own function is there, OpenSSL's takes 2 ms to load and pays for long data."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

LONG: Final = 0x80000
"""Bytes from which loading OpenSSL's takes less time than it saves."""


def own() -> Any:
    """Return the function of CPython's own module, named otherwise before 3.12; None where it was built without."""
    for name in ("_sha2", "_sha256"):
        try:
            return import_module(name).sha256
        except ImportError:
            continue
    return None


_OWN: Final[Any] = own()


def sha256(data: bytes) -> bytes:
    """Return the SHA-256 of ``data`` (FIPS 180-4), 32 bytes."""
    function = _OWN
    if function is None or len(data) >= LONG:
        from hashlib import sha256 as function
    digest: bytes = function(data).digest()
    return digest
