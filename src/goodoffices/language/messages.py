"""Messages in the language that is spoken: at once, or when they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goodoffices.language.catalog import catalog
from goodoffices.language.known import current


def gettext(message: str) -> str:
    """Translate a message; nothing stays nothing."""
    return message and catalog(current()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate a message in the form that goes with a number."""
    return catalog(current()).ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """Translate a message whose words mean different things in different places; the context says which."""
    return catalog(current()).pgettext(context, message)


def npgettext(context: str, singular: str, plural: str, n: int) -> str:
    """Translate a message with a context in the form that goes with a number."""
    return catalog(current()).npgettext(context, singular, plural, n)


@dataclass(frozen=True, slots=True)
class Lazy:
    """A message that is translated when it is shown: `str()` of it is a text in the language spoken then."""

    message: str
    context: str | None = None
    plural: str | None = None
    n: int = 1

    def __str__(self) -> str:
        """Translate."""
        context, plural = self.context, self.plural
        if plural is None:
            return gettext(self.message) if context is None else pgettext(context, self.message)
        if context is None:
            return ngettext(self.message, plural, self.n)
        return npgettext(context, self.message, plural, self.n)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever texts can do
        """Do what a text can do, with the translation."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(str(self), name)

    def __format__(self, how: str) -> str:
        """Stand in an f-string."""
        return format(str(self), how)

    def __len__(self) -> int:
        """Count the characters of the translation."""
        return len(str(self))

    def __getitem__(self, place: int | slice) -> str:
        """Return a part of the translation."""
        return str(self)[place]

    def __contains__(self, part: str) -> bool:
        """Whether the translation holds a text."""
        return part in str(self)

    def __add__(self, other: object) -> str:
        """Join."""
        return str(self) + str(other)

    def __radd__(self, other: object) -> str:
        """Join."""
        return str(other) + str(self)

    def __mod__(self, values: object) -> str:
        """Fill in, as Django does with messages of validation."""
        return str(self) % values


def gettext_lazy(message: str) -> Lazy:
    """Return a message that is translated when it is shown."""
    return Lazy(message)


def ngettext_lazy(singular: str, plural: str, n: int) -> Lazy:
    """Return a message with a number that is translated when it is shown."""
    return Lazy(singular, plural=plural, n=n)


def pgettext_lazy(context: str, message: str) -> Lazy:
    """Return a message with a context that is translated when it is shown."""
    return Lazy(message, context=context)
