"""Who signs and initials, and what the mediator attests."""

from __future__ import annotations

import datetime as dt

from goodoffices.model.base import Id, Part


class Signatory(Part, frozen=True, kw_only=True):
    """Somebody who signs for a party: what is not known yet is a line to be filled in by hand."""

    party: Id
    name: str = ""
    office: str = ""
    place: str = ""
    on: dt.date | None = None


class Initialling(Part, frozen=True, kw_only=True):
    """Somebody has initialled the text for a party, or is to."""

    party: Id
    name: str = ""
    initials: str = ""
    on: dt.date | None = None


class Attestation(Part, frozen=True, kw_only=True):
    """A mediator attests that the agreement results from the mediation.

    That is evidence as Article 4(1)(b) of the Singapore Convention on Mediation (2018) asks for. `sentence` takes the
    place of the template's.
    """

    mediator: Id
    name: str = ""
    office: str = ""
    place: str = ""
    on: dt.date | None = None
    sentence: str = ""


class Signing(Part, frozen=True, kw_only=True):
    """Who signs, who initials, who attests. Without signatories, each party's head of delegation, or an empty line."""

    signatories: tuple[Signatory, ...] = ()
    initials: tuple[Initialling, ...] = ()
    attestations: tuple[Attestation, ...] = ()
