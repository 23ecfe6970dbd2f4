"""Put a question to a body, vote on it, close the vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms

from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.model.parties import DecisionBody
from goodoffices.talks.states import ChannelState
from goodoffices.web.shell.forms import ERRORS, EnteringForm, choice, moment, text
from goodoffices.web.shell.words import gettext_lazy, pgettext_lazy

VOTES: Final = (
    ("for", pgettext_lazy("vote", "For")),
    ("against", gettext_lazy("Against")),
    ("abstains", gettext_lazy("Abstain")),
)
#: What a mediator may enter besides.
_ABSENT: Final = ("absent", gettext_lazy("Was not there"))
_GONE: Final = ("withdrawn",)


class QuestionForm(EnteringForm):
    """Put a question to a body: any, or whether to approve what is on the table."""

    act = "put_question"
    said = gettext_lazy("The question is before the body.")

    body = choice(gettext_lazy("To which body"), ())
    text = text(gettext_lazy("The question"), most=2_000, rows=2)
    about = choice(gettext_lazy("About a proposal on the table"), (), required=False)

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django's forms
        bodies: Sequence[DecisionBody],
        channel: ChannelState,
        taken: Sequence[str],
        **more: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*given, **more)
        self._taken = set(taken)
        self.fields["body"] = choice(_("To which body"), [(one.id, one.name) for one in bodies])
        tabled = [
            (
                f"{one.id}.{one.version}",
                _("%(name)s, version %(n)s") % {"name": one.id, "n": whole(one.version)},
            )
            for one in channel.proposals.values()
            if one.status not in _GONE
        ]
        hint = _("Its approval, or not, is told in the channel when the vote is closed.")
        self.fields["about"] = choice(
            _("About a proposal on the table"), [("", "–"), *tabled], required=False, hint=hint
        )
        self.fields["deadline"] = moment(_("Open until"), self.visit, required=False)
        self.order_fields(["key", "body", "text", "about", "deadline", "meeting"])
        for one in self.fields.values():
            one.error_messages = {**one.error_messages, **ERRORS}

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act; the question's name is the next number."""
        given = self.cleaned_data
        number = len(self._taken) + 1
        while f"q{number}" in self._taken:
            number += 1
        plain = {"question": f"q{number}", "body": given["body"], "text": given["text"]}
        if given["about"]:
            plain["proposal"] = given["about"].rpartition(".")[0]
        return plain | ({"deadline": given["deadline"]} if given["deadline"] else {})


class VoteForm(EnteringForm):
    """Vote; or enter the vote of a member."""

    act = "vote"
    said = gettext_lazy("The vote is taken. There is no second one.")

    question = forms.CharField(widget=forms.HiddenInput, max_length=80)
    vote = choice(gettext_lazy("Your vote"), VOTES, radio=True)

    def __init__(
        self, *given: Any, waiting: Sequence[str] = (), people: Mapping[str, str] | None = None, **more: Any  # noqa: ANN401 - as Django's
    ) -> None:  # fmt: skip
        super().__init__(*given, **more)
        if self.entered_for:
            names = [(one, (people or {}).get(one, one)) for one in waiting]
            self.fields["member"] = choice(_("Whose vote"), [("", "–"), *names])
            self.fields["vote"] = choice(_("The vote"), (*VOTES, _ABSENT), radio=True)
            self.order_fields(["question", "key", "member", "vote", "meeting"])
        for one in self.fields.values():
            one.error_messages = {**one.error_messages, **ERRORS}


class CloseForm(EnteringForm):
    """Close the vote on a question, and count it."""

    act = "close_vote"
    said = gettext_lazy("The vote is closed and counted.")
    question = forms.CharField(widget=forms.HiddenInput, max_length=80)
