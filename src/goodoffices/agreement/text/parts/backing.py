"""Who verifies, where disputes go, who backs what, and what follows where a phase fails."""

from __future__ import annotations

from goodoffices.agreement.text.setting import Entry, Piece, Setting
from goodoffices.agreement.text.words import listed
from goodoffices.model.agreement import Obligation
from goodoffices.model.document import Line


def verification(setting: Setting) -> list[Piece]:
    """Say of each obligation how it is verified; where nothing is said of that, the sentence stands in brackets."""
    return [Entry(f"verification:{one.id}", _verified(setting, one)) for _, one in setting.obligations]


def _verified(setting: Setting, one: Obligation) -> Line:
    reference = setting.reference(one.id)
    who, how = setting.actor(one.verified_by), setting.words.said(one.verification)
    if who and how:
        return setting.phrase("verified", reference=reference, who=who, how=how)
    if who:
        return setting.phrase("verified-by", reference=reference, who=who)
    if how:
        return setting.phrase("verified-how", reference=reference, how=how)
    return setting.phrase("unverified", reference=reference)


def dispute(setting: Setting) -> list[Piece]:
    """Say where disputes go, of all and of single obligations; where nothing is said, that stands in brackets."""
    made: list[Piece] = []
    if setting.terms.dispute:
        made.append(
            Entry("dispute", setting.phrase("dispute", words=setting.words.said(setting.terms.dispute)))
        )
    single = [one for _, one in setting.obligations if one.dispute]
    for one in single:
        words = setting.words.said(one.dispute)
        made.append(
            Entry(
                f"dispute:{one.id}",
                setting.phrase("dispute-of", reference=setting.reference(one.id), words=words),
            )
        )
    if not setting.terms.dispute and len(single) < len(setting.obligations):
        made.append(Entry("dispute", setting.phrase("no-dispute")))
    return made


def guarantees(setting: Setting) -> list[Piece]:
    """Say who backs what."""
    made: list[Piece] = []
    for one in setting.terms.guarantors:
        name = setting.words.said(one.name)
        if one.backs:
            words = setting.phrase("guarantor-of", guarantor=name, list=listed(setting.named(one.backs)))
        else:
            words = setting.phrase("guarantor", guarantor=name)
        made.append(Entry(f"guarantor:{one.id}", words))
    return made


def snapback(setting: Setting) -> list[Piece]:
    """Say what resumes, and what is no longer owed, where a phase fails."""
    made: list[Piece] = []
    for phase in setting.terms.phases:
        name = setting.words.said(phase.name)
        if phase.resumes_if_failed:
            words = setting.phrase("resumes", phase=name, words=setting.words.said(phase.resumes_if_failed))
            made.append(Entry(f"resumes:{phase.id}", words))
        if phase.suspends:
            words = setting.phrase("suspends", phase=name, list=listed(setting.named(phase.suspends)))
            made.append(Entry(f"suspends:{phase.id}", words))
    return made
