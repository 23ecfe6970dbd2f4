"""A class for tests of its pages: opened, filled by its link, seated."""

from __future__ import annotations

import re

from django.test import Client

from goodoffices.model import Case
from goodoffices.services.samples import sample_case
from goodoffices.simulation.scenario import scenario_of
from tests.web.reading import Reader, Sheet, reader

LEAD = "mediator:lunn"
PAIR = "orrin-pass"


def fair() -> dict[str, str]:
    """Return what is chosen in each field for a package that suits both sides."""
    scenario = scenario_of(Case.load(sample_case(PAIR)))
    assert scenario.nash is not None
    package = scenario.package(scenario.nash)
    return {f"issue-{n}": str(one.index_of(package[one.id])) for n, one in enumerate(scenario.issues, 1)}


FAIR = fair()


def opened(protocol: str = "alternating", **more: str) -> tuple[Reader, str]:
    """Open a class with a dispute of two; return its instructor, and where it is."""
    teacher = reader(LEAD)
    sheet = teacher.get("/classes/new")
    response = teacher.client.post(
        sheet.path, {**sheet.form("class"), "title": "Spring term", "name": "Ames"}, follow=True
    )
    place = response.request["PATH_INFO"].removesuffix("class")
    sheet = teacher.get(f"{place}class")
    sheet = teacher.send(sheet, "exercise", sample=PAIR, protocol=protocol, rounds="3", **more)
    assert sheet.status == 200, sheet.main
    assert "The Orrin pass" in sheet.main
    return teacher, place


def link(teacher: Reader, place: str) -> str:
    """Make the link of the class; return its token."""
    sheet = teacher.send(teacher.get(f"{place}class"), "open-door")
    found = re.search(r"/class-door#([\w-]+)<", sheet.text)
    assert found is not None
    return found[1]


def come_in(token: str, name: str) -> Reader:
    """Come in by the link, as a stranger with a browser."""
    person = Reader(Client())
    sheet = person.get("/class-door")
    token_field = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', sheet.text)
    assert token_field is not None
    response = person.client.post(
        "/class-door", {"csrfmiddlewaretoken": token_field[1], "token": token, "name": name}, follow=True
    )
    assert response.status_code == 200, response.content.decode()
    return person


def seated(protocol: str = "alternating", people: int = 4) -> tuple[Reader, str, list[Reader]]:
    """Return a class whose tables have begun: its instructor, where it is, and those at its tables."""
    teacher, place = opened(protocol)
    token = link(teacher, place)
    class_ = [come_in(token, f"Learner {number}") for number in range(1, people + 1)]
    teacher.send(teacher.get(f"{place}class"), "seat-all", together="1")
    sheet = teacher.send(teacher.get(f"{place}class"), "begin")
    assert "The talks have begun at all tables." in sheet.main
    return teacher, place, class_


def form_like(sheet: Sheet, begin: str) -> str:
    """Return the name of the form that begins so."""
    return next(name for name in sheet.forms() if name.startswith(begin))
