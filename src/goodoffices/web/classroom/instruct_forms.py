"""The forms by which an instructor sets a class up and moves it on."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms

from goodoffices.language import gettext as _
from goodoffices.model import Case, CaseFileError
from goodoffices.model.casefile.checks import check_case
from goodoffices.model.casefile.plain import field_name
from goodoffices.reports import playing
from goodoffices.services.importing import case_from_files
from goodoffices.services.samples import sample_case
from goodoffices.services.scripts import ScriptError
from goodoffices.services.teaching import AnalysisError, SimulationError, check_exercise, results_of
from goodoffices.talks.actions import Command
from goodoffices.talks.actions.teaching import DebriefClass, SetExercise
from goodoffices.talks.events.teaching import Exercise
from goodoffices.talks.standing import INSTRUCTOR
from goodoffices.web.accounts import doorways, inviting
from goodoffices.web.classroom.calling import InstructorField, NameField, named
from goodoffices.web.desk.frames import ManyFiles
from goodoffices.web.project import House
from goodoffices.web.shell.forms import ActForm, BaseForm, choice
from goodoffices.web.shell.words import gettext_lazy

#: The sample disputes whose parties' wants are known exactly.
SAMPLES: Final = ("orrin-pass", "tessen-river")
#: Protocols that people can play, and who sits in empty seats.
PROTOCOLS: Final = ("alternating", "single-text", "proposals", "drafts", "bids", "phased")
PROGRAMS: Final = ("linear", "boulware", "conceder", "tit-for-tat", "micro", "honest")
TOLD: Final = ("everything", "priorities", "orders", "reservations", "nothing")
_LARGEST: Final = 4_000_000


class ExerciseForm(ActForm):
    """Say what the class rehearses, and how."""

    act = "set_exercise"
    said = gettext_lazy("This is what the class rehearses.")
    sample = choice(gettext_lazy("Dispute"), (), required=False)
    sent = forms.FileField(
        label=gettext_lazy("Or files of your own: a case file, or those of a GENIUS, GeniusWeb or NegMAS domain"),
        widget=ManyFiles(attrs={"multiple": True}), required=False,
        help_text=gettext_lazy(
            "YAML, JSON, XML or ZIP, four megabytes at most together. What each party wants must be known exactly."
        ),
    )  # fmt: skip
    protocol = choice(gettext_lazy("How they talk"), ())
    told = choice(
        gettext_lazy("What the mediator is told beforehand"), (),
        hint=gettext_lazy(
            "A program that mediates knows of the sides what you say here, and what they answer. People who mediate "
            "know all of it where you choose everything, and otherwise nothing before the sides have answered them."
        ),
    )  # fmt: skip
    rounds = forms.IntegerField(label=gettext_lazy("Rounds at most"), min_value=1, max_value=1_000)
    program = choice(gettext_lazy("Who sits in empty seats"), ())

    def __init__(self, *given: Any, now: Exercise | None, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._now = now
        titles = [(name, Case.load(sample_case(name)).title) for name in SAMPLES]
        kept = [("", _("as it is: %(title)s") % {"title": now.case.title})] if now is not None else []
        self._choices("sample", [*kept, *titles])
        self._choices("protocol", [(name, playing.protocol_name(name)) for name in PROTOCOLS])
        self._choices("told", [(name, playing.told_name(name)) for name in TOLD])
        self._choices("program", [(name, playing.agent_name(name)) for name in PROGRAMS])
        begin = now or Exercise(case=Case(), protocol="alternating")
        for name in ("protocol", "told", "rounds", "program"):
            self.initial.setdefault(name, getattr(begin, name))

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def command(self) -> Command:
        """Return the act, with the case that was chosen or sent.

        Raises:
            ScriptError: the case cannot be read, or nobody could play it.
        """
        given = self.cleaned_data
        exercise = Exercise(
            case=self._case(), protocol=given["protocol"], told=given["told"], rounds=given["rounds"],
            program=given["program"],
        )  # fmt: skip
        try:
            check_exercise(exercise)
        except (AnalysisError, SimulationError) as error:
            raise ScriptError(f"{'sent' if self._sent() else 'sample'}: {error}") from None
        return Command(
            at=House.now(),
            by=self.visit.who.actor,
            action=SetExercise(exercise=exercise),
            key=given.get("key") or "",
        )

    def _sent(self) -> list[Any]:
        return self.files.getlist(f"{self.prefix}-sent") if hasattr(self.files, "getlist") else []

    def _case(self) -> Case:
        sent = self._sent()
        if sum(one.size or 0 for one in sent) > _LARGEST:
            raise ScriptError("sent: these files are too large: four megabytes at most together")
        try:
            if sent:
                case = case_from_files([(one.name or "case", one.read()) for one in sent]).case
            elif self.cleaned_data["sample"]:
                case = Case.load(sample_case(self.cleaned_data["sample"]))
            elif self._now is not None:
                case = self._now.case
            else:
                raise ScriptError("sample: choose a dispute, or send a file")
        except CaseFileError as error:
            raise ScriptError(f"sent: {error}") from None
        for path, problem in check_case(case):
            raise ScriptError(f"sent: {field_name(path)}: {problem}")
        return case


class SeatAllForm(ActForm):
    """Seat all who sit nowhere."""

    act = "seat_all"
    said = gettext_lazy("Everybody sits at a table.")
    together = forms.IntegerField(
        label=gettext_lazy("How many sit together for one side"), min_value=1, max_value=20, initial=1,
        help_text=gettext_lazy("One each makes pairs; more make teams."),
    )  # fmt: skip


class SeatForm(ActForm):
    """Seat somebody somewhere else."""

    act = "seat_learner"
    said = gettext_lazy("They sit there now.")
    table = forms.IntegerField(label=gettext_lazy("Table"), min_value=0, max_value=200)
    party = choice(gettext_lazy("For"), (), required=False)

    def __init__(self, *given: Any, learner: str, parties: list[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._learner = learner
        field = self.fields["party"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = parties

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {
            "learner": self._learner,
            "table": self.cleaned_data["table"],
            "party": self.cleaned_data["party"],
        }


class AdmitForm(ActForm):
    """Let somebody in by name, as where there is no time for links."""

    act = "admit_learner"
    said = gettext_lazy("They are in the class; give them a link of their own below.")
    called = NameField(label=gettext_lazy("Name"))

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        called = self.cleaned_data["called"]
        return {"learner": named(called, self.visit.lens.classroom.learners), "called": called}


class ColleagueForm(ActForm):
    """Let somebody else instruct the class too."""

    act = "admit_instructor"
    said = gettext_lazy("They may instruct the class; give them a link below.")
    name = InstructorField(label=gettext_lazy("Who else instructs"))

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {"instructor": f"{INSTRUCTOR}:{self.cleaned_data['name']}"}


class LinkForm(BaseForm):
    """Give somebody who is in the class a link by which they sign in and choose a password."""

    said = gettext_lazy("The link is shown below.")

    def __init__(self, *given: Any, actor: str, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.actor, self.token = actor, ""

    def perform(self) -> bool:
        """Make the link; the page that is written then has it, so that it stands in no address."""
        self.token = inviting.invite(self.visit.room.id, self.actor)[0]
        self.visit.status = 200
        return False


class OpenDoorForm(BaseForm):
    """Make the link of the class anew."""

    said = gettext_lazy("The link is shown below.")
    token = ""

    def perform(self) -> bool:
        """Make it; it is shown once, on the page that is written then."""
        self.token = doorways.open_door(self.visit.room.id)
        self.visit.status = 200
        return False


class CloseDoorForm(BaseForm):
    """End the link of the class."""

    said = gettext_lazy("Nobody comes in by the link any more.")

    def perform(self) -> bool:
        """End it."""
        doorways.close_door(self.visit.room.id)
        return True


class BeginForm(ActForm):
    """Begin the talks at all tables."""

    act = "begin_tables"
    said = gettext_lazy("The talks have begun at all tables.")


class EndForm(ActForm):
    """End them."""

    act = "end_tables"
    said = gettext_lazy("The talks are over at all tables.")


class HandForm(ActForm):
    """Let a program go on for those in a seat."""

    act = "hand_seat"
    said = gettext_lazy("A program goes on for them.")

    def __init__(self, *given: Any, table: int, party: str, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._seat = {"table": table, "party": party}

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return dict(self._seat)


class DebriefForm(ActForm):
    """Show the class what came of its tables."""

    act = "debrief_class"
    said = gettext_lazy("The class sees now what came of all tables, and what each side wanted.")
    named = forms.BooleanField(
        label=gettext_lazy("With the names of those who sat there"), required=False, initial=True
    )
    passing: ClassVar = ()

    def command(self) -> Command:
        """Return the act, with the results as they are now."""
        results = results_of(self.visit.lens, named=self.cleaned_data["named"])
        return Command(
            at=House.now(), by=self.visit.who.actor, action=DebriefClass(results=results),
            key=self.cleaned_data.get("key") or "",
        )  # fmt: skip
