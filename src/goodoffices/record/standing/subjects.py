"""Which issue of a case a text is about, and which of its options it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from goodoffices.model.base import Value
from goodoffices.model.issues import Issue
from goodoffices.record.lexicon.stems import stems
from goodoffices.record.results import ReadFigure

#: The words of an alias may stand this much farther apart in a report than in the alias.
_SLACK = 5
#: What an issue's name may only describe.
_TALKS = frozenset(stems("talks deal agreement negotiations proposal framework plan"))
#: An option is named where this share of what sets it apart from the others is there.
_OPTION_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class About:
    """An issue that a text is about, with the options it names and the word at which it comes to it."""

    issue: Issue
    options: tuple[Value, ...]
    place: int


@dataclass(frozen=True)
class Subjects:
    """The issues of a case, by the words reports use for them: titles, aliases, and what sets their options apart."""

    issues: Sequence[Issue]

    @cached_property
    def _phrases(self) -> list[tuple[Issue, tuple[str, ...]]]:
        found: list[tuple[Issue, tuple[str, ...]]] = []
        for issue in self.issues:
            written = {
                tuple(stems(name)) for name in (issue.title or issue.id.replace("-", " "), *issue.aliases)
            }
            found += [(issue, phrase) for phrase in sorted(written) if phrase]
        return found

    @cached_property
    def _own(self) -> dict[str, frozenset[str]]:
        """For each issue, the stems that only its phrases hold."""
        holders: dict[str, set[str]] = {}
        for issue, phrase in self._phrases:
            for one in phrase:
                holders.setdefault(one, set()).add(issue.id)
        return {
            issue.id: frozenset(one for one, ids in holders.items() if ids == {issue.id})
            for issue in self.issues
        }

    def of(self, text: str, figures: Sequence[ReadFigure] = ()) -> tuple[About, ...]:
        """Return the issues a text is about, in the order in which it comes to them."""
        sequence = stems(text)
        best: dict[str, tuple[int, int, tuple[int, ...], Issue]] = {}
        for issue, phrase in self._phrases:
            at = _window(sequence, phrase)
            if at is not None and len(phrase) == 1 and set(sequence[at[-1] + 1 : at[-1] + 2]) & _TALKS:
                # "truce talks", "a truce deal": what they are about, and not what is said of it.
                continue
            if at is not None and (issue.id not in best or len(phrase) > best[issue.id][0]):
                best[issue.id] = (len(phrase), at[0], at, issue)
        found = []
        for strength, place, at, issue in best.values():
            # What a longer phrase of another issue covers word for word says nothing of this one.
            if any(
                other is not issue and longer > strength and set(at) <= set(places)
                for longer, _, places, other in best.values()
            ):
                continue
            found.append(About(issue, options_in(issue, text, figures), place))
        return tuple(sorted(found, key=lambda about: about.place))

    def counted_in(self, figures: Sequence[ReadFigure]) -> tuple[About, ...]:
        """Return the one issue that is counted in the unit of these figures; () where there are none or several."""
        found = []
        for issue in self.issues:
            unit = stems(issue.unit or "")
            fits = [figure for figure in figures if unit and stems(figure.of)[-1:] == unit[-1:]]
            if fits and (options := _counted(issue, fits)):
                found.append(About(issue, options, 0))
        return tuple(found) if len(found) == 1 else ()


def _window(sequence: Sequence[str], phrase: tuple[str, ...]) -> tuple[int, ...] | None:
    """Return where the words of a phrase stand near one another, in any order; None where they do not."""
    if not set(phrase) <= set(sequence):
        return None
    places = {word: [at for at, other in enumerate(sequence) if other == word] for word in set(phrase)}
    wide = len(phrase) + _SLACK
    for anchor in places[phrase[0]]:
        near = [min(places[word], key=lambda at: abs(at - anchor)) for word in phrase]
        if max(near) - min(near) < wide and len(set(near)) == len(set(phrase)):
            return tuple(sorted(set(near)))
    return None


def options_in(issue: Issue, text: str, figures: Sequence[ReadFigure] = ()) -> tuple[Value, ...]:
    """Return the options of an issue that a text names: by what sets their titles apart, or by a figure in its unit."""
    if not issue.options:
        return _counted(issue, figures)
    said = set(stems(text)) | set(re.findall(r"\b(?:all|no|none|full|fully|without|every)\b", text.lower()))
    titles = {
        option.id: set(stems(f"{option.title or ''} {str(option.id).replace('-', ' ')}"))
        | set(re.findall(r"\b(?:all|none|full)\b", f"{option.title or ''} {option.id}".lower()))
        for option in issue.options
    }
    shared = Counter(word for title in titles.values() for word in title)
    scores = {}
    for name, title in titles.items():
        telling = {word for word in title if shared[word] < len(titles)}
        if telling:
            scores[name] = sum(1 / shared[word] for word in telling & said) / sum(
                1 / shared[word] for word in telling
            )
    top = max(scores.values(), default=0.0)
    if top < _OPTION_SHARE:
        return ()
    return tuple(name for name, value in scores.items() if value > top - 1e-9)


def _counted(issue: Issue, figures: Sequence[ReadFigure]) -> tuple[Value, ...]:
    """Return the figures in an issue's unit and range; parts ("including 100") only where there is no whole."""
    numbers = issue.integers or issue.reals
    if numbers is None:
        return ()
    wanted = set(stems(f"{issue.unit or ''} {issue.title or issue.id}"))
    whole: list[Value] = []
    parts: list[Value] = []
    for figure in figures:
        counted = stems(figure.of)
        if not counted or counted[-1] not in wanted:
            continue
        stated = (value for value in (figure.value, figure.high) if value is not None)
        within = (value for value in stated if numbers.low <= value <= numbers.high)
        (parts if figure.part else whole).extend(int(value) if issue.integers else value for value in within)
    return tuple(dict.fromkeys(whole or parts))


def implied_order(issue: Issue, stand: str, options: Sequence[Value]) -> tuple[Value, ...]:
    """Return an ordered issue's options from best to worst, as a stand on one end implies; () where it does not.

    Demanding, offering or accepting an end says that nearer to it is better; refusing an end, that farther is.
    Numbers are given by their two ends.
    """
    numbers = issue.integers or issue.reals
    if numbers is not None:
        row: list[Value] = [numbers.low, numbers.high]
    elif issue.ordered:
        row = [option.id for option in issue.options]
    else:
        return ()
    if len(options) != 1 or options[0] not in (row[0], row[-1]):
        return ()
    from_first = (options[0] == row[0]) != (stand == "rejects")
    return tuple(row if from_first else row[::-1])
