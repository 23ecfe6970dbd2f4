"""Marks for things as they stand, for addresses and names of forms: they say nothing of what they mark."""

from __future__ import annotations

import msgspec
from django.utils.crypto import salted_hmac


def mark_of(thing: object) -> str:
    """Return a mark for a piece of a case as it stands: another one once it is changed, and of another workspace."""
    return salted_hmac(
        f"a piece as it stands: {type(thing).__name__}", msgspec.json.encode(thing, order="deterministic")
    ).hexdigest()[:16]
