"""The forms of a channel that are gone when they have done what they are for."""

from __future__ import annotations

from typing import Final

from goodoffices.web.channels.forms import RelayForm
from goodoffices.web.channels.party_forms import (
    LeaveForm,
    MarkForm,
    ReturnForm,
    RunForm,
    SoundingForm,
    WithdrawConsentForm,
)
from goodoffices.web.shell.saying import Kinds

#: The forms of a channel that go when they have done what they are for, by how their names begin.
KINDS: Final[Kinds] = {
    "relay": RelayForm, "mark": MarkForm, "sounding": SoundingForm, "run": RunForm, "leave": LeaveForm,
    "return": ReturnForm, "withdraw-consent": WithdrawConsentForm,
}  # fmt: skip
