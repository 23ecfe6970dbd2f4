"""An issue leaves the agenda while somebody has written about it, in a tab or in a draft: nothing shifts, nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from goodoffices.services.dossiers import begun
from goodoffices.talks.streams import Stream
from tests.talks.table import LEAD, Table, act
from tests.web.reading import Reader, Sheet, reader

SENTENCES = (
    "Something that you had written about was changed or taken away meanwhile",
    "has changed since this page was shown",
)


@dataclass(frozen=True)
class Form:
    """A form with fields about issues.

    Attributes:
        who: who fills it in.
        path: where it stands.
        name: how its name begins.
        gone: by the words of a field about the issue that leaves, what is chosen.
        stays: the same about the other issue.
        more: what else has to be filled in.
        before: what has to have happened.
    """

    who: str
    path: str
    name: str
    gone: Mapping[str, str]
    stays: Mapping[str, str]
    more: Mapping[str, Any] = field(default_factory=dict)
    before: tuple[dict[str, Any], ...] = ()

    def prefix(self, sheet: Sheet) -> str:
        """Return the form's whole name."""
        return next(one for one in sheet.forms() if one.startswith(self.name))

    def written(self, sheet: Sheet) -> dict[str, Any]:
        """Return what is written about both issues, by the names of the fields."""
        form = self.prefix(sheet)
        return {
            sheet.field_of(form, *words.split("/")): value
            for words, value in (*self.gone.items(), *self.stays.items())
        }


_PACKAGE: dict[str, Any] = {"gone": {"truce": "short"}, "stays": {"crossings": "4"}}
_LIMITS: dict[str, Any] = {
    "gone": {"truce/no further than": "short"},
    "stays": {"crossings/at least": "4"},
}
_ALL = "The issues, by how important they are"
FORMS = {
    "proposal": Form(LEAD, "proposals/new", "table", **_PACKAGE, more={"to": ["alba"], "name": "one"}),
    "counter": Form(
        "alba:head", "proposals/1/p1", "answer-p1", **_PACKAGE, more={"answer": "counter"},
        before=(act(LEAD, "table_proposal", name="draft", to=["alba"], package={"crossings": 2}),),
    ),
    "sounding": Form(LEAD, "channels/1", "sound", **_PACKAGE, more={"to": "alba", "question": "If …?"}),
    "final": Form(
        LEAD, "proposals/final", "final", **_PACKAGE,
        more={"to": ["alba", "borea"], "name": "one", "deadline": "2031-06-01T12:00"},
    ),
    "mandate": Form(
        "alba:mandator", "home/mandate", "mandate-give", **_LIMITS, more={"called": "room", "shown": "no"}
    ),
    "limit": Form(LEAD, "case", "limit", **_LIMITS, more={"whose": "1", "name": "a limit", "cost": "2"}),
    "assumption": Form(
        LEAD, "case/preferences/1", "assumed", gone={"truce/How much it counts": "0.9", "truce/short": "0.3"},
        stays={"crossings/How much it counts": "0.1"}, more={"reservation": "0.2", "assumption": "Said so."},
    ),
    "preferences": Form(
        "alba:head", "home/preferences", "preferences",
        gone={f"{_ALL}/truce": "1", "truce/none": "2", "truce/short": "1"},
        stays={f"{_ALL}/crossings": "2", "crossings/More is better: best is 5": "more"}, more={"how": "state"},
    ),
}  # fmt: skip
#: What comes of it, by form: the other issue alone.
COMES: dict[str, Any] = {
    "proposal": {"crossings": 4},
    "counter": {"crossings": 4},
    "sounding": {"crossings": 4},
    "final": {"crossings": 4},
    "mandate": [{"issue": "crossings", "at_least": 4}],
    "limit": [{"issue": "crossings", "at_least": 4}],
    "assumption": {"crossings": 0.1},
    "preferences": {"crossings": [5, 4, 3, 2, 1, 0]},
}


def happened(table: Table, who: str) -> list[dict[str, Any]]:
    """Return the events that somebody sees."""
    lines = [json.loads(line) for line in table.seen(who).splitlines()]
    return [line["happened"]["event"] for line in lines if "happened" in line]


