"""The page of the time line."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.web.record.seeing import book_of
from goodoffices.web.shell.navigation import in_talks
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit
from goodoffices.web.timeline.gathering import Item, Only, gathered, having, told
from goodoffices.web.timeline.picture import picture

#: So much stands on one page, and so much is found by one search.
_PAGE: Final = 100
#: A number with more digits is no place on the line.
_DIGITS: Final = 9


@page(in_talks)
def timeline(visit: Visit) -> HttpResponse:
    """Show what has happened, the newest first, part by part; with words in `q`, what has these words.

    The words come by POST, so that they stand in no address. `before` names the place up to which a part goes, counted
    from the first thing of all: what happens later moves none.
    """
    words = visit.request.POST.get("q", "").strip() if visit.request.method == "POST" else ""
    book, only = book_of(visit), _only(visit)
    if words:
        shown, before, after = having(visit, book, words, _PAGE), 0, 0
    else:
        shown, before, after = _part(visit, gathered(visit, book, only))
    lines = told(visit, book, shown)
    return visit.page(
        "timeline/timeline.html.jinja",
        seen_by=_("Each sees here what they see elsewhere: what you see, others may not."),
        lines=lines, words=words, picture=None if words else picture(visit, lines), only=only, most=_PAGE,
        address=lambda only, before=0: _address(visit, only, before),
        before=before, after=after, sifts=book is not None,
    )  # fmt: skip


def _address(visit: Visit, only: str, before: int) -> str:
    """Return where a part of the time line is."""
    asked = {"only": only, "before": str(before or "")}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{visit.path}?{query}" if query else visit.path


def _only(visit: Visit) -> Only:
    asked = visit.request.GET.get("only")
    return "press" if asked == "press" else "table" if asked == "table" else ""


def _part(visit: Visit, every: list[Item]) -> tuple[list[Item], int, int]:
    """Return the newest, or what stands before a place that the address names.

    Returns:
        what is shown; the place before which there is more, or 0; the place up to which the next part goes, or 0.
    """
    asked = visit.request.GET.get("before", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < _DIGITS
    end = max(0, min(int(asked) - 1, len(every))) if is_number else len(every)
    start = max(0, end - _PAGE)
    return (
        every[start:end],
        start + 1 if start else 0,
        min(end + _PAGE, len(every)) + 1 if end < len(every) else 0,
    )
