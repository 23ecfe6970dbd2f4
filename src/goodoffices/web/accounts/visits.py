"""Where somebody was in a case when they last looked, so that a page can show what is new."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.web.accounts.models import Account, Visit


def places(account: Account, case: str) -> dict[str, int]:
    """Return how many events of each stream somebody had seen when they last looked."""
    visit = Visit.objects.filter(account=account, case=case).first()
    return dict(visit.places) if visit is not None else {}


def mark(account: Account, case: str, places: Mapping[str, int]) -> None:
    """Note how many events of each stream somebody has seen now."""
    Visit.objects.update_or_create(account=account, case=case, defaults={"places": dict(places)})
