"""What happened in a class that rehearses talks, in words: for `telling`."""

from __future__ import annotations

from goodoffices.language import gettext as _
from goodoffices.language import labelled, listed, paired
from goodoffices.language import whole as written
from goodoffices.talks.events import teaching
from goodoffices.talks.events.base import Event, Package
from goodoffices.web.shell.people import Names


def in_class(names: Names, event: Event) -> str | None:
    """Return what happened in a class as a sentence; None for other events."""
    found = _gathered(names, event)
    return found if found is not None else _played(names, event)


def _gathered(names: Names, event: Event) -> str | None:
    match event:
        case teaching.ClassOpened():
            return _("The class was opened: %(title)s.") % {"title": event.title}
        case teaching.ClassMoved(status="playing"):
            return _("The talks have begun at all tables.")
        case teaching.ClassMoved():
            return _("The talks are over at all tables.")
        case teaching.ClassDebriefed():
            return _("The class was shown what came of its tables.")
        case teaching.InstructorAdmitted():
            return _("%(who)s instructs the class.") % {"who": names.called(event.instructor)}
        case teaching.ExerciseSet():
            return _("The class rehearses: %(title)s.") % {"title": event.exercise.case.title}
        case teaching.LearnerAdmitted():
            return _("%(who)s is in the class.") % {"who": event.called}
        case teaching.LearnerSeated(table=0):
            return _("%(who)s sits nowhere.") % {"who": names.name(event.learner)}
        case teaching.LearnerSeated():
            return _("%(who)s sits at table %(table)s for %(party)s.") % {
                "who": names.name(event.learner), "table": written(event.table), "party": names.party(event.party),
            }  # fmt: skip
        case _:
            return None


def _played(names: Names, event: Event) -> str | None:
    match event:
        case teaching.TableSet():
            return _("The table was laid for %(parties)s.") % {
                "parties": listed(list(event.parties.values()))
            }
        case teaching.TableMoved(ended=""):
            return _("The talks went on to round %(round)s.") % {"round": written(event.round)}
        case teaching.TableMoved():
            return _("The talks ended in round %(round)s.") % {"round": written(event.round)}
        case teaching.TableSpoken():
            return labelled(names.party(event.party), event.text)
        case teaching.SeatGiven():
            return _("You sit for %(party)s.") % {"party": names.party(event.party)}
        case teaching.SeatAsked():
            return _("Something is asked of you, in round %(round)s.") % {"round": written(event.round)}
        case teaching.SeatAnswered():
            said = _("Answered: %(said)s.") % {"said": _(event.said)}
            return " ".join([said, *(_package(one) for one in event.packages)])
        case teaching.SeatHanded():
            return _("A program goes on for those who sat here.")
        case _:
            return None


def _package(package: Package) -> str:
    return paired(package.items()) + "."
