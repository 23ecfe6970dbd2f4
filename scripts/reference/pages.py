"""The page of every page of the workbench: its address, what it is for, and who may open it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from scripts.reference.docstrings import first

WEB: Final = Path(__file__).parents[2] / "src" / "goodoffices" / "web"

_HEAD: Final = """# Every page

The addresses of the workbench, what each is for and for whom it is there. This page is written by `make reference` from
the code. Whoever may not open a page gets the answer for what is not there. Addresses hold the case's id, places in
lists and numbers of a channel; never a name. [The rooms of the workbench](../explanation/workbench.md).
"""
_PURPOSE: Final = re.compile(r"{% block purpose %}(.*?){% endblock %}", re.DOTALL)
_WORDS: Final = re.compile(r'_\(\s*"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Address:
    """One address: its name, its route, and what answers there."""

    name: str
    route: str
    view: Callable[..., Any]


def page() -> str:
    """Return the page."""
    parts = [_HEAD]
    everything = list(addresses())
    for title, inside in (("Outside any case", False), ("In a case", True)):
        parts.append(f"## {title}\n")
        parts += [_address(one) for one in everything if one.route.startswith("cases/<str:case>/") is inside]
    return "\n".join(parts)


def addresses() -> Iterator[Address]:
    """Yield every address that is not of the API, in the order of the code."""
    from django.urls import get_resolver  # noqa: PLC0415 - needs Django set up

    yield from _within(get_resolver("goodoffices.web.urls").url_patterns, "", "")


def _within(patterns: list[Any], before: str, space: str) -> Iterator[Address]:
    for one in patterns:
        route = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            if not route.startswith("api/"):
                yield from _within(one.url_patterns, route, one.namespace or space)
        else:
            yield Address(f"{space}:{one.name}" if space else str(one.name), route, one.callback)


def _address(one: Address) -> str:
    shown = re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", one.route)
    lines = [f"### `/{shown}`", "", first(one.view), ""]
    lines += [f"- {says}" for says in _purposes(one.view)]
    if who := _who(one.view):
        lines.append(f"- For: {who}")
    return "\n".join([*lines, f"- Name in the code: `{one.name}`", ""])


def _purposes(view: Callable[..., Any]) -> list[str]:
    """Return what the page itself says it is for, from the templates that the view names."""
    named = re.findall(r'"((\w+)/[\w-]+\.html\.jinja)"', inspect.getsource(inspect.unwrap(view)))
    said: list[str] = []
    for template, feature in named:
        path = WEB / feature / "templates" / template.partition("/")[2]
        if path.exists() and (block := _PURPOSE.search(path.read_text(encoding="utf-8"))):
            said += [f"“{words}”" for words in _WORDS.findall(block[1])]
    return list(dict.fromkeys(said))


def _who(view: Callable[..., Any]) -> str:
    """Return for whom a page is there, as `shell.pages.page` was told."""
    layer: Callable[..., Any] | None = view
    while layer is not None:
        known = inspect.getclosurevars(layer).nonlocals
        if "allowed" in known:
            if known.get("whole"):
                return "mediators who share all channels"
            return _said_of(known["allowed"])
        layer = getattr(layer, "__wrapped__", None)
    return ""


def _said_of(allowed: Callable[..., bool]) -> str:
    """Return what a question about somebody's standing says; of one put together, what its parts say."""
    if says := first(allowed):
        return re.sub(r"^(?:Whether somebody|Whoever) ", "whoever ", says).rstrip(".")
    names = re.findall(r"\b(\w+)\(who\)", inspect.getsource(allowed))
    parts = [first(allowed.__globals__[name]) for name in dict.fromkeys(names) if name in allowed.__globals__]
    return "; ".join(re.sub(r"^Whether somebody ", "whoever ", one).rstrip(".") for one in parts)
