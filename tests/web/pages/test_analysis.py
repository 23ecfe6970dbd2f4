"""The analysis in the workbench: what it shows is what the library answers; it is for those who share all channels alone."""

from __future__ import annotations

import re

import msgspec
import pytest

from goodoffices.language import use
from goodoffices.model import Case, Condition, holds
from goodoffices.reports import words
from goodoffices.reports.words import STATUS_WORDS
from goodoffices.services import analysing
from goodoffices.services.dossiers import working_case
from goodoffices.talks.actions.case import OpenCase
from goodoffices.talks.events.case import Side
from goodoffices.web.analysis.drawing import drawn
from goodoffices.web.analysis.sliders import held_limits
from goodoffices.web.project import House
from tests.talks.table import LEAD, Table, act
from tests.unit.reports.page_rules import HTML, text_of
from tests.web.conftest import CAST
from tests.web.pages.analysis_table import HOSTILE, AtOnce, blocked, spread, standing, taken
from tests.web.reading import FRESH, Reader, Sheet, reader

HERE = "/cases/main/analysis"
PAGES = ("deadlock", "frontier", "trades", "questions", "bodies", "alternatives", "grounds", "rehearsal")
LARGEST = 300_000


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> AtOnce:
    made = AtOnce()
    monkeypatch.setattr(House, "answers", made)
    monkeypatch.setattr("goodoffices.web.analysis.supposing.warm_up", lambda: None)
    return made


@pytest.fixture
def lunn(table: Table, answers: AtOnce) -> Reader:
    assert answers.asked == []
    taken(table, blocked())
    return reader(LEAD)


def case_now(table: Table) -> Case:
    return working_case(table.talks, standing(table)).case


def part(sheet: Sheet, key: str) -> str:
    """Return the text of an element of a page."""
    return text_of(next(one for one in sheet.tree.iter() if one.get("id") == key))


def slider(case: Case, limit: str, number: int = 0) -> str:
    """Return the field by which a limit is moved."""
    held = next(one for one in held_limits(case) if one.limit.name == limit)
    return f"to-{held.sliders[number].key}"


def chosen(sheet: Sheet, form: str, issue: str) -> str:
    """Return what stands in a form for an issue."""
    return sheet.form(form)[f"{form}-{sheet.field_of(form, issue)}"]


def drop(case: Case, limit: str) -> str:
    return f"drop-{next(one for one in held_limits(case) if one.limit.name == limit).key}"


def test_the_deadlock_is_the_librarys(table: Table, lunn: Reader) -> None:
    sheet = lunn.get(f"{HERE}/deadlock")
    found = analysing.deadlock(case_now(table))
    assert found.deadlocked
    assert found.blocking_sets
    assert "Deadlocked: no package satisfies all limits." in sheet.main
    for one in found.ways_out:
        assert f"Opens {one.opens.packages} package" in sheet.main
    for label in {label for labels in found.blocking_sets for label in labels}:
        assert label.partition(": ")[2] in sheet.main
    for word, meaning in STATUS_WORDS.items():
        assert word in sheet.main
        assert str(meaning) in sheet.main


def test_what_the_mediators_of_another_case_have_asked_is_there_no_sooner(
    lunn: Reader, answers: AtOnce
) -> None:
    for page in ("deadlock", "frontier", "trades", "questions", "bodies", "grounds"):
        lunn.get(f"{HERE}/{page}")
    assert answers.audiences == {"main\nmediators"}


