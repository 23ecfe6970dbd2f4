"""A working case on the table: a report with letters of all sorts, what a machine read in it, and what nobody should see."""

from __future__ import annotations

from typing import Any

from goodoffices.model import Case
from goodoffices.services.dossiers import Place, dossier, state_of
from goodoffices.talks.standing import Standing
from goodoffices.web.project import House
from tests.talks.table import ISSUES, LEAD, PARTIES, Act, Table, act, agreeing

#: Astral letters, combining marks, right-to-left words, an override, Windows line ends: places count code points.
REPORT = (
    "𝕿𝖆𝖑𝖐𝖘 🕊️ go on\r\n\r\n“قال المتحدث باسم ألبا إن الهدنة ستكون طويلة 👩‍👩‍👧‍👦”\r\n\r\n"  # noqa: RUF001 - letters beyond the first plane
    "Alba’s e\u0301nvoy \u202etold\u202c Reuters that 40 people would be freed. Borea 🤝 denied it <b>at once</b>.\r\n"
)
MARKED = {
    "content": ("40 people would be freed",),
    "cue": ("\u202etold\u202c",),
    "speaker": ("Alba’s e\u0301nvoy",),
    "figure": ("40 people",),
}
READER = "goodoffices rules"


def span(piece: str, text: str = REPORT) -> list[int]:
    """Return where a piece of the text stands."""
    start = text.index(piece)
    return [start, start + len(piece)]


def statement(number: int, content: str, **more: Any) -> dict[str, Any]:
    """Return a suggested statement."""
    return {
        "id": f"x{number}", "source": "r1", "content": content, "speaker": "Alba’s envoy", "speaker_named": False,
        "speaker_party": "alba", "act": "asserts", "said_on": "2031-02-20", "confidence": 0.9, "reader": READER,
    } | more  # fmt: skip


RECORD: dict[str, Any] = {
    "sources": [
        {"id": "r1", "title": "Talks go on", "outlet": "Reuters", "published": "2031-02-21", "reader": READER},
        {"id": "r2", "title": "Other news", "published": "2031-02-25", "reader": READER},
    ],
    "statements": [
        statement(
            1, "40 people would be freed", content_spans=[span("40 people would be freed")], cue="told",
            cue_spans=[span("\u202etold\u202c")], speaker="Alba’s e\u0301nvoy",
            speaker_spans=[span("Alba’s e\u0301nvoy")], via=["Reuters"],
            figures=[{"value": 40, "of": "people", "span": span("40 people")}],
        ),
        statement(2, "الهدنة ستكون طويلة", content_spans=[span("الهدنة ستكون طويلة")], speaker="المتحدث", confidence=0.6),
        statement(3, "denied it", speaker="Borea", speaker_party="borea", act="denies", content_spans=[span("denied it")]),
        statement(4, "30 people would be freed", source="r2", speaker="The envoy of Alba", confidence=0.3,
                  figures=[{"value": 30, "of": "people"}]),
    ],
    "positions": [
        {"id": "p1", "party": "alba", "issue": "truce", "stand": "demands", "on": "2031-02-20", "options": ["long"],
         "statements": ["x2"], "reader": READER},
        {"id": "p2", "party": "borea", "issue": "truce", "stand": "rejects", "on": "2031-02-22", "options": ["long"],
         "statements": ["x3"], "reader": READER},
        {"id": "p3", "party": "alba", "issue": "truce", "stand": "offers", "on": "2031-02-25", "options": ["short"],
         "summary": "Half of it.", "statements": ["x2"], "reader": READER},
    ],
    "conflicts": [
        {"id": "c1", "kind": "figure", "statements": ["x1", "x4"], "about": "people", "note": "40 and 30", "reader": READER},
    ],
}  # fmt: skip


def begun(table: Table) -> Table:
    """Return the table with a working case: its frame, its record, the text of one report."""
    frame = {"title": "Working case", "parties": [{"id": party} for party in PARTIES], "issues": ISSUES}
    played = table.play(
        [
            act(LEAD, "set_frame", frame=frame),
            act(LEAD, "grow_record", **RECORD),
            act(LEAD, "keep_report", source="r1", text=REPORT),
        ]
    )
    assert not played.refused, played.refused
    return table


def waiting(table: Table, *more: Act) -> Table:
    """Return a table at which something of each kind waits for an answer, and a record is begun."""
    played = table.play([
        act(LEAD, "table_proposal", name="draft", to=["alba", "borea"], package={"truce": "short"}, text="A draft."),
        act("alba:head", "say", text="In confidence.", mark="relay_verbatim"),
        act("alba:head", "attach", name="map.txt", kind="text/plain", data="bWFw"),
        act(LEAD, "sound", to="alba", question="Would you?"),
        act("alba:mandator", "put_question", question="ask", body="cabinet", text="Should we?"),
        act(LEAD, "plan_round", round="one", name="First round", venue="Geneva"),
        *more,
    ])  # fmt: skip
    assert not played.refused, played.refused
    return begun(table)


def performing(table: Table) -> Table:
    """Return the table with an agreement that is being performed: something reported, claimed, counted and listed."""
    tally = {"id": "held", "of": "people held", "states": ["held", "freed"]}
    entry = {
        "id": "e1",
        "tally": "held",
        "value": 130,
        "to": "held",
        "on": "2031-02-20",
        "source": "the Red Cross",
    }
    played = table.play([
        *agreeing(),
        act(LEAD, "start_phase", phase="first", on="2031-03-01"),
        act("alba:head", "report_performance", obligation="free", quantity=30),
        act("borea:head", "report_performance", obligation="open"),
        act("mediator:co", "find_wanting", report="r2", words="One is closed."),
        act("alba:head", "give_list", list="them", obligation="free", entries=[{"name": "Anna Ito"}], mark="counts"),
        act("borea:head", "claim_violation", obligation="free", words="They were searched."),
        act(LEAD, "open_tally", tally=tally),
        act(LEAD, "enter_count", entry=entry),
        act(LEAD, "resume_talks"),
    ])  # fmt: skip
    assert not played.refused, played.refused
    return table


def telling() -> list[Act]:
    """Return acts by which something is held to be told, by mediators and by a party, and something was said by others."""
    families, home = ["audience:families"], ["constituency:alba+home"]
    return [
        act(LEAD, "put_item", item="route", text="By sea.", status="due", audiences=families),
        act(LEAD, "put_item", item="count", text="Forty.", status="due", audiences=families),
        act(LEAD, "release_briefing", audience="audience:families", items=["route"]),
        act("alba:head", "put_item", item="route", text="By sea.", status="due", audiences=home),
        act("voice:amal", "speak_up", text="Our road is closed.", consent="quote"),
    ]


def lead(table: Table) -> Standing:
    """Return the lead mediator."""
    return table.talks.standing(LEAD)


def place(table: Table) -> Place:
    """Return where the lead does something, now."""
    return Place(table.talks, lead(table), House.now())


def case_of(table: Table) -> Case:
    """Return the working case."""
    case = dossier(table.talks, lead(table))
    assert case is not None
    return case


def verdicts(table: Table) -> list[tuple[str, str, str]]:
    """Return what was judged so far."""
    return [(one.what, one.of, one.verdict) for one in case_of(table).judgements]


def texts(table: Table) -> set[str]:
    """Return the sources whose text is kept."""
    return set(state_of(table.talks, lead(table)).texts)
