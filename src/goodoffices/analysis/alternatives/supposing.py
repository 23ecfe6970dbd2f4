"""What if: a case in which a party's alternative is worth a number, whatever its preferences state."""

from __future__ import annotations

import math
from collections.abc import Mapping

from msgspec import structs

from goodoffices.analysis.alternatives.deriving import derived_of, stated_of
from goodoffices.analysis.errors import AnalysisError
from goodoffices.model.case import Case
from goodoffices.model.parties import Party
from goodoffices.model.preferences import Interval, Ordinal

#: What an alternative is supposed to be worth, by party: a number, or `low`, `middle` or `high` of the derived range.
Supposed = Mapping[str, float | str]


def suppose(case: Case, supposed: Supposed) -> tuple[Case, tuple[str, ...]]:
    """Return the case with these reservation values, and a sentence for each.

    Raises:
        AnalysisError: there is no such party, it has no preferences, or the value is none it could have.
    """
    parties = case.parties_by_id
    notes = []
    for name, wanted in supposed.items():
        if name not in parties:
            raise AnalysisError(
                f"the case has no party '{name}' whose alternative could be supposed; it has {', '.join(parties)}"
            )
        value = _value(case, name, wanted)
        stated = stated_of(case, name)
        parties[name] = _with(parties[name], value)
        before = (
            "none is stated"
            if stated is None
            else f"stated: {' to '.join(f'{e:g}' for e in dict.fromkeys(stated))}"
        )
        notes.append(f"supposed: the reservation value of '{name}' is {value:g} ({before})")
    return structs.replace(case, parties=tuple(parties.values())), tuple(notes)


def _value(case: Case, name: str, wanted: float | str) -> float:
    found = derived_of([one for one in case.alternatives if one.party == name])
    if isinstance(wanted, str) and wanted in ("low", "middle", "high"):
        if found is None:
            raise AnalysisError(
                f"no alternative of '{name}' has a worth to take the {wanted} of; state its `utility`, or give a number"
            )
        low, high = found[1]
        return {"low": low, "middle": (low + high) / 2, "high": high}[wanted]
    try:
        value = float(wanted)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise AnalysisError(
            f"'{wanted}' is nothing that the alternative of '{name}' could be worth; give a number, low, middle or high"
        )
    return value


def _with(party: Party, value: float) -> Party:
    preferences = party.preferences
    if preferences is None:
        raise AnalysisError(
            f"the party '{party.id}' has no preferences, so nothing says what a number would be worth to it"
        )
    if isinstance(preferences, Ordinal) and value > 1:
        raise AnalysisError(
            f"utilities of '{party.id}', known by order, run from 0 to 1, so no package could reach {value:g}"
        )
    if isinstance(preferences, (Interval, Ordinal)):
        return structs.replace(party, preferences=structs.replace(preferences, reservation=(value, value)))
    return structs.replace(party, preferences=structs.replace(preferences, reservation=value))
