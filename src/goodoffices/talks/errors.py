"""What the talks refuse, as sentences for the one who asked."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - it names what happened: the act was refused
    """An act that is not possible; the message says why, and what to do instead.

    It is written from what the actor sees: it tells nothing of other sides.
    """


class Hidden(Exception):  # noqa: N818 - as above
    """Something reached for a stream that its actor does not see: a fault of this program, never shown."""
