"""What follows from the terms of a case, as data and as a calendar too; how other agreements solved an issue."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from goodoffices.agreement.checking import Finding, check_terms, setting_of
from goodoffices.agreement.errors import AgreementError
from goodoffices.agreement.exchange import Exchange, exchange_of
from goodoffices.agreement.ledger import BalanceLedger, TallyLedger, balances_of, tally_of
from goodoffices.agreement.precedents import Hit, Precedents, look_up, read_precedents, records_of, topic_of
from goodoffices.agreement.precedents.lookup import asked
from goodoffices.agreement.precedents.records import COLUMNS, Record, cells
from goodoffices.agreement.schedule import Schedule, due_this_week, overdue, schedule_of
from goodoffices.language import gettext as _
from goodoffices.model import Case, Issue
from goodoffices.model.agreement import Terms
from goodoffices.model.casefile.errors import CaseFileError
from goodoffices.model.casefile.reading import read_bytes
from goodoffices.model.casefile.writing import write_atomically
from goodoffices.model.result import Result
from goodoffices.model.reviewing import current
from goodoffices.talks.terms import without_record


class Agreed(Result, frozen=True):
    """What follows from the terms of a case and from what is counted in it.

    `due_this_week` and `overdue` are ids of obligations as of the day that was given, empty without one.
    """

    findings: tuple[Finding, ...]
    schedule: Schedule
    due_this_week: tuple[str, ...]
    overdue: tuple[str, ...]
    exchanges: tuple[Exchange, ...]
    tallies: tuple[TallyLedger, ...]
    balances: tuple[BalanceLedger, ...]


class Question(Result, frozen=True):
    """What to look up: codes or names of topics, words, and an issue of a case, with its own words and topics."""

    topics: tuple[str, ...] = ()
    words: str = ""
    case: Case | None = None
    issue: str | None = None


class Found(Result, frozen=True):
    """Precedents: what was looked for, what was found, and what of the table could not be read."""

    agreements: int
    topics: tuple[str, ...]
    words: str
    hits: tuple[Hit, ...]
    problems: tuple[str, ...]


def agreed(
    case_or_path: Case | str | Path,
    *,
    starts: dt.date | None = None,
    done: Mapping[str, dt.date] | None = None,
    today: dt.date | None = None,
) -> Agreed:
    """Return what follows from the terms of a case: findings, days, exchanges, what adds up.

    Args:
        case_or_path: a case, or the path of one.
        starts: the first day of the agreement.
        done: the day on which obligations were done, by id.
        today: the day as of which things are due or late.

    Raises:
        CaseFileError: the path cannot be read.
        AgreementError: a day lies outside the calendar, or `done` names nothing.
        AnalysisError: a figure is too large to be reckoned with.
    """
    case = _case(case_or_path)
    schedule = schedule_of(case.terms, starts=starts, done=done, today=today)
    due, late = ((), ()) if today is None else (due_this_week(schedule, today), overdue(schedule, today))
    return Agreed(
        findings=check_terms(case.terms, setting_of(case)),
        schedule=schedule,
        due_this_week=tuple(one.id for one in due),
        overdue=tuple(one.id for one in late),
        exchanges=tuple(exchanges_in(case.terms)),
        tallies=tuple(tally_of(one, case.entries) for one in case.tallies),
        balances=balances_of(case.counts, case.balances),
    )


def exchanges_in(terms: Terms) -> Iterator[Exchange]:
    """Yield the exchanges that can be reckoned; what is wrong with the others is among the findings."""
    known = {one.id: one for phase in terms.phases for one in phase.obligations}
    for one in known.values():
        other = known.get(one.in_exchange_for or "")
        if other is not None:
            try:
                yield exchange_of(one, other)
            except AgreementError:
                continue


def for_the_table(case: Case, agenda: Collection[str]) -> Terms:
    """Return the terms of the mediators' working case as they may be tabled.

    What is of their own record stays with them: statements, assumptions, and out of which of their counts something is
    taken; so do issues that are not on the shared agenda.

    Args:
        case: the working case.
        agenda: the issues on the shared agenda.
    """
    terms = without_record(case.terms)
    return msgspec.structs.replace(
        terms,
        phases=tuple(
            msgspec.structs.replace(
                phase,
                obligations=tuple(
                    msgspec.structs.replace(
                        one,
                        out_of=None,
                        state="",
                        issues=tuple(name for name in one.issues if name in agenda),
                    )
                    for one in phase.obligations
                ),
            )
            for phase in terms.phases
        ),
    )


def write_calendar(case_or_path: Case | str | Path, schedule: Schedule, out: str | Path) -> None:
    """Write a schedule as an iCalendar file, stamped with the day as of which the case stands, or its first day.

    Raises:
        AgreementError: no day of the schedule is known.
        CaseFileError: the file cannot be written.
    """
    from goodoffices.agreement.schedule.calendar import calendar_of  # noqa: PLC0415 - heavy

    case = _case(case_or_path)
    day = case.as_of or schedule.starts or dt.date(1970, 1, 1)
    stamp = dt.datetime.combine(day, dt.time(), dt.UTC)
    actors = {one.id: one.title for one in case.parties} | {one.id: one.name for one in case.mediators}
    written = calendar_of(schedule, name=case.title or "agreement", stamp=stamp, actors=actors)
    write_atomically(Path(out), written.decode())


def write_data(case_or_path: Case | str | Path, out: str | Path) -> int:
    """Write the agreement and the ledger of a case as open data, `.jsonl` or `.csv` by the name's ending.

    Returns:
        how many records were written.

    Raises:
        AgreementError: the name ends otherwise.
        CaseFileError: the case cannot be read, or the file not written.
    """
    path = Path(out)
    kind = path.suffix.lower().removeprefix(".")
    if kind not in ("jsonl", "csv"):
        raise AgreementError(_("{file}: open data end in .jsonl or .csv").format(file=path))
    records = records_of(_case(case_or_path))
    write_atomically(path, _written(records, kind).decode())
    return len(records)


def data_of(case: Case, kind: str) -> bytes:
    """Return the agreement and the ledger of a case as open data: `jsonl` or `csv`.

    Raises:
        AnalysisError: a figure of the ledger is too large to be reckoned with.
    """
    return _written(records_of(case), kind)


def _written(records: Sequence[Record], kind: str) -> bytes:
    from goodoffices.services.sheets import Table, csv_of  # noqa: PLC0415 - only for CSV

    if kind == "csv":
        return csv_of(Table("agreement", COLUMNS, [cells(record) for record in records]))
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode(
        "utf-8", "replace"
    )


def precedents(path: str | Path, question: Question, *, most: int = 10) -> Found:
    """Look up in a table of agreements how others solved an issue.

    Args:
        path: the table, CSV in the manner of PA-X.
        question: what to look up.
        most: how many agreements to return.

    Raises:
        AgreementError: there is no such topic or issue, or nothing is asked; the table is none.
        CaseFileError: the file cannot be read.
    """
    return found_in(read_precedents(_bytes(path), str(path)), question, most=most)


def found_in(table: Precedents, question: Question, *, most: int = 10) -> Found:
    """Look up in a table that is read already; as `precedents`.

    Raises:
        AgreementError: there is no such topic or issue, or nothing is asked.
    """
    codes, words = [_code(text) for text in question.topics], question.words
    if question.issue is not None:
        more, own = asked(_issue(question.case, question.issue))
        codes, words = [*codes, *more], f"{words} {own}"
    codes, words = list(dict.fromkeys(codes)), words.strip()
    if not codes and not words:
        raise AgreementError(_("nothing is asked; give words, a topic, or an issue of a case"))
    return Found(
        agreements=len(table.agreements), topics=tuple(codes), words=words,
        hits=look_up(table, topics=codes, words=words, most=most), problems=table.problems,
    )  # fmt: skip


def _issue(case: Case | None, name: str) -> Issue:
    if case is None:
        raise AgreementError(_("an issue is looked up in a case; name the case as well"))
    if name not in case.issues_by_id:
        sentence = _("there is no issue '{issue}' in this case; it has {known}")
        raise AgreementError(sentence.format(issue=name, known=", ".join(case.issues_by_id) or _("none")))
    return case.issue(name)


def _bytes(path: str | Path) -> bytes:
    data = read_bytes(Path(path))
    if not data.strip():
        raise CaseFileError("the file is empty; a table of agreements has a line of headings", file=str(path))
    return data


def _code(text: str) -> str:
    topic = topic_of(text)
    if topic is None:
        raise AgreementError(
            _("there is no topic '{text}', or it is several; give a code such as TjPrire or Ce").format(
                text=text
            )
        )
    return topic.code


def _case(case_or_path: Case | str | Path) -> Case:
    return current(case_or_path if isinstance(case_or_path, Case) else Case.load(case_or_path))
