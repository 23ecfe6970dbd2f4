"""Terms to test with: short ways to write obligations and phases, and one agreement with nothing wrong in it."""

from __future__ import annotations

from typing import Any

from goodoffices.model.agreement import Guarantor, Obligation, Phase, Terms

#: What a sound obligation says besides who does what.
WHOLE = {
    "recipient": "the other", "due_day": 5, "verification": "counted at the gate", "verified_by": "Monitors",
    "dispute": "to the commission",
}  # fmt: skip


def duty(name: str, **fields: Any) -> Obligation:
    """An obligation that says all it should, of party a, unless fields say otherwise."""
    return Obligation(**{"id": name, "actor": "a", "action": f"does {name}", **WHOLE, **fields})


def stage(name: str, *obligations: Obligation, **fields: Any) -> Phase:
    """A phase of ten days that says what happens if it fails."""
    return Phase(
        **{"id": name, "name": name.title(), "days": 10, "resumes_if_failed": "All is as before.", **fields},
        obligations=obligations,
    )


def terms(*phases: Phase, **fields: Any) -> Terms:
    """Terms that somebody guarantees."""
    return Terms(phases=phases, **{"guarantors": (Guarantor(id="g", name="G"),), **fields})


SOUND = terms(
    stage("one", duty("frees", quantity=40, of="persons")),
    stage("two", duty("pays", actor="b", in_exchange_for="frees", due_day=3), starts_after=("one",)),
)
