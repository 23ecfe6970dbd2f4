"""A channel as mediators look at it: what passed, what is open, and what they can enter for its party."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from goodoffices.language import gettext as _
from goodoffices.talks.permissions import enters_no_more, may_widen
from goodoffices.talks.states import ChannelState
from goodoffices.web.channels.marks import marks_for
from goodoffices.web.channels.party_forms import (
    PROCESS,
    AttachForm,
    ConsentForm,
    LeaveForm,
    MarkForm,
    ReturnForm,
    RunForm,
    SayForm,
    SoundingForm,
    WithdrawConsentForm,
)
from goodoffices.web.channels.passed import Line, entered, lines, messages, purposes, story
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.visits import Visit

#: So much of a channel is looked through for its newest messages, and so many of them are shown.
_WINDOW: Final = 120
_SHOWN: Final = 12


@dataclass
class Entering:
    """The forms by which a delegation acts in its channel, or a mediator for it."""

    say: SayForm | None = None
    attach: AttachForm | None = None
    mark: MarkForm | None = None
    consent: ConsentForm | None = None
    withdraw: WithdrawConsentForm | None = None
    leave: LeaveForm | None = None
    back: ReturnForm | None = None
    soundings: dict[str, SoundingForm] = field(default_factory=dict)
    runs: dict[str, RunForm] = field(default_factory=dict)

    def all(self) -> list[BaseForm]:
        """Return those that are there."""
        single = (self.say, self.attach, self.mark, self.consent, self.withdraw, self.leave, self.back)
        return [*(form for form in single if form is not None), *self.soundings.values(), *self.runs.values()]

    def begun(self, visit: Visit) -> bool:
        """Whether something is written in one of them, or wrong with it."""
        return any(form.is_bound or form.prefix in visit.drafts for form in self.all())


@dataclass(frozen=True)
class Column:
    """One channel."""

    party: str
    number: int
    channel: ChannelState
    shown: list[Line]
    earlier: int
    new: int
    left: bool
    purposes: dict[str, str]
    entered: dict[tuple[str, str], Any]
    entering: Entering


def column(visit: Visit, party: str, read: int) -> Column:
    """Return a channel for the page that shows all of them."""
    channel, told, number = visit.lens.channel(party), story(visit, party), visit.names.number(party)
    newest = messages(lines(visit, party, read, max(0, len(told) - _WINDOW)))[-_SHOWN:]
    new = sum(line.new for line in lines(visit, party, read, read))
    return Column(
        party, number, channel, newest, len(channel.messages) - len(newest), new, party in visit.case.withdrawn,
        purposes(told), entered(told), words_for(visit, party),
    )  # fmt: skip


def words_for(visit: Visit, party: str) -> Entering:
    """Return the forms for what a party says and consents to; for a mediator, to enter it at a meeting.

    A mediator's forms are named by the party's place, so that what is begun for one is never found in another's.
    """
    channel, given, ending = visit.lens.channel(party), _for(visit, party), _ending(visit, party)
    binds = visit.who.side == "mediator" or visit.who.decides
    made = Entering()
    if party in visit.case.withdrawn:
        return made
    made.say = visit.form(SayForm, f"say{ending}", **given)
    made.attach = visit.form(AttachForm, f"attach{ending}", **given)
    sent = visit.is_sent(f"consent{ending}") or visit.is_sent(f"withdraw-consent{ending}")
    if binds and (_own(visit, channel) or sent):
        process = "" if channel.consents.get(PROCESS) else PROCESS
        made.consent = visit.form(ConsentForm, f"consent{ending}", initial={"step": process}, **given)
        steps = [(step, step_name(step)) for step, held in channel.consents.items() if held]
        if steps or visit.is_sent(f"withdraw-consent{ending}"):
            made.withdraw = visit.form(WithdrawConsentForm, f"withdraw-consent{ending}", steps=steps, **given)
    return made


def answers_for(visit: Visit, party: str, made: Entering) -> None:
    """Add the forms for soundings and runs that wait for an answer, for a mark, and for leaving and coming back."""
    channel, given, ending = visit.lens.channel(party), _for(visit, party), _ending(visit, party)
    binds = visit.who.side == "mediator" or visit.who.decides
    away = party in visit.case.withdrawn
    message = channel.messages.get(chosen(visit, f"mark{ending}", "mark"))
    if message is not None and message.mark is not None:
        start = {"message": message.id, "mark": message.mark}
        widen = may_widen(visit.who, party, message.by, message.marked_by) and not away
        able = marks_for(message.mark, widen=widen)
        made.mark = visit.form(MarkForm, f"mark{ending}-{message.id}", initial=start, able=able, **given)
    if not binds:
        return
    for one in channel.soundings.values():
        prefix = f"sounding{ending}-{one.id}"
        if (not one.answer and not away) or visit.is_sent(prefix):
            made.soundings[one.id] = visit.form(SoundingForm, prefix, initial={"sounding": one.id}, **given)
    for run, answer in channel.runs_now(visit.case.agenda_changes).items():
        prefix = f"run{ending}-{run}"
        if (answer is None and not away) or visit.is_sent(prefix):
            made.runs[run] = visit.form(RunForm, prefix, initial={"run": run}, **given)
    its_own = _own(visit, channel)
    if (its_own and not away) or visit.is_sent(f"leave{ending}"):
        made.leave = visit.form(LeaveForm, f"leave{ending}", **given)
    if (its_own and away) or visit.is_sent(f"return{ending}"):
        made.back = visit.form(ReturnForm, f"return{ending}", **given)


def _own(visit: Visit, channel: ChannelState) -> bool:
    """Whether who looks does, or enters, what is the party's own to do."""
    return not enters_no_more(visit.who, acts_itself=channel.acts_itself)


def chosen(visit: Visit, prefix: str, query: str) -> str:
    """Return which message a form is for: the one that it was sent for, else the one that the address names."""
    sent = visit.request.POST.get("form", "")
    if visit.request.method == "POST" and sent.startswith(f"{prefix}-"):
        return sent.removeprefix(f"{prefix}-")
    return visit.request.GET.get(query, "")


def _ending(visit: Visit, party: str) -> str:
    return f"-{visit.names.number(party)}" if visit.who.side == "mediator" else ""


def step_name(step: str) -> str:
    """Return what people read for a step of the process."""
    return _("taking part in the talks") if step == PROCESS else step


def _for(visit: Visit, party: str) -> dict[str, str]:
    return {"entered_for": party} if visit.who.side == "mediator" else {}