def test_what_if_is_the_deadlock_computed_anew(table: Table, lunn: Reader) -> None:
    case = case_now(table)
    sheet = lunn.get(f"{HERE}/deadlock")
    assert "Nothing is moved" in part(sheet, "what-if-result")
    alba = slider(case, "alba: a long truce")
    after = lunn.send(sheet, "what-if", **{alba: "1"})
    assert after.status == 200
    assert after.path == f"{HERE}/deadlock"
    lines = [
        msgspec.structs.replace(one, requires=Condition(issue="truce", at_least="short"))
        if one.party == "alba"
        else one
        for one in case.red_lines
    ]
    moved = msgspec.structs.replace(case, red_lines=tuple(lines))
    assert not analysing.deadlock(moved).deadlocked
    zone = analysing.analyse(moved).zone
    assert zone is not None
    result = part(after, "what-if-result")
    assert f"{zone.packages} packages are acceptable to all" in result
    assert words.share(zone.share) in result
    assert "1 step of 2" in result
    assert "asks less" in result
    # Several at once: a step back that blocks again, and a limit that is dropped.
    other = lunn.send(after, "what-if", **{slider(case, "borea: no long truce"): "0"})
    again = msgspec.structs.replace(
        moved,
        red_lines=tuple(
            msgspec.structs.replace(one, requires=Condition(issue="truce", at_most="none"))
            if one.party == "borea"
            else one
            for one in moved.red_lines
        ),
    )
    assert analysing.deadlock(again).deadlocked
    result = part(other, "what-if-result")
    assert "Deadlocked: no package satisfies all limits." in result
    assert f"{len(analysing.deadlock(again).blocking_sets)} set" in result
    assert "asks more" in result
    dropped = lunn.send(other, "what-if", **{drop(case, "borea: no long truce"): "on"})
    alone = msgspec.structs.replace(moved, red_lines=tuple(o for o in moved.red_lines if o.party != "borea"))
    zone = analysing.analyse(alone).zone
    assert zone is not None
    assert f"{zone.packages} packages are acceptable to all" in part(dropped, "what-if-result")
    assert "given up" in part(dropped, "what-if-result")
    # It is kept for the one who tried it, and in no address; then put back, one and all.
    assert "given up" in part(lunn.get(f"{HERE}/deadlock"), "what-if-result")
    key = drop(case, "borea: no long truce").removeprefix("drop-")
    back = lunn.send(dropped, "what-if", button=f"what-if-back-{key}")
    assert "given up" not in part(back, "what-if-result")
    assert "1 step of 2" in part(back, "what-if-result")
    assert "Nothing is moved" in part(lunn.send(back, "what-if", button="what-if-back"), "what-if-result")
    assert case_now(table) == case


def test_a_part_of_the_page_is_what_the_page_would_show(table: Table, lunn: Reader) -> None:
    case = case_now(table)
    sheet = lunn.get(f"{HERE}/deadlock")
    sent = sheet.form("what-if") | {f"what-if-{slider(case, 'alba: a long truce')}": "1"}
    response = lunn.client.post(sheet.path, sent, headers={"X-Part": "what-if-result"})
    assert response.status_code == 200
    assert lines_of(response.content.decode()) <= lines_of(lunn.get(sheet.path).text)
    looked = lunn.get(f"{HERE}/frontier")
    headers = {"X-Part": "looked"}
    response = lunn.client.post(looked.path, looked.form("look") | {"look-number": "3"}, headers=headers)
    assert response.status_code == 200
    assert len(response.content) < 20_000
    assert lines_of(response.content.decode()) <= lines_of(lunn.get(looked.path).text)
    response = lunn.client.post(looked.path, looked.form("look") | {"look-number": "9999"}, headers=headers)
    assert response.status_code == 422
    assert "There is no such package" in response.content.decode()


def lines_of(text: str) -> set[str]:
    """Return the lines of a text without the secrets that differ from one time to the next."""
    for one in FRESH:
        text = one.sub("", text)
    return {line.strip() for line in text.splitlines()}


@pytest.mark.parametrize("wrong", ["", "7", "-1", "9" * 30_000, HOSTILE, "nan"])
def test_a_slider_takes_what_it_has_and_says_what_is_wrong(table: Table, lunn: Reader, wrong: str) -> None:
    case = case_now(table)
    sheet = lunn.get(f"{HERE}/deadlock")
    after = lunn.send(sheet, "what-if", **{slider(case, "alba: a long truce"): wrong})
    assert after.status == (422 if wrong else 200)
    value = lunn.send(sheet, "what-if", **{slider(case, "alba: reservation value"): wrong})
    assert value.status == (200 if wrong in ("", "7", "-1") else 422)
    if value.status == 422 and len(wrong) < 100:
        assert wrong in value.form("what-if").values()


