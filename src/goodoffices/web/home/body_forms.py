"""Form a decision body: its members row by row, its rule, and when its votes may be seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField

from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.model.base import free
from goodoffices.model.parties import DecisionBody, Member
from goodoffices.web.home.rewriting import RewritingForm
from goodoffices.web.shell.forms import ERRORS, choice, text
from goodoffices.web.shell.naming import name_of
from goodoffices.web.shell.words import gettext_lazy

RULES: Final = (
    ("majority", gettext_lazy("Majority: more than half of the votes cast")),
    ("leader", gettext_lazy("The leader decides, advised by the others")),
    ("qualified", gettext_lazy("Qualified majority: a share of all votes")),
    ("weighted", gettext_lazy("The same, by weight")),
    ("unanimity", gettext_lazy("Unanimity: nobody with a vote against")),
)
BALLOTS: Final = (
    ("after", gettext_lazy("When the vote is closed")),
    ("open", gettext_lazy("At once")),
    ("secret", gettext_lazy("Never; only how many")),
)
_ROLES: Final = (
    ("member", gettext_lazy("member")),
    ("leader", gettext_lazy("leader")),
    ("observer", gettext_lazy("observer, no vote")),
    ("adviser", gettext_lazy("adviser, no vote")),
)
_SHARE: Final = re.compile(r"([1-9]\d{0,5})/([1-9]\d{0,5})")
#: Rows that stand empty for more members, and the most there are.
_EMPTY: Final = 4
_MOST: Final = 60


class BodyForm(RewritingForm):
    """Say who decides at home."""

    act = "form_body"
    said = gettext_lazy("The body is formed.")

    called = text(gettext_lazy("Name of the body"), most=200)
    rule = choice(gettext_lazy("How it decides"), RULES)
    threshold = text(
        gettext_lazy("Share that is needed"), most=20, required=False,
        hint=gettext_lazy("For a qualified majority or by weight: 2/3, or 60 %."),
    )  # fmt: skip
    quorum = forms.FloatField(
        label=gettext_lazy("Quorum, per cent"), required=False, min_value=0, max_value=100,
        help_text=gettext_lazy("How much of the votes must be there. Empty: no quorum."),
    )  # fmt: skip
    ballot = choice(gettext_lazy("When votes may be seen by the members"), BALLOTS)
    rows = forms.IntegerField(
        widget=forms.HiddenInput(attrs={"data-kept": True}),
        required=False,
        min_value=1,
        max_value=_MOST,
        localize=False,
    )

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django's forms
        of: DecisionBody | None = None,
        others: Sequence[DecisionBody] = (),
        taken: Sequence[str] = (),
        ballot_now: str = "",
        **more: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*given, **more)
        self.of, self._taken = of, taken
        self._others = [one for one in others if of is None or one.id != of.id]
        members: Sequence[Member] = of.members if of is not None else ()
        self.count = self._count(len(members))
        if of is not None:
            share = of.rule.threshold
            self.initial = {
                "called": of.name, "rule": of.rule.kind, "threshold": "" if share is None else str(share),
                "quorum": None if of.rule.quorum is None else of.rule.quorum * 100, "ballot": ballot_now,
            } | dict(self.initial)  # fmt: skip
        self.initial["rows"] = self.count
        for number in range(1, self.count + 1):
            self._add_row(number, members[number - 1] if number <= len(members) else None)
        if "meeting" in self.fields:
            self.order_fields([name for name in self.fields if name != "meeting"])

    def _count(self, members: int) -> int:
        """Return how many rows there are: as many as were sent, or some more than there are members."""
        kept = self.data.get(self.add_prefix("rows")) if self.is_bound else self.initial.get("rows")
        asked = str(kept or "")
        wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else members + _EMPTY  # noqa: PLR2004 - more digits than rows
        if not self.is_bound:
            wanted = max(wanted, members)
        if self.is_bound and "more" in self.data:
            wanted += _EMPTY
        return max(1, min(wanted, _MOST))

    def _add_row(self, number: int, member: Member | None) -> None:
        labels = {
            "name": _("Name, member %(n)s"), "id": _("Signs in as, member %(n)s"), "office": _("Office, member %(n)s"),
            "role": _("Role, member %(n)s"), "weight": _("Weight, member %(n)s"), "veto": _("Veto, member %(n)s"),
            "body": _("Votes as this body decides, member %(n)s"),
        }  # fmt: skip
        said = {name: label % {"n": whole(number)} for name, label in labels.items()}
        fields: dict[str, forms.Field] = {
            "name": text(said["name"], most=200, required=False),
            "id": text(said["id"], most=80, required=False),
            "office": text(said["office"], most=200, required=False),
            "role": choice(said["role"], _ROLES, required=False),
            "weight": forms.FloatField(label=said["weight"], required=False, min_value=0, max_value=1e6),
            "veto": forms.BooleanField(label=said["veto"], required=False),
        }
        if self._others:
            options = [("", "–"), *((one.id, one.name) for one in self._others)]
            fields["body"] = choice(said["body"], options, required=False)
        for name, one in fields.items():
            one.widget.attrs["aria-label"] = one.label
            one.error_messages = {**one.error_messages, **ERRORS}
            self.fields[f"{name}-{number}"] = one
        if member is not None:
            initial = {
                "name": member.name, "id": member.id, "office": member.office, "role": member.role,
                "weight": member.weight if member.weight != 1 else None, "veto": member.veto,
                "body": member.body or "",
            }  # fmt: skip
            for name, value in initial.items():
                self.initial.setdefault(f"{name}-{number}", value)

    def member_rows(self) -> Iterator[list[BoundField]]:
        """Yield the fields of each member."""
        names = ("name", "id", "office", "role", "weight", "veto", "body")
        for number in range(1, self.count + 1):
            yield [self[f"{name}-{number}"] for name in names if f"{name}-{number}" in self.fields]

    def has_bodies(self) -> bool:
        """Whether a member may be another body."""
        return bool(self._others)

    def perform(self) -> bool:
        """Form the body; or show more rows, where that was asked for."""
        if "more" in self.visit.request.POST:
            self.write("rows", str(self.count))
            return self.shown_again()
        return super().perform()

    def clean(self) -> dict[str, Any]:
        """Check the share, and that each member has a name to sign in by."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("rule") in ("qualified", "weighted") and "threshold" not in self.errors:
            try:
                given["threshold"] = share_of(given.get("threshold", ""))
            except ValueError:
                self.add_error("threshold", _("Write the share as 2/3, or as 60 %."))
        else:
            given["threshold"] = None
        named = [number for number in range(1, self.count + 1) if given.get(f"name-{number}")]
        if not named and "name-1" not in self.errors:
            self.add_error("name-1", _("Name one member at least."))
        ids: set[str] = set()
        for number in named:
            name = name_of(given.get(f"id-{number}") or given[f"name-{number}"])
            if not name:
                self.add_error(f"id-{number}", _("Write the name by which they sign in, in Latin letters."))
            elif name in ids:
                self.add_error(f"id-{number}", _("Somebody else here signs in by this name; write another."))
            ids.add(name)
        return given

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        given = self.cleaned_data
        rule: dict[str, Any] = {"kind": given["rule"]}
        if given["threshold"] is not None:
            rule["threshold"] = given["threshold"]
        if given["quorum"] is not None:
            rule["quorum"] = given["quorum"] / 100
        name = self.of.id if self.of is not None else free(name_of(given["called"], "body"), self._taken)
        members = [self._member(number) for number in range(1, self.count + 1) if given.get(f"name-{number}")]
        body = {
            "id": name, "party": self.entered_for or self.visit.who.party, "name": given["called"], "members": members,
            "rule": rule,
        }  # fmt: skip
        return {"body": body, "ballot": given["ballot"]}

    def _member(self, number: int) -> dict[str, Any]:
        given = {
            name: self.cleaned_data.get(f"{name}-{number}")
            for name in ("name", "id", "office", "role", "body")
        }
        member: dict[str, Any] = {
            "id": name_of(given["id"] or given["name"] or ""), "name": given["name"],
            "role": given["role"] or "member", "veto": bool(self.cleaned_data.get(f"veto-{number}")),
        }  # fmt: skip
        member |= {name: given[name] for name in ("office", "body") if given[name]}
        weight = self.cleaned_data.get(f"weight-{number}")
        return member | ({"weight": weight} if weight is not None else {})


def share_of(written: str) -> str | float:
    """Read a share: `2/3`, `60 %` or `0.6`.

    Raises:
        ValueError: it is none, or not between nothing and all.
    """
    western = "".join(str(unicodedata.digit(sign, sign)) for sign in written)
    plain = western.replace("٪", "%").replace(" ", "").replace("\u00a0", "")
    if found := _SHARE.fullmatch(plain):
        if int(found[1]) <= int(found[2]):
            return f"{int(found[1])}/{int(found[2])}"
        raise ValueError(written)
    number = float(plain.removesuffix("%").replace(",", ".").replace("\u066b", ".")) / (
        100 if plain.endswith("%") else 1
    )
    if not 0 < number <= 1:
        raise ValueError(written)
    return number
