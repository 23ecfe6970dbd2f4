"""The egalitarian solution: the largest smallest gain, ties broken lexicographically.

Kalai, *Proportional Solutions to Bargaining Situations*, Econometrica 45(7), 1977, pp. 1623-1630; the lexicographic
extension is Imai's (Econometrica 51(2), 1983, pp. 389-401).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.solutions.choice import Candidates


def objective(candidates: Candidates) -> NDArray[np.float64]:
    """Return the smallest gain over the reservation values, for each candidate."""
    smallest: NDArray[np.float64] = candidates.gains.min(axis=1)
    return smallest
