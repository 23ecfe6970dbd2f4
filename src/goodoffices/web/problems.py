"""What is answered where something is wrong, by endpoints and pages alike."""

from __future__ import annotations

from typing import Final

#: What is not there, and what is not for the one who asks, is the same.
NOT_THERE: Final = "there is nothing here"


class Problem(Exception):  # noqa: N818 - it is what is answered
    """Something that is answered with an error."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
