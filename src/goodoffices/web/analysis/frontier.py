"""The page of the frontier: what is possible, packages picked on it and put side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.http import HttpResponse

from goodoffices.analysis.results import Analysis
from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.reports.masthead import masthead
from goodoffices.reports.sections import Material
from goodoffices.reports.sections.robust import robust
from goodoffices.reports.sections.solutions import solutions
from goodoffices.services.answers import Ready
from goodoffices.web.analysis import handing
from goodoffices.web.analysis.picking import MOST_KEPT, Front, Picks, compared, keep_picks, picks_of
from goodoffices.web.analysis.study import Study
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit
from goodoffices.web.shell.words import gettext_lazy

if TYPE_CHECKING:
    from goodoffices.web.analysis.picking import Picked

#: So many rows of the table stand on one page.
ROWS: Final = 15
#: No frontier has more packages than these.
MOST: Final = 1_000_000_000


class LookForm(BaseForm):
    """Look at a package: by its number, by its name, or by a place on the picture."""

    passing: ClassVar = ("row-", "mark-")
    number = forms.IntegerField(
        label=gettext_lazy("Number along the frontier"), required=False, min_value=1, max_value=MOST,
    )  # fmt: skip
    at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *given: Any, front: Front, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.front = front
        self.picked: Picked | None = None

    def perform(self) -> bool:
        """Take the package that is meant in hand."""
        if not self.is_valid():
            return False
        front, pressed = self.front, _pressed(self.visit, "look")
        try:
            if pressed.startswith("row-"):
                self.picked = front.at(_within(pressed.removeprefix("row-"), len(front.points)))
            elif pressed.startswith("mark-"):
                self.picked = front.mark(_within(pressed.removeprefix("mark-"), len(front.marks)) - 1)
            elif self.cleaned_data["at"]:
                across, _comma, up = self.cleaned_data["at"].partition(",")
                self.picked = front.at(front.drawn.nearest((float(across), float(up)), front.points) + 1)
            elif self.cleaned_data["number"]:
                self.picked = front.at(_within(str(self.cleaned_data["number"]), len(front.points)))
            else:
                return self.wrong(_("Write a number, or choose one of the named packages."), "number")
        except (ValueError, OverflowError):
            last = {"last": whole(len(front.points))}
            return self.wrong(
                _("There is no such package; their numbers run from 1 to %(last)s.") % last, "number"
            )
        return True


class KeptForm(BaseForm):
    """Keep what is in hand beside others, let one go, or go on with one of them."""

    passing: ClassVar = ("keep", "drop-", "trade-", "rehearse-", "table-")

    def perform(self) -> bool:
        """Nothing is to be checked; the page does what the button says."""
        return self.is_valid()


def _pressed(visit: Visit, prefix: str) -> str:
    """Return which button of a form was pressed, by its name without the form's; "" for the first."""
    known = (*LookForm.passing, *KeptForm.passing)
    names = [name.removeprefix(f"{prefix}-") for name in visit.request.POST if name.startswith(f"{prefix}-")]
    return next((name for name in names if name.startswith(known)), "")


def _within(given: str, last: int) -> int:
    """Return a number from 1 to the last.

    Raises:
        ValueError: it is none of these.
    """
    if not given.isdecimal() or len(given) > 9 or not 1 <= int(given) <= last:  # noqa: PLR2004 - digits
        raise ValueError(given)
    return int(given)


@page(is_mediator, whole=True)
def frontier(visit: Visit) -> HttpResponse:
    """Show the frontier."""
    study = Study.of(visit)
    answer = study.ask("analyse")
    analysis: Analysis | None = answer.result if isinstance(answer, Ready) else None
    blocked = study.ask("deadlock") if analysis is not None else None
    deadlock = blocked.result if isinstance(blocked, Ready) else None
    front = Front.of(analysis, deadlock) if analysis is not None else None
    look = visit.form(LookForm, "look", front=front) if front is not None else None
    kept = visit.form(KeptForm, "kept") if front is not None else None
    picks = picks_of(study, front) if front is not None else None
    if front is not None and look is not None and kept is not None and picks is not None:
        done, picks = _done(study, look, kept, picks)
        if done is not None:
            return done
        if study.wants_part:
            if look.is_bound and not look.errors:
                look = LookForm(None, prefix="look", visit=visit, front=front)
            return study.part("analysis/looked_part.html.jinja", look=look, **_shown(study, front, picks))
    if not any(one is not None and one.is_bound for one in (look, kept)):
        visit.acted(())
    material = Material(study.case, analysis, deadlock, study.names)
    shown = {} if front is None or picks is None else _shown(study, front, picks) | _table(visit, front)
    return study.page(
        "analysis/frontier.html.jinja", seen_by=_("Only you and the mediators who share all channels."),
        forms=[one for one in (look, kept) if one is not None], answer=answer, analysis=analysis, look=look,
        head=masthead(study.case, analysis, deadlock, None), robust=robust(material), solutions=solutions(material),
        **({"front": None} | shown),
    )  # fmt: skip


def _done(study: Study, look: LookForm, kept: KeptForm, picks: Picks) -> tuple[HttpResponse | None, Picks]:
    """Do what was asked for; return where to go, if anywhere, and what is picked now."""
    visit = study.visit
    if look.is_bound:
        if not look.perform():
            visit.status = 422
            return None, picks
        assert look.picked is not None
        picks = Picks(look.picked, picks.kept)
    elif kept.is_bound and kept.perform():
        pressed = _pressed(visit, "kept")
        what, _dash, place = pressed.partition("-")
        shown = picks.shown
        known = place.isdecimal() and len(place) < 3 and int(place) < len(shown)  # noqa: PLR2004 - digits
        if known and what in ("trade", "rehearse", "table"):
            return handing.on(study, what, shown[int(place)].package), picks
        picks = _changed(picks, what, place)
    else:
        return None, picks
    keep_picks(study, picks)
    return (None, picks) if study.wants_part else (visit.back(path=visit.path), picks)


def _changed(picks: Picks, what: str, place: str) -> Picks:
    """Return what is picked when one more is kept, or one let go."""
    if what == "keep" and not picks.is_kept and len(picks.kept) < MOST_KEPT:
        return Picks(picks.now, (*picks.kept, picks.now))
    if what == "drop" and place.isdecimal() and len(place) < 3 and int(place) < len(picks.shown):  # noqa: PLR2004 - digits
        gone = picks.shown[int(place)]
        return Picks(picks.now, tuple(one for one in picks.kept if one.package != gone.package))
    return picks


def _shown(study: Study, front: Front, picks: Picks) -> dict[str, Any]:
    """Return what the picture and the comparison show."""
    return {
        "front": front, "drawing": front.drawn, "picks": picks, "comparison": compared(study, front, picks),
        "most_kept": MOST_KEPT, "tables": handing.can_table(study.visit),
    }  # fmt: skip


def _table(visit: Visit, front: Front) -> dict[str, Any]:
    """Return the rows of the table that are asked for."""
    last = (len(front.points) + ROWS - 1) // ROWS
    asked = visit.request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and len(asked) < 9 else 1  # noqa: PLR2004 - digits
    number = min(max(number, 1), last)
    first = (number - 1) * ROWS
    rows = [(first + place, point) for place, point in enumerate(front.points[first : first + ROWS], 1)]
    return {"rows": rows, "page_number": number, "last_page": last, "paged": "page" in visit.request.GET}