def test_the_frontier_is_the_librarys(table: Table, lunn: Reader) -> None:
    sheet = lunn.get(f"{HERE}/frontier")
    case = case_now(table)
    analysis = analysing.analyse(case)
    assert analysis.frontier is not None
    points = analysis.frontier.points
    assert f"{len(points)} efficient packages" in sheet.main
    rows = [
        [text_of(cell) for cell in row.iter() if str(cell.tag) in (f"{HTML}td", f"{HTML}th")]
        for table_ in sheet.tree.iter(f"{HTML}table")
        if (caption := table_.find(f"{HTML}caption")) is not None and caption.get("id") == "rows-caption"
        for row in table_.iter(f"{HTML}tr")
    ][1:]
    assert len(rows) == min(15, len(points))
    for row, point in zip(rows, points, strict=False):
        assert row[1:4] == [words.utility(u) for u in point.utilities]
        assert row[4:] == [issue.label_of(point.package[issue.id]) for issue in case.issues]
    assert "exact" in part(sheet, "frontier-heading")


def test_packages_are_picked_and_put_side_by_side(table: Table, lunn: Reader) -> None:
    case = case_now(table)
    analysis = analysing.analyse(case)
    assert analysis.frontier is not None
    points = analysis.frontier.points
    sheet = lunn.send(lunn.get(f"{HERE}/frontier"), "look", number="2")
    assert sheet.path == f"{HERE}/frontier"
    for number in (2, 3, 4):
        sheet = lunn.send(lunn.send(sheet, "look", number=str(number)), "kept", button="kept-keep")
    sheet = lunn.send(sheet, "rows-look" if "rows-look" in sheet.forms() else "look", number="1")
    looked = part(sheet, "looked")
    for number in (1, 2, 3, 4):
        assert f"number {number} of {len(points)}" in looked
        for utility in points[number - 1].utilities:
            assert words.utility(utility) in looked
    assert "kept-keep" not in sheet.text
    crossed = sum(
        holds(line.requires, points[number - 1].package, case.issues_by_id) is False
        for line in case.red_lines
        for number in (1, 2, 3, 4)
    )
    floors = analysis.reservations
    below = sum(
        utility < floors[party] - 1e-9
        for number in (1, 2, 3, 4)
        for party, utility in zip(analysis.parties, points[number - 1].utilities, strict=True)
    )
    assert looked.count("crosses it") == crossed + below
    differing = sum(len({points[n].package[issue.id] for n in range(4)}) > 1 for issue in case.issues)
    assert looked.count("Differs:") == differing
    assert "kept-keep" in lunn.send(sheet, "kept", button="kept-drop-2").text
    # A place on the picture picks the package that is nearest; a name picks what it names.
    picture = drawn(analysis, ())
    places = picture.places(points[5].utilities)
    at = f"{(places[0][0] + places[1][0]) / 2:.1f},{(places[0][1] + places[1][1]) / 2:.1f}"
    there = lunn.send(sheet, "look", at=at)
    shown = re.search(r"number (\d+) of", part(there, "looked"))
    assert shown is not None
    found = picture.places(points[int(shown[1]) - 1].utilities)
    assert abs((found[0][1] + found[1][1]) - (places[0][1] + places[1][1])) < 1
    assert "number 7 of" in part(lunn.send(sheet, "look", button="look-row-7"), "looked")


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "0"},
        {"number": "99999"},
        {"number": "x" * 30_000},
        {"number": ""},
        {"at": "a,b"},
        {"at": "nan"},
        {"number": HOSTILE},
    ],
)
def test_what_cannot_be_picked_is_said(lunn: Reader, wrong: dict[str, str]) -> None:
    sheet = lunn.get(f"{HERE}/frontier")
    after = lunn.send(sheet, "look", **wrong)
    assert after.status == 422
    assert 'class="error"' in after.text
    assert 'aria-invalid="true"' in after.text
    assert "<script>alert" not in after.text


def test_a_package_goes_on_to_trades_and_to_a_proposal_in_no_address(table: Table, lunn: Reader) -> None:
    sheet = lunn.send(lunn.get(f"{HERE}/frontier"), "look", number="2")
    analysis = analysing.analyse(case_now(table))
    assert analysis.frontier is not None
    package = analysis.frontier.points[1].package
    trades = lunn.send(sheet, "kept", button="kept-trade-0")
    assert trades.path == f"{HERE}/trades"
    truce, _crossings = (case_now(table).issues_by_id[name].name for name in ("truce", "crossings"))
    assert chosen(trades, "trades-start", truce) == package["truce"]
    proposal = lunn.send(sheet, "kept", button="kept-table-0")
    assert proposal.path == "/cases/main/proposals/new"
    assert chosen(proposal, "table", "truce") == package["truce"]
    assert chosen(proposal, "table", "crossings") == str(package["crossings"])


