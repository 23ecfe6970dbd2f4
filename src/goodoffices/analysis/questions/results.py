"""What is answered about the next question."""

from __future__ import annotations

from typing import Literal

from goodoffices.model.base import Value
from goodoffices.model.packages import Package
from goodoffices.model.result import Result

#: `packages`: which of two is better. `acceptance`: is it better than no agreement. `options`: the order of an issue's
#: options. `issues`: the order of the issues.
QuestionKind = Literal["packages", "acceptance", "options", "issues"]


class Answer(Result, frozen=True, kw_only=True):
    """One possible answer: in words, how likely it is by what is known, and what to add to the party's preferences."""

    says: str
    likely: float
    field: str
    entry: str


class Question(Result, frozen=True, kw_only=True):
    """A question to a party, and what the answer is expected to bring.

    `text` is the question in the words of the issues; `first` and `second` are the packages compared (`second` is empty
    where the other side is having no agreement), `issue` and `values` what is to be put in order. `cost`: how many
    comparisons of two things it stands for. `shrinks`: by how much the expected regret is expected to shrink, as a
    share of the best expected product of gains, with its standard `error`. `settles`: by how much the doubt whether any
    package is acceptable to all is expected to shrink (doubt: p × (1 − p)). `answers`: the possible ones, the most
    likely first; of orders the first few.
    """

    party: str
    kind: QuestionKind
    text: str
    first: Package
    second: Package
    issue: str | None
    values: tuple[Value, ...]
    cost: int
    shrinks: float
    error: float
    settles: float
    answers: tuple[Answer, ...]


class Questions(Result, frozen=True, kw_only=True):
    """What to suggest by what is known now, how much is at stake in not knowing more, and what to ask next.

    `package` has the largest expected product of gains. `regret`: how far it is expected to fall behind the package
    that would be chosen if everything were known, as a share of that one's product. `questions`: the best first, by
    what they bring for their cost; empty where nothing that could be asked would change anything. `n`: draws.
    """

    package: Package
    regret: float
    questions: tuple[Question, ...]
    n: int
    status: Literal["exact", "sampled"]
    notes: tuple[str, ...]
