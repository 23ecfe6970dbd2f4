"""How often what may be tried."""

from __future__ import annotations

from typing import Final

#: What is limited: how often, within how many seconds.
LIMITS: Final[dict[str, tuple[int, int]]] = {
    "sign-in": (10, 600),
    "sign-in-address": (50, 600),
    "invitation": (20, 600),
    "act": (240, 60),
}
