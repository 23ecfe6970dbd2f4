"""What waits to be told: by the lead mediators to those who follow, by a delegation to those its party answers to."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from goodoffices.language import gettext as _
from goodoffices.language import ngettext, whole
from goodoffices.web.briefings.keeping import Keeper, keeps
from goodoffices.web.briefings.knowing import owed
from goodoffices.web.overview.waits import Waiting, binding_turn
from goodoffices.web.shell.visits import Visit


def to_tell(visit: Visit) -> Iterator[Waiting]:
    """Yield what is due to each audience, until the first of its days; whose turn it is, where others release it."""
    if not keeps(visit):
        return
    keeper = Keeper(visit)
    turn = "" if keeper.may_tell else _turn(visit, keeper)
    for audience, place in keeper.audiences.items():
        due = owed(keeper.state, audience, keeper.today)
        if due:
            text = ngettext(
                "To be told to %(who)s: %(num)s item", "To be told to %(who)s: %(num)s items", len(due)
            ) % {"who": keeper.called(audience), "num": whole(len(due))}
            address = reverse("briefings:audience", args=[visit.room.id, place])
            yield Waiting(text, keeper.party, due[0].item.due, address, turn)


def _turn(visit: Visit, keeper: Keeper) -> str:
    return binding_turn(visit, keeper.party) if keeper.party else _("a lead mediator")
