"""What is written to harm whoever reads it in a class comes back as text and nothing else, in every form there is."""

from __future__ import annotations

import html
import json

import msgspec
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.simulating import quarrel
from tests.talks.table import Table
from tests.web.pages.class_table import come_in, form_like, link, opened
from tests.web.pages.hostile import (
    CORPUS,
    IMPOSSIBLE,
    LONG,
    crawled,
    filled,
    fitting,
    forms_of,
    harmless,
    plain,
)
from tests.web.reading import Reader

#: What is kept otherwise than it was written: names, without what cannot be read; of instructors, letters and hyphens.
OTHERWISE = ("-name", "-called")


def harmful() -> SimpleUploadedFile:
    """Return a dispute in which every text is written to harm."""
    case = json.loads(msgspec.json.encode(quarrel()))
    words = fitting(CORPUS, 1_000, 0)
    case |= {"title": words, "summary": words}
    for one in case["parties"]:
        one |= {"name": words, "description": words}
    for one in case["issues"]:
        one |= {"title": words, "description": words}
        for option in one["options"]:
            option["title"] = words
    return SimpleUploadedFile("case.json", json.dumps({"goodoffices": 1} | case).encode())


def tried(person: Reader, begin: str, turn: int) -> list[str]:
    """Send hostile texts, what cannot be kept and what is too long by every form; return what was taken."""
    taken = []
    for sheet in crawled(person, begin).values():
        path = sheet.path
        for name in forms_of(sheet):
            for texts in ((IMPOSSIBLE,), (LONG,), CORPUS):
                form = filled(sheet, name, texts, turn)
                if texts == (LONG,):
                    form.sent |= dict.fromkeys(form.written, LONG)
                response = person.client.post(path, form.sent)
                assert response.status_code in (200, 303, 409, 422), (path, name, response.status_code)
                if response.status_code in (409, 422) and texts != (IMPOSSIBLE,):
                    body = html.unescape(response.content.decode())
                    assert not [one for one in form.written.values() if one not in body], (path, name)
                if response.status_code == 303:
                    assert texts == CORPUS, (path, name, texts[0][:20])
                    taken += [one for at, one in form.written.items() if not at.endswith(OTHERWISE)]
    return taken


def test_what_is_written_in_a_class_is_shown_as_text_and_nothing_else(table: Table) -> None:
    teacher, place = opened()
    sheet = teacher.get(f"{place}class")
    sheet = teacher.send(sheet, "exercise", sample="", sent=harmful())
    assert sheet.status == 200, sheet.main
    token = link(teacher, place)
    name = fitting(CORPUS, 80, 3)
    people = [come_in(token, name), come_in(token, "\u202egnp.exe\u202c")]
    taken = tried(teacher, place, 0)
    teacher.send(teacher.get(f"{place}class"), "seat-all", together="1")
    teacher.send(teacher.get(f"{place}class"), "begin")
    for person in people:
        taken += tried(person, place, 1)
    one = people[0].get(f"{place}table")
    people[0].send(one, form_like(one, "offer-"))
    pages = [sheet for person in (teacher, *people) for sheet in crawled(person, place).values()]
    teacher.send(teacher.get(f"{place}class"), "end")
    teacher.send(teacher.get(f"{place}class"), "debrief", named="on")
    pages += [sheet for person in (teacher, *people) for sheet in crawled(person, place).values()]
    pages.append(teacher.get(f"{place}debrief/1"))
    for sheet in pages:
        harmless(sheet)
        assert "\x00" not in sheet.text
    shown = plain(" ".join(sheet.main for sheet in pages))
    assert not [one for one in taken if plain(one) not in shown]
    assert taken
    assert table.clock
