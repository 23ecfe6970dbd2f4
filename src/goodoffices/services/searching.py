"""Find what passed in the talks by its words, in what one sees oneself.

What is confided is sealed on disk and in no index: it is opened for the one who asks and looked through, so what a
search costs grows with one's own history alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
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
    asked = words_of(_plain(query))
    if not asked:
        return []
    found = []
    moment = Moment(talks)
    for seen in reversed(moment.since(who, _passed_over(moment.versions(who), within))):
        words = words_of(_plain(" ".join(_texts(msgspec.json.decode(seen.entry.data)))), most=None)
        if all(any(word.startswith(one) for word in words) for one in asked):
            found.append(seen)
            if len(found) == most:
                break
    return found


def has_words(query: str, text: str) -> bool:
    """Whether each word of a query begins a word of a text."""
    asked = words_of(_plain(query))
    words = words_of(_plain(text), most=None) if asked else ()
    return bool(asked) and all(any(word.startswith(one) for word in words) for one in asked)


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


def _plain(text: str) -> str:
    """Return a text without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
