"""What a page says when something was done by a form that is not on it any more."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.web.channels.forms import RelayForm
from goodoffices.web.channels.party_forms import (
    LeaveForm,
    MarkForm,
    ReturnForm,
    RunForm,
    SoundingForm,
    WithdrawConsentForm,
)
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.visits import Visit

Kinds = Mapping[str, type[BaseForm]]
#: The forms of a channel that go when they have done what they are for, by how their names begin.
KINDS: Kinds = {
    "relay": RelayForm, "mark": MarkForm, "sounding": SoundingForm, "run": RunForm, "leave": LeaveForm,
    "return": ReturnForm, "withdraw-consent": WithdrawConsentForm,
}  # fmt: skip


def said(visit: Visit, kinds: Kinds = KINDS) -> str:
    """Return what was done, by the name of the form that the address names: the first that it is, or begins with."""
    done = visit.request.GET.get("done", "")
    found = (
        kind for name, kind in kinds.items() if done == name or done.startswith(f"{name.removesuffix('-')}-")
    )
    return next((str(kind.said) for kind in found), "")
