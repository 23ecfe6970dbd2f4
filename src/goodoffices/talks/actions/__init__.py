"""What can be done."""

from __future__ import annotations

from typing import Final

from goodoffices.talks.actions import (
    briefing,
    case,
    clock,
    dossier,
    ledger,
    mediators,
    party,
    performing,
    teaching,
    voices,
)
from goodoffices.talks.actions.base import Action, Command


def _actions(module: object) -> list[type[Action]]:
    return [
        one for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Action) and one.__struct_config__.tag not in (one.__name__, None)
    ]  # fmt: skip


#: Every act by its name, grouped by who does it.
GROUPS: Final[dict[str, dict[str, type[Action]]]] = {
    name: {str(one.__struct_config__.tag): one for module in modules for one in _actions(module)}
    for name, modules in (
        ("lead", (case,)),
        ("party", (party, performing)),
        ("mediators", (mediators, dossier)),
        ("ledger", (ledger,)),
        ("briefing", (briefing,)),
        ("voices", (voices,)),
        ("teaching", (teaching,)),
        ("clock", (clock,)),
    )
}
#: Every act by its name.
ACTIONS: Final[dict[str, type[Action]]] = {
    tag: one for group in GROUPS.values() for tag, one in group.items()
}

__all__ = ["ACTIONS", "GROUPS", "Action", "Command"]
