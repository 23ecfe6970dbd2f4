"""From what stands at the table to what a text is made from: an agreement that is declared, a proposal that was tabled.

Command line, API and pages take it from here, each through a lens of what its reader sees.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import msgspec

from goodoffices.agreement.text.draft import Draft
from goodoffices.agreement.text.signing import Attestation, Signatory, Signing
from goodoffices.model import Case
from goodoffices.model.agreement import Terms
from goodoffices.model.base import Value
from goodoffices.model.document import Mark
from goodoffices.model.issues import Issue, Option
from goodoffices.model.packages import Package
from goodoffices.model.parties import Mediator, Party
from goodoffices.services.acting import Talks
from goodoffices.services.dossiers import dossier
from goodoffices.services.looking import Look
from goodoffices.talks.actions.base import NAME
from goodoffices.talks.events.channel import Clause, Tabled
from goodoffices.talks.standing import Standing
from goodoffices.talks.states import CaseState
from goodoffices.talks.states.channel import Proposal
from goodoffices.talks.states.ledger import LedgerState
from goodoffices.talks.streams import CASE, Stream
from goodoffices.talks.visibility import record_of, sees

Translations = Mapping[str, Mapping[str, str]]
#: The foot of a page holds no more of a name, beside the number.
_LONGEST: Final = 80
_NAME: Final = re.compile(NAME)
_UNTRANSLATED: Final[Translations] = {}


class Text(NamedTuple):
    """What a text is made from: the case, as all at the table know it, and the draft."""

    case: Case
    draft: Draft


class Tabling(NamedTuple):
    """A proposal where it is on the table: with which party, and by which id in its channel."""

    party: str
    id: str


def may_have(who: Standing, case: CaseState) -> bool:
    """Whether documents of the talks are for somebody: a delegation, or a mediator who shares all channels."""
    return bool(case.parties) and record_of(who, case.parties) is not None


def agreed_text(case: CaseState, translations: Translations = _UNTRANSLATED) -> Text | None:
    """Return what the text of the agreement is made from, with its signatures; None before one is declared.

    What is on the agenda and was not agreed is no part of it. Its day is the one on which the last party signed.

    Args:
        case: what all at the table share.
        translations: words of the case in other languages, as a case file has them.
    """
    if case.agreement is None:
        return None
    clauses = case.agreement_clauses
    named = {*case.agreement, *(clause.issue for clause in clauses if clause.issue)}
    signed = [case.signatures[one] for one in case.agreement_parties if one in case.signatures]
    whole = len(signed) == len(case.agreement_parties)
    draft = Draft(
        package=case.agreement, clauses=clauses, text=case.agreement_text, terms=case.agreement_terms,
        signing=_signing(case), on=max(one.at for one in signed).date() if signed and whole else None,
        place=_same([one.place for one in signed]) if whole else "",
    )  # fmt: skip
    issues = [one for one in _issues(case, case.agreement, clauses) if one.id in named]
    return Text(_case(case, case.agreement_parties, issues, translations), _with_terms(draft))


def tabled_text(
    case: CaseState, tabled: Tabled | Proposal, on: dt.date, translations: Translations = _UNTRANSLATED
) -> Text:
    """Return what the text of a proposal is made from: what it leaves open of the agenda stays open.

    Args:
        case: what all at the table share.
        tabled: a version of a proposal, or the last one as it stands.
        on: the day on which it was tabled.
        translations: as for `agreed_text`.
    """
    draft = Draft(
        package=tabled.package, clauses=tabled.clauses, text=tabled.text, terms=tabled.terms, on=on,
        version=tabled.version,
    )  # fmt: skip
    parties = [one for one in case.parties if one not in case.withdrawn]
    return Text(
        _case(case, parties, _issues(case, tabled.package, tabled.clauses), translations), _with_terms(draft)
    )


def agreed_case(case: CaseState, ledger: LedgerState | None) -> Case | None:
    """Return the agreement and its ledger as a case, for what is reckoned or written of them; None before there is one.

    It holds what all at the table see of it: terms, tallies and their entries. `as_of` is the day of the last entry, or
    that of the last signature.

    Args:
        case: what all at the table share.
        ledger: what is done of it, for those who see that.
    """
    text = agreed_text(case)
    if text is None:
        return None
    terms = text.draft.terms or Terms()
    counted = ledger.entries if ledger is not None else []
    moments = [one.at for one in counted] + [one.at for one in case.signatures.values()]
    return msgspec.structs.replace(
        text.case, summary=case.agreement_text, as_of=max(moments).date() if moments else None,
        phases=terms.phases, guarantors=terms.guarantors, dispute=terms.dispute,
        tallies=tuple(ledger.tallies.values()) if ledger is not None else (),
        entries=tuple(one.entry for one in counted),
    )  # fmt: skip


def tabling_of(look: Look, who: Standing, name: str) -> Tabling | None:
    """Find a proposal that somebody sees, by the name under which they know it.

    A delegation knows it by its id in its channel (`p1`); mediators by their working name for it, or by a party and its
    id there (`alba/p1`).
    """
    if who.side == "party":
        found = Tabling(who.party, name)
        return found if name in look.lens.channel(who.party).proposals else None
    party, slash, own = name.partition("/")
    if slash:
        seen = party in look.lens.case.parties and sees(who, Stream("channel", party))
        return Tabling(party, own) if seen and own in look.lens.channel(party).proposals else None
    for place in look.places:
        stream = Stream.parse(place)
        carried = look.lens.joint(stream.of.split("+")).carried.get(name) if stream.kind == "joint" else None
        if carried is not None and carried.what == "proposal":
            return Tabling(*next(iter(carried.to.items())))
    return None


def text_of(talks: Talks, who: Standing, look: Look, of: str) -> Text | None:
    """Return what the text of the agreement (`agreement`), or of a proposal as it stands, is made from.

    None where there is none for whoever asks; `tabling_of` says by which name. Mediators who share all channels have
    the translations of their working case.

    Args:
        talks: the talks.
        who: who asks.
        look: what they see.
        of: of what.
    """
    if not sees(who, CASE) or not may_have(who, look.lens.case):
        return None
    case = look.lens.case
    kept = dossier(talks, who) if who.side == "mediator" else None
    words = kept.translations if kept is not None else _UNTRANSLATED
    if of == "agreement":
        return agreed_text(case, words)
    at = tabling_of(look, who, of)
    if at is None:
        return None
    one = look.lens.channel(at.party).proposals[at.id]
    return tabled_text(case, one, one.at.date(), words)


def own_mark(who: Standing, case: CaseState) -> Mark | None:
    """Return what marks the copies that somebody makes for themselves: a delegation's bear its name."""
    return Mark(text=short(case.parties[who.party])) if who.side == "party" else None


