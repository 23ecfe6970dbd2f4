"""From the network's numbers to spans: which pieces may be cues, and what of a cue's surroundings belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from goodoffices.record.attribute.attribution import Attribution, Spans
from goodoffices.record.attribute.pieces import Pieces

Floats = NDArray[np.float32]

#: Distances to the cue are told in buckets: 0 in it, 1 to 9 before, 10 to 17 after; bounds are powers of two.
_BOUNDS = np.array([2, 3, 5, 9, 17, 33, 65, 129])


@dataclass(frozen=True, slots=True)
class Settings:
    """What was tuned on the part of PolNeAR's train that the network did not learn from."""

    #: A piece is tried as the first of a cue from this probability on.
    candidate: float
    #: An attribution is reported from this confidence on.
    confidence: float
    #: No source is reported if neither the verdict nor any word reaches this probability.
    source: float
    #: A word belongs to the content from this probability on.
    content: float
    #: Weights of the logistic regression on `signals`, the constant last: the chance of being right.
    weights: tuple[float, ...]


class Candidate(NamedTuple):
    """Pieces [first, last) that may be a cue, with the probability that they are."""

    first: int
    last: int
    probability: float


class Surroundings(NamedTuple):
    """What the branch says around a candidate: pieces [low, high), role probabilities (high - low, 3), the verdict.

    The roles are neither, source, content; `is_cue` and `has_source` are probabilities.
    """

    low: int
    roles: Floats
    is_cue: float
    has_source: float


def softmax(logits: Floats) -> Floats:
    """Turn logits (..., k) into probabilities."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)


def candidates(pieces: Pieces, tags: Floats, first: int, least: float) -> list[Candidate]:
    """Return possible cues from tag probabilities (n, 3: outside, begin, inside) of the pieces from `first` on.

    A cue begins where the beginning is probable enough and no longer run is going on; it ends before the first word
    that is more probably outside or a beginning.
    """
    found = []
    size, at = len(tags), 0
    begins, insides = tags[:, 1], tags[:, 2]
    while at < size:
        together = begins[at] + insides[at]
        if pieces.heads[first + at] and (begins[at] >= least or together >= 2 * least):
            end = at + 1
            while end < size and (
                not pieces.heads[first + end]
                or (insides[end] > begins[end] and insides[end] >= min(0.5, 0.7 * together))
            ):
                end += 1
            found.append(Candidate(first + at, first + end, float(together)))
            at = end
        else:
            at += 1
    return found


def distances(low: int, high: int, cue: Candidate) -> NDArray[np.int64]:
    """Return the bucket of each piece's distance to the cue, for pieces [low, high)."""
    at = np.arange(low, high)
    before = np.searchsorted(_BOUNDS, cue.first - at, side="right") + 1
    after = np.searchsorted(_BOUNDS, at - cue.last + 1, side="right") + 10
    return np.where(at < cue.first, before, np.where(at >= cue.last, np.minimum(after, 17), 0)).astype(
        np.int64
    )


def _by_word(heads: NDArray[np.bool_], values: Floats) -> Floats:
    """Give each piece the mean of its word."""
    number = np.cumsum(heads) - (1 if heads[0] else 0)
    sums = np.zeros((number[-1] + 1, values.shape[1]))
    np.add.at(sums, number, values)
    return np.asarray((sums / np.bincount(number)[:, None])[number], dtype=np.float32)


def _runs(marked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], marked.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


class Found(NamedTuple):
    """An attribution before it is judged: its spans, and the signals its confidence is made from."""

    content: Spans
    cue: Spans
    source: Spans
    signals: tuple[float, ...]


def _source(probabilities: Floats, has_source: float, least: float) -> tuple[int, int] | None:
    """Choose the run of source pieces around the most probable one."""
    peak = int(probabilities.argmax())
    if probabilities[peak] < least and has_source < 1 - least:
        return None
    if has_source < least and probabilities[peak] < 1 - least:
        return None
    enough = min(0.5, 0.6 * float(probabilities[peak]))
    first, last = peak, peak + 1
    while first > 0 and probabilities[first - 1] >= enough:
        first -= 1
    while last < len(probabilities) and probabilities[last] >= enough:
        last += 1
    return first, last


