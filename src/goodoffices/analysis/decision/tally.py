"""In how many ways, or with what probability, a body adopts a question: exact, without listing all votes.

Members are gone through one by one, and all ways that lead to the same count are one (generating functions: Mann and
Shapley, *Values of Large Games VI: Evaluating the Electoral College Exactly*, RAND RM-3158, 1962; Brams and Affuso,
*Power and Size*, Theory and Decision 7, 1976). A body within a body enters with its own two sums. Persons who sit in
more than one body are gone through first.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from typing import Final

from goodoffices.analysis.errors import AnalysisError
from goodoffices.model.deciding import (
    Bodies,
    Vote,
    enough,
    quorum_of,
    share_of,
    voters,
)
from goodoffices.model.parties import DecisionBody, Member

#: Ways by how many persons of those counted are for: a polynomial, as coefficients by exponent.
Ways = dict[int, Fraction]

#: For each vote that a person may cast, the ways of it.
Toss = Mapping[Vote, Ways]

#: Persons in more than one body at once, and counts at once, beyond which it is given up.
_MOST_SHARED: Final = 12
_MOST_COUNTS: Final = 200_000

ONCE: Final[Ways] = {0: Fraction(1)}


def counted() -> Toss:
    """Return the toss of a person who may vote either way, those for being counted."""
    return {"for": {1: Fraction(1)}, "against": {0: Fraction(1)}}


def sure(vote: Vote) -> Toss:
    """Return the toss of a person whose vote is known."""
    return {vote: ONCE}


def likely(chance: Fraction) -> Toss:
    """Return the toss of a person who is for it with a probability."""
    return {"for": {0: chance}, "against": {0: 1 - chance}}


def adopting(body: DecisionBody, tosses: Mapping[str, Toss], bodies: Bodies) -> Ways:
    """Return the ways in which a body adopts.

    Args:
        body: the body.
        tosses: by person; all with a vote, here and in bodies within.
        bodies: all bodies by id.

    Raises:
        AnalysisError: more than 12 persons sit in several bodies, or weights differ so much that there are too many
            counts to tell apart.
    """
    times = Counter(_seats(body, bodies))
    shared = [person for person, number in times.items() if number > 1]
    if len(shared) > _MOST_SHARED:
        raise AnalysisError(
            f"{len(shared)} persons sit in more than one of the bodies within '{body.id}'; at most {_MOST_SHARED} can "
            "be followed"
        )
    total: Ways = {}
    for votes in itertools.product(*(tosses[person].items() for person in shared)):
        ways = ONCE
        known = dict(tosses)
        for person, (vote, own) in zip(shared, votes, strict=True):
            ways = _times(ways, own)
            known[person] = sure(vote)
        _add(total, _times(ways, _both(body, known, bodies)[0]))
    return total


def _seats(body: DecisionBody, bodies: Bodies) -> list[str]:
    found = []
    for member in voters(body):
        found += [member.id] if member.body is None else _seats(bodies[member.body], bodies)
    return found


def _both(body: DecisionBody, tosses: Mapping[str, Toss], bodies: Bodies) -> tuple[Ways, Ways]:
    """Return the ways in which a body adopts and those in which it does not."""
    scale = lcm(*(share_of(body.rule, member).denominator for member in voters(body)))
    # votes for, votes against, votes that are there, and whether the leader is for it
    counts: dict[tuple[int, int, int, bool], Ways] = {(0, 0, 0, False): ONCE}
    rejecting: Ways = {}
    for member in voters(body):
        share = int(share_of(body.rule, member) * scale)
        following: dict[tuple[int, int, int, bool], Ways] = defaultdict(dict)
        for vote, own in _toss_of(member, tosses, bodies).items():
            for (in_favour, against, present, led), ways in counts.items():
                now = _times(ways, own)
                if member.veto and vote == "against":
                    _add(rejecting, _spread(now, member, body, tosses, bodies))
                    continue
                key = (
                    in_favour + share * (vote == "for"),
                    against + share * (vote == "against"),
                    present + share * (vote != "absent"),
                    led or (member.role == "leader" and vote == "for"),
                )
                _add(following[key], now)
        counts = following
        if len(counts) > _MOST_COUNTS:
            raise AnalysisError(
                f"the weights in the body '{body.id}' give too many different counts to follow"
            )
    adopting_ways: Ways = {}
    for (in_favour, against, present, led), ways in counts.items():
        counted = (Fraction(in_favour, scale), Fraction(against, scale))
        good = led if body.rule.kind == "leader" else enough(body, *counted)
        there = Fraction(present, scale) >= quorum_of(body)
        _add(adopting_ways if good and there else rejecting, ways)
    return adopting_ways, rejecting


def _toss_of(member: Member, tosses: Mapping[str, Toss], bodies: Bodies) -> Toss:
    if member.body is None:
        return tosses[member.id]
    good, bad = _both(bodies[member.body], tosses, bodies)
    return {"for": good, "against": bad}


def _spread(
    ways: Ways, member: Member, body: DecisionBody, tosses: Mapping[str, Toss], bodies: Bodies
) -> Ways:
    """Let the members after one who vetoed vote too, so that every way is counted."""
    members = voters(body)
    for other in members[members.index(member) + 1 :]:
        total: Ways = {}
        for own in _toss_of(other, tosses, bodies).values():
            _add(total, own)
        ways = _times(ways, total)
    return ways


def _add(total: Ways, ways: Ways) -> None:
    for size, number in ways.items():
        total[size] = total.get(size, Fraction(0)) + number


def _times(one: Ways, other: Ways) -> Ways:
    if one is ONCE:
        return other
    product: Ways = {}
    for first, a in one.items():
        for second, b in other.items():
            product[first + second] = product.get(first + second, Fraction(0)) + a * b
    return product
