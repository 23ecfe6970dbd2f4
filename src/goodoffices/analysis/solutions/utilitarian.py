"""The utilitarian solution: the largest sum of utilities, over all feasible packages.

Harsanyi, *Cardinal Welfare, Individualistic Ethics, and Interpersonal Comparisons of Utility*, Journal of Political
Economy 63(4), 1955, pp. 309-321. It compares utilities between parties, which the others do not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.solutions.choice import Candidates


def objective(candidates: Candidates) -> NDArray[np.float64]:
    """Return the sum of the parties' utilities, for each candidate."""
    total: NDArray[np.float64] = candidates.utilities.sum(axis=1)
    return total
