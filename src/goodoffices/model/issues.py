"""Issues and their options: what is on the table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property

from goodoffices.model.base import Id, Part, Text, Value

#: Steps into which a real-valued issue is divided when its file does not say.
REAL_STEPS = 11


class Option(Part, frozen=True, kw_only=True):
    """One way to settle an issue."""

    id: Id
    title: str = ""
    description: str = ""


class IntegerRange(Part, frozen=True, kw_only=True):
    """Whole numbers from `low` to `high`, both included, every `step`."""

    low: int
    high: int
    step: int = 1


class RealRange(Part, frozen=True, kw_only=True):
    """Real numbers from `low` to `high`, both included, looked at in `steps` equal steps."""

    low: float
    high: float
    steps: int = REAL_STEPS


class Issue(Part, frozen=True, kw_only=True, dict=True):
    """A question the sides must settle: named options, whole numbers or real numbers.

    Exactly one of `options`, `integers` and `reals` is given. `ordered` says that the options run from one
    end to the other in the order given (number ranges always do), so that *at least* and *at most* mean
    something. `aliases` are other words by which reports name the issue.
    """

    id: Id
    title: str = ""
    options: tuple[Option, ...] = ()
    integers: IntegerRange | None = None
    reals: RealRange | None = None
    ordered: bool = False
    unit: str = ""
    description: str = ""
    aliases: tuple[Text, ...] = ()

    @property
    def name(self) -> str:
        """The title, or the id where there is none."""
        return self.title or self.id

    @cached_property
    def size(self) -> int:
        """How many values the issue can take."""
        if self.integers is not None:
            return (self.integers.high - self.integers.low) // self.integers.step + 1
        if self.reals is not None:
            return self.reals.steps
        return len(self.options)

    @cached_property
    def values(self) -> Sequence[Value]:
        """The values in order: option ids, whole numbers, or real numbers."""
        if self.integers is not None:
            return range(self.integers.low, self.integers.high + 1, self.integers.step)
        if self.reals is not None:
            return real_steps(self.reals.low, self.reals.high, self.reals.steps)
        return tuple([option.id for option in self.options])

    @cached_property
    def keys(self) -> list[str]:
        """The texts by which a table of evaluations names the values, in order."""
        if self.options:
            return [option.id for option in self.options]
        return [key_of(value) for value in self.values]

    @property
    def is_ordered(self) -> bool:
        """Whether *at least* and *at most* mean something here."""
        return self.ordered or not self.options

    def index_of(self, value: Value) -> int | None:
        """Return the place of `value` among the issue's values, or None when it is not one of them."""
        if self.integers is not None:
            if isinstance(value, str):
                return None
            steps, rest = divmod(value - self.integers.low, self.integers.step)
            return int(steps) if rest == 0 and 0 <= steps < self.size else None
        for place, candidate in enumerate(self.values):
            if candidate == value:
                return place
        return None

    def label_of(self, value: Value) -> str:
        """Return what a person reads for `value`: the option's title, or the number with its unit."""
        for option in self.options:
            if option.id == value:
                return option.title or option.id
        number = f"{value:g}" if isinstance(value, float) else str(value)
        return f"{number} {self.unit}" if self.unit else number


@cache
def real_steps(low: float, high: float, steps: int) -> tuple[float, ...]:
    """Return `steps` equally spaced numbers from `low` to `high`, both included."""
    if steps == 1:
        return (low,)
    return tuple(low + (high - low) * step / (steps - 1) for step in range(steps))


def key_of(value: Value) -> str:
    """Return the text by which a table of evaluations names `value`."""
    return value if isinstance(value, str) else repr(value)
