"""The template engine: escaping everything, knowing the words."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from goodoffices.language import direction, install
from goodoffices.reports import words
from goodoffices.reports.assets import clean
from goodoffices.reports.charts.mirror import mirrored
from goodoffices.reports.charts.shapes import shape
from goodoffices.reports.charts.text import wrap


@cache
def environment() -> Environment:
    """Return the environment for the templates of this package; an unknown name in a template is an error."""
    made = Environment(
        loader=PackageLoader("goodoffices.reports", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=clean,
        auto_reload=False,
    )  # fmt: skip
    install(made)
    made.filters.update(
        date=words.date, utility=words.utility, share=words.share, wrap=wrap, px=_pixels, sided=_sided, code=_code,
    )  # fmt: skip
    made.globals.update(bounded=words.bounded, span=words.span, reach=words.reach, shape=shape)
    return made


def _pixels(value: float) -> str:
    """Write a coordinate with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def _code(text: str) -> Markup:
    """Write what is typed, always from left to right."""
    return Markup("<code>{}</code>").format(text)


def _sided(picture: Markup, width: float) -> Markup:
    """Turn a picture so that it begins where lines begin."""
    return Markup(mirrored(picture, width)) if direction() == "rtl" else picture  # noqa: S704 - it was markup before
