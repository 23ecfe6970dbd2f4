"""What is counted, as forms: begin to count something, and enter what a source counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from django import forms

from goodoffices.language import gettext as _
from goodoffices.language import labelled, whole
from goodoffices.model.agreement import Obligation, Tally
from goodoffices.model.base import free
from goodoffices.talks.states.ledger import Counted
from goodoffices.web.ledger.forms import ForOneOf
from goodoffices.web.ledger.words import line_of, numbered
from goodoffices.web.shell.figures import FROM, TO, amount, between, day
from goodoffices.web.shell.forms import ERRORS, ActForm, choice, text
from goodoffices.web.shell.naming import name_of
from goodoffices.web.shell.words import gettext_lazy

#: What a line of a tally can say.
KINDS: Final = (
    ("counted", gettext_lazy("So many were in a state")),
    ("went", gettext_lazy("So many went from one state to another")),
    ("came", gettext_lazy("So many were added")),
    ("left", gettext_lazy("So many were taken out: counted twice, or found not to belong")),
)
_BOUNDS: Final = (
    ("exactly", gettext_lazy("as given")), ("about", gettext_lazy("about")), ("at_least", gettext_lazy("at least")),
    ("at_most", gettext_lazy("at most")),
)  # fmt: skip
#: A tally of one state counts nothing that could change.
_FEWEST: Final = 2


class TallyForm(ActForm):
    """Begin to count something."""

    act = "open_tally"
    said = gettext_lazy("It is counted from now on, for all who see the ledger.")
    of = text(gettext_lazy("What is counted"), most=200, hint=gettext_lazy("Such as “persons held”."))
    states = text(
        gettext_lazy("In which states it can be"), most=2_000, rows=4,
        hint=gettext_lazy("One a line, such as: held, released, confirmed dead, missing."),
    )  # fmt: skip
    note = text(gettext_lazy("Note"), most=2_000, required=False)

    def clean_states(self) -> list[str]:
        """Return the states, each once."""
        found = [line.strip() for line in self.cleaned_data["states"].split("\n") if line.strip()]
        if len(found) < _FEWEST or len(set(found)) < len(found):
            raise forms.ValidationError(_("Name two states at least, each once, one a line."))
        return found

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act; the tally's own id is made from what is counted."""
        given, tallies = self.cleaned_data, self.visit.lens.ledger.tallies
        name = free(name_of(given["of"], f"tally-{len(tallies) + 1}"), tallies)
        tally = {"id": name, "of": given["of"], "states": given["states"]}
        return {"tally": tally | ({"note": given["note"]} if given["note"] else {})}


class CountForm(ForOneOf):
    """Enter what a source counts."""

    act = "enter_count"
    said = gettext_lazy("The line is in the ledger, with its source.")
    kind = choice(gettext_lazy("What it says"), KINDS, radio=True)
    bound = choice(gettext_lazy("How exact it is"), _BOUNDS)
    value = amount(FROM, required=True)
    high = amount(TO)
    before = choice(gettext_lazy("From which state"), (), required=False)
    to = choice(gettext_lazy("In which state, or to which"), (), required=False)
    on = day(gettext_lazy("On which day"))
    until = day(gettext_lazy("Until which day, where it is a range of days"))
    source = text(gettext_lazy("By which source"), most=500, required=False)
    same = choice(gettext_lazy("Another source's line about the same persons or things"), (), required=False)
    about = choice(gettext_lazy("By which obligation"), (), required=False)
    note = text(gettext_lazy("Note"), most=2_000, required=False)

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django's forms
        tally: Tally,
        entries: Sequence[Counted],
        owed: Sequence[Obligation],
        **more: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*given, **more)
        self._tally, self._by_party = tally, self.visit.who.side == "party"
        states = [("", "–"), *((str(n), one) for n, one in enumerate(tally.states, 1))]
        lines = [
            (str(n), labelled(_(", ").join((numbered(n), line_of(one.entry))), whole(one.entry.value)))
            for n, one in enumerate(entries, 1)
            if one.entry.same_as is None
        ]
        known = [(one.id, one.action) for one in owed]
        self._entries = entries
        offered = {"before": states, "to": states, "same": [("", "–"), *lines], "about": [("", "–"), *known]}
        for name, options in offered.items():
            if len(options) == 1:
                del self.fields[name]
                continue
            self.fields[name] = choice(str(self.fields[name].label), options, required=False)
            self.fields[name].error_messages |= ERRORS
        if self._by_party:
            self.fields["source"].help_text = _("Empty: you report it yourselves.")
        self.initial.setdefault("kind", "counted")

    def clean(self) -> dict[str, Any]:
        """Check that the line says where something is, or where it went, and from where the number is."""
        given = super().clean()
        kind = given.get("kind")
        if kind in ("went", "left") and not given.get("before"):
            self.add_error("before", _("Say from which state."))
        if kind in ("counted", "went", "came") and not given.get("to"):
            self.add_error("to", _("Say in which state, or to which."))
        if kind == "went" and given.get("before") and given.get("before") == given.get("to"):
            self.add_error("to", _("Name two different states."))
        if "value" not in self.errors and (wrong := between(given.get("value"), given.get("high"))):
            self.add_error("high", wrong)
        if not (self._by_party or given.get("whose") or given.get("source")):
            self.add_error("source", _("Say from where the number is."))
        self._check_days(given.get("on"), given.get("until"))
        return given

    def _check_days(self, on: dt.date | None, until: dt.date | None) -> None:
        if until is not None and on is None and "on" not in self.errors:
            self.add_error("on", _("Say from which day on."))
        if until is not None and on is not None and until < on:
            self.add_error("until", _("The range of days ends before it starts."))

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        given, taken = self.cleaned_data, {one.entry.id for one in self.visit.lens.ledger.entries}
        entry: dict[str, Any] = {
            "id": free(f"e{len(taken) + 1}", taken), "tally": self._tally.id, "value": given["value"],
            "bound": given["bound"], "added": given["kind"] == "came",
        }  # fmt: skip
        if given["kind"] in ("went", "left"):
            entry["from"] = self._tally.states[int(given["before"]) - 1]
        if given["kind"] != "left":
            entry["to"] = self._tally.states[int(given["to"]) - 1]
        if given["high"] is not None:
            entry["high"] = given["high"]
        if given["on"] is not None:
            first, last = given["on"].isoformat(), given["until"]
            entry["on"] = first if last is None or last == given["on"] else [first, last.isoformat()]
        if given.get("same"):
            entry["same_as"] = self._entries[int(given["same"]) - 1].entry.id
        if given.get("about"):
            entry["obligation"] = given["about"]
        entry |= {name: given[name] for name in ("source", "note") if given[name]}
        return {"entry": entry}