#: A gap of so many pieces within a content is the network's doubt and no gap, unless cue or source stands in it; a run
#: of so many or fewer is none beside a long one.
_GAP, _CRUMB, _LONG, _LEAST = 4, 3, 8, 0.15


def _whole(runs: list[tuple[int, int]], probable: Floats, taken: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Close small gaps between runs of content, and drop crumbs beside a long run."""
    closed: list[tuple[int, int]] = []
    for a, b in runs:
        if (
            closed
            and a - closed[-1][1] <= _GAP
            and not taken[closed[-1][1] : a].any()
            and probable[closed[-1][1] : a].mean() >= _LEAST
        ):
            closed[-1] = closed[-1][0], b
        else:
            closed.append((a, b))
    longest = max((b - a for a, b in closed), default=0)
    return [(a, b) for a, b in closed if b - a > (_CRUMB if longest >= _LONG else 0 if longest == 1 else 1)]


def surrounded(pieces: Pieces, cue: Candidate, around: Surroundings, settings: Settings) -> Found | None:
    """Choose source and content of one candidate; None where no piece can be content."""
    low, high = around.low, around.low + len(around.roles)
    roles = _by_word(pieces.heads[low:high], around.roles)
    inside = slice(cue.first - low, cue.last - low)
    roles[inside] = (1.0, 0.0, 0.0)
    source = _source(roles[:, 1], around.has_source, settings.source)
    content = roles[:, 2] >= settings.content
    if source is not None:
        content[slice(*source)] &= roles[slice(*source), 2] > roles[slice(*source), 1]
    taken_by = np.zeros(len(roles), dtype=np.bool_)
    taken_by[inside] = True
    if source is not None:
        taken_by[slice(*source)] = True
    runs = _whole(_runs(content), roles[:, 2], taken_by)
    if not runs:
        return None

    def spans(first: int, last: int) -> tuple[int, int]:
        return int(pieces.starts[low + first]), int(pieces.ends[low + last - 1])

    taken = np.concatenate([roles[a:b, 2] for a, b in runs])
    unsure = np.minimum(roles[:, 2], 1 - roles[:, 2]).sum() / max(1.0, float(roles[:, 2].sum()))
    peak = float(roles[:, 1].max())
    signals = (
        _logit(cue.probability),
        _logit(around.is_cue),
        peak if source is not None else 1 - max(peak, around.has_source),
        float(taken.mean()),
        float(unsure),
        1.0,
    )
    cue_span = int(pieces.starts[cue.first]), int(pieces.ends[cue.last - 1])
    return Found(
        tuple(spans(a, b) for a, b in runs), (cue_span,), () if source is None else (spans(*source),), signals
    )


def _logit(probability: float) -> float:
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return float(np.log(bounded / (1 - bounded)))


def judged(found: Found, settings: Settings) -> Attribution:
    """Give an attribution its confidence."""
    weighed = sum(w * s for w, s in zip(settings.weights, found.signals, strict=True))
    return Attribution(found.content, found.cue, found.source, float(1 / (1 + np.exp(-weighed))))


#: Two attributions by one source whose contents share more than this are one, found by two cues.
_ONE = 0.6
#: Sources are sought by blocks of so many letters, which few sources are longer than.
_BLOCK = 200


def distinct(found: Sequence[Attribution]) -> list[Attribution]:
    """Leave out the less sure of two attributions by one source whose contents are much the same; in order of cues."""
    kept: list[Attribution] = []
    by_place: dict[int, list[Attribution]] = {}
    for one in sorted(found, key=lambda one: -one.confidence):
        place = one.source[0][0] // _BLOCK if one.source else -2
        near = [other for block in (place - 1, place, place + 1) for other in by_place.get(block, ())]
        if not any(_same(one, other) for other in near):
            kept.append(one)
            by_place.setdefault(place, []).append(one)
    return sorted(kept, key=lambda one: one.cue)


def _same(one: Attribution, other: Attribution) -> bool:
    if not any(a < y and x < b for a, b in one.source for x, y in other.source):
        return False
    shared = sum(max(0, min(b, y) - max(a, x)) for a, b in one.content for x, y in other.content)
    total = sum(b - a for a, b in (*one.content, *other.content))
    return 2 * shared > _ONE * total
