"""The Nash solution: the largest product of gains.

Nash, *The Bargaining Problem*, Econometrica 18(2), 1950, pp. 155-162. Over finitely many packages the maximiser is
taken as is; convexity is not assumed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.solutions.choice import Candidates


def objective(candidates: Candidates) -> NDArray[np.float64]:
    """Return the product of the parties' gains over their reservation values, for each candidate."""
    product: NDArray[np.float64] = np.prod(candidates.gains, axis=1)
    return product
