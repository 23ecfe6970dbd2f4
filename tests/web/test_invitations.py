"""Mediators invite the delegations of parties that do not act themselves, and nobody once they do."""

from __future__ import annotations

import pytest

from tests.talks.table import LEAD, PARTIES, Table, act
from tests.web.conftest import CAST, spoken_for
from tests.web.knocking import signed_in

#: The delegations: all their people but those who sit in a decision body alone.
DELEGATES = [one for one in CAST if one.partition(":")[0] in PARTIES and not one.endswith(":voter")]


@spoken_for(*PARTIES)
@pytest.mark.parametrize(
    ("who", "parties"),
    [(LEAD, PARTIES), ("mediator:co", ("alba",)), ("mediator:far", ("borea",)), ("alba:head", ("alba",))],
)
def test_mediators_invite_the_delegations_of_their_channels_until_these_act_themselves(
    table: Table, who: str, parties: tuple[str, ...]
) -> None:
    from goodoffices.web.accounts.models import Account

    visitor = signed_in(who)
    Account.objects.exclude(name=who).delete()
    nobody = visitor.post("invitations", {"actor": "dora:head"})
    may = {one for one in DELEGATES if one.partition(":")[0] in parties} - {who}

    def invited() -> set[str]:
        answers = {one: visitor.post("invitations", {"actor": one}) for one in DELEGATES if one != who}
        refused = {one for one, answer in answers.items() if answer.status_code != 201}
        assert all(
            (answers[one].status_code, answers[one].content) == (404, nobody.content) for one in refused
        )
        return set(answers) - refused

    assert invited() == may
    acts = [act(f"{party}:member", "say", text="Good morning.") for party in PARTIES]
    assert not table.play(acts).refused
    assert invited() == (may if who == "alba:head" else set())
