"""Every page of everybody in the sample cases, in a real browser: axe, light and dark, wide and narrow, Arabic, Hebrew."""

from __future__ import annotations

import pytest

from tests.journeys.looking import faults, pages, settled, told
from tests.journeys.workbench import Workbench

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

ROLES = {
    "main": (
        "mediator:egypt", "israel:cairo-team", "israel:netanyahu", "israel:gantz", "hamas:official", "observer:guest",
    ),
    "tessen": (
        "mediator:secretariat", "mediator:illara", "orvane:verrick", "meldria:lorcan", "meldria:hale", "meldria:ansow",
        "meldria:delta", "port-sael:oor", "guarantor:development-bank",
    ),
    "agreed": (
        "mediator:secretariat", "mediator:illara", "meldria:lorcan", "orvane:verrick", "port-sael:oor",
        "monitor:gauge-readers", "observer:river-towns", "audience:press", "constituency:meldria+irrigators",
        "guarantor:development-bank", "listener:ombudsman", "voice:ida-marsh",
    ),
    "class": ("instructor:ames", "learner:ada", "learner:ilan"),
}  # fmt: skip
EVERYBODY = [(case, actor) for case, actors in ROLES.items() for actor in actors]
#: Who reads from right to left: a mediator, a delegation, and a mediator after an agreement.
LEFTWARDS = [
    ("ar", "main", "mediator:egypt"), ("ar", "main", "hamas:official"), ("ar", "agreed", "mediator:secretariat"),
    ("he", "main", "mediator:egypt"), ("he", "main", "israel:cairo-team"), ("he", "agreed", "mediator:secretariat"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "actor"), EVERYBODY)
def test_axe_finds_nothing_and_nothing_is_cut_off(gallery: Workbench, case: str, actor: str) -> None:
    person = gallery.person(case, actor)
    found = {path: wrong for path in pages(person) if (wrong := faults(person.page))}
    assert not found, told(found)
    person.well()


@pytest.mark.parametrize(("language", "case", "actor"), LEFTWARDS)
def test_lines_begin_on_the_right_and_axe_finds_nothing(
    gallery: Workbench, language: str, case: str, actor: str
) -> None:
    person = gallery.person(case, actor, language=language)
    found = {}
    for path in pages(person):
        root = person.page.locator("html")
        assert (root.get_attribute("dir"), root.get_attribute("lang")) == ("rtl", language), path
        if wrong := faults(person.page):
            found[path] = wrong
    assert not found, told(found)
    person.well()


def test_nobody_is_left_out(gallery: Workbench) -> None:
    assert set(gallery.links) == {*EVERYBODY, ("", "admin:keeper")}


def test_pages_outside_a_case(gallery: Workbench) -> None:
    found = {}
    for person, paths in (
        (gallery.stranger(""), ("/sign-in", "/invitation", "/nowhere")),
        (gallery.person("", "admin:keeper"), ("/administration", "/settings")),
        (gallery.person("main", "mediator:egypt"), ("/cases", "/cases/new", "/settings")),
    ):
        for path in paths:
            settled(person, path)
            if wrong := faults(person.page):
                found[path] = wrong
        assert person.elsewhere == person.failed == []
    assert not found, told(found)
