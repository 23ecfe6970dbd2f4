"""What the tests of the working case share: talks of two sides, a place, an archive, suggestions."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import msgspec

from goodoffices.model import Case
from goodoffices.model.record import Source, Statement
from goodoffices.services import growing
from goodoffices.services.dossiers import Place
from tests.talks.table import LEAD, Table, act

NOW = dt.datetime(2031, 3, 2, 12, 30, 15, 5, tzinfo=dt.UTC)


SECOND = "mediator:second"


def place(table: Table, who: str = LEAD, now: dt.datetime = NOW) -> Place:
    return Place(table.talks, table.talks.standing(who), now)


def two_sides(*parties: str) -> Table:
    table = Table()
    sides = [{"id": one, "name": one.title()} for one in parties]
    assert not table.play([act(LEAD, "open_case", title="Talks", parties=sides)]).refused
    assert not table.play([act(LEAD, "admit_mediator", mediator=SECOND, share=list(parties))]).refused
    return table


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def suggested(where: Place, many: int = 3) -> list[str]:
    statements = tuple(
        Statement(
            id=f"x{number}",
            source="wire",
            content=f"Word number {number} of the talks",
            speaker="Netanyahu" if number % 2 else "B. Netanyahu",
            speaker_named=True,
            act="asserts",
            reader="rules",
        )
        for number in range(many)
    )

    def make(case: Case) -> Case:
        return msgspec.structs.replace(
            case,
            sources=(*case.sources, Source(id="wire", title="Wire")),
            statements=(*case.statements, *statements),
        )

    growing.grow(where, make)
    return [one.id for one in statements]
