"""Where the Nash solution turns to another package as one party's reservation value rises.

For a package that is worth u to the party, and whose other gains multiply to g, the product (u − t)·g is a straight
line in the reservation value t. The Nash solution is the upper envelope of these lines, so every turn is found, and no
value need be tried (upper envelopes: de Berg and others, *Computational Geometry*, 3rd ed. 2008, ch. 11.4). As t rises
the envelope passes to flatter lines, of larger u: a better alternative never lowers what the Nash solution gives the
party (Thomson, *Monotonicity of Bargaining Solutions with Respect to the Disagreement Point*, Journal of Economic
Theory 42, 1987).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: A turn closer than this to the one before is none.
_WIDTH = 1e-9


def turns(own: Floats, others: Floats, start: float) -> list[tuple[float, float]]:
    """Return the stretches of reservation values on which one line is the highest.

    Args:
        own: what each package is worth to the party.
        others: the product of the other parties' gains; packages where it is 0 are left aside.
        start: the lowest reservation value looked at.

    Returns:
        the stretches as (above, up to), in order, up to where no product is above 0.
    """
    kept = (others > 0) & (own > start)
    u, g = own[kept], others[kept]
    if not len(u):
        return []
    found = []
    at = start
    products = (u - at) * g
    # among lines that meet here the flattest is the highest from here on
    now = int(np.lexsort((u, products))[-1])
    while True:
        ahead = u > u[now]
        rivals = np.flatnonzero(ahead & (g < g[now]))
        # a line ahead that is not flatter would have been higher already, up to rounding
        if not len(rivals):
            found.append((at, float(u[now])))
            return [stretch for stretch in found if stretch[1] - stretch[0] > _WIDTH]
        meets = (u[now] * g[now] - u[rivals] * g[rivals]) / (g[now] - g[rivals])
        first = float(meets.min())
        tied = rivals[meets <= first + 1e-12]
        found.append((at, max(at, first)))
        at = max(at, first)
        now = int(tied[u[tied].argmax()])
