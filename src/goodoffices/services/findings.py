"""What was found when something was examined: fine, to be minded, or wrong, each in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

State = Literal["fine", "absent", "mind", "wrong"]


class Finding(Struct, frozen=True, kw_only=True):
    """What was found.

    Attributes:
        what: what was looked at, in a word or two.
        state: fine; absent, which is no fault; to be minded; or wrong.
        says: how it is, and, where it is not fine, what to do.
    """

    what: str
    state: State
    says: str


def found(what: str, look: Callable[[], str], *faults: type[Exception]) -> Finding:
    """Look at something: what it says is fine; one of the faults is what is wrong with it."""
    try:
        return Finding(what=what, state="fine", says=look())
    except faults as error:
        return Finding(what=what, state="wrong", says=str(error))
