"""Accounts: one for each actor who signs in. What an actor may see stands in the talks, not here."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models


class Account(AbstractBaseUser):
    """The account of an actor (`PARTY:NAME`, `mediator:NAME`, …)."""

    actor: models.CharField[str, str] = models.CharField(max_length=200, unique=True)
    #: The secret of the second factor, sealed; empty where there is none.
    factor: models.BinaryField[bytes, bytes] = models.BinaryField(default=bytes)
    #: The last step of the second factor that was used: none is used twice.
    factor_step: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)

    USERNAME_FIELD = "actor"
    REQUIRED_FIELDS: ClassVar[list[str]] = []


class Invitation(models.Model):
    """A link that makes an account, or gives one a new password, once, until it expires. Only its digest is kept."""

    digest: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    actor: models.CharField[str, str] = models.CharField(max_length=200)
    expires: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField()
    used: models.BooleanField[bool, bool] = models.BooleanField(default=False)

    def __str__(self) -> str:
        """Return whom it is for."""
        return self.actor


class Attempt(models.Model):
    """Somebody tried something that may be tried so often only; `who` is a digest."""

    who: models.CharField[str, str] = models.CharField(max_length=64, db_index=True)
    at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField()

    def __str__(self) -> str:
        """Return when it was."""
        return str(self.at)
