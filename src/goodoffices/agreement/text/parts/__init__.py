"""The parts of a text that a template names on lines of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from goodoffices.agreement.text.parts.backing import dispute, guarantees, snapback, verification
from goodoffices.agreement.text.parts.points import agreed, party_lines, status
from goodoffices.agreement.text.parts.signing import attestation, initials, signatures
from goodoffices.agreement.text.parts.tables import exchange_table, schedule_table
from goodoffices.agreement.text.parts.terms import exchange, obligations, phases
from goodoffices.agreement.text.setting import Piece, Setting

#: What makes each part; a part that has nothing to say is empty.
MAKERS: Final[dict[str, Callable[[Setting], list[Piece]]]] = {
    "status": status, "party-lines": party_lines, "agreed": agreed, "phases": phases, "obligations": obligations,
    "exchange": exchange, "verification": verification, "dispute": dispute, "guarantees": guarantees,
    "snapback": snapback, "signatures": signatures, "initials": initials, "attestation": attestation,
    "exchange-table": exchange_table, "schedule-table": schedule_table,
}  # fmt: skip
