"""How often what may be tried, by account. Nothing is counted by address: two sides may sit behind the same one."""

from __future__ import annotations

from typing import Final

#: What is limited: how often, within how many seconds.
LIMITS: Final[dict[str, tuple[int, int]]] = {
    "sign-in": (10, 600),
    "act": (240, 60),
    "preview": (240, 60),
    "invitation": (60, 600),
}
