"""Moments in sentences: with their zone, as whoever reads them may be in any."""

from __future__ import annotations

import datetime as dt


def said(moment: dt.datetime) -> str:
    """Return a moment as sentences say it: "2031-03-04 10:00 UTC"."""
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
