"""The class of the demonstration: two tables that rehearse the Orrin pass, one of them with talks under way."""

from __future__ import annotations

import datetime as dt
from typing import Final

from goodoffices.model import Case
from goodoffices.model.base import Value
from goodoffices.services.acting import Talks
from goodoffices.services.samples import sample_case
from goodoffices.talks.actions import Action, Command
from goodoffices.talks.actions import teaching as acts
from goodoffices.talks.events.teaching import Exercise

#: Its id in the workspace.
CLASSROOM: Final = "class"
_INSTRUCTOR: Final = "instructor:ames"
#: Who is in it, by the names by which they act.
_LEARNERS: Final = {"ada": "Ada Okoro", "ilan": "Ilan Reyes", "mira": "Mira Holm"}
_BEGINS: Final = dt.datetime(2031, 9, 2, 10, 0, tzinfo=dt.UTC)
_FIRST: Final[dict[str, Value]] = {
    "truce": "one-year", "withdrawal": "none", "monitoring": "joint-patrols", "road": "convoys", "families": 200,
}  # fmt: skip
_ANSWER: Final[dict[str, Value]] = {**_FIRST, "truce": "permanent", "withdrawal": "ridge", "families": 300}


def rehearse_class(talks: Talks) -> None:
    """Let a class come in, sit down and begin, in a new case.

    Args:
        talks: the case, in which nothing has happened yet.

    Raises:
        Refused: an act of it is not possible; then this is written against other talks.
    """
    exercise = Exercise(case=Case.load(sample_case("orrin-pass")), protocol="alternating", rounds=12)
    lines: list[tuple[str, Action]] = [
        (_INSTRUCTOR, acts.OpenClass(title="Rehearsing talks, autumn term")),
        (_INSTRUCTOR, acts.SetExercise(exercise=exercise)),
        *(
            (_INSTRUCTOR, acts.AdmitLearner(learner=name, called=called))
            for name, called in _LEARNERS.items()
        ),
        (_INSTRUCTOR, acts.SeatAll()),
        (_INSTRUCTOR, acts.BeginTables()),
        ("learner:ada", acts.SpeakAtTable(text="A year first; then we see what holds.")),
        ("learner:ada", acts.AnswerSeat(question=1, said="offer", packages=(_FIRST,))),
        ("learner:ilan", acts.AnswerSeat(question=1, said="offer", packages=(_ANSWER,))),
        (
            "learner:ilan",
            acts.SpeakAtTable(text="For good, and the ridge with it: otherwise nobody goes home."),
        ),
    ]
    for minute, (by, action) in enumerate(lines):
        talks.do(Command(at=_BEGINS + dt.timedelta(minutes=minute), by=by, action=action))
