"""How much an answer tells: compiled, for there are very many pairs of packages that could be put in order."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def told(worth, one, first, open_, settled):
    """Return how much of the variance of what is open is explained by whether a package is better than each other one.

    `worth`: packages × draws; `one`: the package; `first`: others from this one on; `open_`: draws × what is open;
    an answer tells nothing where the shares of draws that give either multiply to `settled` or less. By package, 0 for
    those before `first`.
    """
    packages, draws = worth.shape
    size = open_.shape[1]
    found = np.zeros(packages)
    whole, some = np.zeros(size), np.empty(size)
    for draw in range(draws):
        for place in range(size):
            whole[place] += open_[draw, place]
    for other in range(first, packages):
        some[:] = 0.0
        share = 0.0
        for draw in range(draws):
            ahead = 1.0 if worth[one, draw] > worth[other, draw] else 0.0
            share += ahead
            for place in range(size):
                some[place] += ahead * open_[draw, place]
        share /= draws
        middling = share * (1.0 - share)
        if middling > settled:
            for place in range(size):
                found[other] += ((some[place] - share * whole[place]) / draws) ** 2
            found[other] /= middling
    return found
