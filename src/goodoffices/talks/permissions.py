"""Who may do what: `may_…` says so, `check_…` refuses with a sentence."""

from __future__ import annotations

from goodoffices.talks.errors import Refused
from goodoffices.talks.standing import OFFICES, Standing


def may_lead(who: Standing) -> bool:
    """Whether an actor leads the mediation."""
    return who.side == "mediator" and who.lead


def check_lead(who: Standing) -> None:
    """Refuse what only the lead mediator does."""
    if not may_lead(who):
        message = "only the lead mediator does this"
        raise Refused(message)


def may_mediate(who: Standing, parties: frozenset[str]) -> bool:
    """Whether an actor mediates in the channels of all these parties."""
    return who.side == "mediator" and parties <= who.share


def check_mediates(who: Standing, parties: frozenset[str]) -> None:
    """Refuse a mediator's act in a channel that is not shared with the actor."""
    if who.side != "mediator":
        message = "only a mediator does this"
        raise Refused(message)
    if missing := sorted(parties - who.share):
        message = f"there is no channel of yours with {' or '.join(missing)}"
        raise Refused(message)


def may_speak(who: Standing, party: str) -> bool:
    """Whether an actor is in a party's delegation, or may enter what that party says."""
    return (who.side == "party" and who.party == party and who.role is not None) or may_mediate(
        who, frozenset({party})
    )


def check_speaks(who: Standing, party: str) -> None:
    """Refuse words for a party from someone who is not of its delegation."""
    if not may_speak(who, party):
        message = f"only the delegation of {party or 'a party'} does this"
        raise Refused(message)


def may_invite(who: Standing, other: Standing, *, acts_itself: bool) -> bool:
    """Whether an actor may invite another to sign in: only those of whom the actor knows from what it sees.

    A party's decision bodies are its own affair, and so is whom it answers to: mediators invite its delegation alone,
    and nobody into a party that acts itself (`acts_itself`, of the other's party).
    """
    if other.side == "constituency":
        return who.side == "party" and who.decides and other.actor.startswith(f"constituency:{who.party}+")
    if other.side == "party":
        if who.side == "party":
            return who.party == other.party and who.decides
        return other.role is not None and not acts_itself and may_mediate(who, frozenset({other.party}))
    return may_lead(who)


def may_answer(who: Standing, party: str) -> bool:
    """Whether an actor may bind a party: its head of delegation or mandator, or a mediator entering their word."""
    return (who.side == "party" and who.party == party and who.decides) or may_mediate(
        who, frozenset({party})
    )


def check_answers(who: Standing, party: str) -> None:
    """Refuse what binds a party from someone without authority."""
    check_speaks(who, party)
    if not may_answer(who, party):
        message = "only the head of the delegation or its mandator does this; you may send a message"
        raise Refused(message)


def may_widen(who: Standing, party: str, author: str, marked_by: str) -> bool:
    """Whether an actor may allow the mediators more with a message of a party than its present mark does.

    Who binds the party may; its author, unless another of the party's people has marked it since; a mediator only where
    mediators entered the message, and none of the party's people has marked it.

    Args:
        who: the actor.
        party: whose message it is.
        author: who wrote it.
        marked_by: who of the party's people marked it last; where none has, the mediator who entered it.
    """
    if who.side == "mediator":
        return marked_by.partition(":")[0] in OFFICES and may_answer(who, party)
    return who.actor == author == marked_by or may_answer(who, party)


def may_instruct(who: Standing, party: str) -> bool:
    """Whether an actor may set a party's mandate."""
    return (who.side == "party" and who.party == party and who.role == "mandator") or may_mediate(
        who, frozenset({party})
    )


def enters_no_more(who: Standing, *, acts_itself: bool) -> bool:
    """Whether an actor is a mediator for whom there is nothing more to enter of what a party alone does."""
    return who.side == "mediator" and acts_itself


def check_own(who: Standing, party: str, *, acts_itself: bool) -> None:
    """Refuse to enter for a party that acts itself what it alone does.

    These are its people and their mandates, what is decided at home, consent, initials, leaving and coming back.
    """
    if enters_no_more(who, acts_itself=acts_itself):
        message = (
            f"{party} acts for itself: its people and their mandates, what is decided at home, consent, initials, "
            "leaving and coming back, it enters itself"
        )
        raise Refused(message)


def may_form(who: Standing, party: str, *, acts_itself: bool) -> bool:
    """Whether an actor may give mandates and say who decides at home.

    The mandator may; for a party that does not act itself, a mediator.
    """
    return may_instruct(who, party) and not enters_no_more(who, acts_itself=acts_itself)


def check_instructs(who: Standing, party: str) -> None:
    """Refuse a mandate from someone who is not the mandator."""
    check_speaks(who, party)
    if not may_instruct(who, party):
        message = "only the mandator, the one at home who gives the mandate, does this"
        raise Refused(message)


def check_monitors(who: Standing) -> None:
    """Refuse to find or to count for all, but to monitors and mediators."""
    if who.side not in ("monitor", "mediator"):
        message = "only a monitor or a mediator does this"
        raise Refused(message)


def may_verify(who: Standing, verified_by: str) -> bool:
    """Whether an actor may verify an obligation.

    Where the agreement names an actor for it (`monitor:NAME`, `mediator:NAME`, or the name alone), that one. Where it
    says in other words who verifies, any monitor; where it says nothing, any monitor or mediator.
    """
    if not verified_by:
        return who.side in ("monitor", "mediator")
    if verified_by in (who.actor, who.actor.partition(":")[2]):
        return True
    return who.side == "monitor" and verified_by.partition(":")[0] not in OFFICES


def may_dispute_finding(who: Standing) -> bool:
    """Whether an actor may dispute in their own name what somebody else found: a monitor may.

    A mediator may not, as the lead mediator says what counts in the end; a party does so as a party.
    """
    return who.side == "monitor"


def check_verifies(who: Standing, verified_by: str) -> None:
    """Refuse to verify what the agreement has somebody else verify."""
    if not may_verify(who, verified_by):
        raise Refused(f"the agreement says who verifies this: {verified_by}; it is not yours to find")


def check_attributes(who: Standing) -> None:
    """Refuse to attribute a violation, but to monitors and the lead mediator."""
    if not (who.side == "monitor" or may_lead(who)):
        message = "only a monitor or the lead mediator does this"
        raise Refused(message)


def check_heard(who: Standing) -> None:
    """Refuse to speak where affected people are heard, but to them."""
    if who.side != "voice":
        message = "only who was admitted to be heard (voice:NAME) does this"
        raise Refused(message)


def check_listens(who: Standing) -> None:
    """Refuse to pass on what affected people said, but to those who listen to them."""
    if who.side != "listener":
        message = "only who was admitted to listen (listener:NAME) does this"
        raise Refused(message)


def check_instructs_class(who: Standing) -> None:
    """Refuse what only those who instruct a class do."""
    if who.side != "instructor":
        message = "only an instructor of the class does this"
        raise Refused(message)


def check_learns(who: Standing) -> tuple[int, str]:
    """Return at which table somebody sits in a class, and for which party; refuse all others."""
    if who.side != "learner":
        message = "only those who sit at a table of a class do this"
        raise Refused(message)
    if not who.table:
        message = "you sit at no table yet; the instructor seats you"
        raise Refused(message)
    return who.table, who.place
