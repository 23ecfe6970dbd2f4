"""Decide what mediators do in the channels and among themselves."""

from __future__ import annotations

from collections import Counter
from typing import Final

from goodoffices.model.agreement import Terms
from goodoffices.model.casefile.plain import field_name
from goodoffices.model.issues import Issue
from goodoffices.talks.actions import mediators as acts
from goodoffices.talks.decide.asking import Ask, Handlers, Puts, as_written, check_attachment, numbered
from goodoffices.talks.errors import Refused
from goodoffices.talks.events import channel as events
from goodoffices.talks.events import mediation
from goodoffices.talks.permissions import check_mediates
from goodoffices.talks.states.mediation import Carried
from goodoffices.talks.streams import Stream, joint
from goodoffices.talks.terms import check_terms
from goodoffices.talks.transitions import PROPOSAL, following

#: Which marks allow which manners of relaying.
ALLOWS: dict[str, tuple[str, ...]] = {
    "hold": (),
    "relay_substance": ("substance",),
    "relay_verbatim": ("verbatim", "substance"),
    "relay_as_idea": ("idea",),
}


#: A mediators' proposal among fewer would tell the answer of the one it went to.
_FEWEST: Final = 2


def _channel(party: str) -> Stream:
    return Stream("channel", party)


def tell(ask: Ask, act: acts.Tell) -> Puts:
    """Tell parties something in the mediators' own words."""
    for party in ask.to(act.to, proposing=False):
        name = numbered("m", ask.lens.channel(party).messages)
        yield _channel(party), events.Told(message=name, text=act.text)


def hand(ask: Ask, act: acts.Hand) -> Puts:
    """Hand parties a file."""
    for party in ask.to(act.to, proposing=False):
        attachments = ask.lens.channel(party).attachments
        check_attachment(attachments, act.data)
        name = numbered("a", attachments)
        yield (
            _channel(party),
            events.Attached(attachment=name, name=act.name, kind=act.kind, data=act.data),
        )


def relay(ask: Ask, act: acts.Relay) -> Puts:
    """Carry a party's message to others, as its mark allows."""
    check_mediates(ask.who, frozenset({act.party}))
    message = ask.lens.channel(act.party).messages.get(act.message)
    if message is None or message.mark is None:
        raise Refused(f"there is no message '{act.message}' from {act.party}")
    if act.manner not in ALLOWS[message.mark]:
        able = " or ".join(ALLOWS[message.mark]) or "not at all"
        raise Refused(f"{act.party} marked '{act.message}' as {message.mark}: it may be relayed {able}")
    if act.manner == "verbatim" and act.text not in ("", message.text):
        message_ = "text: what is relayed verbatim has its own words; leave the text out"
        raise Refused(message_)
    if act.manner != "verbatim" and not act.text:
        raise Refused(f"text: say in your words what is relayed as {act.manner}")
    parties = ask.to(act.to, proposing=False)
    if act.party in parties:
        raise Refused(f"to: the message is {act.party}'s own")
    given = {}
    for party in parties:
        given[party] = numbered("m", ask.lens.channel(party).messages)
        yield (
            _channel(party),
            events.Told(
                message=given[party],
                text=act.text or message.text,
                manner=act.manner,
                party="" if act.manner == "idea" else act.party,
            ),
        )
    yield (
        joint({*parties, act.party}),
        mediation.Relayed(party=act.party, message=act.message, manner=act.manner, to=given),
    )


def pass_list(ask: Ask, act: acts.PassList) -> Puts:
    """Pass a party's list on to others, as it allows: how many of each category, or the names; notes never are."""
    check_mediates(ask.who, frozenset({act.party}))
    known = ask.lens.channel(act.party).lists.get(act.list)
    if known is None:
        raise Refused(f"list: there is no list '{act.list}' from {act.party}")
    if known.mark == "hold" or (act.what == "names" and known.mark != "names"):
        able = "nothing of it" if known.mark == "hold" else "its counts"
        raise Refused(f"{act.party} marked '{act.list}' as {known.mark}: {able} may be passed on")
    parties = ask.to(act.to, proposing=False)
    if act.party in parties:
        raise Refused(f"to: the list is {act.party}'s own")
    counts = dict(sorted(Counter(one.category for one in known.entries).items()))
    names = tuple(events.Listed(name=one.name, category=one.category) for one in known.entries)
    given = {}
    for party in parties:
        given[party] = numbered("l", ask.lens.channel(party).passed)
        yield (
            _channel(party),
            events.ListPassed(
                list=given[party], party=act.party, obligation=known.obligation, counts=counts,
                entries=names if act.what == "names" else (),
            ),
        )  # fmt: skip
    yield (
        joint({*parties, act.party}),
        mediation.ListCarried(party=act.party, list=act.list, version=known.version, what=act.what, to=given),
    )


