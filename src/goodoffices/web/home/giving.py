"""Giving preferences: to whom, and from what a form was made that gives them."""

from __future__ import annotations

import hashlib

import msgspec
from django import forms

from goodoffices.language import gettext as _
from goodoffices.model.preferences import Preferences
from goodoffices.web.shell.forms import choice


def how_field() -> forms.ChoiceField:
    """Return the field that says who gets them: the mediators, or the engine alone."""
    options = (
        ("state", _("Tell the mediators: they see it, and use it in their analysis")),
        (
            "seal",
            _("Seal it: nobody sees it; the engine uses it, in runs to which you consent one by one"),
        ),
    )
    return choice(_("Who gets it"), options, radio=True)


def act_of(how: object) -> str:
    """Return the act by which they are given."""
    return "seal_preferences" if how == "seal" else "state_preferences"


def stamp_of(before: Preferences | None, changes: int) -> str:
    """Return what a form was made from, so that a page that has become stale is known."""
    digest = hashlib.sha256(msgspec.json.encode(before, order="sorted")).hexdigest()[:12]
    return f"{changes}.{digest}"


def changed_meanwhile() -> str:
    """Return what is said where a page has become stale."""
    return _(
        "The agenda, or what you had said, has changed since this page was shown. Look at it, then send again."
    )