def short(name: str) -> str:
    """Return a name as it stands at the foot of a page, which is one line."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 2]} …"


def called(name: str) -> str:
    """Return a name as it is written for people: `united-states` is United States; what they wrote stays as it is."""
    return name.replace("-", " ").replace(".", " ").strip().title() if _NAME.fullmatch(name) else name


def _with_terms(draft: Draft) -> Draft:
    """Return a draft that has terms of its own, if only none: those of a working case are not at the table."""
    return draft if draft.terms is not None else msgspec.structs.replace(draft, terms=Terms())


def _case(case: CaseState, parties: list[str], issues: list[Issue], translations: Translations) -> Case:
    return Case(
        title=case.title,
        parties=tuple(Party(id=one, name=case.parties[one]) for one in parties),
        mediators=tuple(_mediators(case)),
        issues=tuple(issues),
        translations={code: dict(words) for code, words in translations.items()},
    )


def _mediators(case: CaseState) -> Iterator[Mediator]:
    for actor in dict.fromkeys(case.mediators):
        name = actor.partition(":")[2]
        yield Mediator(id=name, name=called(name))


def _issues(case: CaseState, package: Package, clauses: tuple[Clause, ...]) -> list[Issue]:
    """Return the issues of the agenda, then those that are off it and of which something is said."""
    named = [*package, *(clause.issue for clause in clauses if clause.issue)]
    off = [one for one in dict.fromkeys(named) if one not in case.issues]
    return [_issue(case, one, package, clauses) for one in (*case.issues, *off)]


def _issue(case: CaseState, name: str, package: Package, clauses: tuple[Clause, ...]) -> Issue:
    """Return an issue with all options of which something is said: one that is gone keeps what it was called."""
    now = case.issues.get(name) or Issue(id=name, title=case.issue_titles.get(name, name))
    said: list[Value] = [package[name]] if name in package else []
    said += [one for clause in clauses if clause.issue == name for one in clause.options]
    gone = [one for one in dict.fromkeys(said) if isinstance(one, str) and now.index_of(one) is None]
    titles = case.option_titles.get(name, {})
    more = tuple(Option(id=one, title=titles.get(one, one)) for one in gone)
    return msgspec.structs.replace(now, options=(*now.options, *more)) if more else now


def _signing(case: CaseState) -> Signing:
    signatories = []
    for party in case.agreement_parties:
        one = case.signatures.get(party)
        signatories.append(
            Signatory(party=party)
            if one is None
            else Signatory(
                party=party, name=called(one.person), office=one.office, place=one.place, on=one.at.date()
            )
        )
    attested = case.attestation
    attestations: tuple[Attestation, ...] = ()
    if attested is not None:
        mediator = attested.by.partition(":")[2]
        attestations = (
            Attestation(mediator=mediator, name=called(mediator), on=attested.at.date(), sentence=attested.text),
        )  # fmt: skip
    return Signing(signatories=tuple(signatories), attestations=attestations)


def _same(places: list[str]) -> str:
    """Return the place that all name; nothing where they name several, or none."""
    return places[0] if len(set(places)) == 1 else ""
