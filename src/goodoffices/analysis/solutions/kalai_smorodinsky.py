"""The Kalai-Smorodinsky solution: the largest smallest share of each party's largest gain.

Kalai and Smorodinsky, *Other Solutions to Nash's Bargaining Problem*, Econometrica 43(3), 1975, pp. 513-518;
over finitely many packages the point nearest the ray to the ideal point in the sense of the smallest share.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.solutions.choice import Candidates
from goodoffices.analysis.tolerance import RELATIVE


def objective(candidates: Candidates) -> NDArray[np.float64] | None:
    """Return the smallest share of a party's largest gain, for each candidate; None where a largest gain is 0."""
    if (candidates.largest <= RELATIVE).any():
        return None
    smallest: NDArray[np.float64] = (candidates.gains / candidates.largest).min(axis=1)
    return smallest