def came(table: Table, what: str, who: str, before: list[dict[str, Any]]) -> Any:
    """Return what a form's act says of the issues."""
    if what in ("limit", "assumption"):
        case = begun(table.talks, table.talks.standing(LEAD))[0]
        if what == "limit":
            return [
                {"issue": one.requires.issue, "at_least": one.requires.at_least} for one in case.red_lines
            ]
        return dict(case.parties[0].preferences.weights)  # type: ignore[union-attr]  # they are exact
    if what == "preferences":
        state: Any = table.talks.history.load(Stream("mandate", "alba")).state
        return {name: list(order) for name, order in state.preferences.orders.items()}
    fresh = [one for one in happened(table, who) if one not in before]
    # Where a proposal goes to a side, the mediators have it twice: in the channel, and among themselves.
    event = next(one for one in fresh if {"package", "requires"} & set(one))
    return [event["requires"]] if "requires" in event else event["package"]


def drop(table: Table) -> None:
    assert not table.play([act(LEAD, "drop_issue", issue="truce")]).refused


def kept(person: Reader, sheet: Sheet, form: str, written: Mapping[str, Any]) -> None:
    """Keep a draft, as a browser does: all that can be seen, and what says from what it was made."""
    fields = {name: "\n".join(one) if isinstance(one, list) else one for name, one in written.items()}
    stands = sheet.form(form)
    fields |= {name: stands[f"{form}-{name}"] for name in ("seen", "asked") if f"{form}-{name}" in stands}
    sent = {"form": form, "fields": fields}
    assert person.client.post("/cases/main/drafts", sent, content_type="application/json").status_code == 204


@pytest.mark.parametrize("way", ["tab", "draft"])
@pytest.mark.parametrize("what", FORMS)
def test_an_issue_that_was_dropped_meanwhile_is_said_and_nothing_shifts(
    table: Table, what: str, way: str
) -> None:
    form = FORMS[what]
    assert not table.play(list(form.before)).refused
    person, path = reader(form.who), f"/cases/main/{form.path}"
    sheet = person.get(path)
    name, written = form.prefix(sheet), form.written(sheet)
    if way == "draft":
        kept(person, sheet, name, {**written, **form.more})
    drop(table)
    before = happened(table, form.who), begun(table.talks, table.talks.standing(LEAD))
    if way == "draft":
        sheet = person.get(path)
        written = {}
    refused = person.send(sheet, name, **{**written, **form.more})

    assert refused.status == 422
    assert any(one in refused.main for one in SENTENCES)
    assert (happened(table, form.who), begun(table.talks, table.talks.standing(LEAD))) == before
    # What was written of the issue that is gone can be copied; all else still stands where it stood.
    lost = next(one for one in refused.tree.iter() if one.get("aria-label") == "What you wrote")
    assert set((lost.text or "").split()) >= set(form.gone.values())
    stands = refused.form(name)
    for words, value in form.stays.items():
        if not words.startswith(_ALL):
            assert stands[f"{name}-{refused.field_of(name, *words.split('/'))}"] == value

    done = person.send(refused, name, **form.more)
    assert done.status == 200, done.main
    assert came(table, what, form.who, before[0]) == COMES[what]
    assert "What you wrote" not in person.get(path).text


def test_an_issue_in_another_form_is_another(table: Table) -> None:
    lunn = reader(LEAD)
    sheet = lunn.get("/cases/main/proposals/new")
    truce = sheet.field_of("table", "truce")
    options = [{"id": "none", "title": "No truce"}, {"id": "short"}, {"id": "long"}]
    changed = {"id": "truce", "ordered": True, "options": options}
    assert not table.play([act(LEAD, "put_issue", issue=changed)]).refused
    refused = lunn.send(sheet, "table", to=["alba"], name="one", text="So.", **{truce: "none"})
    assert refused.status == 422
    assert any(one in refused.main for one in SENTENCES)
    assert refused.form("table")["table-text"] == "So."
    assert "No truce" in refused.main
    assert truce not in refused.text
