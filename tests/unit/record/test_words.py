"""The small rules: numbers and bounds, days, names, furniture, acts, issues."""

from __future__ import annotations

import datetime as dt

import pytest

from goodoffices.model.base import When
from goodoffices.record.clean.furniture import Part, part_of
from goodoffices.record.clean.language import language_of
from goodoffices.record.counting.figures import completed, figures
from goodoffices.record.dating.days import days
from goodoffices.record.dating.publication import published_on
from goodoffices.record.lexicon.stems import stem
from goodoffices.record.reading import lay_out
from goodoffices.record.resolve.names import Names
from goodoffices.record.resolve.speakers import speaker_of
from goodoffices.record.standing.acts import act_of
from goodoffices.record.standing.subjects import Subjects, implied_order
from tests.unit.record.samples import frame

WEDNESDAY = dt.date(2031, 5, 14)


@pytest.mark.parametrize(
    ("text", "value", "of", "bound", "high"),
    [
        ("some 130 hostages", 130, "hostages", "about", None),
        ("at least 34 of the hostages", 34, "hostages", "at_least", None),
        ("as many as 800 prisoners", 800, "prisoners", "at_most", None),
        ("roughly 300,000 people", 300_000, "people", "about", None),
        ("a 6-week truce", 6, "weeks", "exactly", None),
        ("a six-week truce", 6, "weeks", "exactly", None),
        ("between 60 and 80 monitors", 60, "monitors", "range", 80),
        ("700 to 800 prisoners", 700, "prisoners", "range", 800),
        ("no fewer than 20 trucks", 20, "trucks", "at_least", None),
        ("up to 1.5 million litres", 1_500_000, "litres", "at_most", None),
        ("two dozen drivers", 24, "drivers", "exactly", None),
        ("$45 billion a year", 45e9, "dollars", "exactly", None),
        ("12 percent of the workers", 12, "percent of workers", "exactly", None),
        ("14 of its 24 seats", 14, "seats", "exactly", None),
        ("2 to 3 million tonnes", 2_000_000, "tonnes", "range", 3_000_000),
        ("would not sign for less than 60 tonnes", 60, "tonnes", "at_least", None),
        ("within 30 days", 30, "days", "at_most", None),
        ("nearly three hundred families", 300, "families", "about", None),
    ],
)
def test_figures_have_their_noun_and_bound(
    text: str, value: float, of: str, bound: str, high: float | None
) -> None:
    sentence = f"The ministry spoke of {text} on the day."
    first = completed(figures(sentence, 0, len(sentence)))[0]
    assert (first.value, first.of, first.bound, first.high) == (value, of, bound, high)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg, 45, said so.",
        "It began at 9 p.m.",
        "Channel 12 said so.",
        "In 2024 it ended.",
        "his 13-year-old son",
        "Article 5 holds.",
        "the two sides met",
    ],
)
def test_ages_times_names_and_years_are_no_figures(text: str) -> None:
    assert figures(text, 0, len(text)) == []


@pytest.mark.parametrize("digits", ["9" * 16, "9" * 400, "9" * 300 + " million", "hundred " * 200])
def test_what_is_too_large_to_count_anything_is_no_figure(digits: str) -> None:
    text = f"two {digits} jobs"
    assert [one.value for one in figures(text, 0, len(text)) if one.value > 2] == []


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("He said on Monday that", dt.date(2031, 5, 12)),
        ("They met last Monday.", dt.date(2031, 5, 12)),
        ("They will meet on Monday.", dt.date(2031, 5, 19)),
        ("They are to meet next Wednesday.", dt.date(2031, 5, 21)),
        ("It was signed on Wednesday.", dt.date(2031, 5, 14)),
        ("It ended last Wednesday.", dt.date(2031, 5, 7)),
        ("She spoke yesterday.", dt.date(2031, 5, 13)),
        ("It closed on 3 March.", dt.date(2031, 3, 3)),
        ("It closed on March 3, 2029.", dt.date(2029, 3, 3)),
        ("It opened in April.", (dt.date(2031, 4, 1), dt.date(2031, 4, 30))),
        ("They talked last week.", (dt.date(2031, 5, 5), dt.date(2031, 5, 11))),
        ("She said so three days ago.", dt.date(2031, 5, 11)),
    ],
)
def test_days_follow_the_tense(text: str, when: When) -> None:
    assert [day.when for day in days(text, WEDNESDAY)] == [when]


@pytest.mark.parametrize(
    "text", ["You may go.", "April Jones spoke.", "It was the 31st of June.", "They march on."]
)
def test_what_only_looks_like_a_day_is_none(text: str) -> None:
    assert days(text, WEDNESDAY) == []


