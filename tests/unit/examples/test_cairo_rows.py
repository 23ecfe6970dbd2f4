"""Every row of the table in the mission (S1 to S13) is present as data in the seed's case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from goodoffices.model import Case

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


@pytest.fixture(scope="module")
def case() -> Case:
    return Case.load(EXAMPLES / "cairo-2024")


def test_s1_two_sides_three_mediators_and_no_way_around_them(case: Case) -> None:
    assert [party.id for party in case.parties] == ["israel", "hamas"]
    assert [mediator.id for mediator in case.mediators] == ["egypt", "qatar", "united-states"]
    assert {channel.party for channel in case.channels} == {"israel", "hamas"}
    assert {mediator for channel in case.channels for mediator in channel.mediators} == {
        "egypt",
        "qatar",
        "united-states",
    }
    assert {"Doha", "Cairo"} <= {channel.venue for channel in case.channels}
    assert all(channel.mediators and channel.statements for channel in case.channels)


def test_s2_statements_say_who_through_whom_when_and_what_kind(case: Case) -> None:
    assert len(case.statements) >= 50
    by_id = case.statements_by_id
    told = by_id["hamas-waits-for-cairo"]
    assert (told.speaker_named, told.speaker_party, told.via) == (False, "hamas", ("Reuters",))
    relayed = by_id["hamas-demands-northern-return"]
    assert relayed.via == ("Haaretz", "an unnamed Israeli source")
    assert (relayed.speaker_named, relayed.speaker_party) == (True, "hamas")
    assert by_id["office-denies-minority"].act == "denies"
    assert by_id["office-denies-minority"].speaker_named
    assert {statement.act for statement in case.statements} >= {
        "asserts", "demands", "offers", "accepts", "rejects", "denies", "asks", "warns", "plans", "supports", "opposes",
    }  # fmt: skip
    outlets = {outlet for statement in case.statements for outlet in statement.via}
    assert outlets >= {"Al Qahera News TV", "Reuters", "Haaretz", "Channel 12", "Axios"}


def test_s3_both_conflicts_name_the_statements_that_disagree(case: Case) -> None:
    figure, denial = case.conflicts
    assert (figure.kind, denial.kind) == ("figure", "denial")
    by_id = case.statements_by_id
    prisoners = [by_id[name].figures[0] for name in figure.statements]
    assert [(one.value, one.bound) for one in prisoners] == [(800, "at_most"), (700, "exactly")]
    assert {one.of for one in prisoners} == {figure.about}
    assert [by_id[name].act for name in denial.statements] == ["asserts", "denies"]


def test_s4_positions_have_dates_and_statements(case: Case) -> None:
    assert {position.party for position in case.positions} == {"israel", "hamas"}
    assert all(position.statements for position in case.positions)
    undated = [position.id for position in case.positions if position.on is None]
    assert undated == ["israel-prisoners-first-offer"]
    covered = {position.issue for position in case.positions}
    assert covered == {issue.id for issue in case.issues} - {"humanitarian-aid"}
    assert {position.stand for position in case.positions} >= {
        "demands",
        "rejects",
        "conditions",
        "reverses",
        "offers",
    }


def test_s5_red_lines_come_from_positions_of_the_same_party(case: Case) -> None:
    positions = {position.id: position for position in case.positions}
    assert {line.party for line in case.red_lines} == {"israel", "hamas"}
    for line in case.red_lines:
        assert line.positions, line.label
        assert {positions[name].party for name in line.positions} == {line.party}
        assert {positions[name].issue for name in line.positions} & set(line.requires.issues)


def test_s6_packages_of_nine_issues_with_ordered_options(case: Case) -> None:
    assert len(case.issues) == 9
    assert all(issue.is_ordered for issue in case.issues)
    size = 1
    for issue in case.issues:
        size *= issue.size
    assert 10**4 <= size <= 10**6
    assert case.constraints


def test_s7_rounds_delegations_and_the_mandate(case: Case) -> None:
    status = {one.venue + ": " + one.status for one in case.rounds}
    assert status == {"Doha: collapsed", "Cairo: planned", "Doha: planned"}
    (mandate,) = case.mandates
    assert (mandate.given_on, mandate.requires) == (dt.date(2024, 3, 29), None)
    assert mandate.delegation in {delegation.id for delegation in case.delegations}
    cairo = next(one for one in case.rounds if one.venue == "Cairo")
    absent = {attendance.name for attendance in cairo.attendance if attendance.status == "absent"}
    assert absent == {"David Barnea", "Ronen Bar"}


def test_s8_the_war_cabinet_its_split_and_its_rule(case: Case) -> None:
    (body,) = case.decision_bodies
    roles = {member.id: member.role for member in body.members}
    assert {name for name, role in roles.items() if role == "observer"} == {"eisenkot", "dermer"}
    assert roles["netanyahu"] == "leader"
    assert body.rule.kind == "leader"
    assert body.rule.assumption
    question = body.questions[0]
    stances = {stance.member: stance.stance for stance in question.stances}
    assert {name for name, stance in stances.items() if stance == "for"} == {
        "barnea",
        "gantz",
        "eisenkot",
        "dermer",
    }
    assert {name for name, stance in stances.items() if stance == "against"} == {
        "netanyahu",
        "gallant",
        "halevi",
    }
    assert question.outcome == "rejected"


def test_s9_the_first_phase_exchanges_forty_for_seven_to_eight_hundred(case: Case) -> None:
    (phase,) = case.phases
    assert phase.days == 42
    freed, released = phase.obligations[:2]
    assert freed.quantity == 40
    assert [category.of for category in freed.including] == [
        "women",
        "children",
        "sick people",
        "elderly people",
    ]
    assert (released.quantity, released.high) == (700, 800)
    assert released.in_exchange_for == freed.id
    assert released.ratio == (700 / 40, 800 / 40)


def test_s10_each_side_has_an_alternative_and_a_worst_case(case: Case) -> None:
    for party in ("israel", "hamas"):
        own = [alternative for alternative in case.alternatives if alternative.party == party]
        assert [alternative.worst for alternative in own] == [False, True]
        assert all(alternative.assumption and alternative.statements for alternative in own)


def test_s11_the_counts_are_there_and_the_balances_say_why_they_do_not_add_up(case: Case) -> None:
    counts = {count.id: count for count in case.counts}
    assert (counts["abducted"].value, counts["abducted"].bound) == (253, "exactly")
    assert (counts["remaining"].value, counts["remaining"].bound) == (130, "about")
    assert (counts["dead"].value, counts["dead"].bound) == (34, "at_least")
    for balance in case.balances:
        assert any(counts[part].value is None for part in balance.parts)
        assert balance.gap_note


def test_s12_briefings_for_the_families(case: Case) -> None:
    families = [briefing for briefing in case.briefings if briefing.audience == "hostage-families"]
    assert {briefing.released_by for briefing in families} >= {"Benjamin Netanyahu", "The White House"}
    assert {item.status for briefing in families for item in briefing.items} == {"released", "due", "held"}


def test_s13_the_timeline_is_in_order_on_real_dates(case: Case) -> None:
    days = [event.on[0] if isinstance(event.on, tuple) else event.on for event in case.timeline]
    assert days == sorted(days)
    at = {event.id: event.on for event in case.timeline}
    assert at["compromise-accepted"] == dt.date(2024, 3, 24)
    assert at["compromise-refused"] == dt.date(2024, 3, 25)
    assert at["war-cabinet-session"] == dt.date(2024, 3, 27)
    assert at["families-meeting"] == dt.date(2024, 3, 28)
    assert at["minority-denial"] == dt.date(2024, 3, 29)
    assert at["cairo-opens"] == dt.date(2024, 3, 31)
    assert dt.date(2024, 3, 31).strftime("%A") == "Sunday"


def test_every_statement_is_used_somewhere(case: Case) -> None:
    used: set[str] = set()
    for members in (case.positions, case.timeline, case.rounds, case.channels, case.counts, case.mandates,
                    case.delegations, case.alternatives, case.conflicts):  # fmt: skip
        for member in members:
            used |= set(member.statements)
    unused = {statement.id for statement in case.statements} - used
    assert not unused
