"""A small invented case with terms of every kind, and a draft for it."""

from __future__ import annotations

from typing import Final

from goodoffices.agreement.text.draft import Draft
from goodoffices.model import Case
from goodoffices.model.casefile import read_case_text
from goodoffices.talks.events.channel import Clause

TEXT: Final = """
goodoffices: 1
title: The two valleys
parties: [{id: alba, name: Alba}, {id: borea, name: Borea}]
delegations:
  - {id: d, party: alba, name: Delegation, members: [{name: Ann Arne, office: Minister, role: head}]}
mediators: [{id: lunn, name: Lunn, role: lead}]
issues:
  - {id: truce, title: Length of the truce, options: [{id: short, title: 42 days}, {id: long, title: 60 days}]}
  - {id: crossings, title: Crossings opened, integers: {low: 1, high: 3}, unit: crossings}
  - {id: lorries, title: Lorries a day, integers: {low: 0, high: 500, step: 10}}
phases:
  - id: first
    name: First phase
    days: 42
    starts_on: 2031-06-01
    ends_after: [frees]
    resumes_if_failed: Each is free again.
    suspends: [returns]
    obligations:
      - id: frees
        actor: alba
        action: frees those it holds
        quantity: 33
        of: persons
        including: [{of: women, quantity: 10}, {of: children}]
        recipient: borea
        due_day: 42
        conditions: [The lists have been exchanged.]
        verification: lists, name by name
        verified_by: lunn
        names: list A
      - id: returns
        actor: borea
        action: returns those it holds
        quantity: 700
        high: 800
        of: persons
        due_day: 42
        in_exchange_for: frees
        ratio: [20, 24.5]
        rates: [{gives: 30, of: prisoners, received: civilian}, {gives: 50, received: ""}]
        dispute: Lunn decides.
  - id: second
    name: Second phase
    starts_after: [first, returns]
    starts_when: Both have said so.
    ends_when: All is done.
    obligations:
      - {id: opens, actor: borea, action: opens the crossings, after: [frees, first], verified_by: monitors}
guarantors:
  - {id: cora, name: Cora}
  - {id: dell, name: Dell, backs: [opens, second]}
translations:
  ar:
    Alba: ألبا
    Borea: بوريا
    "The truce lasts [42 days] [60 days].": "تدوم الهدنة [٤٢ يومًا] [٦٠ يومًا]."
    "Crossings are [one] [two].": "المعابر [واحد]."
"""

CLAUSES: Final = (
    Clause(id="c1", text="The truce lasts [42 days] [60 days].", issue="truce", options=("short", "long")),
    Clause(id="c2", text="Crossings are [one] [two].", issue="crossings", options=(1, 2)),
)


def case() -> Case:
    return read_case_text(TEXT, "valleys.yaml")


def draft(**package: str | int) -> Draft:
    return Draft(package=package, clauses=CLAUSES)
