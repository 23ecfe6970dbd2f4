"""What a language model answered, read as what it was asked for; what cannot be used is said in a sentence to it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from goodoffices.model.base import Value
from goodoffices.model.issues import Issue
from goodoffices.simulation.agents.model_told import figure
from goodoffices.simulation.sheet import Sheet

#: Only the last signs of an answer are looked at, and so many places where its object might begin.
_LAST: Final = 20_000
_TRIES: Final = 200

#: Of what a model said, so many signs stand in a sentence.
_SHOWN: Final = 60

_THOUGHT: Final = "</think"


class Unusable(Exception):  # noqa: N818 - no error of this program: the model is told, and answers anew
    """An answer is none to what was asked, for the reason given."""


def object_in(text: str, concealed: Callable[[str], str] = str) -> dict[str, Any]:
    """Return the last JSON object in an answer; models think aloud before it, and put fences around it.

    Args:
        text: the answer.
        concealed: takes out what is not to be seen, of the object as it is written without escapes.

    Raises:
        Unusable: there is none.
    """
    text = text[-_LAST:]
    text = text[text.rfind(_THOUGHT) + 1 :]
    decoder = json.JSONDecoder()
    found: dict[str, Any] | None = None
    at = text.find("{")
    for _ in range(_TRIES):
        if at < 0:
            break
        try:
            read, after = decoder.raw_decode(text, at)
            found = json.loads(concealed(json.dumps(read, ensure_ascii=False)))
        except (ValueError, RecursionError):
            after = at + 1
        at = text.find("{", after)
    if found is None:
        raise Unusable("there is no JSON object in it")
    return found


def word_in(answer: dict[str, Any], field: str, among: Sequence[str]) -> str:
    """Return one of some words that a field holds; yes and no can be true and false.

    Raises:
        Unusable: it holds none of them.
    """
    said = answer.get(field)
    if isinstance(said, bool):
        said = "yes" if said else "no"
    word = said.strip().lower() if isinstance(said, str) else ""
    if word not in among:
        raise Unusable(f"“{field}” has to be one of {', '.join(among)}, and not {shown(said)}")
    return word


def package_in(answer: dict[str, Any], sheet: Sheet) -> int:
    """Return the number of the package in an answer.

    Raises:
        Unusable: it is none, or not complete, or cannot be agreed.
    """
    said = answer.get("package")
    if not isinstance(said, dict):
        raise Unusable("“package” has to be an object with an option for each issue")
    for name in said:
        if all(issue.id != name for issue in sheet.issues):
            raise Unusable(f"there is no issue {shown(name)}; the issues are {_names(sheet)}")
    missing = [issue.id for issue in sheet.issues if issue.id not in said]
    if missing:
        raise Unusable(f"the package has no option for {', '.join(missing)}; name one for each issue")
    number = sheet.number({issue.id: _value(issue, said[issue.id]) for issue in sheet.issues})
    if number < 0:
        raise Unusable("that package is not among those that can be agreed here")
    return number


def may_say(sheet: Sheet, package: int, what: str) -> int:
    """Return a package that a side may offer or accept.

    Raises:
        Unusable: it is worth less to it than no agreement, or beyond its limits.
    """
    if sheet.acceptable[package]:
        return package
    worth = float(sheet.worth[package])
    if worth < sheet.reservation:
        raise Unusable(
            f"you may not {what}: it is worth {figure(worth)} to your side, and no agreement "
            f"{figure(sheet.reservation)}"
        )
    raise Unusable(f"you may not {what}: your side's limits rule it out")


def changes_in(answer: dict[str, Any], sheet: Sheet, draft: int, most: int) -> list[int]:
    """Return the drafts that changes asked for lead to.

    Raises:
        Unusable: a change is none, or leads to what cannot be agreed.
    """
    said = answer.get("changes")
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        raise Unusable("“changes” has to be a list of objects with “issue” and “option”")
    if len(said) > most:
        raise Unusable(f"these are {len(said)} changes, and {most} at most were asked for")
    found = []
    for one in said:
        at = next((at for at, issue in enumerate(sheet.issues) if issue.id == one.get("issue")), None)
        if at is None:
            raise Unusable(f"there is no issue {shown(one.get('issue'))}; the issues are {_names(sheet)}")
        place = sheet.issues[at].index_of(_value(sheet.issues[at], one.get("option")))
        there = sheet.places[draft].copy()
        there[at] = -1 if place is None else place
        number = int(sheet.listing.numbers(there[None, :])[0])
        if number < 0:
            raise Unusable(
                f"with {shown(one.get('option'))} for {shown(one.get('issue'))} the draft cannot be agreed"
            )
        if number == draft:
            raise Unusable(f"the draft has {shown(one.get('option'))} for {shown(one.get('issue'))} already")
        found.append(number)
    return found


def rungs_in(answer: dict[str, Any], rungs: int) -> list[int]:
    """Return the places of rungs in an answer, from 0; there they are numbered from 1.

    Raises:
        Unusable: it names others.
    """
    said = answer.get("rungs")
    if not isinstance(said, list):
        raise Unusable("“rungs” has to be a list of their numbers")
    for one in said:
        if not isinstance(one, int) or isinstance(one, bool) or not 1 <= one <= rungs:
            raise Unusable(f"there is no rung {shown(one)}; they are numbered from 1 to {rungs}")
    return [one - 1 for one in said]


def shown(said: object) -> str:
    """Write something that a model said into a sentence."""
    text = repr(said)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _names(sheet: Sheet) -> str:
    return ", ".join(issue.id for issue in sheet.issues)


def _value(issue: Issue, said: object) -> Value:
    """Return the value of an issue that was meant: by its id, or its title; numbers as numbers or in quotes."""
    if issue.options:
        for option in issue.options:
            if said == option.id:
                return option.id
        titled = [option.id for option in issue.options if isinstance(said, str) and option.title == said]
        if len(titled) == 1:
            return titled[0]
        options = ", ".join(option.id for option in issue.options)
        raise Unusable(f"“{issue.id}” has no option {shown(said)}; its options are {options}")
    try:
        number = (
            float(said) if isinstance(said, int | float | str) and not isinstance(said, bool) else math.nan
        )
    except (ValueError, OverflowError):
        number = math.nan
    values = np.asarray(issue.values, float)
    near = int(np.abs(values - number).argmin()) if math.isfinite(number) else -1
    if near < 0 or not math.isclose(values[near], number, rel_tol=1e-9, abs_tol=1e-12):
        raise Unusable(
            f"“{issue.id}” cannot be {shown(said)}; it is a number from {issue.values[0]:g} to {issue.values[-1]:g}, "
            f"in {issue.size - 1} equal steps"
        )
    return issue.values[near]
