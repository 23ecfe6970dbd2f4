"""What somebody has begun to write comes back as it was: what they had unticked, and from what the form was made."""

from __future__ import annotations

from typing import Any

from tests.talks.table import Table, act
from tests.unit.reports.page_rules import HTML
from tests.web.reading import Reader, Sheet, reader

DRAFTS = "/cases/main/drafts"
MANDATE, PREFERENCES = "/cases/main/home/mandate", "/cases/main/home/preferences"


def keep(person: Reader, form: str, fields: dict[str, str]) -> None:
    sent = {"form": form, "fields": fields}
    assert person.client.post(DRAFTS, sent, content_type="application/json").status_code == 204


def ticked(sheet: Sheet, form: str, name: str) -> list[str]:
    """Return what is ticked in a group of boxes, or whether one is."""
    at = next(one for one in sheet.tree.iter(f"{HTML}form") if one.get("id") == f"form-{form}")
    boxes = [one for one in at.iter(f"{HTML}input") if one.get("name") == f"{form}-{name}"]
    assert boxes
    return [one.get("value") or "on" for one in boxes if one.get("checked") is not None]


def test_what_was_unticked_comes_back_unticked(table: Table) -> None:
    either = {"any": [{"issue": "truce", "is": "none"}, {"issue": "crossings", "at_least": 2}]}
    neither = {"any": [{"issue": "truce", "is": "long"}, {"issue": "crossings", "at_most": 1}]}
    given = act(
        "alba:mandator",
        "give_mandate",
        mandate="old",
        requires={"all": [either, neither]},
        ad_referendum=True,
    )
    assert not table.play([given]).refused
    mandator, form = reader("alba:mandator"), "mandate-change-1"
    stands = mandator.get(MANDATE)
    assert ticked(stands, form, "others") == ["0", "1"]
    assert ticked(stands, form, "ad_referendum") == ["on"]

    keep(mandator, form, {"others": "", "ad_referendum": "", "text": ""})
    begun = mandator.get(MANDATE)
    assert ticked(begun, form, "others") == []
    assert ticked(begun, form, "ad_referendum") == []
    # Some of several, in a field that is not there in every form of its kind.
    keep(mandator, form, {"others": "1", "ad_referendum": "on"})
    assert ticked(mandator.get(MANDATE), form, "others") == ["1"]
    keep(mandator, form, {"others": "0\n1", "ad_referendum": ""})
    begun = mandator.get(MANDATE)
    assert ticked(begun, form, "others") == ["0", "1"]
    # What a draft does not speak of is as it stands; and without any field there is no draft any more.
    keep(mandator, form, {"text": "Go on."})
    assert ticked(mandator.get(MANDATE), form, "ad_referendum") == ["on"]
    keep(mandator, form, {})
    assert mandator.get(MANDATE).normalised == stands.normalised


def test_a_draft_of_preferences_keeps_what_was_asked_and_from_what_it_was_made(table: Table) -> None:
    head, form = reader("alba:head"), "preferences"
    sheet = head.get(PREFERENCES)
    all_of_them = "The issues, by how important they are"
    said: dict[str, Any] = {
        sheet.field_of(form, *words): value
        for words, value in (
            ((all_of_them, "truce"), "1"),
            ((all_of_them, "crossings"), "2"),
            (("truce", "none"), "3"),
            (("truce", "short"), "2"),
            (("truce", "long"), "1"),
            (("crossings", "More is better: best is 5"), "more"),
        )
    }
    asked = head.send(sheet, form, button="compare", **said)
    stands = asked.form(form)
    choose = asked.field_of(
        form, "1. Which would you rather have, all else alike?", "truce: long; crossings: 0"
    )
    written = {**said, choose: "b", "how": "state"}
    made = {name: stands[f"{form}-{name}"] for name in ("seen", "asked")}
    keep(head, form, {**written, **made})
    begun = head.get(PREFERENCES)
    assert begun.form(form)[f"{form}-{choose}"] == "b"
    # Somebody else of the party has said something meanwhile: it is not written over unseen.
    mandator = reader("alba:mandator")
    assert mandator.send(mandator.get(PREFERENCES), form, how="state", **said).status == 200
    late = head.send(head.get(PREFERENCES), form)
    assert late.status == 422
    assert "has changed since this page was shown" in late.main
    assert late.form(form)[f"{form}-{choose}"] == "b"
    assert head.send(late, form).status == 200
    assert table.clock
