"""Where the Nash solution turns to another package as one party's reservation value rises.

For a package that is worth u to the party, and whose other gains multiply to g, the product (u − t)·g is a straight
line in the reservation value t. The Nash solution is the upper envelope of these lines, so every turn is found, and no
value need be tried (upper envelopes: de Berg and others, *Computational Geometry*, 3rd ed. 2008, ch. 11.4). As t rises
the envelope passes to flatter lines, of larger u: a better alternative never lowers what the Nash solution gives the
party (Thomson, *Monotonicity of Bargaining Solutions with Respect to the Disagreement Point*, Journal of Economic
Theory 42, 1987).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Lines that meet closer than this meet at once.
_ROUNDING: Final = 1e-12

#: A turn closer than this to the one before is none.
_WIDTH: Final = 1e-9


def turns(own: Floats, others: Floats, start: float, most: int) -> list[tuple[float, float]] | None:
    """Return the stretches of reservation values on which one line is the highest.

    Args:
        own: what each package is worth to the party.
        others: the product of the other parties' gains; packages where it is 0 are left aside.
        start: the lowest reservation value looked at.
        most: give up where there are more stretches.

    Returns:
        the stretches as (above, up to), in order, up to where no product is above 0; None where there are too many.
    """
    kept = (others > 0) & (own > start)
    u, g = own[kept], others[kept]
    if not len(u):
        return []
    found: list[tuple[float, float]] = []
    at = start
    products = (u - at) * g
    # among lines that meet here the flattest is the highest from here on
    now = int(np.lexsort((u, products))[-1])
    worth, slope = float(u[now]), float(g[now])
    while len(found) <= most:
        # a line ahead that is not flatter would have been higher already, up to rounding
        ahead = (u > worth) & (g < slope)
        u, g = u[ahead], g[ahead]
        if not len(u):
            return [*found, (at, worth)] if worth - at > _WIDTH else found
        meets = (worth * slope - u * g) / (slope - g)
        first = max(at, float(meets.min()))
        tied = np.flatnonzero(meets <= first + _ROUNDING)
        if first - at > _WIDTH:
            found.append((at, first))
            at = first
        now = int(tied[u[tied].argmax()])
        worth, slope = float(u[now]), float(g[now])
    return None
