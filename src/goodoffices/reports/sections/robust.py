"""Preferences known in part: what is known and from where, and how packages fare under all that fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goodoffices.analysis.partial.results import Judgement, PartyKnowledge, Robust, Share
from goodoffices.language import (
    counted,
    gettext,
    gettext_lazy,
    labelled,
    leftward,
    sentence,
    spread,
)
from goodoffices.language import gettext as _
from goodoffices.reports import words
from goodoffices.reports.charts.weights import Weights, spans
from goodoffices.reports.names import Names
from goodoffices.reports.sections.base import Material, Section

#: How many packages are drawn and stand side by side.
_SHOWN: Final = 12

_KINDS: Final = {
    "exact": gettext_lazy("known exactly"),
    "ranges": gettext_lazy("weights within ranges"),
    "interval": gettext_lazy("weights and values within intervals"),
    "ordinal": gettext_lazy("known by order only"),
    "record": gettext_lazy("known from the record only"),
}


@dataclass(frozen=True)
class Column:
    """A package: its letter, why it is here, and how it fares."""

    letter: str
    judged: Judgement
    share: str
    regret: str
    nash: str
    spans: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Row:
    """An issue, each package's option, and whether they differ."""

    issue: str
    options: tuple[str, ...]
    differs: bool


@dataclass(frozen=True)
class RobustView:
    """The picture and the tables."""

    found: Robust
    chart: Weights | None
    known: tuple[tuple[PartyKnowledge, str], ...]
    agreement: str
    safest: str
    regret: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    left: int


def robust(material: Material) -> Section | None:
    """Show what is certain and what is possible, where preferences are known in part."""
    found = material.analysis.robust if material.analysis is not None else None
    if found is None:
        return None
    names = material.names
    judged = found.packages[:_SHOWN]
    columns = tuple(_column(number, one, found) for number, one in enumerate(judged))
    rows = []
    for issue in material.case.issues:
        options = tuple(names.option(issue.id, one.package[issue.id]) for one in judged)
        rows.append(Row(issue.name, options, len(set(options)) > 1))
    view = RobustView(
        found=found, chart=_chart(material, columns),
        known=tuple((one, _known(one)) for one in found.parties),
        agreement="" if found.agreement is None else _share(found.agreement),
        safest=next((c.letter for c in columns if "smallest largest regret" in c.judged.why), ""),
        regret=_regret_line(found), columns=columns, rows=tuple(rows), left=len(found.packages) - len(judged),
    )  # fmt: skip
    lead = _(
        "What each party wants is known in part. This is what holds for all preferences that fit what is known, what "
        "holds for some, and how often."
    )
    return Section("robust", _("What is certain, what is possible"), lead, view)


def _column(number: int, one: Judgement, found: Robust) -> Column:
    regret = words.utility(one.regret)
    if one.regret_at_most is not None:
        regret = spread(regret, words.utility(one.regret_at_most))
    return Column(
        letter=chr(ord("A") + number), judged=one, share=_share(one.acceptability),
        regret=regret, nash=_share(one.nash_share),
        spans=tuple((words.span(*one.utilities[known.party]), one.acceptable[known.party]) for known in found.parties),
    )  # fmt: skip


def _known(one: PartyKnowledge) -> str:
    known = one.facts or one.contradiction or one.kind == "exact"
    return str(_KINDS[one.kind]) if known else _("nothing")


def _share(one: Share) -> str:
    if one.status == "exact":
        return _("{share}, exact").format(share=words.share(one.value))
    draws = counted("{n} draw", "{n} draws", one.n)
    return f"{leftward(f'{words.share(one.value)} ± {words.share(one.error)}')} ({draws})"


def _regret_line(found: Robust) -> str:
    least = found.minimax_regret
    if least is None:
        return ""
    regret, status = words.utility(least.regret), gettext(least.status)
    if least.bound is None:
        return f"{regret} ({status})"
    said = _("{regret} ({status}; no package is proven to stay below {bound})")
    return said.format(regret=regret, status=status, bound=words.utility(least.bound))


def _chart(material: Material, columns: tuple[Column, ...]) -> Weights | None:
    names: Names = material.names
    known = {
        party.id: {
            column.letter: (low if high - low < 5e-4 else None, low, high)
            for column in columns
            for low, high in [column.judged.utilities[party.id]]
        }
        for party in material.case.parties
        if columns and party.id in columns[0].judged.utilities
    }
    return spans(
        [(one.letter, labelled(one.letter, sentence(one.judged.why[0]))) for one in columns],
        known,
        material.case,
        names,
    )
