"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Accounts(AppConfig):
    """Accounts and invitations."""

    name = "goodoffices.web.accounts"
    label = "accounts"
