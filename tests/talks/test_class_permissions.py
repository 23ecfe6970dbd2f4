"""Every act of a class for everybody in it, and every act of a case for none of them."""

from __future__ import annotations

import pytest

from tests.talks.proposing import good
from tests.talks.table import Table, act, copied
from tests.talks.test_classes import TEACHER, gathered
from tests.talks.test_permissions import CLASSROOM, NOT_YOURS, TABLE

SECOND = "instructor:beck"
SEATED, UNSEATED = "learner:ada", "learner:zoe"
ROLES = (
    TEACHER,
    SECOND,
    SEATED,
    UNSEATED,
    "learner:nobody",
    "instructor:nobody",
    "mediator:lunn",
    "low:head",
)
TEACH, SIT, NONE = {TEACHER, SECOND}, {SEATED}, set[str]()
REFUSED = (*NOT_YOURS, "you sit at no table yet")
MAY = dict.fromkeys(CLASSROOM, TEACH) | {
    "advance_table": NONE, "answer_seat": SIT, "speak_at_table": SIT,
}  # fmt: skip


@pytest.fixture(scope="module")
def classroom() -> Table:
    """Return a class with two instructors whose tables have begun; one of its learners sits nowhere."""
    table = gathered(people=4)
    good(
        table,
        act(TEACHER, "admit_instructor", instructor=SECOND),
        act(TEACHER, "admit_learner", learner=UNSEATED.removeprefix("learner:"), called="Zoe"),
        act(TEACHER, "begin_tables"),
    )
    return table


@pytest.mark.parametrize("name", sorted(MAY))
def test_who_may_in_a_class(name: str, classroom: Table) -> None:
    for role in ROLES:
        played = copied(classroom).play([act(role, name, **CLASSROOM[name])])
        why = played.refused[0][1] if played.refused else ""
        told = any(sentence in why for sentence in REFUSED)
        assert told == (role not in MAY[name]), (role, why)


@pytest.mark.parametrize("name", sorted(set(TABLE) - set(CLASSROOM)))
def test_no_act_of_a_case_is_done_in_a_class(name: str, classroom: Table) -> None:
    fields, _ = TABLE[name]
    for role in ROLES:
        assert copied(classroom).play([act(role, name, **fields)]).refused, role
