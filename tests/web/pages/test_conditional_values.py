"""What is worth more or less together: entered by mediators who assume it, by a party in numbers, by whoever enters it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from goodoffices.model import Additive, Condition, HyperRectangles, Interdependent
from goodoffices.model.depending import depending
from goodoffices.model.preferences import Box, Dependent, Preferences
from goodoffices.services.dossiers import begun
from goodoffices.services.suggesting import suggested
from goodoffices.talks.states.mediation import Carried
from goodoffices.talks.streams import Stream
from goodoffices.web.project import House
from tests.talks.table import LEAD, Table, act
from tests.web.pages.analysis_table import AtOnce, blocked, taken
from tests.web.reading import Reader, Sheet, reader

DESK = "/cases/main/case/preferences/1"
HOME = "/cases/main/home/preferences/numbers"
ENTERED = "/cases/main/parties/2/preferences/numbers"
PAGES = (
    "deadlock",
    "frontier",
    "trades",
    "questions",
    "counts",
    "bodies",
    "alternatives",
    "grounds",
    "rehearsal",
)
TOGETHER = Condition(
    all=(Condition(issue="truce", at_least="long"), Condition(issue="crossings", at_least=3))
)


def pieces(sheet: Sheet, form: str, **said: str) -> dict[str, str]:
    """Return what is sent for a conditional value: a long truce with three crossings at least, if nothing else is said."""
    given = {"truce/from": "long", "crossings/at least": "3", "What it adds": "0.25"} | said
    return {sheet.field_of(form, *words.split("/")): value for words, value in given.items()}


def only(sheet: Sheet, begin: str) -> str:
    """Return the name of the one form that begins so."""
    (found,) = [one for one in sheet.forms() if one.startswith(begin)]
    return found


def changing(person: Reader, sheet: Sheet) -> Sheet:
    """Follow the link that changes the one conditional value there is."""
    (link,) = [one for one in sheet.links() if one.startswith("?value=")]
    return person.get(sheet.path + link.partition("#")[0])


def assumed(table: Table) -> Preferences | None:
    """Return what mediators assume of the first party."""
    return begun(table.talks, table.talks.standing(LEAD))[0].parties_by_id["alba"].preferences


def held(table: Table, kind: str, party: str) -> Any:
    """Return the preferences in a stream."""
    return table.talks.history.load(Stream(kind, party)).state.preferences  # type: ignore[arg-type, union-attr]  # a kind that has some


def numbers(sheet: Sheet, form: str) -> dict[str, str]:
    """Return weights and worths: long is best, and many crossings are."""
    words = {
        "truce/How much it counts": "0.6", "crossings/How much it counts": "0.4",
        "truce/none": "0", "truce/short": "0.5", "truce/long": "1",
    }  # fmt: skip
    words |= {f"crossings/{n}": str(n / 5) for n in range(6)}
    return {sheet.field_of(form, *said.split("/")): value for said, value in words.items()}


def test_mediators_add_change_and_take_out_what_they_assume(table: Table) -> None:
    lead = reader("mediator:lunn")
    sheet = lead.get(DESK)
    assert "conditional" not in sheet.forms(), "first what each issue counts by itself"
    sheet = lead.send(sheet, "assumed", assumption="Said in public.")
    alone = assumed(table)
    assert isinstance(alone, Additive)
    sheet = lead.send(sheet, "conditional", **pieces(sheet, "conditional"), note="Open roads make it last.")
    assert "analysis counts with it" in sheet.main
    assert "Open roads make it last." in sheet.main
    first = Dependent(when=TOGETHER, adds=0.25, note="Open roads make it last.")
    now = assumed(table)
    assert isinstance(now, Interdependent)
    assert (now.dependent, now.weights, now.values, now.assumption) == (
        (first,), alone.weights, alone.values, "Said in public.",
    )  # fmt: skip
    again = lead.send(sheet, "conditional", **pieces(sheet, "conditional"))
    assert again.status == 422
    assert "for exactly this already" in again.main

    sheet = changing(lead, lead.get(DESK))
    form = only(sheet, "change-")
    assert sheet.form(form)[f"{form}-adds"] == "0.25"
    done = lead.send(sheet, form, adds="-0.1")
    assert "analysis counts with it" in done.main
    assert [one.adds for one in getattr(assumed(table), "dependent", ())] == [-0.1]
    stale = lead.send(sheet, form, adds="0.3")
    assert stale.status in (409, 422), "somebody has changed it meanwhile"

    sheet = lead.get(DESK)
    weight = sheet.field_of("assumed", "truce", "How much it counts")
    lead.send(sheet, "assumed", **{weight: "0.9"})
    kept = assumed(table)
    assert isinstance(kept, Interdependent), "what is saved above leaves it as it is"
    assert kept.weights["truce"] == 0.9
    sheet = lead.get(DESK)
    done = lead.send(sheet, only(sheet, "drop-"))
    assert "gone from the working case" in done.main
    last = assumed(table)
    assert isinstance(last, Additive)
    assert last.weights == kept.weights


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"crossings/at least": ""}, "Say it for two issues at least"),
        ({"crossings/at most": "2"}, "Nothing lies between these two"),
        ({"What it adds": "0"}, "changes nothing"),
        ({"What it adds": "much"}, "cannot be read"),
        ({"What it adds": ""}, "Fill this in"),
        ({"What it adds": "nan"}, "cannot be read"),
    ],
)
def test_what_makes_no_sense_gets_a_sentence(table: Table, said: dict[str, str], sentence: str) -> None:
    lead = reader("mediator:lunn")
    sheet = lead.send(lead.get(DESK), "assumed", assumption="Said in public.")
    wrong = lead.send(sheet, "conditional", **pieces(sheet, "conditional", **said))
    assert wrong.status == 422
    assert sentence in wrong.main
    assert isinstance(assumed(table), Additive)


def test_regions_from_a_file_are_named_and_give_way_to_numbers(table: Table) -> None:
    case = blocked()
    regions = HyperRectangles(boxes=(Box(utility=1.0), Box(utility=2.0)), largest=4.0)
    first, *others = case.parties
    taken(
        table,
        msgspec.structs.replace(case, parties=(msgspec.structs.replace(first, preferences=regions), *others)),
    )
    lead = reader("mediator:lunn")
    sheet = lead.get(DESK)
    assert "worths of 2 regions of the space" in sheet.main
    assert "conditional" not in sheet.forms()
    assert lead.get("/cases/main/analysis/grounds").status == 200
    sheet = lead.send(sheet, "assumed", assumption="Said in public.")
    assert "regions of the space" not in sheet.main
    assert isinstance(assumed(table), Additive)


def test_an_issue_that_a_conditional_value_speaks_of_is_not_changed_under_it(table: Table) -> None:
    lead = reader("mediator:lunn")
    sheet = lead.send(lead.get(DESK), "assumed", assumption="Said in public.")
    lead.send(sheet, "conditional", **pieces(sheet, "conditional"))
    options = [{"id": "none"}, {"id": "short"}]
    played = table.play([act(LEAD, "put_issue", issue={"id": "truce", "options": options, "ordered": True})])
    assert not played.refused
    sheet = lead.get("/cases/main/case")
    refused = lead.send(sheet, only(sheet, "take-"))
    assert refused.status == 422
    assert "no option 'long'" in refused.main


def test_a_party_says_it_in_numbers(table: Table) -> None:
    head = reader("alba:head")
    sheet = head.get(HOME)
    assert set(sheet.forms()) & {"exact", "conditional"} == {"exact"}
    sheet = head.send(sheet, "exact", how="state", **numbers(sheet, "exact"))
    assert "Your preferences are taken." in sheet.main
    assert isinstance(held(table, "mandate", "alba"), Additive)
    old = sheet
    sheet = head.send(sheet, "conditional", **pieces(sheet, "conditional"))
    assert "Your preferences are taken." in sheet.main
    for form, said in (
        ("exact", {"how": "state"}),
        ("conditional", pieces(old, "conditional", **{"crossings/at least": "4"})),
    ):
        stale = head.send(old, form, **said)
        assert stale.status == 422, "a page from before would take back what came since"
        assert "has changed since this page was shown" in stale.main
    assert held(table, "mandate", "alba").dependent == (Dependent(when=TOGETHER, adds=0.25),)
    assert "0.25" in reader("mediator:lunn").get("/cases/main/parties/1/preferences/numbers").main
    for who in ("alba:member", "alba:voter", "borea:head"):
        assert "0.25" not in reader(who).get(HOME).main
    by_order = head.get("/cases/main/home/preferences").main
    assert "An order that is given here takes their place" in by_order
    sheet = changing(head, head.get(HOME))
    head.send(sheet, only(sheet, "change-"), adds="0.5")
    assert [one.adds for one in held(table, "mandate", "alba").dependent] == [0.5]
    gone = head.get(HOME)
    assert "Your preferences are taken." in head.send(gone, only(gone, "drop-")).main
    assert isinstance(held(table, "mandate", "alba"), Additive)
    assert head.send(gone, only(gone, "drop-")).status in (409, 422)


def test_what_was_sealed_is_sealed_again(table: Table) -> None:
    head, lunn = reader("alba:head"), reader("mediator:lunn")
    sheet = head.send(head.get(HOME), "exact", how="seal", **numbers(head.get(HOME), "exact"))
    assert "sealed to the engine alone" in sheet.main
    head.send(sheet, "conditional", **pieces(sheet, "conditional"))
    assert len(held(table, "sealed", "alba").dependent) == 1
    assert held(table, "mandate", "alba") is None
    assert "conditional" not in lunn.get("/cases/main/parties/1/preferences/numbers").forms()
    run = Carried(name="r", what="run", to={"alba": "r"})
    assert suggested(table.talks.history, run) in (None, {"truce": "long", "crossings": 5})


@pytest.mark.parametrize("name", PAGES)
def test_no_page_of_the_analysis_breaks_on_them(
    table: Table, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(House, "answers", AtOnce())
    monkeypatch.setattr("goodoffices.web.analysis.supposing.warm_up", lambda: None)
    case = blocked()
    first, *others = case.parties
    known = first.preferences
    assert isinstance(known, Additive)
    depends = depending(known, (Dependent(when=TOGETHER, adds=0.25),))
    parties = (msgspec.structs.replace(first, preferences=depends), *others)
    taken(table, msgspec.structs.replace(case, parties=parties))
    sheet = reader(LEAD).get(f"/cases/main/analysis/{name}")
    assert sheet.status == 200
    assert "fault of Good Offices" not in sheet.main


def test_a_mediator_enters_them_for_a_party_with_the_meeting(table: Table) -> None:
    lunn = reader("mediator:lunn")
    sheet = lunn.get(ENTERED)
    unsaid = lunn.send(sheet, "exact-2", **numbers(sheet, "exact-2"))
    assert unsaid.status == 422
    sheet = lunn.send(sheet, "exact-2", meeting="On the steps", **numbers(sheet, "exact-2"))
    sheet = lunn.send(sheet, "conditional-2", meeting="On the steps again", **pieces(sheet, "conditional-2"))
    assert held(table, "mandate", "borea").dependent == (Dependent(when=TOGETHER, adds=0.25),)
    sheet = changing(lunn, lunn.get(ENTERED))
    assert only(sheet, "change-").endswith("-2")
    assert reader("mediator:far").get(ENTERED.replace("2", "1")).status == 404
