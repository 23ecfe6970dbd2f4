"""Which state follows which, as data. The diagrams of the docs are drawn from these tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from goodoffices.talks.errors import Refused

Table = Mapping[tuple[str, str], str]

TALKS: Final[Table] = {
    ("under way", "declare_impasse"): "impasse",
    ("impasse", "resume_talks"): "under way",
    ("under way", "declare_agreement"): "agreed",
    ("under way", "close_case"): "closed",
    ("impasse", "close_case"): "closed",
    ("agreed", "close_case"): "closed",
    ("agreed", "resume_talks"): "under way",
}

ROUND: Final[Table] = {
    ("planned", "open_round"): "open",
    ("planned", "cancel_round"): "cancelled",
    ("open", "adjourn_round"): "adjourned",
    ("open", "collapse_round"): "collapsed",
    ("open", "close_round"): "closed",
    ("adjourned", "resume_round"): "open",
    ("adjourned", "collapse_round"): "collapsed",
    ("adjourned", "close_round"): "closed",
    ("collapsed", "resume_round"): "open",
}

PROPOSAL: Final[Table] = {
    ("tabled", "accept"): "accepted",
    ("tabled", "accept_if"): "accepted on condition",
    ("tabled", "reject"): "rejected",
    ("tabled", "counter"): "countered",
    ("tabled", "refer"): "referred home",
    ("referred home", "accept"): "accepted",
    ("referred home", "accept_if"): "accepted on condition",
    ("referred home", "reject"): "rejected",
    ("referred home", "counter"): "countered",
    ("accepted", "initial"): "initialled",
    ("tabled", "withdraw_proposal"): "withdrawn",
    ("referred home", "withdraw_proposal"): "withdrawn",
    ("accepted", "withdraw_proposal"): "withdrawn",
    ("accepted on condition", "withdraw_proposal"): "withdrawn",
    ("rejected", "withdraw_proposal"): "withdrawn",
    ("countered", "withdraw_proposal"): "withdrawn",
    ("tabled", "revise_proposal"): "tabled",
    ("referred home", "revise_proposal"): "tabled",
    ("accepted", "revise_proposal"): "tabled",
    ("accepted on condition", "revise_proposal"): "tabled",
    ("rejected", "revise_proposal"): "tabled",
    ("countered", "revise_proposal"): "tabled",
}

#: A report that something was done.
PERFORMANCE: Final[Table] = {
    ("reported", "verify_performance"): "verified",
    ("reported", "find_wanting"): "wanting",
    ("verified", "dispute_performance"): "disputed",
    ("wanting", "dispute_performance"): "disputed",
    ("disputed", "resolve_dispute"): "resolved",
}

CLAIM: Final[Table] = {("claimed", "attribute_violation"): "attributed"}

#: A phase of an agreement.
PHASE: Final[Table] = {
    ("waiting", "start_phase"): "under way",
    ("under way", "end_phase"): "ended",
    ("under way", "fail_phase"): "failed",
}

#: Every table, by what goes through the states.
#: A class that rehearses talks. What does not move it on leaves it where it is.
CLASSROOM: Final[Table] = {
    ("gathering", "set_exercise"): "gathering",
    ("gathering", "admit_learner"): "gathering",
    ("gathering", "seat_learner"): "gathering",
    ("gathering", "seat_all"): "gathering",
    ("gathering", "begin_tables"): "playing",
    ("playing", "hand_seat"): "playing",
    ("playing", "end_tables"): "over",
    ("over", "debrief_class"): "debriefed",
    ("debriefed", "debrief_class"): "debriefed",
}

TABLES: Final[Mapping[str, Table]] = {
    "talks": TALKS, "round": ROUND, "proposal": PROPOSAL, "performance": PERFORMANCE, "claim of a violation": CLAIM,
    "phase": PHASE, "class": CLASSROOM,
}  # fmt: skip


def following(table: Table, state: str, act: str, what: str) -> str:
    """Return the state after an act.

    Raises:
        Refused: the act does not go with the state.
    """
    if (state, act) not in table:
        able = sorted({name for before, name in table if before == state})
        instead = f"; what can be done with it: {', '.join(able)}" if able else ""
        message = f"{what} is {state}: {act} is not possible{instead}"
        raise Refused(message)
    return table[state, act]
