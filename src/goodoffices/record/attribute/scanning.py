"""Run a network over a text: where cues may be, and what stands around each."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from goodoffices.record.attribute.decode import (
    Candidate,
    Floats,
    Surroundings,
    candidates,
    distances,
    softmax,
)
from goodoffices.record.attribute.pieces import Pieces
from goodoffices.record.attribute.windows import Window, narrow, wide

Integers = NDArray[np.int64]

#: Candidates read at a time: enough to fill the processor, few enough to stay small in memory.
_TOGETHER = 16


class Network(Protocol):
    """The two halves of the network, whoever runs them."""

    def encode(self, ids: Integers, features: Integers) -> tuple[Floats, Floats]:
        """Return hidden states (length, width) and cue logits (length, 3) of one window."""

    def branch(self, states: Floats, distances: Integers, mask: Floats) -> tuple[Floats, Floats]:
        """Return role logits (rows, length, 3) and verdict logits (rows, 2) of some cues' surroundings."""


def surroundings(network: Network, pieces: Pieces, least: float) -> list[tuple[Candidate, Surroundings]]:
    """Return every candidate from probability `least` on, in order of the text, with what the branch says around it."""
    found: list[tuple[Candidate, Surroundings]] = []
    for window in wide(pieces):
        part = slice(window.first, window.last)
        hidden, tags = network.encode(
            pieces.ids[part].astype(np.int64), pieces.features[part].astype(np.int64)
        )
        inner = slice(window.begin - window.first, window.end - window.first)
        cues = candidates(pieces, softmax(tags[inner]), window.begin, least)
        found += _around(network, pieces, window, hidden, cues)
    return found


def _around(
    network: Network, pieces: Pieces, window: Window, hidden: Floats, cues: list[Candidate]
) -> list[tuple[Candidate, Surroundings]]:
    reach = [narrow(pieces, window, cue.first, cue.last) for cue in cues]
    # Of like length together, so that little is padded.
    order = sorted(range(len(cues)), key=lambda n: reach[n][1] - reach[n][0])
    out: dict[int, Surroundings] = {}
    for start in range(0, len(order), _TOGETHER):
        rows = order[start : start + _TOGETHER]
        longest = max(reach[n][1] - reach[n][0] for n in rows)
        states = np.zeros((len(rows), longest, hidden.shape[1]), dtype=np.float32)
        far = np.zeros((len(rows), longest), dtype=np.int64)
        mask = np.zeros((len(rows), longest), dtype=np.float32)
        for row, n in enumerate(rows):
            a, b = reach[n]
            states[row, : b - a] = hidden[a - window.first : b - window.first]
            far[row, : b - a] = distances(a, b, cues[n])
            mask[row, : b - a] = 1
        roles, verdicts = network.branch(states, far, mask)
        for row, n in enumerate(rows):
            a, b = reach[n]
            is_cue, has_source = 1 / (1 + np.exp(-verdicts[row].astype(np.float64)))
            out[n] = Surroundings(a, softmax(roles[row, : b - a]), float(is_cue), float(has_source))
    return [(cue, out[n]) for n, cue in enumerate(cues)]
