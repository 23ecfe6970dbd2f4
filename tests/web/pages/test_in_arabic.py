"""Every page of every role in Arabic and in Hebrew: no word of ours is left in English, no digit that is not the language's."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterator
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest

from goodoffices.language import gettext, plain, use
from goodoffices.model import Case
from goodoffices.web.project import House
from tests.talks.table import LEAD, Act, Table, act, opening
from tests.unit.reports.page_rules import HTML
from tests.web.conftest import CAST
from tests.web.pages import record_table
from tests.web.pages.analysis_table import AtOnce, blocked, taken
from tests.web.reading import Reader, Sheet, reader

#: What the case calls its things. Titles are all in Arabic, so that whatever is left in English is ours.
PARTIES: Final = {"alba": "ألبا", "borea": "بوريا", "cora": "كورا"}
ISSUES: Final[list[Act]] = [
    {
        "id": "truce", "title": "الهدنة", "ordered": True,
        "options": [{"id": "none", "title": "لا هدنة"}, {"id": "short", "title": "قصيرة"}, {"id": "long", "title": "طويلة"}],
    },
    {"id": "crossings", "title": "المعابر", "integers": {"low": 0, "high": 5}, "unit": "معبر"},
    {"id": "share", "title": "النسبة", "reals": {"low": 0.5, "high": 2.5, "steps": 5}},
]  # fmt: skip
#: Names of people and of things that are called as in the address of a thing; what is written alike in every language.
KEPT: Final = re.compile(
    r"\bو?(?:Good Offices|Lunn|Co|Far|Un|League|Head|Member|Adviser|Mandator|Voter|Anna|UTC|TOTP|YAML|JSON|XML|ZIP|PDF|CSV|XLSX"
    r"|English|Español|Français|PNG|JPEG|TXT|GeoJSON|DOCX|PA-X|AgtId|Agt|UTF-8|GENIUS|GeniusWeb|NegMAS|HTML|room to operate"
    r"|named=yes, via=Reuters|process|frame|p1)\b|\{[a-z]+\}"
    r"|\u2068[a-z][a-z0-9-]*\u2069|(?:المصدر|מקור): .*"
)
#: Elements whose words are the case's, or are written as a machine reads them.
FOREIGN: Final = {"bdi", "code", "kbd", "script", "style", "textarea", "pre"}
#: Attributes that are read out or shown.
READ: Final = ("aria-label", "title", "placeholder", "alt", "aria-valuetext", "data-lost", "data-moved")
#: Hebrew has the digits and the comma of English.
WRONG: Final = {"ar": re.compile(r"[A-Za-z]{2,}|[0-9]|,(?= )"), "he": re.compile(r"[A-Za-z]{2,}")}
ZONES: Final = zoneinfo.available_timezones()
NO_PAGES: Final = ("/export/", "/files/", "/live", "/drafts", "/calendar.ics")


@pytest.fixture
def beginning() -> list[Act]:
    """Return what brings everybody to a table at which everything has an Arabic name."""
    acts = opening()
    acts[0] |= {
        "title": "محادثات", "terms": "غير مباشرة وسرية.", "issues": ISSUES,
        "parties": [{"id": party, "name": name} for party, name in PARTIES.items()],
    }  # fmt: skip
    for one in acts:
        if "meeting" in one:
            one["meeting"] = "الاجتماع الأول"
        if "body" in one:
            members = [{"id": "voter", "name": "ناخب"}, {"id": "head", "name": "رئيس"}]
            one["body"] |= {"name": "مجلس", "members": members}
    return acts


def _case() -> Case:
    """Return the deadlocked case under Arabic names."""
    import msgspec

    plain = msgspec.to_builtins(blocked(ranges=True))
    names = {**PARTIES, "Truce": "الهدنة", "Crossings opened": "المعابر", "Prisoners freed": "الأسرى"}
    return msgspec.convert(_renamed(plain, names), Case)


def _renamed(value: Any, names: dict[str, str]) -> Any:  # a tree of plain values
    if isinstance(value, list | tuple):
        return [_renamed(one, names) for one in value]
    if not isinstance(value, dict):
        return value
    made = {key: _renamed(one, names) for key, one in value.items()}
    for key in ("title", "name", "assumption", "text"):
        if isinstance(made.get(key), str):
            made[key] = names.get(made[key], "كلام")
    if "preferences" in made:
        made["name"] = names[made["id"]]
    if "options" in made and isinstance(made["options"], list):
        for place, one in enumerate(made["options"]):
            if isinstance(one, dict):
                one["title"] = f"خيار {'أبتثجح'[place]}"
    return made


@pytest.fixture
def arabic(table: Table, monkeypatch: pytest.MonkeyPatch) -> Table:
    """Return a table at which everything is said in Arabic, and everybody reads it."""
    from goodoffices.web.accounts.inviting import accept, invite
    from goodoffices.web.accounts.models import Account

    monkeypatch.setattr(House, "answers", AtOnce())
    taken(table, _case())
    played = table.play([
        act(LEAD, "table_proposal", name="draft", to=["alba", "borea"], package={"truce": "short", "crossings": 3, "share": 1.5}, text="مسودة."),
        act("alba:head", "say", text="بيننا."),
        act("alba:head", "attach", name="خريطة", kind="text/plain", data="bWFw"),
        act("alba:mandator", "put_question", question="ask", body="cabinet", text="هل نقبل؟"),
        act("alba:mandator", "give_mandate", mandate="frame", requires={"issue": "crossings", "at_least": 2}, shown=True),
        act("alba:head", "answer_proposal", proposal="p1", version=1, answer="accept_if", condition="بشرط."),
        act(LEAD, "plan_round", round="first", name="الأولى", venue="القاهرة", starts_on="2031-03-20"),
        act(LEAD, "grow_record", **_record()),
        act(LEAD, "keep_report", source="r1", text="قال المتحدث."),
    ])  # fmt: skip
    assert not played.refused, played.refused
    token, _link = invite("", "admin:anna")
    accept(token, "long enough for anybody")
    Account.objects.update(language="ar")
    return table


def _record() -> dict[str, Any]:
    """Return the record of `record_table` with Arabic words."""
    made = {}
    for kind, several in record_table.RECORD.items():
        made[kind] = [
            {
                key: "كلام" if key in ("title", "content", "speaker", "outlet", "summary", "about", "note") else value
                for key, value in one.items() if not key.endswith(("spans", "cue", "via", "figures"))
            }
            for one in several
        ]  # fmt: skip
    return made


def _crawled(person: Reader, begin: str) -> Iterator[Sheet]:
    waiting, known = [begin], set[str]()
    for path in waiting:
        kind = re.sub(r"\d+", "N", path.partition("#")[0])
        if kind in known or not path.startswith(begin) or any(one in path for one in NO_PAGES):
            continue
        known.add(kind)
        sheet = person.get(path)
        assert sheet.status == 200, path
        yield sheet
        waiting += [link for link in sheet.links() if "?" not in link]


def _ours(one: ET.Element) -> Iterator[str]:
    """Yield the texts of an element that are our own."""
    tag = str(one.tag).rpartition("}")[2]
    for name in READ:
        if one.get(name):
            yield re.sub(r"\{\w+\}", "", one.get(name) or "")
    if tag in FOREIGN or one.get("dir") in ("auto", "ltr") or one.get("lang") == "en":
        return
    if tag == "option" and one.get("value") in ZONES:
        return
    yield one.text or ""
    for child in one:
        yield from _ours(child)
        yield child.tail or ""


def english_in(sheet: Sheet, code: str) -> set[str]:
    """Return our texts of a page in which there is an English word, a digit as English writes it, or its comma."""
    found = set()
    for part in (next(sheet.tree.iter(f"{HTML}title")), next(sheet.tree.iter(f"{HTML}body"))):
        for text in _ours(part):
            if WRONG[code].search(KEPT.sub("", text)):
                found.add(" ".join(text.split()))
    return found


@pytest.mark.parametrize("code", ["ar", pytest.param("he", marks=pytest.mark.nightly)])
def test_no_page_of_anybody_has_an_english_word_or_digit(arabic: Table, code: str) -> None:
    from goodoffices.web.accounts.models import Account

    Account.objects.update(language=code)
    wrong: dict[str, set[str]] = {}
    for actor in (*CAST, "admin:anna"):
        person = reader(actor)
        begins = (
            ("/administration", "/settings")
            if actor == "admin:anna"
            else ("/cases/main/", "/cases", "/settings")
        )
        for begin in begins:
            for sheet in _crawled(person, begin) if begin == "/cases/main/" else (person.get(begin),):
                assert (sheet.tree.get("lang"), sheet.tree.get("dir")) == (code, "rtl"), sheet.path
                for text in english_in(sheet, code):
                    wrong.setdefault(text, set()).add(f"{actor} {sheet.path}")
    assert not wrong, "\n".join(
        f"{text[:300]}    {sorted(places)[:2]}" for text, places in sorted(wrong.items())
    )
    assert arabic.clock


@pytest.mark.parametrize(
    ("written", "read"), [("٢/٣", "2/3"), ("2/3", "2/3"), ("٦٠ ٪", 0.6), ("\u0660\u066b\u0665", 0.5)]
)
def test_a_share_is_read_in_the_digits_of_either_language(written: str, read: str | float) -> None:
    from goodoffices.web.home.body_forms import share_of

    assert share_of(written) == read


def test_what_is_wrong_with_a_number_is_said_in_the_digits_of_the_language(arabic: Table) -> None:
    lead = reader(LEAD)
    sheet = lead.get("/cases/main/proposals/new")
    form = sheet.forms()[0]
    crossings = next(
        name for name in sheet.form(form)
        if (field := next(one for one in sheet.tree.iter() if one.get("name") == name)).get("max") == "5"
        and field.get("type") == "number"
    )  # fmt: skip
    wrong = lead.send(sheet, form, **{crossings.removeprefix(f"{form}-"): "9"})
    assert wrong.status == 422
    with use("ar"):
        said = gettext("This is too large; the most is %(limit_value)s.") % {"limit_value": plain(5)}
    assert said in wrong.main
    assert "5" not in said
    assert arabic.clock