def test_trades_are_the_librarys(table: Table, lunn: Reader) -> None:
    case = case_now(table)
    start: dict[str, str | int | float] = {"truce": "none", "crossings": 0, "prisoners": "p0"}
    sheet = lunn.get(f"{HERE}/trades")
    assert lunn.send(sheet, "trades-start").status == 422
    fields = {
        sheet.field_of("trades-start", case.issues_by_id[name].name): str(value)
        for name, value in start.items()
    }
    after = lunn.send(sheet, "trades-start", **fields)
    found = analysing.trades(case, start)
    assert after.path == f"{HERE}/trades"
    if found.efficient:
        assert "The package is on the frontier" in after.main
    else:
        assert f"{len(found.steps)} step" in after.main
    for some in found.best.values():
        for one in some:
            assert all(change.after_says in after.main for change in one.changes)
    partial = lunn.send(sheet, "trades-start", **{next(iter(fields)): "short"})
    assert analysing.trades(case, {"truce": "short"}).start.filled
    assert partial.status == 200
    named = lunn.send(sheet, "trades-from", button="trades-from-1")
    assert "What could be traded" in named.main


def test_a_question_is_sent_when_it_was_looked_at_and_only_to_the_one_asked(
    table: Table, answers: AtOnce
) -> None:
    taken(table, blocked(ranges=True))
    lunn = reader(LEAD)
    sheet = lunn.get(f"{HERE}/questions")
    found = analysing.questions(case_now(table))
    assert found.questions
    assert words.share(found.regret) in sheet.main
    for one in found.questions:
        assert one.text in sheet.main
    name = sheet.forms()[-len(found.questions)]
    asked = found.questions[0]
    before = {actor: page_of(actor) for actor in ("alba:head", "borea:head", "mediator:co")}
    refused = lunn.send(sheet, name, words="Would you rather …?")
    assert refused.status == 422
    assert "Look first at what they will see" in refused.main
    assert {actor: page_of(actor) for actor in before} == before
    looked = lunn.send(refused, name, button="preview")
    assert looked.status == 200
    assert "What others will see" in looked.main
    changed = lunn.send(looked, name, words="Something else entirely?")
    assert changed.status == 422
    sent = lunn.send(lunn.send(changed, name, button="preview"), name)
    assert sent.status == 200
    assert "It was sent." in sent.main
    assert "questions" in answers.asked
    after = {actor: page_of(actor) for actor in before}
    assert asked.party == "alba"
    assert "Something else entirely?" in after["alba:head"]
    assert after["borea:head"] == before["borea:head"]


def page_of(actor: str) -> str:
    """Return what somebody sees of the talks, on all pages of theirs."""
    person = reader(actor)
    own = "channel" if not actor.startswith("mediator") else "channels"
    return "".join(person.get(f"/cases/main/{path}").normalised for path in ("", "agenda", "timeline", own))


def test_bodies_show_what_comes_out_and_on_whom_it_hangs(table: Table, lunn: Reader) -> None:
    sheet = lunn.get(f"{HERE}/bodies")
    answer = analysing.analyse(case_now(table)).decisions[0]
    assert answer.ballots[0].outcome == "open"
    assert "By the rule it is open" in sheet.main
    assert all(f"Member {n}" in sheet.main for n in range(3))
    assert str(answer.power[0].shapley_shubik_exact) in sheet.main


def test_figures_say_what_they_rest_on(table: Table, lunn: Reader) -> None:
    sheet = lunn.get(f"{HERE}/grounds")
    figures = analysing.explain(case_now(table)).figures
    links = [one for one in sheet.links() if "?figure=" in one]
    assert len(links) == len(figures)
    for number in range(1, len(figures) + 1):
        one = lunn.get(f"{HERE}/grounds?figure={number}")
        assert len(one.text.encode()) < LARGEST
    assert lunn.get(f"{HERE}/grounds?figure=9999999").status == 200


