"""The options of a compilation: each stands here once, with its default, what it may be, its text for --help, and what
a container records of it.  The Python API, the command lines and every pass take them from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, dataclass_transform

from zwasmc.targets import CPUS, DEFAULT_CPU, DEFAULT_TARGET

if TYPE_CHECKING:
    from zwasmc.wasm.features import Features

MEMORY_PLANS: Final = ("guard", "checked")


class Option:
    """What is known of one option besides its name."""

    def __init__(
        self,
        default: object,
        help: str = "",
        metavar: str = "",
        choices: tuple[str, ...] = (),
        recorded: str = "",
        mark: str = "",
    ) -> None:
        """``help`` is "" for those of tests alone; a container records a bit of this name unless the value is the
        default, and ``mark`` is what `zwasmc inspect` calls that."""
        self.default: Final = default
        self.help: Final = help
        self.metavar: Final = metavar
        self.choices: Final = choices
        self.recorded: Final = recorded
        self.mark: Final = mark

    @property
    def bit(self) -> int:
        """What a container records, 0 for nothing."""
        if not self.recorded:
            return 0
        from zwasm_formats import cwasm  # not at every start of the command line

        bit: int = getattr(cwasm, self.recorded)
        return bit


def option(*, default: Any, **more: Any) -> Any:
    """Describe a field of the record."""
    return Option(default, **more)


@dataclass_transform(kw_only_default=True, field_specifiers=(option,))
class Record:
    """Keywords become attributes, and those that are not given have their defaults."""

    def __init__(self, **given: Any) -> None:
        """Raise TypeError for a name that is unknown, or a value of another type than the default."""
        for name, value in given.items():
            if name not in OPTIONS:
                raise TypeError(f"there is no option {name!r}; there are {', '.join(PUBLIC)}")
            kind = type(OPTIONS[name].default)
            if kind in (bool, int, str) and type(value) is not kind:
                raise TypeError(f"{name}: expected {kind.__name__}, found {type(value).__name__}")
        for name, one in OPTIONS.items():
            setattr(self, name, given.get(name, one.default))
        self.check()

    def check(self) -> None:
        """Raise ValueError for a value that is unknown."""


class Options(Record):
    """What a compilation depends on besides the module."""

    target: str = option(default=DEFAULT_TARGET, help="Machine to compile for.", metavar="NAME")
    cpu: str = option(default=DEFAULT_CPU, help="Oldest CPU to run on.", choices=CPUS)
    features: str | Iterable[str] | Features = option(
        default=(), help="Switch proposals on (+NAME) or off (-NAME); repeatable.", metavar="±NAME,…"
    )
    interruptible: bool = option(
        default=False,
        help="Let `zwasm run --timeout` stop the program.",
        recorded="OPTION_INTERRUPTIBLE",
        mark="interruptible",
    )
    canonical_nans: bool = option(
        default=False,
        help="Make NaN results the same on every machine.",
        recorded="OPTION_CANONICAL_NANS",
        mark="canonical NaNs",
    )
    memory: str = option(
        default="guard",
        help="Catch out-of-bounds accesses by guard pages, or check each.",
        choices=MEMORY_PLANS,
        recorded="OPTION_CHECKED_MEMORY",
        mark="checked memory",
    )
    verify: bool = option(default=False, help="Check the compiler's own work after every pass.")

    # For tests: values are shared, which registers may be allocated (a mask), locals stay in frame slots.
    share: bool = option(default=True)
    registers: int = option(default=-1)
    slots: bool = option(default=False)

    def check(self) -> None:
        """Raise ValueError for a value that is unknown; target and CPU are the machine's to judge."""
        if self.memory not in MEMORY_PLANS:
            raise ValueError(f"unknown memory plan {self.memory!r}; there are {', '.join(MEMORY_PLANS)}")
        features = self.features or ()
        if isinstance(features, Iterable):
            features = (features,) if isinstance(features, str) else tuple(features)  # it is read more than once
            if not all(isinstance(word, str) for word in features):
                raise TypeError(f"features: expected words, found {features!r}")
            self.features = features

    def proposals(self) -> Features:
        """Return the proposals that are on; a ValueError says which is unknown or not implemented."""
        from zwasmc.wasm.features import Features, parse_features

        if isinstance(self.features, Features):
            return self.features
        if not isinstance(self.features, Iterable):
            raise TypeError(f"features: expected words, found {self.features!r}")
        return parse_features(self.features)

    def checked_memory(self) -> bool:
        """Tell whether accesses to memories are checked."""
        return self.memory == "checked"

    def bits(self) -> int:
        """Return what a container records."""
        return sum(one.bit for name, one in OPTIONS.items() if getattr(self, name) != one.default)


OPTIONS: Final[dict[str, Option]] = {name: one for name, one in vars(Options).items() if isinstance(one, Option)}
PUBLIC: Final = [name for name, one in OPTIONS.items() if one.help]