def test_weekdays_mean_nothing_without_the_reports_day() -> None:
    assert days("He said on Monday, and on 3 March 2030, that", None)[0].when == dt.date(2030, 3, 3)
    assert len(days("He said on Monday that", None)) == 1 - 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Title\n\nGENEVA, May 4, 2031 (Reuters) - They met.", dt.date(2031, 5, 4)),
        ("Title\n\nPublished 4 May 2031\n\nThey met.", dt.date(2031, 5, 4)),
        ("Title\n\nThe Quay Courier, Sunday 4 May 2031\n\nThey met.", dt.date(2031, 5, 4)),
        (
            "Title\n\nA square, May 3, 2031. (A. Reed/AP)\n\nThe talks ended on Sunday, he said.",
            dt.date(2031, 5, 4),
        ),
        ("Title\n\nThey met on Sunday.", None),
    ],
)
def test_the_day_of_the_report_is_found_or_left_open(text: str, day: dt.date | None) -> None:
    assert published_on(text, lay_out(text).parts) == day


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("A minister at the quay on May 3, 2031. (Tom Reed/AP)", "caption"),
        ("File: The minister at work. (Getty Images)", "caption"),
        ("By Anna Berg and Tom Reed", "byline"),
        ("Jacob Stone contributed reporting.", "byline"),
        ("read more:", "teaser"),
        ("Most Popular", "teaser"),
        ("Updated 4 May 2031", "date"),
        ("The minister said that the talks would resume (and soon).", "prose"),
        ("By Monday the talks had failed.", "prose"),
    ],
)
def test_furniture_is_told_from_prose(text: str, part: Part) -> None:
    assert part_of(text, 3) == part


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Hamas", "named"), ("the UN", "named"), ("Channel 12", "named"), ("Anna Berg", "named"),
        ("an official", "unnamed"), ("A union official", "unnamed"), ("several outlets", "unnamed"),
        ("a relative", "unnamed"), ("sources close to the talks", "unnamed"), ("a spokeswoman, Ada Holt", "named"),
        ("Ormea's envoy", "named"), ("he", "pronoun"), ("the official", "definite"), ("the premier", "office"), ("", "nobody"),
    ],
)  # fmt: skip
def test_speakers_are_named_or_not(written: str, kind: str) -> None:
    assert speaker_of(written).kind == kind


@pytest.mark.parametrize(
    ("speaker", "party"),
    [
        ("a union official", "union"), ("Porter Lines", "company"), ("the company's lawyer", "company"),
        ("a relative of a Porter Lines worker", None), ("a former union official", None), ("the weather service", None),
    ],
)  # fmt: skip
def test_speakers_belong_to_parties(speaker: str, party: str | None) -> None:
    assert Names.of(frame()).party(speaker) == party


@pytest.mark.parametrize(
    ("cue", "content", "own", "act"),
    [
        ("said", "we will not accept lay-offs", True, "rejects"),
        ("said", "the other side must leave", False, "demands"),
        ("denied", "that the talks had failed", False, "denies"),
        ("said", "we are ready to open two gates", True, "offers"),
        ("said", "they would settle for four", True, "accepts"),
        ("warned", "of a long winter", False, "warns"),
        ("told", "it will send a team", True, "plans"),
        ("said", "the bloc had offered 20 billion", True, "asserts"),
        ("insisted", "that the campaign will resume", True, "plans"),
        ("insisted", "on a withdrawal", True, "demands"),
        ("said", "it rained", False, "asserts"),
    ],
)
def test_acts_are_told_by_the_cue_and_then_the_content(cue: str, content: str, own: bool, act: str) -> None:
    assert act_of(cue, content, own=own) == act


def test_issues_are_found_by_their_words_and_options_by_theirs() -> None:
    subjects = Subjects(frame().issues)
    about = {
        one.issue.id: one.options for one in subjects.of("only voluntary redundancies and a higher wage rise")
    }
    assert about == {"lay-offs": ("voluntary",), "pay": ()}
    assert subjects.of("the weather at the quay") == ()


def test_a_stand_on_an_end_orders_the_options() -> None:
    lay_offs = frame().issue("lay-offs")
    assert implied_order(lay_offs, "demands", ("none",)) == ("none", "voluntary", "free")
    assert implied_order(lay_offs, "rejects", ("none",)) == ("free", "voluntary", "none")
    assert implied_order(lay_offs, "demands", ("voluntary",)) == ()


def test_words_come_down_to_one_stem() -> None:
    assert stem("withdrawal") == stem("withdrawing") == stem("withdrew")
    assert stem("ceasefire") == stem("truce")


def test_languages_are_told_apart() -> None:
    assert (
        language_of(
            "Les pourparlers entre le syndicat et le port reprendront dimanche, selon des responsables."
        )
        == "fr"
    )
    assert (
        language_of("Переговоры между профсоюзом и портом возобновятся в воскресенье, сообщили чиновники.")
        == "ru"
    )
    assert (
        language_of("The talks between the union and the port are to resume on Sunday, officials said.")
        == "en"
    )
