"""Whole numbers of any size in machine words: what is left of them after division by several primes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

#: Products of two residues must fit a machine word.
_BELOW: Final = 2**31


def moduli_above(most: int) -> list[int]:
    """Return primes whose product is above a number."""
    primes: list[int] = []
    number = _BELOW - 1
    while math.prod(primes) <= most:
        if all(number % divisor for divisor in range(3, math.isqrt(number) + 1, 2)):
            primes.append(number)
        number -= 2
    return primes


def joined(residues: Sequence[int], moduli: Sequence[int]) -> int:
    """Return the number below the product of the moduli that has these residues (the Chinese remainder theorem)."""
    number, product = 0, 1
    for residue, modulus in zip(residues, moduli, strict=True):
        number += product * ((residue - number) * pow(product, -1, modulus) % modulus)
        product *= modulus
    return number
