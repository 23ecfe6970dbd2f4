"""The lead mediators' page of those who follow the talks from outside."""

from __future__ import annotations

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.web.audience.forms import InformForm
from goodoffices.web.audience.told import told
from goodoffices.web.shell.navigation import is_lead
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit


@page(is_lead)
def audience(visit: Visit) -> HttpResponse:
    """Show who follows the talks, what each was told, and tell them something."""
    following = visit.lens.desk.audiences
    form = visit.form(InformForm, "inform") if following else None
    if (done := visit.acted([form] if form is not None else [])) is not None:
        return done
    return visit.page(
        "audience/audience.html.jinja", seen_by=_("Only the lead mediators; each audience sees what it was told."),
        forms=[form] if form is not None else [], inform=form, following=[(one, told(visit, one)) for one in following],
    )  # fmt: skip
