"""What waits for somebody, and until when: from what they see, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from goodoffices.language import gettext as _
from goodoffices.language import ngettext, whole
from goodoffices.web.overview.after_agreement import after_agreement
from goodoffices.web.overview.at_home import at_home
from goodoffices.web.overview.in_channels import in_channel
from goodoffices.web.overview.recorded import review
from goodoffices.web.overview.to_tell import to_tell
from goodoffices.web.overview.waits import Waiting
from goodoffices.web.record.seeing import book_of
from goodoffices.web.shell.navigation import is_delegate, is_mediator
from goodoffices.web.shell.visits import Visit


def waiting(visit: Visit, now: dt.datetime) -> list[Waiting]:
    """Return what waits, what ends soonest first: for whoever visits, and for others of their side."""
    if visit.case.status == "closed":
        return []
    found = [*_rounds(visit), *_record(visit), *to_tell(visit), *after_agreement(visit, now)]
    for party in _parties(visit):
        found += [*in_channel(visit, party), *at_home(visit, party, now)]
    end = dt.datetime.max.replace(tzinfo=dt.UTC)
    # What has a day alone waits until that day begins.
    return sorted(found, key=lambda one: (one.day(visit), one.moment is not None, one.moment or end))


def _parties(visit: Visit) -> list[str]:
    """Return for which parties something can wait that whoever visits sees; those that have left wait for nothing."""
    who = visit.who
    mine = who.share if is_mediator(who) else {who.party}
    return [party for party in visit.case.parties if party in mine and party not in visit.case.withdrawn]


def _rounds(visit: Visit) -> Iterator[Waiting]:
    who = visit.who
    if not (is_mediator(who) or (is_delegate(who) and who.party not in visit.case.withdrawn)):
        return
    for one in visit.case.rounds.values():
        if one.status == "planned" and one.starts_on is not None:
            text = _("%(round)s begins, in %(venue)s") % {"round": one.name, "venue": one.venue}
            yield Waiting(text, "", one.starts_on, reverse("rounds:rounds", args=[visit.room.id]))


def _record(visit: Visit) -> Iterator[Waiting]:
    book = book_of(visit)
    many = book.waiting() if book is not None else 0
    if many:
        text = ngettext(
            "%(num)s suggestion for the record waits for review",
            "%(num)s suggestions for the record wait for review",
            many,
        ) % {"num": whole(many)}
        yield Waiting(text, "", None, review(visit))
