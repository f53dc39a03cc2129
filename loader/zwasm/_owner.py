"""C objects that are freed once, and never while they are used: stores, WASI contexts; and what lives in stores."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn, Self

from zwasm._errors import ZwasmError

if TYPE_CHECKING:
    from zwasm._store import Store


class Owner:
    """Owns a C object until it is closed; a ``with`` block closes it at its end."""

    def __init__(self, what: str, handle: int | None, free: Callable[[int], None]) -> None:
        """Take over ``handle``, which ``free`` frees; ``what`` names it in messages."""
        self._what = what
        self._handle = handle
        self._free = free
        self._closed = False
        self._users = 0
        self._lock = threading.RLock()  # a signal handler may interrupt its holder and come here again

    @property
    def handle(self) -> int:
        """The address of the C object; raises `ZwasmError` when it is closed."""
        if self._closed or self._handle is None:
            raise ZwasmError(f"the {self._what} is closed")
        return self._handle

    @property
    def closed(self) -> bool:
        """Whether it is closed."""
        return self._closed or self._handle is None

    def __reduce__(self) -> NoReturn:
        """Refuse copies, which would free the C object once more."""
        raise TypeError(f"a {self._what} cannot be copied")

    def __repr__(self) -> str:
        """What it is, and whether it is closed."""
        return f"<{'closed ' if self.closed else ''}zwasm.{type(self).__name__}>"

    def _hold(self) -> int:
        """The C object, which is not freed before the matching `_release`."""
        with self._lock:
            handle = self.handle
            self._users += 1
            return handle

    def _release(self) -> None:
        """End what `_hold` began."""
        with self._lock:
            self._users -= 1
            self._free_unused()

    def close(self) -> None:
        """Free the C object, now or when its last user releases it.  Closing twice is fine."""
        with self._lock:
            self._closed = True
            self._free_unused()

    def _free_unused(self) -> None:
        if self._closed and self._users == 0 and self._handle is not None:
            handle, self._handle = self._handle, None
            self._free(handle)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def __del__(self) -> None:
        """Close it when nothing refers to it, hence nothing uses it."""
        if getattr(self, "_handle", None) is not None:
            self._users = 0
            self.close()


class Owned:
    """What lives in a store, and is gone once that is closed."""

    def __init__(self, store: Store, handle: int) -> None:
        """Refer to a C object of ``store``; programs get theirs from ``new``, ``host`` and `Instance.exports`."""
        self.store = store
        self._handle = handle

    @property
    def handle(self) -> int:
        """The address of the C object; raises `ZwasmError` once the store is closed."""
        _ = self.store.handle
        return self._handle

    def _text(self) -> str:
        return ""

    def __repr__(self) -> str:
        """What it is, and what it is like while its store is open."""
        name = f"zwasm.{type(self).__name__}"
        try:
            return f"<{name} of a closed store>" if self.store.closed else f"<{name} {self._text()}>"
        except ZwasmError:  # to look at it would be to use the store
            return f"<{name} of a store in use>"
