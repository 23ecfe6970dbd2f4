"""Pages from templates: escaping everything, knowing the words of the language that is spoken."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader

from goodoffices import language
from goodoffices._version import __version__
from goodoffices.reports.assets import clean, data_block
from goodoffices.reports.environment import environment as reports_environment
from goodoffices.web.shell.assets import asset_url


@cache
def environment() -> Environment:
    """Return the environment for pages: `FEATURE/NAME` is a template of a feature, other names are the reports'."""
    web = Path(__file__).parent.parent
    features = {folder.parent.name: FileSystemLoader(folder) for folder in sorted(web.glob("*/templates"))}
    reports = PackageLoader("goodoffices.reports", "templates")
    # One engine, one language: what the reports know, pages know.
    made = reports_environment().overlay(loader=ChoiceLoader([PrefixLoader(features), reports]))
    made.globals = made.globals | {
        "asset": asset_url, "url": _url, "version": __version__, "languages": language.LANGUAGES,
        "data_block": data_block, "current_language": language.current, "digits_tag": language.digits_tag,
    }  # fmt: skip
    return made


def warm() -> None:
    """Compile all pages: half a second for whoever opens the first of them, before anybody does."""
    for name in environment().list_templates():
        environment().get_template(name)


def _url(name: str, *given: object) -> str:
    return reverse(name, args=given)


def rendered(template: str, **context: Any) -> str:  # noqa: ANN401 - whatever a page shows
    """Return a page as text, without signs that HTML does not allow: what was typed into a form comes back in it."""
    page: str = clean(environment().get_template(template).render(**context))
    return page