def test_what_a_party_shows_is_told_from_what_is_assumed(table: Table, lunn: Reader) -> None:
    assert "shown by the party" not in lunn.get(f"{HERE}/deadlock").main
    played = table.play(
        [
            act("alba:mandator", "give_mandate", mandate="spring", requires={"issue": "crossings", "at_least": 1}, shown=True),
            act("borea:head", "state_preferences", preferences={
                "kind": "additive", "weights": {"truce": 1.0}, "values": {"truce": {"kind": "table", "evaluations": {"none": 1, "short": 0.5, "long": 0}}},
                "reservation": 0.1,
            }),
        ]
    )  # fmt: skip
    assert not played.refused, played.refused
    sheet = lunn.get(f"{HERE}/deadlock")
    assert "shown by the party" in sheet.main
    assert "as the party stated them" in part(sheet, "rests")
    assert "as you assume them" in part(sheet, "rests")
    assert (
        "crossings" in " ".join(handle.limit.name for handle in held_limits(case_now(table)))
        or "spring" in sheet.main
    )


def test_while_an_answer_is_computed_what_is_known_stands_there(
    table: Table, lunn: Reader, answers: AtOnce
) -> None:
    answers.waits = {"analyse", "deadlock", "trades", "questions", "explain", "what_if"}
    for name in PAGES:
        sheet = lunn.get(f"{HERE}/{name}")
        assert sheet.status == 200, name
        if name not in ("trades", "alternatives", "rehearsal"):
            assert "data-wait" in sheet.text, name
            assert "Look again" in sheet.main, name
    assert "Member 1" in lunn.get(f"{HERE}/bodies").main
    case = case_now(table)
    sheet = lunn.get(f"{HERE}/deadlock")
    tried = lunn.send(sheet, "what-if", **{slider(case, "alba: a long truce"): "1"})
    assert "1 step of 2" in part(tried, "what-if-result")
    assert "data-wait" in tried.text
    answers.waits = set()
    answers.fails = {
        "analyse": "this took longer than 600 seconds and was stopped",
        "deadlock": "it is too large",
    }
    assert (
        "There is no answer: this took longer than 600 seconds and was stopped."
        in lunn.get(f"{HERE}/frontier").main
    )
    assert "There is no answer: it is too large." in lunn.get(f"{HERE}/deadlock").main


def test_an_empty_case_teaches(table: Table, answers: AtOnce) -> None:
    lunn = reader(LEAD)
    for name in PAGES:
        assert lunn.get(f"{HERE}/{name}").status == 200, name
    assert answers.asked
    assert "There are no limits yet" in lunn.get(f"{HERE}/deadlock").main
    assert "The frontier needs the preferences of every party" in lunn.get(f"{HERE}/frontier").main
    assert table.clock


def test_the_analysis_is_for_those_who_share_all_channels_alone(table: Table, lunn: Reader) -> None:
    for actor in CAST:
        if actor == LEAD:
            continue
        person = reader(actor)
        nowhere = person.client.get("/cases/main/nowhere")
        for name in PAGES:
            response = person.client.get(f"{HERE}/{name}")
            assert response.status_code == 404, (actor, name)
            assert response.content == nowhere.content
            assert person.client.post(f"{HERE}/{name}", {"form": "what-if"}).status_code == 404
    assert table.clock
    assert lunn.get(f"{HERE}/deadlock").status == 200


def test_nobody_else_sees_that_something_was_tried(table: Table, lunn: Reader) -> None:
    others = ("alba:head", "alba:adviser", "borea:head", "borea:voter", "mediator:co", "observer:un")
    people = {actor: reader(actor) for actor in others}

    def everything() -> dict[str, list[tuple[int, str]]]:
        paths = (
            "",
            "timeline",
            "agenda",
            "channel",
            "channels",
            "proposals",
            "proposals/own",
            "home/mandate",
        )
        found = {}
        for actor, person in people.items():
            sheets = [person.get(f"/cases/main/{path}") for path in paths]
            found[actor] = [(sheet.status, sheet.normalised) for sheet in sheets]
        return found

    before = everything()
    case = case_now(table)
    lunn.send(lunn.get(f"{HERE}/deadlock"), "what-if", **{slider(case, "alba: a long truce"): "1"})
    sheet = lunn.send(lunn.get(f"{HERE}/frontier"), "look", number="2")
    lunn.send(lunn.send(sheet, "kept", button="kept-keep"), "kept", button="kept-trade-0")
    lunn.send(sheet, "kept", button="kept-table-0")
    assert everything() == before


