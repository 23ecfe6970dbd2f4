"""Rounds, delegations, channels and mandates."""

from __future__ import annotations

from goodoffices.language import gettext as _
from goodoffices.reports.names import described
from goodoffices.reports.sections.base import Material, Section


def talks(material: Material) -> Section | None:
    """Show who talks where, with what authority."""
    case = material.case
    if not (case.rounds or case.delegations or case.mandates or case.channels or case.mediators):
        return None
    issues = case.issues_by_id
    mandates = [(m, described(m.requires, issues) if m.requires is not None else "") for m in case.mandates]
    lead = _("Who talks where, who carries words between the sides, and what each delegation may agree to.")
    return Section("talks", _("Rounds, delegations and mandates"), lead, {"mandates": mandates})
