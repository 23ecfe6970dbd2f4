"""Near-duplicates: the same agency text in ten outlets, and the same report brought up to date.

Texts are compared by MinHash (Broder, "On the resemblance and containment of documents", 1997, §3): the share of equal
entries of two signatures estimates the share of word groups that the texts have in common.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Signature = NDArray[np.uint32]

#: Words that make a group, entries of a signature, and entries that must all agree for two texts to be compared.
_GROUP, _ENTRIES, _BAND = 4, 128, 4
_PRIME = (1 << 31) - 1
_RANDOM = np.random.default_rng(1997)
_FACTORS = _RANDOM.integers(1, _PRIME, _ENTRIES, dtype=np.int64)
_SHIFTS = _RANDOM.integers(0, _PRIME, _ENTRIES, dtype=np.int64)
#: From this resemblance on, two texts are one: a copy may have another headline and a paragraph more.
ALIKE = 0.6
_WORD = re.compile(r"\w+")


def signature(text: str) -> Signature:
    """Return the MinHash signature of a text, shape (128,)."""
    words = [word.lower() for word in _WORD.findall(text)]
    groups = {" ".join(words[n : n + _GROUP]) for n in range(max(1, len(words) - _GROUP + 1))}
    hashes = np.array([zlib.crc32(group.encode()) & 0x7FFFFFFF for group in groups], dtype=np.int64)
    out = np.full(_ENTRIES, _PRIME, dtype=np.int64)
    # In blocks, so that a long text takes no more memory than a short one.
    for start in range(0, len(hashes), 1024):
        block = hashes[start : start + 1024]
        np.minimum(out, ((block[:, None] * _FACTORS + _SHIFTS) % _PRIME).min(axis=0), out=out)
    return out.astype(np.uint32)


def resemblance(one: Signature, other: Signature) -> float:
    """Estimate the share of word groups that two texts have in common, from 0 to 1."""
    return float((one == other).mean())


def originals(signatures: Sequence[Signature]) -> list[int | None]:
    """Return for each text the number of the earlier text that it resembles most, None where there is none alike."""
    buckets: dict[tuple[int, bytes], list[int]] = {}
    found: list[int | None] = []
    for number, one in enumerate(signatures):
        near: set[int] = set()
        for band in range(0, _ENTRIES, _BAND):
            bucket = buckets.setdefault((band, one[band : band + _BAND].tobytes()), [])
            near.update(bucket)
            bucket.append(number)
        scored = [(resemblance(one, signatures[other]), -other) for other in near]
        best = max(scored, default=(0.0, 0))
        found.append(-best[1] if best[0] >= ALIKE else None)
    return found
