"""The case without files: what the working case holds, another one taken in, an earlier state set again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import msgspec
from django import forms
from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.model import CaseFileError
from goodoffices.model.issues import Issue, Option
from goodoffices.reports.names import described
from goodoffices.services.answers import Failed, Waiting
from goodoffices.services.dossiers import Place, begun, frames, set_again, start_from
from goodoffices.services.importing import Brought
from goodoffices.services.papers import Sent
from goodoffices.talks.errors import Refused
from goodoffices.web.agenda.words import settled
from goodoffices.web.desk.frame_forms import AsOnAgendaForm, OntoAgendaForm
from goodoffices.web.desk.limit_forms import Bound, DropForm, LimitForm
from goodoffices.web.documents.making import audience
from goodoffices.web.project import House
from goodoffices.web.shell.forms import BaseForm, choice
from goodoffices.web.shell.marks import mark_of
from goodoffices.web.shell.navigation import is_lead, is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import Kinds, said
from goodoffices.web.shell.visits import Visit
from goodoffices.web.shell.words import gettext_lazy

#: An upload is so large at most; the server takes no larger request either.
_LARGEST = 4_000_000
#: So many seconds a case may take to be read, while its sender waits.
_PATIENCE = 60.0


class ManyFiles(forms.ClearableFileInput):
    """A field for several files; the form looks at all of them, its field at the last."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ANN401, ARG002 - Django's
        """Return the last file."""
        return files.get(name)


