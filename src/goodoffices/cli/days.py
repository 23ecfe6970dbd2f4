"""A day as it is written on the command line."""

from __future__ import annotations

import datetime as dt

import click


def day_of(text: str, option: str) -> dt.date:
    """Return a day.

    Raises:
        UsageError: it is none of the calendar; `option` says where it was written.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(
            f"{option} '{text}' is no day of the calendar; write it as 2024-03-30"
        ) from None
