"""The languages there are, and the one in which the work at hand is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, Literal

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True)
class Language:
    """A language: its own name, where its lines begin, and the digits it is written with (their CLDR name).

    `first` is how the first day of a month is written, where it is not simply 1.
    """

    code: str
    name: str
    direction: Direction = "ltr"
    digits: str = "latn"
    first: str = ""


#: The language of the sources, which needs no catalog.
SOURCE: Final = "en"

#: Every language, by code. A new one is a line here and a catalog of that name: see docs/how-to/languages.md.
LANGUAGES: Final[Mapping[str, Language]] = {
    one.code: one
    for one in (
        Language(SOURCE, "English"),
        Language("ar", "العربية", "rtl", "arab"),
        Language("fr", "Français", first="1er"),
        Language("es", "Español"),
        Language("he", "עברית", "rtl"),
    )
}

_CURRENT: Final[ContextVar[str]] = ContextVar("language", default=SOURCE)


def activate(code: str) -> None:
    """Speak this language from here on, in this thread or task.

    Raises:
        ValueError: the language is not known.
    """
    _CURRENT.set(_known(code))


@contextmanager
def use(code: str) -> Iterator[None]:
    """Speak this language inside a `with`.

    Raises:
        ValueError: the language is not known.
    """
    before = _CURRENT.set(_known(code))
    try:
        yield
    finally:
        _CURRENT.reset(before)


def current() -> str:
    """Return the code of the language that is spoken."""
    return _CURRENT.get()


def language() -> Language:
    """Return the language that is spoken."""
    return LANGUAGES[_CURRENT.get()]


def direction() -> Direction:
    """Return where lines run in the language that is spoken: "ltr" or "rtl"."""
    return language().direction


def digits_tag() -> str:
    """Return the language with its digits as browsers name them: ar-u-nu-arab."""
    return f"{language().code}-u-nu-{language().digits}"


def best(accept_language: str | None) -> str:
    """Return the code of the known language that a browser's `Accept-Language` likes best; English without any."""
    wishes = []
    for place, part in enumerate((accept_language or "").split(",")):
        tag, _, options = part.strip().partition(";")
        if (code := tag.strip().lower().partition("-")[0]) in LANGUAGES:
            wishes.append((-_weight(options), place, code))
    liked = [code for weight, _, code in sorted(wishes) if weight < 0]
    return liked[0] if liked else SOURCE


def _known(code: str) -> str:
    if code not in LANGUAGES:
        message = f"no language is known by “{code}”; there are: {', '.join(LANGUAGES)}"
        raise ValueError(message)
    return code


def _weight(options: str) -> float:
    name, _, value = options.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0