class ImportForm(BaseForm):
    """Take a case in from files."""

    said = gettext_lazy("The case was taken in. What stood here before is in the list of earlier states.")
    sent = forms.FileField(
        label=gettext_lazy("Case file, or the files of a GENIUS, GeniusWeb or NegMAS domain, or a ZIP of a folder"),
        widget=ManyFiles(attrs={"multiple": True}), required=False,
        help_text=gettext_lazy("YAML, JSON, XML or ZIP, four megabytes at most together."),
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        names = list(self.visit.case.parties.items())
        for number, (_id, name) in enumerate(names, 1):
            options = [("", _("by its name"))] + [
                (str(n), _("party %(n)s of the file") % {"n": whole(n)}) for n in range(1, 7)
            ]
            self.fields[f"party-{number}"] = choice(
                _("%(party)s is") % {"party": name}, options, required=False
            )

    def perform(self) -> bool:
        """Read the files, and take the case in."""
        if not self.is_valid():
            return False
        sent = self.files.getlist(f"{self.prefix}-sent") if hasattr(self.files, "getlist") else []
        if not sent:
            return self.wrong(_("Choose a file."), "sent")
        if sum(one.size or 0 for one in sent) > _LARGEST:
            return self.wrong(_("These files are too large: four megabytes at most together."), "sent")
        place = Place(self.visit.room.talks, self.visit.who, House.now())
        try:
            given = Sent(tuple((one.name or "case", one.read()) for one in sent))
            whose = audience(self.visit)
            answer = House.papers.waited(lambda: House.papers.bring(given, audience=whose), _PATIENCE)
            if isinstance(answer, Waiting):
                return self.wrong(_("This case is not read yet; send it once more in a moment."), "sent")
            if isinstance(answer, Failed):
                return self.wrong(answer.sentence, "sent")
            brought: Brought = answer.result
            ids = [party.id for party in brought.case.parties]
            chosen: dict[str, str] = {}
            for number, ours in enumerate(self.visit.case.parties, 1):
                theirs = self.cleaned_data.get(f"party-{number}")
                if theirs and int(theirs) <= len(ids):
                    chosen[ids[int(theirs) - 1]] = ours
            start_from(
                place, brought.case, chosen, texts=brought.texts, key=self.cleaned_data.get("key", ""),
                note=str(sent[0].name)[:100],
            )  # fmt: skip
        except CaseFileError as error:
            return self.wrong(str(error), "sent")
        except Refused as refusal:
            return self.wrong(str(refusal), "sent")
        return True


class AgainForm(BaseForm):
    """Set an earlier state again."""

    said = gettext_lazy("It stands as it did then; what came since is in the list.")
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def perform(self) -> bool:
        """Set it."""
        if not self.is_valid():
            return self.wrong(_("This state is not there."))
        place = Place(self.visit.room.talks, self.visit.who, House.now())
        try:
            set_again(place, self.cleaned_data["number"], key=self.cleaned_data.get("key", ""))
        except Refused as refusal:
            return self.wrong(str(refusal))
        return True


#: What says that it is done when the form is gone with what it changed.
_SAYING: Final[Kinds] = {
    "change-": LimitForm, "drop-": DropForm, "put-": OntoAgendaForm, "take-": AsOnAgendaForm,
}  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """How an issue of the working case stands to the shared agenda.

    Attributes:
        issue: the issue, as the working case has it.
        shared: as the agenda has it; None where it is not there.
        put: the form that puts it on the agenda as it is here, for those who may.
        take: the form that takes it over as it is there.
    """

    issue: Issue
    shared: Issue | None
    put: OntoAgendaForm | None
    take: AsOnAgendaForm | None


def as_read(issue: Issue) -> Issue:
    """Return an issue without what nobody reads on the agenda: two with the same title and options are in one form."""
    options = tuple(Option(id=one.id, title=one.title or one.id) for one in issue.options)
    return msgspec.structs.replace(issue, title=issue.name, options=options, description="", aliases=())


def _standing(visit: Visit, issue: Issue) -> Standing:
    shared = visit.case.issues.get(issue.id)
    if shared is not None and as_read(shared) == as_read(issue):
        return Standing(issue, shared, None, None)
    mark = mark_of(issue)
    put = visit.form(OntoAgendaForm, f"put-{mark}", issues=[issue]) if is_lead(visit.who) else None
    take = visit.form(AsOnAgendaForm, f"take-{mark}", issue=shared) if shared is not None else None
    return Standing(issue, shared, put, take)


@page(is_mediator, whole=True)
def case(visit: Visit) -> HttpResponse:
    """Show the working case, and what can be changed in it."""
    talks, who = visit.room.talks, visit.who
    whole, _count = begun(talks, who)
    marks = list(reversed(frames(talks, who)))
    importing = visit.form(ImportForm, "import")
    again = {
        one.number: visit.form(AgainForm, f"again-{one.number}", initial={"number": one.number})
        for one in marks[1:]
    }
    limits: dict[str, Bound] = {mark_of(one): one for one in whole.red_lines}
    limits |= {mark_of(one): one for one in whole.constraints}
    limit = visit.form(LimitForm, "limit", issues=whole.issues_by_id)
    drops = {mark: visit.form(DropForm, f"drop-{mark}", of=one) for mark, one in limits.items()}
    asked = str(visit.request.GET.get("limit", ""))
    change = None
    if asked in limits:
        change = visit.form(LimitForm, f"change-{asked}", issues=whole.issues_by_id, of=limits[asked])
    issues = [_standing(visit, one) for one in whole.issues]
    lacking = [one.issue for one in issues if one.shared is None]
    put_all = (
        visit.form(OntoAgendaForm, "put-all", issues=lacking) if lacking and is_lead(visit.who) else None
    )
    moves = [form for one in issues for form in (one.put, one.take)]
    forms_ = [
        form
        for form in (importing, limit, change, put_all, *moves, *again.values(), *drops.values())
        if form is not None
    ]
    if (done := visit.acted(forms_)) is not None:
        return done
    return visit.page(
        "desk/case.html.jinja", forms=forms_, whole=whole, marks=marks, importing=importing, again=again,
        limit=limit, change=change, issues=issues, put_all=put_all, settled=settled, drops=drops, mark_of=mark_of,
        in_words=lambda one: described(one, whole.issues_by_id),
        said=said(visit, _SAYING), seen_by=_("Only mediators who share all channels."),
    )  # fmt: skip
