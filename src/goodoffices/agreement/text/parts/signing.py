"""Where the parties sign and initial, and where the mediators attest."""

from __future__ import annotations

import datetime as dt

from goodoffices.agreement.text.setting import Piece, Setting
from goodoffices.agreement.text.signing import Attestation, Initialling, Signatory
from goodoffices.agreement.text.words import strong
from goodoffices.model.document import Field, Line, Paragraph, Signature, Signatures, line


def signatures(setting: Setting) -> list[Piece]:
    """Give each party a place to sign, for whoever is named; for its head of delegation where nobody is."""
    places = []
    for one in setting.draft.signing.signatories or _heads(setting):
        heading = strong(setting.phrase("for-party", party=setting.actor(one.party)))
        places.append(_place(setting, heading, one))
    return [Signatures(key="signatures", places=tuple(places))] if places else []


def _heads(setting: Setting) -> list[Signatory]:
    found = []
    for party in setting.case.parties:
        heads = [
            member
            for delegation in setting.case.delegations
            for member in delegation.members
            if delegation.party == party.id and member.role == "head"
        ]
        if len(heads) == 1:
            found.append(Signatory(party=party.id, name=heads[0].name, office=heads[0].office))
        else:
            found.append(Signatory(party=party.id))
    return found


def initials(setting: Setting) -> list[Piece]:
    """Give a place to each who initials, or has initialled."""
    given = setting.draft.signing.initials
    places = tuple(_initials(setting, one) for one in given)
    return [Signatures(key="initials", places=places)] if places else []


def _initials(setting: Setting, one: Initialling) -> Signature:
    fields = (
        _field(setting, "initials", line(one.initials)),
        _field(setting, "name", setting.words.said(one.name)),
        _field(setting, "date", _day(setting, one.on)),
    )
    heading = strong(setting.phrase("for-party", party=setting.actor(one.party)))
    return Signature(heading=(heading,), fields=fields)


def attestation(setting: Setting) -> list[Piece]:
    """Say that the agreement results from mediation, and give the mediators a place to sign that."""
    given = setting.draft.signing.attestations
    attested = given or tuple(Attestation(mediator=one.id) for one in setting.case.mediators)
    if not attested:
        return []
    own = list(dict.fromkeys(one.sentence for one in attested if one.sentence))
    sentences = [setting.words.said(text) for text in own]
    if len([one for one in attested if one.sentence]) < len(attested):
        sentences.insert(0, setting.phrase("attestation"))
    made: list[Piece] = [
        Paragraph(key=f"attestation:{number}", line=words) for number, words in enumerate(sentences)
    ]
    return [*made, Signatures(key="attestations", places=tuple(_attested(setting, one) for one in attested))]


def _attested(setting: Setting, one: Attestation) -> Signature:
    mediator = setting.actor(one.mediator)
    return _place(setting, strong(setting.phrase("as-mediator", mediator=mediator)), one)


def _place(setting: Setting, heading: Line, one: Signatory | Attestation) -> Signature:
    fields = (
        _field(setting, "signature", ()),
        _field(setting, "name", setting.words.said(one.name)),
        _field(setting, "office", setting.words.said(one.office)),
        _field(setting, "place", setting.words.said(one.place)),
        _field(setting, "date", _day(setting, one.on)),
    )
    return Signature(heading=(heading,), fields=fields)


def _field(setting: Setting, phrase: str, value: Line) -> Field:
    return Field(labels=(setting.phrase(phrase),), value=value)


def _day(setting: Setting, on: dt.date | None) -> Line:
    return setting.day(on) if on is not None else ()
