"""What a document can be of: the agreement, or a proposal in a channel that its reader sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from goodoffices.services.dossiers import dossier
from goodoffices.services.texts import Text, Translations, agreed_text, tabled_text
from goodoffices.web.channels.passed import party_at, story
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.proposals.history import Version, past
from goodoffices.web.proposals.table import row_of
from goodoffices.web.shell.navigation import shares_all
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Subject:
    """What a document is of.

    Attributes:
        visit: by whom it is looked at.
        form: the name of its form, and of what is kept of it.
        file: what its files are called, without their ending: it says nothing of the case.
        address: its page.
        parties: who has it, in the order of the parties.
        versions: its versions, the oldest first; an agreement has none.
        name: what a proposal is called; nothing for the agreement.
    """

    visit: Visit
    form: str
    file: str
    address: str
    parties: Sequence[str]
    versions: Sequence[Version] = ()
    name: str = ""

    def text(self, version: int = 0) -> Text | None:
        """Return what its text is made from, of a version or the last one; None where there is none."""
        words = translations(self.visit)
        if not self.name:
            return agreed_text(self.visit.case, words)
        found = [one for one in self.versions if one.number == version] or list(self.versions[-1:])
        if not found:
            return None
        return tabled_text(self.visit.case, found[0].tabled, found[0].happened.at.date(), words)

    def file_address(self, copy: int, kind: str) -> str:
        """Return where a file of it is."""
        return f"{self.address}/{copy}/{kind}"


def of_agreement(visit: Visit) -> Subject:
    """Return the agreement as a subject, also before there is one."""
    address = reverse("documents:agreement", args=[visit.room.id])
    return Subject(visit, "document-agreement", "agreement", address, visit.case.agreement_parties)


def of_proposal(visit: Visit, number: int, proposal: str) -> Subject:
    """Return a proposal, by the place of a party and its id there.

    Raises:
        Problem: the visitor sees none there.
    """
    party = party_at(visit, number)
    if proposal not in visit.lens.channel(party).proposals:
        raise Problem(404, NOT_THERE)
    parties, name = [party], proposal
    if visit.who.side == "mediator":
        row = row_of(visit, "proposal", party, proposal)
        if row is not None:
            parties, name = row.parties, row.name
    return Subject(
        visit, f"document-{number}-{proposal}", "proposal",
        reverse("documents:proposal", args=[visit.room.id, number, proposal]), parties,
        past(story(visit, party), proposal).versions, name,
    )  # fmt: skip


def translations(visit: Visit) -> Translations:
    """Return words of the case in other languages: the working case has them, so they are its mediators' alone."""
    if not shares_all(visit.who, visit.case.parties):
        return {}
    working = dossier(visit.room.talks, visit.who)
    found: Mapping[str, Mapping[str, str]] = working.translations if working is not None else {}
    return found
