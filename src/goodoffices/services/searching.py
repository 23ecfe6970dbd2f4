"""Find what passed in the talks by its words, in what one sees oneself.

What is confided is sealed on disk and in no index: it is opened for the one who asks and looked through, so what a
search costs grows with one's own history alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from goodoffices.services.acting import Talks
from goodoffices.services.viewing import Moment, Seen
from goodoffices.storage.records import words_of
from goodoffices.talks.standing import Standing
from goodoffices.talks.streams import Stream

#: What of an event nobody looks for by words.
_NOT_WORDS = frozenset({"at", "key", "content"})


def search(
    talks: Talks, who: Standing, query: str, most: int = 20, *, within: Stream | None = None
) -> list[Seen]:
    """Return the newest events that somebody sees in which each word of a query begins a word; the newest first.

    With `within`, only one stream is looked through.
    """
    has, found = has_words(query), list[Seen]()
    if not words_of(plain_of(query)):
        return found
    moment = Moment(talks)
    for seen in reversed(moment.since(who, _passed_over(moment.versions(who), within))):
        if has(" ".join(_texts(msgspec.json.decode(seen.entry.data)))):
            found.append(seen)
            if len(found) == most:
                break
    return found


def has_words(query: str) -> Callable[[str], bool]:
    """Return what says of a text whether each word of a query begins one of its words."""
    asked = words_of(plain_of(query))

    def has(text: str) -> bool:
        plain = plain_of(text).lower()
        # Most texts have not even the letters of it, which is sooner seen than what their words are.
        if not asked or any(one not in plain for one in asked):
            return False
        words = words_of(plain, most=None)
        return all(any(word.startswith(one) for word in words) for one in asked)

    return has


def _passed_over(versions: Mapping[Stream, int], within: Stream | None) -> dict[str, int]:
    """Return the ends of streams that are not looked through: the working case has a search of its own (`finding`)."""
    return {
        str(stream): many
        for stream, many in versions.items()
        if (stream != within if within is not None else stream.kind == "dossier")
    }


def _texts(plain: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        for name, value in plain.items():
            if name not in _NOT_WORDS:
                yield from _texts(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from _texts(value)


def plain_of(text: str) -> str:
    """Return a text without case and accents."""
    if text.isascii():
        return text.casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