def _fresh(ask: Ask, name: str, parties: tuple[str, ...]) -> None:
    if name in ask.lens.joint(parties).carried:
        raise Refused(f"name: there is a '{name}' among these parties already; give this one another name")


def _check_clauses(ask: Ask, clauses: tuple[events.Clause, ...]) -> None:
    issues = ask.lens.case.issues
    for number, clause in enumerate(clauses):
        if clause.issue and clause.issue not in issues:
            raise Refused(f"clauses.{number}.issue: there is no issue '{clause.issue}' on the agenda")
        for option in clause.options:
            one: Issue | None = issues.get(clause.issue)
            if one is None or one.index_of(option) is None:
                raise Refused(
                    f"clauses.{number}.options: the issue '{clause.issue}' has no option '{option}'"
                )


def _content(ask: Ask, act: acts.TableProposal | acts.ReviseProposal) -> Terms | None:
    """Refuse a proposal that holds nothing, or what cannot be; return its terms."""
    if not (act.package or act.text or act.clauses or act.terms):
        message = "a proposal has a package, a text, clauses or terms; give one of them"
        raise Refused(message)
    _check_clauses(ask, act.clauses)
    ask.check_future(act.deadline)
    if act.terms is None:
        return None
    terms = as_written(act.terms, "terms")
    for path, problem in check_terms(terms, ask.lens.case):
        raise Refused(f"terms.{field_name(path)}: {problem}")
    return terms


def table_proposal(ask: Ask, act: acts.TableProposal) -> Puts:
    """Table a proposal to parties."""
    parties = ask.to(act.to)
    terms = _content(ask, act)
    _fresh(ask, act.name, parties)
    package = ask.checked(act.package)
    given = {}
    for party in parties:
        given[party] = numbered("p", ask.lens.channel(party).proposals)
        yield (
            _channel(party),
            events.Tabled(
                proposal=given[party],
                package=package,
                text=act.text,
                clauses=act.clauses,
                terms=terms,
                deadline=act.deadline,
                agenda=ask.lens.case.agenda_changes,
            ),
        )
    yield joint(parties), mediation.ProposalMade(name=act.name, to=given, package=package)


def _carried(ask: Ask, name: str, parties: tuple[str, ...]) -> Carried:
    one = ask.lens.joint(parties).carried.get(name)
    if one is None or one.what != "proposal":
        raise Refused(f"name: there is no proposal '{name}' to {' and '.join(sorted(parties))}")
    return one


def revise_proposal(ask: Ask, act: acts.ReviseProposal) -> Puts:
    """Table a new version."""
    parties = ask.to(act.to)
    terms = _content(ask, act)
    carried = _carried(ask, act.name, parties)
    package, version = ask.checked(act.package), carried.version + 1
    for party, name in carried.to.items():
        status = ask.lens.channel(party).proposals[name].status
        following(PROPOSAL, status, "revise_proposal", f"the proposal '{act.name}' to {party}")
        yield (
            _channel(party),
            events.Tabled(
                proposal=name,
                version=version,
                package=package,
                text=act.text,
                clauses=act.clauses,
                terms=terms,
                deadline=act.deadline,
                agenda=ask.lens.case.agenda_changes,
            ),
        )
    yield (
        joint(parties),
        mediation.ProposalMade(name=act.name, to=carried.to, version=version, package=package),
    )


