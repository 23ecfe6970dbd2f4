"""Those at home: whether they are asked about a package, and whether they approve it.

They are asked where a delegation would go beyond its mandate, where its mandate is *ad referendum*, and where the
package settles what a question before a decision body is about (Putnam, *Diplomacy and Domestic Politics: The Logic of
Two-Level Games*, International Organization 42(3), 1988). Members of whose vote nothing is known are taken to be alike:
one chance for all of them, which is not known, and each votes by it alone (the homogeneity assumption of Straffin,
*Homogeneity, Independence, and Power Indices*, Public Choice 30, 1977).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct

from goodoffices.model.case import Case
from goodoffices.model.conditions import Condition
from goodoffices.model.deciding import Vote, adopts, persons
from goodoffices.model.packages import Package
from goodoffices.model.parties import DecisionBody, Question
from goodoffices.simulation.rehearsing.assumed import Assumed
from goodoffices.simulation.rehearsing.inputs import Column, Flags, Floats, Setting, evenly


class Asked(Struct, frozen=True, eq=False):
    """A question before a body about some options.

    Attributes:
        question: the question.
        body: the body.
        chances: by member, the chance of a vote for it, where the case gives a range for that.
    """

    question: Question
    body: DecisionBody
    chances: Mapping[str, Column]

    @property
    def voted(self) -> bool:
        """Whether it hangs on votes; without any stance what the record says came of it counts."""
        return bool(self.question.stances) or self.question.outcome == "open"

    def settled_by(self, package: Package) -> bool:
        """Say whether a package has all the options that the question is about."""
        return all(package[name] == value for name, value in self.question.package.items())


class Home(Struct, frozen=True, eq=False):
    """Those at home of one party.

    Attributes:
        party: whose they are.
        bodies: the bodies that decide, all of which must approve; none where the case names none.
        every: all bodies of the case, by id.
        referred: whether whatever is agreed goes home.
        mandates: what the mandates in force require.
        questions: the questions before the party's bodies that are about some options.
        column: the chance that somebody of whose vote nothing is known is for it; without a body, that they approve.
        luck: by person (or by party, where there is no body), a number for each draw: for it where that is below the
            chance.
    """

    party: str
    bodies: tuple[DecisionBody, ...]
    every: Mapping[str, DecisionBody]
    referred: bool
    mandates: tuple[tuple[str, Condition], ...]
    questions: tuple[Asked, ...]
    column: Column
    luck: Mapping[str, Floats]

    @property
    def columns(self) -> Iterator[Column]:
        """All that is not known for certain about them."""
        yield self.column
        for asked in self.questions:
            yield from asked.chances.values()

    @property
    def ever_asked(self) -> bool:
        """Whether there is any package on which they are asked."""
        return bool(self.referred or self.mandates or self.questions)

    def approves(self, setting: Setting) -> Flags:
        """Say in which draws they approve a package of which none of them has said anything."""
        chance = setting[self.column.id]
        if not self.bodies:
            approved: Flags = self.luck[self.party] < chance
            return approved
        adopted = [
            _adopted(
                body,
                {one: self.luck[one] < chance for one in persons(body, self.every)},
                {},
                self.every,
                len(chance),
            )
            for body in self.bodies
        ]
        return np.asarray(np.all(adopted, axis=0))

    def adopts(self, asked: Asked, setting: Setting) -> Flags:
        """Say in which draws a question is adopted."""
        draws = len(setting[self.column.id])
        if not asked.voted:
            return np.full(draws, asked.question.outcome == "approved")
        settled, open_ = self.votes(asked, setting)
        return _adopted(asked.body, open_, settled, self.every, draws)

    def votes(self, asked: Asked, setting: Setting) -> tuple[dict[str, Vote], dict[str, Flags]]:
        """Return the votes on a question that are settled, and of the others who votes for it in which draws."""
        stances = {one.member: one.stance for one in asked.question.stances}
        settled: dict[str, Vote] = {}
        open_: dict[str, Flags] = {}
        for person in persons(asked.body, self.every):
            stance = stances.get(person, "unknown")
            if stance in ("undecided", "unknown"):
                chance = asked.chances.get(person, self.column)
                open_[person] = self.luck[person] < setting[chance.id]
            else:
                settled[person] = stance  # type: ignore[assignment]  # the others are votes
        return settled, open_


def homes_of(case: Case, assumed: Assumed, seed: int, draws: int) -> tuple[Home, ...]:
    """Return those at home of every party."""
    return tuple(_home(case, party.id, assumed, seed, draws) for party in case.parties)


def _home(case: Case, party: str, assumed: Assumed, seed: int, draws: int) -> Home:
    every = {body.id: body for body in case.decision_bodies}
    within_another = {member.body for body in case.decision_bodies for member in body.members}
    own = [body for body in case.decision_bodies if body.party == party]
    bodies = tuple(body for body in own if body.id not in within_another)
    in_force = [one for one in case.mandates if one.party == party and one.in_force(case.as_of)]
    people = dict.fromkeys(person for body in own for person in persons(body, every))
    within, origin = assumed.of("approval", party)
    title = case.parties_by_id[party].title
    says = f"the chance that those at home of {title} approve"
    if bodies:
        says = f"the chance that somebody at home of {title} of whose vote nothing is known is for it"
    names = {member.id: member.name for body in case.decision_bodies for member in body.members}
    column = Column(
        id=f"home:{party}", party=party, stage="home", says=says, low=within[0], high=within[1],
        values=evenly(seed, f"home:{party}", draws, within), rising=False, origin=origin,
    )  # fmt: skip
    return Home(
        party=party,
        bodies=bodies,
        every=every,
        referred=any(one.ad_referendum for one in in_force),
        mandates=tuple((one.label, one.requires) for one in in_force if one.requires is not None),
        questions=tuple(
            Asked(question, body, _chances(question, party, names, seed, draws))
            for body in own
            for question in body.questions
            if question.package
        ),
        column=column,
        luck={one: evenly(seed, f"luck:home:{party}:{one}", draws) for one in (*people, party)},
    )


def _chances(
    question: Question, party: str, names: Mapping[str, str], seed: int, draws: int
) -> dict[str, Column]:
    """Return the chances that the case gives to members whose vote is not settled."""
    found = {}
    for stance in question.stances:
        if stance.chance is None or stance.stance not in ("undecided", "unknown"):
            continue
        name = f"vote:{question.id}:{stance.member}"
        found[stance.member] = Column(
            id=name, party=party, stage="home",
            says=f"the chance that {names[stance.member]} is for “{question.text}”", low=stance.chance[0],
            high=stance.chance[1], values=evenly(seed, name, draws, stance.chance), rising=False, origin="entered",
            sources=tuple(f"statement {one}" for one in stance.statements), assumption=stance.note.strip(),
        )  # fmt: skip
    return found


def _adopted(
    body: DecisionBody,
    open_: Mapping[str, Flags],
    settled: Mapping[str, Vote],
    every: Mapping[str, DecisionBody],
    draws: int,
) -> Flags:
    """Say in which draws a body adopts; draws with the same votes are decided once."""
    people = list(open_)
    if not people:
        return np.full(draws, adopts(body, settled, every))
    votes = np.array([open_[one] for one in people]).T
    patterns, numbers = np.unique(votes, axis=0, return_inverse=True)
    outcomes = np.array([adopts(body, {**settled, **_cast(people, one)}, every) for one in patterns])
    return np.asarray(outcomes[numbers.reshape(-1)])


def _cast(people: Sequence[str], votes: Flags) -> dict[str, Vote]:
    return {one: "for" if vote else "against" for one, vote in zip(people, votes.tolist(), strict=True)}
