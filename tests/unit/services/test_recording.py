"""Suggestions stand in the case and constrain nothing until a person has judged them."""

from __future__ import annotations

import datetime as dt

import msgspec

from goodoffices import Case
from goodoffices.analysis.partial.record import said_by
from goodoffices.model.record import Figure, Source, Statement
from goodoffices.model.reviewing import current
from goodoffices.reports.page import render_page
from goodoffices.services.reading import read
from goodoffices.services.recording import Added, add_reading
from goodoffices.services.reviewing import by_rule, judged
from tests.unit.record.samples import LATER, REPORT, frame
from tests.unit.reports.page_rules import HTML, check_page, text_of


def test_a_suggested_position_says_nothing_of_preferences_until_it_is_accepted() -> None:
    case, _ = add_reading(frame(), read(REPORT, case=frame(), reader="rules"))
    assert said_by(current(case), "company") == ()
    ids = by_rule(case, "kind=position,party=company")
    accepted = judged(case, ids, "accepted", "Ada")
    assert said_by(current(accepted), "company")
    rejected = judged(accepted, ids, "rejected", "Ada")
    assert said_by(current(rejected), "company") == ()


def test_the_page_marks_what_is_suggested() -> None:
    case, _ = add_reading(frame(), read(REPORT, case=frame(), reader="rules"))

    def matrix(page: str) -> str:
        tree = check_page(page)
        return text_of(next(one for one in tree.iter(f"{HTML}section") if one.get("id") == "positions"))

    assert "suggested" in matrix(render_page(case, None, None))
    accepted = judged(case, by_rule(case, "kind=position"), "accepted", "Ada")
    assert "suggested" not in matrix(render_page(current(accepted), None, None))


UPDATED = REPORT + "\nHolt said on Monday that the company would open its books to the service.\n"
WIRED = REPORT.replace("(Meridian)", "(Borough News)")
OTHER = """Numbers in dispute

KELMOUTH, March 4, 2031 (Harbour Gazette) - A harbour pilot said on Sunday that 75 jobs were at risk at the quay.
"""


def _entered(case: Case, *texts: str) -> tuple[Case, list[Added]]:
    """Read reports into a case, one run a report."""
    steps = []
    for number, text in enumerate(texts):
        name = f"{number}.txt"
        case, added = add_reading(case, read([(name, text.encode())], case=case, reader="rules"))
        steps.append(added)
    return case, steps


def test_a_later_version_adds_only_what_it_says_anew_in_one_run_or_in_two() -> None:
    alone, _ = _entered(frame(), REPORT)
    in_two, (_, second) = _entered(frame(), REPORT, UPDATED)
    both = [("0.txt", REPORT.encode()), ("1.txt", UPDATED.encode())]
    in_one, added = add_reading(frame(), read(both, case=frame(), reader="rules"))
    assert in_one == in_two
    assert in_two.sources[1].update_of == in_two.sources[0].id
    (new,) = in_two.statements[len(alone.statements) :]
    assert "open its books" in new.content
    assert second.statements == 1
    assert second.repeated == added.repeated == len(alone.statements)
    assert in_two.conflicts == alone.conflicts
    assert in_two.positions == alone.positions


def test_a_third_version_is_held_against_both_before_it() -> None:
    third = UPDATED.replace("open its books to the service", "answer by Friday")
    case, steps = _entered(frame(), REPORT, UPDATED, third)
    assert [added.statements for added in steps[1:]] == [1, 1]
    assert [source.update_of for source in case.sources] == [None, case.sources[0].id, case.sources[1].id]
    (report,) = read(
        [("3.txt", third.encode())], case=_entered(frame(), REPORT, UPDATED)[0], reader="rules"
    ).reports
    assert report.update_of == case.sources[1].id
    assert [line.partition(":")[0] for line in report.changes] == ["new", "gone"]


def test_the_copy_of_another_outlet_adds_its_source_alone() -> None:
    case, (first, second) = _entered(frame(), REPORT, WIRED)
    assert (second.statements, second.positions, second.conflicts) == (0, 0, 0)
    assert second.repeated == first.statements
    assert case.sources[1].copy_of == case.sources[0].id
    assert case.sources[1].outlet == "Borough News"


def test_what_was_rejected_is_not_suggested_again_by_the_next_version() -> None:
    case, _ = _entered(frame(), REPORT)
    told = {one.id for one in case.statements}
    rejected = judged(case, sorted(told), "rejected", "Ada")
    again, (added,) = _entered(rejected, UPDATED)
    assert added.statements == 1
    assert {one.id for one in current(again).statements}.isdisjoint(told)


def test_a_report_conflicts_with_what_another_run_recorded() -> None:
    case, (_, second) = _entered(frame(), REPORT, OTHER)
    sources = {one.id: one.source for one in case.statements}
    across = [one for one in case.conflicts if len({sources[name] for name in one.statements}) == 2]
    assert second.conflicts == len(across) > 0
    assert {one.kind for one in across} == {"figure"}
    in_one, _ = add_reading(
        frame(), read([("0.txt", REPORT.encode()), ("1.txt", OTHER.encode())], case=frame(), reader="rules")
    )
    assert {one.statements for one in in_one.conflicts} == {one.statements for one in case.conflicts}


def test_a_stand_turns_round_between_two_runs() -> None:
    case, (_, second) = _entered(frame(), REPORT, LATER)
    (move,) = [one for one in case.conflicts if one.kind == "position"]
    assert move.note == "rejects on 2031-03-03, accepts on 2031-03-10"
    assert second.conflicts == 1


def test_a_report_conflicts_with_a_paraphrase_that_a_person_entered() -> None:
    own = Statement(
        id="own", source="notes", content="75 jobs are at risk at the quay, says a pilot", speaker="a pilot",
        speaker_named=False, act="asserts", said_on=dt.date(2031, 3, 2),
        figures=(Figure(value=75, of="jobs"),),
    )  # fmt: skip
    case = msgspec.structs.replace(
        frame(), sources=(Source(id="notes", title="Notes of a call"),), statements=(own,)
    )
    grown, _ = _entered(case, REPORT)
    assert any("own" in one.statements and one.kind == "figure" for one in grown.conflicts)
