"""The page of every act, with its fields and the shapes behind them, and which state follows which."""

from __future__ import annotations

import inspect
import json

import msgspec

from goodoffices.model.case import Case
from goodoffices.talks.actions import ACTIONS, GROUPS, Action
from goodoffices.talks.transitions import TABLES, Table
from scripts.reference.shapes import parts_of, shape, words

_WHO = {
    "lead": ("What the lead mediator does", "For all to see, and about who mediates."),
    "mediators": ("What mediators do", "In the channels that are shared with them, and among themselves."),
    "party": (
        "What a party does",
        """Its people, by their roles; or a mediator who enters it for the party, with `for` and `meeting`. For a party
that acts itself nobody enters who its people are, mandates, bodies, questions, votes, consent, initials, leaving and
coming back; sealed preferences, and consent to a run on them, nobody enters for any.""",
    ),
    "ledger": (
        "What is done in the ledger",
        "By monitors and mediators, once an agreement is declared: each step by another person than the one before.",
    ),
    "briefing": (
        "What is told on purpose",
        "By the mediators who share all channels; or by a delegation, to those its party answers to.",
    ),
    "voices": ("What affected people say", "And what those who listen to them pass on."),
    "teaching": (
        "What is done in a class",
        """By those who teach and those who learn, `instructor:NAME` and `learner:NAME`, where a class rehearses talks.
How the talks go on, the engine alone enters.""",
    ),
    "clock": (
        "What time brings",
        "`tick` may stand in a script (`by`: `clock`). The others happen by themselves.",
    ),
}

_HEAD = """# Every act

What can be done at the table, with the fields of each act. This page is written by `make reference` from the
code. [How talks work](../explanation/talks.md) says what comes of them.

In a script (`goodoffices replay`), every line is one act, as JSON. Beside the fields of the act it has:

| Field | What |
|---|---|
| `at` | when, with its zone: `2031-03-04T10:00:00Z` |
| `by` | the actor: `PARTY:NAME`, `mediator:NAME`, one of those who follow, or `clock` |
| `do` | the act |
| `key` | optional: the same key by the same actor is the same act, and is done once; 200 characters at most |
| `for` | optional, with what a party does: the party for which a mediator enters it |
| `meeting` | with `for`: at which meeting the party said so |

Those who follow are `observer:NAME`, `guarantor:NAME`, `audience:NAME`, `monitor:NAME`, `listener:NAME`, `voice:NAME`
and `constituency:PARTY+NAME`. In a class those who act are `instructor:NAME` and `learner:NAME`.

Over HTTP (`POST /api/acts`) `at` and `by` are left out: the server knows them.

Times have their zone, and lie between the years 1000 and 3000. Names (of people, rounds, proposals, mandates,
questions) have small letters, digits, dots, hyphens and underscores, 80 at most. A
*package* maps issues to options or numbers: `{"truce": "six-weeks", "hostages": 40}`. [Other shapes](#shapes) stand
behind the acts. What is counted in a channel has that channel's own numbers: messages `m1`, `m2`, …; proposals `p1`,
…; mediators' proposals `f1`, …; biddings `b1`, …; soundings `s1`, …; runs `r1`, …; lists that were passed on `l1`, ….
In the ledger, reports are `r1`, …, claims `v1`, …; an audience's briefings are `b1`, …; what somebody affected said is
`i1`, ….
"""


_SHAPES = """## Shapes

What acts refer to, each with its fields. `goodoffices schema` prints those of a case file as JSON Schema.
"""
#: What of a case each act takes.
_CASES = {
    "set_frame": ", without its record (sources, statements, positions, conflicts, judgements)",
    "take_case": ", with its record",
}


def page() -> str:
    """Return the page."""
    parts = [_HEAD]
    for group, acts in GROUPS.items():
        title, who = _WHO[group]
        parts.append(f"## {title}\n\n{who}\n")
        parts += [_act(name, act) for name, act in sorted(acts.items())]
    parts.append(_SHAPES)
    parts += shapes()
    parts.append("## States\n\nWhich state follows which, as `talks/transitions.py` has it.\n")
    parts += [_states(name, table) for name, table in TABLES.items()]
    return "\n".join(parts)


def shapes() -> list[str]:
    """Return the shapes that the fields of acts refer to, one part each."""
    return [shape(name, schema) for name, schema in parts_of(ACTIONS.values()).items()]


def _states(name: str, table: Table) -> str:
    """Return a table of transitions as a diagram."""
    begins = next(iter(table))[0]
    lines = [f"### {name.capitalize()}", "", "```mermaid", "stateDiagram-v2"]
    lines += [f"    [*] --> {_state(begins)}"]
    arrows: dict[tuple[str, str], list[str]] = {}
    for (before, act), after in table.items():
        arrows.setdefault((before, after), []).append(act)
    lines += [f"    {_state(a)} --> {_state(b)}: {', '.join(acts)}" for (a, b), acts in arrows.items()]
    return "\n".join([*lines, "```", ""])


def _state(name: str) -> str:
    return name.replace(" ", "_")


def _act(name: str, act: type[Action]) -> str:
    lines = [f"### `{name}`", "", inspect.cleandoc(act.__doc__ or ""), ""]
    fields = msgspec.structs.fields(act)
    if fields:
        lines += ["| Field | What it is | Left out |", "|---|---|---|"]
        lines += [
            f"| `{field.encode_name}` | {_field(name, field)} | {_default(field)} |" for field in fields
        ]
        lines.append("")
    return "\n".join(lines)


def _field(act: str, field: msgspec.structs.FieldInfo) -> str:
    return words(field.type) + _CASES.get(act, "") * (field.type is Case)


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.default is not msgspec.NODEFAULT:
        return "nothing" if field.default in ("", None, ()) else f"`{json.dumps(field.default)}`"
    return "nothing" if field.default_factory is not msgspec.NODEFAULT else "must be given"