def test_hostile_names_stay_names(table: Table, answers: AtOnce) -> None:
    case = taken(table, blocked(hostile=HOSTILE))
    lunn = reader(LEAD)
    for name in PAGES:
        sheet = lunn.get(f"{HERE}/{name}")
        assert "<script>alert" not in sheet.text, name
    sheet = lunn.get(f"{HERE}/deadlock")
    assert "<script>alert(1)</script>" in sheet.main
    limit = next(line.label for line in case.red_lines if line.party == "alba")
    after = lunn.send(sheet, "what-if", **{slider(case, limit): "1"})
    assert "1 step of 2" in part(after, "what-if-result")
    assert answers.asked


def two_sided(case: Case) -> str:
    """Open talks of two parties, led by the lead, with a working case; return where its pages are."""
    from goodoffices.web.accounts.models import Account, Seat

    room = House.open(OpenCase(title="Two sides", parties=(Side(id="alba"), Side(id="borea"))), LEAD)
    Seat.objects.create(account=Account.objects.get(name=LEAD), case=room.id, actor=LEAD)
    taken(Table(room.talks), case)
    return f"/cases/{room.id}/analysis"


@pytest.mark.parametrize("parties", [2, 3])
def test_ten_thousand_packages_fit_a_page_and_nothing_is_left_out(
    table: Table, answers: AtOnce, parties: int
) -> None:
    case = spread(("alba", "borea", "cora")[:parties])
    if parties == 2:
        here = two_sided(case)
    else:
        taken(table, case)
        here = HERE
    lunn = reader(LEAD)
    sheet = lunn.get(f"{here}/frontier")
    assert "10,000 efficient packages" in sheet.main
    assert len(sheet.text.encode()) < LARGEST
    analysis = next(one.result for one in answers.kept.values() if hasattr(one, "result") and hasattr(one.result, "frontier"))  # fmt: skip
    points = analysis.frontier.points
    assert len(points) == 10_000
    with use("en"):
        picture = drawn(analysis, ())
    if picture.plane is not None:
        shown = set(picture.plane.points)
        assert len(shown) < 2_000
        for point in points:
            (x, y) = picture.places(point.utilities)[0]
            assert (round(2 * x) / 2, round(2 * y) / 2) in shown
    else:
        assert len(picture.covered) == 2
        passed = covered(picture.covered[0])
        for point in points[::97]:
            for (x1, y1), (x2, y2) in zip(p := picture.places(point.utilities), p[1:], strict=False):
                for x in range(round(x1), round(x2)):
                    assert (x, round(y1 + (y2 - y1) * (x - x1) / (x2 - x1))) in passed
    for number in (1, 137, 5_000, 9_999):
        after = lunn.send(sheet, "look", number=str(number))
        assert f"number {number:,} of 10,000" in part(after, "looked")
    last = lunn.get(f"{here}/frontier?page=667")
    assert "Page 667 of 667" in last.main
    assert len(last.text.encode()) < LARGEST


def covered(path: str) -> set[tuple[int, int]]:
    """Return the places that upright strokes cover."""
    found = re.findall(r"M(\d+) (\d+)v(\d+)", path)
    return {(int(x), y) for x, start, length in found for y in range(int(start), int(start) + int(length))}


def test_in_arabic_the_picture_is_mirrored_and_picks_the_same(table: Table, lunn: Reader) -> None:
    analysis = analysing.analyse(case_now(table))
    assert analysis.frontier is not None
    points = analysis.frontier.points
    with use("en"):
        picture = drawn(analysis, ())
        places = picture.places(points[4].utilities)
        place = (places[0][0] + places[1][0]) / 2 + 3, (places[0][1] + places[1][1]) / 2
        straight = picture.nearest(place, points)
        path = picture.shown_cursor(points[4].utilities)
    with use("ar"):
        assert picture.nearest((picture.width - place[0], place[1]), points) == straight
        assert picture.shown_cursor(points[4].utilities) != path
    from goodoffices.web.accounts.models import Account

    account = Account.objects.get(name=LEAD)
    account.language = "ar"
    account.save()
    for name in PAGES:
        assert 'dir="rtl"' in lunn.get(f"{HERE}/{name}").text
