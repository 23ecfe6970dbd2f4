"""Words brought down to their stems, so that "withdrawing" meets "withdrawal"."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from goodoffices.record.lexicon import words

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[’'][a-z]+)?|\d+")


@cache
def _stemmer() -> Any:  # noqa: ANN401 - the library has no types
    from snowballstemmer import stemmer  # noqa: PLC0415 - only where words are compared

    return stemmer("english")


@cache
def stem(word: str) -> str:
    """Return the stem of a word in small letters: withdrawals and withdrawing give withdraw."""
    lower = re.sub(r"[’'](?:s|t|re|ve|ll|d|m)?$", "", word.lower())
    special: str | None = _special().get(lower)
    if special is not None:
        return special
    found = str(_stemmer().stemWord(lower))
    # The stemmer keeps some nouns from their verbs.
    return re.sub(r"(?<=withdraw)al$|(?<=remov)al$|(?<=refus)al$|(?<=approv)al$|(?<=renew)al$", "", found)


@cache
def _special() -> dict[str, str]:
    return {form: group.split()[0] for group in _groups() for form in group.split()}


@cache
def _groups() -> tuple[str, ...]:
    from goodoffices.record.lexicon import sections  # noqa: PLC0415 - kept beside its use

    return sections("stems")["alike"]


def stems(text: str) -> list[str]:
    """Return the stems of the words that say something, in order."""
    stops = words("stems", "stops")
    return [stem(word[0]) for word in _WORD.finditer(text) if word[0].lower() not in stops]
