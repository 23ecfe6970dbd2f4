"""Sessions whose keys stand in the database as digests: whoever reads the database is signed in as nobody.

A cookie holds 160 bits that nobody guesses, so that its digest needs neither salt nor a slow function.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.utils import timezone

#: The column that holds a key takes so many characters.
_LENGTH: Final = 40


class SessionStore(DatabaseStore):
    """A session in the database, found by the digest of its key."""

    def _get_session_from_db(self) -> Session | None:
        held = Session.objects.filter(session_key=_digest(self.session_key), expire_date__gt=timezone.now())
        found = held.first() if self.session_key else None
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        """Whether there is a session of a key."""
        return super().exists(_digest(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Return the session as it is kept."""
        made = super().create_model_instance(data)
        made.session_key = _digest(made.session_key)
        return made

    def delete(self, session_key: str | None = None) -> None:
        """End a session: this one, or the one of a key."""
        key = session_key or self.session_key
        if key is not None:
            super().delete(_digest(key))


def _digest(session_key: str | None) -> str:
    return hashlib.sha256((session_key or "").encode()).hexdigest()[:_LENGTH]
