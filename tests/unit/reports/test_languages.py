"""The page in another language: all that is ours is said in it, all that is the case's stays as written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from goodoffices.language import use
from goodoffices.model import Case
from goodoffices.model.conditions import Condition, describe
from goodoffices.reports import render_page
from tests.unit.reports.page_rules import HTML, check_page, text_of
from tests.unit.reports.samples import Sample, basin, harbour

EMPTY: Sample = (Case(), None, None)

#: What is the same in every language, and what the samples' results made by hand say.
OURS = {"Good Offices", "BATNA", "WATNA", "as it says"}
ISOLATES = dict.fromkeys(map(ord, "\u200f\u2066\u2068\u2069"))


def arabic(sample: Sample) -> str:
    with use("ar"):
        return render_page(*sample)


def strings(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield " ".join(data.split())
        case dict():
            for key, value in data.items():
                yield str(key)
                yield from strings(value)
        case list() | tuple():
            for value in data:
                yield from strings(value)


@pytest.mark.parametrize("sample", [harbour(), basin(), EMPTY], ids=["two", "three", "empty"])
def test_every_page_is_sound(sample: Sample) -> None:
    document = check_page(arabic(sample))
    assert (document.get("lang"), document.get("dir")) == ("ar", "rtl")


def test_english_is_as_before_and_comes_again() -> None:
    before = render_page(*harbour())
    assert '<html lang="en">' in before
    arabic(harbour())
    assert render_page(*harbour()) == before


@pytest.mark.parametrize("sample", [harbour(), basin()], ids=["two", "three"])
def test_no_english_of_ours_is_left(sample: Sample) -> None:
    case, analysis, deadlock = sample
    own = [*strings(msgspec.to_builtins(case)), *OURS]
    own += [text for part in (analysis, deadlock) if part is not None for text in part.notes]
    held = "\n".join(own).lower()
    document = check_page(arabic(sample))
    shown = [one for one in document.iter() if str(one.tag) not in (f"{HTML}style", f"{HTML}script")]
    texts = [
        text.translate(ISOLATES)
        for one in shown
        for text in (one.text, one.tail, one.get("aria-label"), one.get("title"), one.get("alt"))
        if text
    ]
    left = {
        run.strip(" .,:;()–-")
        for text in texts
        for run in re.findall(r"[A-Za-z][A-Za-z '’-]{2,}", " ".join(text.split()))
        if run.strip(" .,:;()–-").lower() not in held
    }
    assert left == set()


def test_conditions_say_in_english_what_they_always_said() -> None:
    issues = harbour()[0].issues_by_id
    condition = msgspec.convert(
        {"all": [
            {"issue": "pay", "at_most": "middle"}, {"not": {"issue": "night", "is": "end"}},
            {"any": [{"issue": "pay", "in": ["low", "high"]}, {"issue": "pay", "not_in": ["low", "middle"]}]},
            {"if": {"issue": "hours", "at_least": 37, "at_most": 39}, "then": {"sum": {"hours": 2}, "at_least": 70}},
        ]},
        Condition,
    )  # fmt: skip
    said = describe(condition, issues)
    assert said == (
        "(Pay rise: no further than “4 %”) and (not (Night shift: “Ends”)) and ((Pay rise: “2 %” or “6 %”) or "
        "(Pay rise: not “2 %” nor “4 %”)) and (if (Weekly hours: at least 37 hours and at most 39 hours) then "
        "(2 × Weekly hours: at least 70))"
    )


def test_places_for_picking_are_mirrored_with_the_picture() -> None:
    for sample in (harbour(), basin()):
        here, there = (data(page) for page in (render_page(*sample), arabic(sample)))
        width = float(re.findall(r'id="frontier-chart"[^>]*viewBox="0 0 ([\d.]+)', arabic(sample))[0])
        for point, turned in zip(here["points"], there["points"], strict=True):
            pairs = list(zip(point["xy"][::2], point["xy"][1::2], strict=True))
            mirrored = [
                place for x, y in reversed(pairs) for place in (pytest.approx(width - x, abs=0.11), y)
            ]
            assert turned["xy"] == mirrored
            assert turned["xy"][::2] == sorted(turned["xy"][::2])
        assert there["words"]["digits"] == "ar-u-nu-arab"


def data(page: str) -> dict[str, Any]:
    found = re.search(r'id="frontier-data">(.*?)</script>', page)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


def test_pictures_stand_mirrored_and_their_words_are_not() -> None:
    def circles(page: str) -> list[float]:
        plane = page[page.index('id="frontier-chart"') :]
        return [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', plane[: plane.index("</svg>")])]

    here, there = circles(render_page(*harbour())), circles(arabic(harbour()))
    assert [pytest.approx(690 - x, abs=0.06) for x in here] == there
    assert "عتبة القبول" in text_of(check_page(arabic(harbour())))
