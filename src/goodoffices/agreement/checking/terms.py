"""All checks of the terms of an agreement, in one order: what is wrong, what is open, what to look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goodoffices.agreement.checking.amounts import amounts
from goodoffices.agreement.checking.backing import backing
from goodoffices.agreement.checking.covering import covering
from goodoffices.agreement.checking.duties import duties
from goodoffices.agreement.checking.findings import Finding, Kind, Setting
from goodoffices.agreement.checking.norms import norms
from goodoffices.agreement.checking.timing import timing
from goodoffices.agreement.ordering import order_of
from goodoffices.model.agreement import Terms

_RANK: Final[dict[Kind, int]] = {"wrong": 0, "open": 1, "norm": 2}


def check_terms(terms: Terms, setting: Setting | None = None) -> tuple[Finding, ...]:
    """Return what is found: first what is wrong, then what is open, then norms, each in the order of the terms.

    Args:
        terms: the terms; ids of phases and obligations are unique, as a case file has them.
        setting: who is there, what is on the table, what exists; what is not given is not judged.
    """
    found = list(dict.fromkeys(_all(terms, setting or Setting())))
    return tuple(sorted(found, key=lambda one: _RANK[one.kind]))


def _all(terms: Terms, setting: Setting) -> Iterator[Finding]:
    order = order_of(terms)
    yield from timing(order)
    yield from duties(order, setting)
    yield from amounts(order, setting)
    yield from backing(order)
    yield from covering(order, setting)
    yield from norms(terms, setting)
