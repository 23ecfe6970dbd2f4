"""Whose people are: what stands beside a name tells, and holds for the name from then on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from goodoffices.record.resolve.names import Names

_NAME = r"[A-Z][\w.’'-]+(?:\s+(?:[a-z]{2,3}\s+)?[A-Z][\w.’'-]+){1,2}"
#: "Lindemark's deputy foreign minister, Ilse Brandvold", "ministry spokeswoman Henrike Vaal".
_ROLE_THEN_NAME = re.compile(rf"(?P<role>[^,.;:“”\"()\n]{{3,90}}?)(?:,\s+|\s+)(?P<name>{_NAME})(?=[,.;:\s])")
#: "Marek Dosti, Kessaly's chief delegate,".
_NAME_THEN_ROLE = re.compile(rf"(?P<name>{_NAME}),\s+(?P<role>[^,.;:“”\"()\n]{{3,90}})[,.;]")
_ROLE_WORD = re.compile(
    r"\b(?:minister|spokes\w+|envoy|chief|head|leader|president|secretary|delegate|negotiator|ambassador|adviser|advisor|official|chair\w*|"
    r"director|commander|deputy|aide|officer|mayor|governor|facilitator|mediator|counsel|general|member|lawyer|representative|premier|"
    r"commissioner|manager)s?\b",
    re.IGNORECASE,
)


def people(text: str, names: Names) -> Mapping[str, str]:
    """Return the party of each surname whose role the text gives, by the party that the role names.

    A party is named in the role itself ("Kessaly's chief delegate"); where it is not, the name stays without one.
    """
    if not (names.calls or names.offices):
        return {}
    found: dict[str, str] = {}
    for pattern in (_NAME_THEN_ROLE, _ROLE_THEN_NAME):
        for match in pattern.finditer(text):
            role = match["role"]
            word = _ROLE_WORD.search(role)
            if word is None or re.search(r"\b(?:former|ex-)", role):
                continue
            party = names.party(role.strip())
            surname = match["name"].split()[-1]
            if party is not None and not names.within(surname):
                found.setdefault(surname, party)
    return found
