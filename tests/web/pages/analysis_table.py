"""A working case to analyse on the table, and a way to have its answers at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from goodoffices.model import Additive, Case, Condition, IntegerRange, Issue, Option, Party, RedLine
from goodoffices.model.parties import DecisionBody, Member, Question, Rule, Stance
from goodoffices.model.preferences import Table as Evaluations
from goodoffices.services import analysing
from goodoffices.services.answers import RESTS_ON, Answer, Failed, Kind, Ready, Waiting, digest_of
from goodoffices.services.dossiers import Place, start_from, working_case
from goodoffices.services.rehearsing import rehearse
from goodoffices.services.what_if import what_if
from goodoffices.talks.standing import Standing
from goodoffices.web.project import House
from tests.talks.table import LEAD, Table

#: Written into every name that a case has: none of it may come to life.
HOSTILE = "<script>alert(1)</script> \u202eevil\u202c 🕊️ '; DROP TABLE x; --"
TRUCE = Issue(
    id="truce", title="Truce", ordered=True,
    options=tuple(Option(id=one, title=f"{one} truce") for one in ("none", "short", "long")),
)  # fmt: skip
CROSSINGS = Issue(id="crossings", title="Crossings opened", integers=IntegerRange(low=0, high=5))
PRISONERS = Issue(
    id="prisoners", title="Prisoners freed", options=tuple(Option(id=f"p{n}", title=f"{n} freed") for n in range(5)), ordered=True
)  # fmt: skip


class AtOnce:
    """Answers that are there when they are asked for; or that wait, or fail, where a test says so."""

    def __init__(self) -> None:
        self.kept: dict[bytes, Answer] = {}
        self.asked: list[Kind] = []
        self.audiences: set[str] = set()
        self.waits: set[Kind] = set()
        self.fails: dict[Kind, str] = {}

    def ask(self, kind: Kind, case: Case, *, audience: str, **options: Any) -> Answer:
        """Answer."""
        self.asked.append(kind)
        self.audiences.add(audience)
        if kind in self.waits:
            return Waiting(dt.datetime(2031, 3, 1, 12, tzinfo=dt.UTC), begun=True)
        if kind in self.fails:
            return Failed(self.fails[kind])
        bare = Case(**{name: getattr(case, name) for name in RESTS_ON[kind]})
        digest = digest_of(kind, bare, audience, options)
        if digest not in self.kept:
            # few draws: what comes of many is tested where it is computed
            others: dict[str, Callable[..., Any]] = {
                "what_if": what_if,
                "rehearse": partial(rehearse, draws=200, plays=4),
            }
            ask = others[kind] if kind in others else getattr(analysing, kind)
            try:
                self.kept[digest] = Ready(ask(bare, **options), 0.0)
            except ValueError as error:
                self.kept[digest] = Failed(str(error))
        return self.kept[digest]


def additive(
    weights: Mapping[str, float],
    up: tuple[str, ...],
    issues: tuple[Issue, ...],
    reservation: float | None,
    **more: Any,
) -> Additive:
    """Return preferences that like the last options of some issues, and the first ones of the others."""
    values = {}
    for issue in issues:
        last = issue.size - 1
        values[issue.id] = Evaluations(
            evaluations={
                key: (place if issue.id in up else last - place) / last
                for place, key in enumerate(issue.keys)
            }
        )
    return Additive(weights=weights, values=values, reservation=reservation, **more)


def blocked(*, hostile: str = "", ranges: bool = False) -> Case:
    """Return a case of three parties that is deadlocked: a long truce is a red line of two of them."""
    issues = (TRUCE, CROSSINGS, PRISONERS)
    more: dict[str, Any] = {"assumption": f"Guessed. {hostile}"}
    if ranges:
        more["ranges"] = {"truce": (0.2, 0.7), "prisoners": (0.1, 0.5)}
    return Case(
        title="Working case",
        parties=(
            Party(id="alba", name="Alba", preferences=additive({"truce": 0.5, "crossings": 0.3, "prisoners": 0.2}, ("truce", "crossings"), issues, 0.2, **more)),
            Party(id="borea", name="Borea", preferences=additive({"truce": 0.4, "crossings": 0.2, "prisoners": 0.4}, ("prisoners",), issues, 0.1)),
            Party(id="cora", preferences=additive({"truce": 0.1, "crossings": 0.5, "prisoners": 0.4}, ("truce", "prisoners"), issues, None)),
        ),
        issues=issues,
        red_lines=(
            RedLine(party="alba", name=f"a long truce {hostile}".strip(), requires=Condition(issue="truce", at_least="long"), assumption=f"Our reading. {hostile}"),
            RedLine(party="borea", name="no long truce", requires=Condition(issue="truce", at_most="short"), entered_by="lunn"),
            RedLine(party="cora", name="three crossings", requires=Condition(issue="crossings", at_most=3), entered_by="lunn"),
        ),
        decision_bodies=(
            DecisionBody(
                id="cabinet", party="alba", name=f"Cabinet {hostile}".strip(), rule=Rule(kind="majority"),
                members=tuple(Member(id=f"m{n}", name=f"Member {n}") for n in range(3)),
                questions=(Question(id="go", text="Should we go?", stances=(Stance(member="m0", stance="for"), Stance(member="m1", stance="against"))),),
            ),
        ),
    )  # fmt: skip


def spread(parties: tuple[str, ...], issues: int = 4, options: int = 10) -> Case:
    """Return a case in which every package is efficient: what one party gains, another loses."""
    made = tuple(
        Issue(id=f"i{n}", title=f"Issue number {n}", ordered=True, options=tuple(Option(id=f"o{k}", title=f"Option {k} of issue {n}") for k in range(options)))
        for n in range(issues)
    )  # fmt: skip
    raw = [(1 + 0.37 * n) * (1.1**n) for n in range(issues)]
    weights = {issue.id: one / sum(raw) for issue, one in zip(made, raw, strict=True)}
    everything = tuple(issue.id for issue in made)
    ups = (everything, (), everything[: issues // 2])
    return Case(
        parties=tuple(
            Party(id=party, preferences=additive(weights, up, made, 0.3))
            for party, up in zip(parties, ups, strict=False)
        ),
        issues=made,
    )


def standing(table: Table) -> Standing:
    """Return the lead mediator."""
    return table.talks.standing(LEAD)


def taken(table: Table, case: Case) -> Case:
    """Put a case on the table as the mediators' working case; return it as it is analysed."""
    place = Place(table.talks, standing(table), House.now())
    start_from(place, case)
    return working_case(table.talks, place.who).case
