"""What comes after a refusal, in shares of all draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from msgspec import Struct

from goodoffices.analysis.partial.chances import wilson
from goodoffices.model.packages import package_at
from goodoffices.simulation.rehearsing.following import Numbers, Played, Table, played_on
from goodoffices.simulation.rehearsing.inputs import Floats
from goodoffices.simulation.rehearsing.judging import Scene, Verdict
from goodoffices.simulation.rehearsing.results import Later, Odds, OptionOdds
from goodoffices.simulation.rehearsing.shares import Ends, part, ranged, worth_of

#: So many refused draws at most are played on, where nothing else is said; at each end of the inputs half as many.
PLAYS: Final = 100

_SHOWN: Final = 5


class Followed(Struct, frozen=True):
    """What comes later, and what there is to say about it."""

    answer: Later
    notes: tuple[str, ...]


def later_of(scene: Scene, verdict: Verdict, ends: Ends, *, rounds: int, plays: int) -> Followed:
    """Play on from the draws in which the package is refused.

    Args:
        scene: the package on the table.
        verdict: what comes of it, with the inputs as drawn.
        ends: the same with the inputs at the ends of their ranges.
        rounds: when talks end without an agreement.
        plays: so many draws at most are played on.
    """
    table = Table(scene)
    played = played_on(table, verdict, scene.drawn, rounds=rounds, plays=plays)
    extremes = []
    for hard in ([], ends.worst):
        there = ends.of(hard)
        found = played_on(table, there, ends.setting(hard), rounds=rounds, plays=max(1, plays // 2))
        extremes.append(_shares(there, found))
    agreement, none = _shares(verdict, played)
    packages = played.agreed[played.agreed >= 0]
    own = int(table.listing.numbers(np.array([scene.places], np.int16))[0])
    answer = Later(
        agreement=ranged(agreement, [one.sampling for one, _ in extremes]),
        none=ranged(none, [one.sampling for _, one in extremes]),
        refused=len(played.refused),
        closed=int(played.closed.sum()),
        stopped=int(played.stopped.sum()),
        played=len(played.played),
        empty=int(played.empty.sum()),
        failed=int((played.agreed < 0).sum() - played.empty.sum()),
        agreed=len(packages),
        same=int((packages == own).sum()),
        packages=tuple(
            (_package(table, number), part(_is(packages, number)))
            for number, _ in Counter(packages.tolist()).most_common(_SHOWN)
        ),
        options=_options(table, packages.tolist()),
    )
    return Followed(answer, tuple(_notes(table, answer)))


def _shares(verdict: Verdict, played: Played) -> tuple[Odds, Odds]:
    """Return how often it comes to an agreement later, and to none, as shares of all draws.

    The draws that were played stand for all that are open, and draws in which the package was refused for all in which
    it can be. The error is that of the draws and that of which of them were played, together; as an interval by Wilson
    for as many draws as have that error.
    """
    draws, refused = len(verdict.refused), len(played.refused)
    missed = 1.0 - min(1.0, float(verdict.accepted.mean()))
    shut = played.closed | played.stopped
    left = np.zeros(draws)
    left[played.refused[~shut]] = 1.0
    open_ = missed * (1.0 - float(shut.mean())) if refused else missed
    agreed, count = int((played.agreed >= 0).sum()), len(played.played)
    rate = agreed / count if count else 0.0
    # a rate of none or all still leaves what so few plays cannot see
    smooth = (agreed + 1) / (count + 2)
    unseen = 1.0 - count / float(left.sum()) if left.any() else 0.0
    second = open_**2 * smooth * (1.0 - smooth) / count * unseen if count else 0.0
    found = []
    for share in (open_ * rate, missed - open_ * rate):
        own = share * (1.0 - share)
        first = own / worth_of(left)
        worth = own / (first + second) if own > 0 else float(draws)
        found.append(Odds(share=share, n=draws, sampling=wilson(share, worth)))
    return found[0], found[1]


def _package(table: Table, number: int) -> Mapping[str, str | int | float]:
    return package_at(table.listing.places[number].tolist(), table.scene.room.case.issues)


def _options(table: Table, packages: Sequence[int]) -> dict[str, tuple[OptionOdds, ...]]:
    """Return, by issue, what was agreed on how often."""
    if not packages:
        return {}
    found = {}
    for number, issue in enumerate(table.scene.room.case.issues):
        chosen = table.listing.places[list(packages), number].astype(np.int64)
        often = Counter(chosen.tolist()).most_common()
        found[issue.id] = tuple(
            OptionOdds(option=issue.values[place], odds=part(_is(chosen, place))) for place, _ in often
        )
    return found


def _is(chosen: Numbers, one: int) -> Floats:
    return np.asarray(chosen == one, float)


def _notes(table: Table, later: Later) -> list[str]:
    notes = []
    open_ = later.refused - later.closed - later.stopped
    if later.played < open_:
        notes.append(
            f"{later.played:,} of {open_:,} refused draws that leave some package were played on; they stand for all "
            "of them"
        )
    if later.stopped:
        notes.append(
            "later, too, those at home are taken to stand alike to every package of which they have said nothing"
        )
    if not table.whole:
        notes.append(
            f"there are too many packages to list, so talks are played on among {len(table.listing):,} drawn at random"
        )
    return notes
