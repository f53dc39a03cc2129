"""What programs give to instances: imports in any of their shapes, and host functions that know their caller."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import update_wrapper
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zwasm._objects import Instance


class with_instance:
    """A host function that gets the calling instance as its first argument, before the guest's: a decorator.

    The caller is the instance that imports the function; where none does (the guest has it from a table, say), the one
    that was entered from the host, and None for a call from the host itself.

    >>> @with_instance
    ... def log(instance, at, n):
    ...     print(instance.memory("memory").read(at, n).decode())
    """

    def __init__(self, call: Callable[..., Any]) -> None:
        """Take a function of the instance and the raw arguments; any callable will do, a bound method too."""
        if not callable(call):
            raise TypeError(f"{call!r} cannot be called")
        self.call = call
        update_wrapper(self, call, updated=())

    def __repr__(self) -> str:
        """Name the function."""
        return f"<zwasm.with_instance {self.call!r}>"

    def __call__(self, instance: Instance | None, *values: int) -> Any:
        """Call the function."""
        return self.call(instance, *values)


def find(imports: Mapping[Any, Any], module: str, name: str) -> Any:
    """The import of that name, or None: under (module, name), in what there is under module, or as a mapping answers.

    A mapping is asked with ``[]``, so ``__missing__`` counts, and what it raises but for KeyError comes out.
    """
    if (module, name) in imports or module not in imports:
        return _ask(imports, (module, name))
    inner = imports[module]
    exports = inner if isinstance(inner, Mapping) else getattr(inner, "exports", None)
    if not isinstance(exports, Mapping):
        raise TypeError(f"imports from {module!r} are neither a mapping nor an instance but {inner!r}")
    return _ask(exports, name)


def _ask(table: Mapping[Any, Any], key: Any) -> Any:
    try:
        return table[key]
    except KeyError:
        return None
