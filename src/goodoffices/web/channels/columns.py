"""A channel as mediators look at it: what passed, what is open, and what they can enter for its party."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from goodoffices.language import gettext as _
from goodoffices.talks.states import ChannelState
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
    return Column(
        party, number, channel, newest, len(channel.messages) - len(newest), sum(line.new for line in lines(visit, party, read, read)),
        party in visit.case.withdrawn, purposes(told), entered(told), words_for(visit, party, f"-{number}"),
    )  # fmt: skip


def words_for(visit: Visit, party: str, ending: str = "") -> Entering:
    """Return the forms for what a party says and consents to; for a mediator, to enter it at a meeting."""
    channel, given = visit.lens.channel(party), _for(visit, party)
    binds = visit.who.side == "mediator" or visit.who.decides
    made = Entering()
    if party in visit.case.withdrawn:
        return made
    made.say = visit.form(SayForm, f"say{ending}", **given)
    made.attach = visit.form(AttachForm, f"attach{ending}", **given)
    if binds:
        process = "" if channel.consents.get(PROCESS) else PROCESS
        made.consent = visit.form(ConsentForm, f"consent{ending}", initial={"step": process}, **given)
        steps = [(step, step_name(step)) for step, held in channel.consents.items() if held]
        if steps or visit.is_sent(f"withdraw-consent{ending}"):
            made.withdraw = visit.form(WithdrawConsentForm, f"withdraw-consent{ending}", steps=steps, **given)
    return made


def answers_for(visit: Visit, party: str, made: Entering) -> None:
    """Add the forms for soundings and runs that wait for an answer, for a mark, and for leaving and coming back."""
    channel, given = visit.lens.channel(party), _for(visit, party)
    binds = visit.who.side == "mediator" or visit.who.decides
    away = party in visit.case.withdrawn
    chosen = (
        visit.request.POST.get("mark-message") if visit.is_sent("mark") else visit.request.GET.get("mark")
    )
    message = channel.messages.get(chosen or "")
    if message is not None and message.mark is not None and not away:
        start = {"message": message.id, "mark": message.mark}
        made.mark = visit.form(MarkForm, "mark", initial=start, **given)
    if not binds:
        return
    for one in channel.soundings.values():
        if (not one.answer and not away) or visit.is_sent(f"sounding-{one.id}"):
            made.soundings[one.id] = visit.form(
                SoundingForm, f"sounding-{one.id}", initial={"sounding": one.id}, **given
            )
    for run, answer in channel.runs.items():
        if (answer is None and not away) or visit.is_sent(f"run-{run}"):
            made.runs[run] = visit.form(RunForm, f"run-{run}", initial={"run": run}, **given)
    if not away or visit.is_sent("leave"):
        made.leave = visit.form(LeaveForm, "leave", **given)
    if away or visit.is_sent("return"):
        made.back = visit.form(ReturnForm, "return", **given)


def step_name(step: str) -> str:
    """Return what people read for a step of the process."""
    return _("taking part in the talks") if step == PROCESS else step


def _for(visit: Visit, party: str) -> dict[str, str]:
    return {"entered_for": party} if visit.who.side == "mediator" else {}
