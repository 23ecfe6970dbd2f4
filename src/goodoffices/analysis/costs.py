"""What giving up limits costs: as the case says, or as somebody supposes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.limits import Limit

#: How many names are suggested.
_NEAREST = 3


def costed(limits: Sequence[Limit], costs: Mapping[str, float]) -> tuple[Limit, ...]:
    """Return limits with costs in place of their own.

    Args:
        limits: the limits of a case.
        costs: numbers from 0 on, by the name of a limit.

    Raises:
        AnalysisError: there is no such limit, or a cost is below 0 or not finite.
    """
    names = [limit.name for limit in limits]
    for name, cost in costs.items():
        if name not in names:
            near = get_close_matches(name, names, n=_NEAREST, cutoff=0.4) or names[:_NEAREST]
            said = ", ".join(f"'{one}'" for one in near)
            raise AnalysisError(
                f"there is no limit '{name}' in this case"
                + (f"; the nearest are {said}" if near else ", which has none")
            )
        if not math.isfinite(cost) or cost < 0:
            raise AnalysisError(f"the cost of '{name}' is {cost:g}; give a finite number that is not below 0")
    return tuple(replace(limit, cost=float(costs.get(limit.name, limit.cost))) for limit in limits)
