"""The template engine: escaping everything, knowing the words."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from goodoffices.reports import words
from goodoffices.reports.assets import clean
from goodoffices.reports.charts.shapes import shape
from goodoffices.reports.charts.text import wrap


@cache
def environment() -> Environment:
    """Return the environment for the templates of this package; an unknown name in a template is an error."""
    made = Environment(
        loader=PackageLoader("goodoffices.reports", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=clean,
    )  # fmt: skip
    made.filters.update(
        date=words.date, number=words.number, utility=words.utility, share=words.share, whole=words.whole,
        listed=words.listed, wrap=wrap, px=_pixels,
    )  # fmt: skip
    made.globals.update(plural=words.plural, bounded=words.bounded, shape=shape)
    return made


def _pixels(value: float) -> str:
    """Write a coordinate with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")
