"""Admit mediators and audiences, change shares, invite people."""

from __future__ import annotations

from typing import Any

from django import forms

from goodoffices.language import gettext as _
from goodoffices.talks.errors import Refused
from goodoffices.talks.permissions import may_invite
from goodoffices.web.accounts import inviting, limits
from goodoffices.web.shell.forms import ActForm, BaseForm, choice, latin_name, several, text
from goodoffices.web.shell.words import gettext_lazy


class ShareFields(ActForm):
    """In which channels somebody works."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        parties = [(str(n), name) for n, name in enumerate(self.visit.case.parties.values(), 1)]
        self.fields["share"] = several(
            _("Channels"),
            parties,
            required=False,
            hint=_("They see everything in these, and nothing of the others."),
        )

    def shared(self) -> list[str]:
        """Return the parties that were ticked."""
        ids = list(self.visit.case.parties)
        return [ids[int(one) - 1] for one in self.cleaned_data["share"]]


class AdmitForm(ShareFields):
    """Let somebody mediate."""

    act = "admit_mediator"
    said = gettext_lazy("They mediate now; the sides see that they do, and not in which channels.")
    name = text(
        gettext_lazy("Name"), most=60, hint=gettext_lazy("Latin letters and digits; the sides see it.")
    )
    lead = forms.BooleanField(
        label=gettext_lazy("They lead together with you"), required=False,
        help_text=gettext_lazy("Who leads sees all channels, whichever are ticked."),
    )  # fmt: skip

    def clean_name(self) -> str:
        """Return the name as the talks write it."""
        return latin_name(self.cleaned_data["name"], _("Use Latin letters or digits here."))

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        given = self.cleaned_data
        share = [] if given["lead"] else self.shared()
        return {"mediator": f"mediator:{given['name']}", "share": share, "lead": given["lead"]}


class ShareForm(ShareFields):
    """Say anew in which channels a mediator works."""

    act = "change_share"
    said = gettext_lazy("From now on they see these channels, and no other.")
    mediator = forms.CharField(widget=forms.HiddenInput)

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {"mediator": self.cleaned_data["mediator"], "share": self.shared()}


class AudienceForm(ActForm):
    """Let somebody follow the talks from outside."""

    act = "admit_audience"
    said = gettext_lazy("They may be invited now; they see what you tell them, and nothing else.")
    role = choice(
        gettext_lazy("As what"),
        (
            ("observer", gettext_lazy("Observer: present, no say")),
            ("guarantor", gettext_lazy("Guarantor: backs what is agreed")),
            ("monitor", gettext_lazy("Monitor: sees the ledger of an agreement too, and verifies what is done")),
            ("audience", gettext_lazy("Audience: families, the press, whoever is to be told")),
            ("listener", gettext_lazy("Listener: hears affected people, and mediates nowhere")),
            ("voice", gettext_lazy("Voice: somebody affected, heard by the listeners")),
        ), radio=True,
    )  # fmt: skip
    name = text(gettext_lazy("Name"), most=60, hint=gettext_lazy("Latin letters and digits."))

    def clean_name(self) -> str:
        """Return the name as the talks write it."""
        return latin_name(self.cleaned_data["name"], _("Use Latin letters or digits here."))

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {"audience": f"{self.cleaned_data['role']}:{self.cleaned_data['name']}"}


class ConstituencyForm(ActForm):
    """Let some of those a party answers to be told what it releases to them."""

    act = "admit_constituency"
    said = gettext_lazy("They may be invited now; they see what you release to them, and nothing else.")
    name = text(gettext_lazy("Name"), most=60, hint=gettext_lazy("Latin letters and digits."))

    def clean_name(self) -> str:
        """Return the name as the talks write it."""
        return latin_name(self.cleaned_data["name"], _("Use Latin letters or digits here."))

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {"constituency": self.cleaned_data["name"]}


class InviteForm(BaseForm):
    """Invite somebody to sign in. The link is shown once, on the page that follows."""

    said = gettext_lazy("The link is shown below.")

    def __init__(self, *given: Any, actor: str, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.actor = actor
        self.token = ""

    def perform(self) -> bool:
        """Make the invitation; the page that is written then has the link, so that it stands in no address."""
        room, who = self.visit.room, self.visit.who
        try:
            other = room.talks.standing(self.actor)
        except Refused as refusal:
            return self.wrong(str(refusal))
        if not may_invite(who, other, acts_itself=room.talks.acts_itself(other.party)):
            return self.wrong(_("This is somebody whom others invite."))
        if inviting.account_for(room.id, self.actor) is not None:
            return self.wrong(
                _("They have an account; the one who runs the server can give it a new password.")
            )
        if not limits.allows("invitation", f"{room.id}\n{who.actor}"):
            return self.wrong(_("These were too many invitations; wait ten minutes, then make this one."))
        self.token = inviting.invite(room.id, self.actor)[0]
        self.visit.status = 200
        return False
