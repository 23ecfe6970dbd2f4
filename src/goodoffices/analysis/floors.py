"""All that a deadlock needs of utilities: four small functions, beside which nothing of it looks at preferences.

Reservation values are floors under utilities. Whoever brings another kind of utility brings these four.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, Final

from goodoffices.analysis.errors import TooEntangled
from goodoffices.analysis.limits import Limit
from goodoffices.analysis.space import Space, Values
from goodoffices.analysis.tolerance import floor_of

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from goodoffices.analysis.diagram import Diagram
    from goodoffices.analysis.encoding import Encoding
    from goodoffices.analysis.reaching import Reached


#: Seconds that looking for a party's lowest utility may take.
_LOOKING: Final = 5.0


def utilities_by_party(space: Space, package: Sequence[int]) -> dict[str, float]:
    """Return what a package, given as places, is worth to each party whose utilities are known."""
    if space.worths is not None:
        return dict(zip(space.judged, space.worths.utilities(package), strict=True))
    return dict(zip(space.known, space.values.utilities(package), strict=True))


def lowest_by_party(space: Space, parties: Container[str]) -> dict[str, float]:
    """Return the lowest feasible utility of those of these parties whose utilities are known, or a number no higher."""
    if space.worths is None:
        return {party: low for party, low in zip(space.known, space.lowest, strict=True) if party in parties}
    from goodoffices.analysis.interdependent.model import Model, lowest  # noqa: PLC0415 - heavy

    compiled = [space.worths.expressions.compile(one.requires) for one in space.case.constraints]
    found = {}
    for number, party in enumerate(space.judged):
        if party in parties:
            model = Model(space.issues, space.worths, compiled, every=True, exact=True)
            found[party], _ = lowest(model, number, _LOOKING)
    return found


def reach_floors(
    space: Space, diagram: Diagram, floors: Sequence[Limit], *, by_weights: bool = False
) -> Reached:
    """Look for a package of a diagram that is not empty and keeps these reservation values, one at least.

    Args:
        space: the case.
        diagram: the packages.
        floors: the reservation values.
        by_weights: whether weights alone are to be tried, which may settle nothing, but never take long.

    Raises:
        TooEntangled: utilities are not additive, so that diagrams do not help.
    """
    if space.worths is not None:
        raise TooEntangled("utilities are not additive, so only a search finds who can be given how much")
    from goodoffices.analysis.reaching import reach, reach_by_weights  # noqa: PLC0415 - heavy

    wanted = [floor_of(limit.reservation or 0.0) for limit in floors]
    return (reach_by_weights if by_weights else reach)(diagram, _values(space, floors), wanted)


def require_floor(
    encoding: Encoding, space: Space, floor: Limit, when: Sequence[cp_model.IntVar] = ()
) -> None:
    """Make packages of a model keep a reservation value whenever all of `when` are true."""
    assert floor.reservation is not None
    if space.worths is not None:
        from goodoffices.analysis.interdependent.model import Units, utility_in  # noqa: PLC0415 - heavy

        worth = space.worths.parties[space.judged.index(floor.party)]
        if floor.party not in encoding.utilities:
            encoding.utilities[floor.party] = utility_in(encoding, worth, Units(worth))
        wanted = Units(worth).at_least(floor_of(floor.reservation))
        encoding.model.add(encoding.utilities[floor.party] >= wanted).only_enforce_if(*when)
        return
    party = space.known.index(floor.party)
    values = space.values
    least = floor_of(floor.reservation)
    if least > values.ceilings[party]:
        encoding.require(False, when)  # noqa: FBT003 - the expression that never holds
        return
    encoding.bound(dict(enumerate(values.tables[party])), least - values.biases[party], float("inf"), when)


def _values(space: Space, floors: Sequence[Limit]) -> Values:
    """Return the utilities of the parties whose reservation values stand."""
    numbers = [space.known.index(limit.party) for limit in floors]
    return Values(
        tuple(space.values.tables[number] for number in numbers),
        tuple(space.values.biases[number] for number in numbers),
        tuple(space.values.ceilings[number] for number in numbers),
    )
