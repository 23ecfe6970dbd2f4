"""The fields in which a party says what it prefers: orders, shapes, comparisons, what no agreement is worth."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField

from goodoffices.language import gettext as _
from goodoffices.language import paired
from goodoffices.model.issues import Issue
from goodoffices.model.packages import Package
from goodoffices.model.preferences import Preferences
from goodoffices.reports.names import as_read
from goodoffices.web.home.ranking import in_order
from goodoffices.web.home.trade_offs import Pair
from goodoffices.web.home.values import orders_of, priorities_of, shape_of
from goodoffices.web.shell.forms import choice
from goodoffices.web.shell.marks import mark_of

#: The list of the issues; those of options have the places of their issues, from 1.
ISSUES: Final = 0
#: What a pair is about, side by side: an issue by its mark, and the place of one of its values.
_CODE: Final = re.compile("_".join([r"([0-9a-f]{16})\.(\d{1,6})"] * 4))


@dataclass(frozen=True)
class Item:
    """A thing in a list: its field, its name, by what it is known, and whether it can be moved up or down."""

    field: BoundField
    name: str
    key: str
    first: bool
    last: bool


@dataclass(frozen=True)
class Listed:
    """A list that is put in order: its name, its things in their order now, and whether something is wrong."""

    name: str
    title: str
    items: tuple[Item, ...]
    wrong: bool


def marked(issues: Sequence[Issue]) -> list[str]:
    """Return marks of the issues as they stand, by which all fields are named: none is taken for that of another."""
    return [mark_of(issue) for issue in issues]


def list_name(number: int, marks: Sequence[str]) -> str:
    """Return the name of a list: of the issues, or of the options of one."""
    return "issues" if number == ISSUES else marks[number - 1]


def key_in(number: int, place: int, marks: Sequence[str]) -> str:
    """Return by what a thing in a list is known."""
    return marks[place - 1] if number == ISSUES else str(place)


def rank_name(number: int, place: int, marks: Sequence[str]) -> str:
    """Return the name of the field for the rank of a thing in a list."""
    return f"rank-{list_name(number, marks)}-{key_in(number, place, marks)}"


def names_in(number: int, issues: Sequence[Issue]) -> list[str]:
    """Return what is put in order in a list: the issues, or the options of one."""
    if number == ISSUES:
        return [issue.name for issue in issues]
    issue = issues[number - 1]
    return [as_read(issue, value) for value in issue.values]


def lists_of(issues: Sequence[Issue]) -> list[int]:
    """Return the numbers of the lists: of the issues where there are several, and of each that has options."""
    several = [ISSUES] if len(issues) > 1 else []
    return several + [number for number, issue in enumerate(issues, 1) if issue.options]


def ranked_initially(issues: Sequence[Issue], preferences: Preferences | None) -> dict[str, int]:
    """Return the ranks that preferences give."""
    found: dict[str, int] = {}
    ids, marks = [issue.id for issue in issues], marked(issues)
    for rank, name in enumerate(priorities_of(issues, preferences), 1):
        found[rank_name(ISSUES, ids.index(name) + 1, marks)] = rank
    for number, issue in enumerate(issues, 1):
        for rank, value in enumerate(orders_of(issue, preferences) if issue.options else (), 1):
            place = issue.index_of(value)
            assert place is not None
            found[rank_name(number, place + 1, marks)] = rank
    return found


def shaped_initially(issues: Sequence[Issue], preferences: Preferences | None) -> dict[str, Any]:
    """Return what preferences say of numbers."""
    found: dict[str, Any] = {}
    for mark, issue in zip(marked(issues), issues, strict=True):
        if not issue.options:
            shape, best = shape_of(issue, preferences)
            found[f"shape-{mark}"] = shape
            if best is not None:
                found[f"best-{mark}"] = best
    return found


def rank_field(name: str) -> forms.Field:
    """Return the field for a rank."""
    field = forms.FloatField(label=name, required=False, min_value=0, max_value=10_000)
    field.widget.attrs |= {"step": "any", "inputmode": "decimal"}
    return field


def shape_field(issue: Issue) -> forms.ChoiceField:
    """Return the field for what is said of numbers."""
    low, high = as_read(issue, issue.values[0]), as_read(issue, issue.values[-1])
    options = (
        ("", _("I would rather not say")),
        ("more", _("More is better: best is %(high)s") % {"high": high}),
        ("less", _("Less is better: best is %(low)s") % {"low": low}),
        ("best", _("Best lies between, at about:")),
    )
    return choice(issue.name, options, radio=True, required=False)


def best_field(issue: Issue) -> forms.Field:
    """Return the field for the best number."""
    low, high = float(issue.values[0]), float(issue.values[-1])
    return forms.FloatField(label=_("Best at about"), required=False, min_value=low, max_value=high)


def listed(form: forms.Form, number: int, issues: Sequence[Issue], ranks: Sequence[float | None]) -> Listed:
    """Return a list as it stands in a form."""
    names, order, marks = names_in(number, issues), in_order(ranks), marked(issues)
    items = tuple(
        Item(
            form[rank_name(number, place + 1, marks)], names[place], key_in(number, place + 1, marks),
            at == 0, at == len(order) - 1,
        )
        for at, place in enumerate(order)
    )  # fmt: skip
    wrong = any(item.field.errors for item in items)
    title = _("The issues, by how important they are") if number == ISSUES else issues[number - 1].name
    return Listed(list_name(number, marks), title, items, wrong)


def coded(pair: Pair, issues: Sequence[Issue]) -> str:
    """Return a pair of packages on two issues as marks and places: it names the field of its answer."""
    by_id = {issue.id: (mark, issue) for mark, issue in zip(marked(issues), issues, strict=True)}
    return "_".join(
        f"{by_id[name][0]}.{by_id[name][1].index_of(value)}"
        for package in pair
        for name, value in package.items()
    )


def decoded(code: str, issues: Sequence[Issue]) -> Pair | None:
    """Return the pair that a code names; None where it names none, or an issue that stands so no more."""
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    by_mark = dict(zip(marked(issues), issues, strict=True))
    groups = found.groups()
    sides: list[Package] = []
    for at in (0, 4):
        package = {}
        for mark, place in (groups[at : at + 2], groups[at + 2 : at + 4]):
            issue = by_mark.get(mark)
            if issue is None or int(place) >= issue.size:
                return None
            package[issue.id] = issue.values[int(place)]
        sides.append(package)
    if set(sides[0]) != set(sides[1]) or len(sides[0]) != 2 or sides[0] == sides[1]:  # noqa: PLR2004 - a trade-off is between two
        return None
    return sides[0], sides[1]


def pair_field(label: str, words: tuple[str, str]) -> forms.ChoiceField:
    """Return the field for the answer to a pair."""
    options = (("a", words[0]), ("b", words[1]), ("", _("I cannot say")))
    return choice(label, options, radio=True, required=False)


def in_words(package: Mapping[str, object], shown: Sequence[tuple[str, str]]) -> str:
    """Return a package in a line."""
    return paired(shown) if package else ""
