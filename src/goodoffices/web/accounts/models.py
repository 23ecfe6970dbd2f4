"""Accounts, and the seats that people have in cases. What an actor may see stands in the talks, not here."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Account(AbstractBaseUser):
    """Somebody who signs in. `last_login` is the day alone, and nobody learns the hour."""

    #: Made by us and never chosen (see `inviting.name_of`): nobody learns from a name that is taken.
    name: models.CharField[str, str] = models.CharField(max_length=240, unique=True)
    #: The secret of the second factor, sealed; empty where there is none.
    factor: models.BinaryField[bytes, bytes] = models.BinaryField(default=bytes)
    #: The last step of the second factor that was used: none is used twice.
    factor_step: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    #: The language of the pages; empty is what the browser asks for.
    language: models.CharField[str, str] = models.CharField(max_length=20, default="", blank=True)
    #: The time zone in which times are shown (IANA).
    zone: models.CharField[str, str] = models.CharField(max_length=60, default="UTC")
    #: Whether it sees to people; it has no seat then.
    administrator: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    disabled: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    #: A session holds as long as this number is the one that it began with.
    era: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    #: Where it takes part.
    seats: RelatedManager[Seat]

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []


class Seat(models.Model):
    """As which actor (`PARTY:NAME`, `mediator:NAME`, …) an account takes part in a case."""

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="seats"
    )
    case: models.CharField[str, str] = models.CharField(max_length=40)
    actor: models.CharField[str, str] = models.CharField(max_length=200)

    class Meta:
        """One actor is one person, and one person one actor: nobody sits on two sides."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "actor"], name="one_account_an_actor"),
            models.UniqueConstraint(fields=["account", "case"], name="one_actor_an_account"),
        ]

    def __str__(self) -> str:
        """Return who it is."""
        return f"{self.actor}@{self.case}"


class Invitation(models.Model):
    """A link by which an actor gets an account, once, until it expires. Only its digest is kept.

    Where the actor has an account, it gives that one a new password. For administrators the case is empty.
    """

    digest: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    case: models.CharField[str, str] = models.CharField(max_length=40, default="main", blank=True)
    actor: models.CharField[str, str] = models.CharField(max_length=200)
    expires: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField()
    used: models.BooleanField[bool, bool] = models.BooleanField(default=False)

    def __str__(self) -> str:
        """Return whom it is for."""
        return self.actor


class Draft(models.Model):
    """What somebody has written in a form and not sent yet, sealed."""

    account: models.ForeignKey[Account, Account] = models.ForeignKey(Account, on_delete=models.CASCADE)
    case: models.CharField[str, str] = models.CharField(max_length=40)
    form: models.CharField[str, str] = models.CharField(max_length=200)
    sealed: models.BinaryField[bytes, bytes] = models.BinaryField()
    at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField()

    class Meta:
        """One draft a form."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["account", "case", "form"], name="one_draft_a_form")
        ]

    def __str__(self) -> str:
        """Return for which form it is."""
        return self.form


class Visit(models.Model):
    """Where somebody was in a case when they last looked: how many events of each stream they had seen."""

    account: models.ForeignKey[Account, Account] = models.ForeignKey(Account, on_delete=models.CASCADE)
    case: models.CharField[str, str] = models.CharField(max_length=40)
    places: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)

    class Meta:
        """One place a person and case."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["account", "case"], name="one_visit_a_case")
        ]

    def __str__(self) -> str:
        """Return in which case it is."""
        return self.case


class Attempt(models.Model):
    """Somebody tried something that may be tried so often only; `who` is a digest."""

    who: models.CharField[str, str] = models.CharField(max_length=64, db_index=True)
    at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        """Return when it was."""
        return str(self.at)