def withdraw_proposal(ask: Ask, act: acts.WithdrawProposal) -> Puts:
    """Withdraw a proposal."""
    parties = ask.to(act.to, proposing=False)
    for party, name in _carried(ask, act.name, parties).to.items():
        status = ask.lens.channel(party).proposals[name].status
        following(PROPOSAL, status, "withdraw_proposal", f"the proposal '{act.name}' to {party}")
        yield _channel(party), events.Withdrawn(proposal=name, reason=act.reason)


def sound(ask: Ask, act: acts.Sound) -> Puts:
    """Ask what a party would say."""
    (party,) = ask.to((act.to,))
    name = numbered("s", ask.lens.channel(party).soundings)
    yield (
        _channel(party),
        events.Sounded(sounding=name, question=act.question, package=ask.checked(act.package)),
    )


def table_final(ask: Ask, act: acts.TableFinal) -> Puts:
    """Make a mediators' proposal."""
    parties = ask.to(act.to)
    if len(parties) < _FEWEST:
        message = (
            "to: a mediators' proposal goes to two parties at least; else its result would be one's answer"
        )
        raise Refused(message)
    _fresh(ask, act.name, parties)
    ask.check_future(act.deadline)
    package, around = ask.checked(act.package), ask.lens.case.latest_round
    if not package:
        message = "package: a mediators' proposal needs one"
        raise Refused(message)
    given = {}
    for party in parties:
        finals = ask.lens.channel(party).finals
        if any(one.package == package and one.round == around for one in finals.values()):
            message = (
                "this package was put as a mediators' proposal before; there is no second try in one round"
            )
            raise Refused(message)
        given[party] = numbered("f", finals)
        yield (
            _channel(party),
            events.FinalTabled(
                final=given[party], package=package, deadline=act.deadline, text=act.text, round=around,
                agenda=ask.lens.case.agenda_changes,
            ),
        )  # fmt: skip
    yield (
        joint(parties),
        mediation.FinalMade(name=act.name, to=given, package=package, deadline=act.deadline),
    )


def open_bidding(ask: Ask, act: acts.OpenBidding) -> Puts:
    """Ask two parties for blind bids on a number."""
    parties = ask.to((act.more, act.less))
    if act.more == act.less:
        message = "less: the two who bid are two parties"
        raise Refused(message)
    _fresh(ask, act.name, parties)
    ask.check_future(act.deadline)
    issue = ask.lens.case.issues.get(act.issue)
    if act.issue and (issue is None or issue.options):
        raise Refused(f"issue: there is no issue '{act.issue}' that is a number")
    given = {}
    for party, wants in ((act.more, "more"), (act.less, "less")):
        given[party] = numbered("b", ask.lens.channel(party).biddings)
        yield (
            _channel(party),
            events.BiddingOpened(
                bidding=given[party], question=act.question, wants="more" if wants == "more" else "less",
                deadline=act.deadline, issue=act.issue, unit=act.unit, agenda=ask.lens.case.agenda_changes,
            ),
        )  # fmt: skip
    yield joint(parties), mediation.BiddingMade(name=act.name, to=given, deadline=act.deadline)


def open_run(ask: Ask, act: acts.OpenRun) -> Puts:
    """Ask parties to let the engine look for a package in their sealed preferences."""
    parties = ask.to(act.to)
    _fresh(ask, act.name, parties)
    given = {}
    for party in parties:
        given[party] = numbered("r", ask.lens.channel(party).runs)
        yield _channel(party), events.RunAsked(run=given[party], purpose=act.purpose)
    yield joint(parties), mediation.RunOpened(name=act.name, to=given)


def post(ask: Ask, act: acts.Post) -> Puts:
    """Write to the mediators who see the same channels."""
    check_mediates(ask.who, frozenset(act.to))
    yield joint(act.to), mediation.Posted(text=act.text)


HANDLERS: Final[Handlers] = {
    acts.Tell: tell, acts.Hand: hand,
    acts.Relay: relay, acts.PassList: pass_list, acts.TableProposal: table_proposal,
    acts.ReviseProposal: revise_proposal, acts.WithdrawProposal: withdraw_proposal, acts.Sound: sound,
    acts.TableFinal: table_final, acts.OpenBidding: open_bidding, acts.OpenRun: open_run, acts.Post: post,
}  # fmt: skip
