"""What happened after an agreement, and what was told on purpose, in words: for `telling`."""

from __future__ import annotations

import datetime as dt

from goodoffices.language import day, listed, ngettext, paired, quoted
from goodoffices.language import gettext as _
from goodoffices.language import whole as written
from goodoffices.model.agreement import Entry
from goodoffices.talks.events import briefing, case, channel, ledger, mediation, voices
from goodoffices.talks.events.base import Event
from goodoffices.web.shell.naming import spoken
from goodoffices.web.shell.people import Names
from goodoffices.web.shell.values import worded


def of_agreement(names: Names, event: Event) -> str | None:
    """Return what happened to an agreement as a sentence, or two; None for other events."""
    match event:
        case case.AgreementSigned():
            who = _(", ").join(one for one in (event.person, event.office, event.place) if one)
            return _("%(party)s signed the agreement: %(who)s.") % {
                "party": names.party(event.party),
                "who": who,
            }
        case case.AgreementAttested():
            return _("The agreement was attested: %(text)s") % {"text": event.text}
        case ledger.LedgerOpened(agreement=1):
            return _("The ledger of the agreement was opened.")
        case ledger.LedgerOpened():
            return _("The agreement was amended; the ledger goes on under its new terms.")
        case ledger.PhaseMoved():
            return _phase(names, event)
        case ledger.TallyOpened():
            return _("Counted from now on: %(of)s (%(states)s).") % {
                "of": event.tally.of, "states": listed(list(event.tally.states)),
            }  # fmt: skip
        case ledger.CountEntered():
            return _count(names, event)
        case _:
            return _performance(names, event)


def _performance(names: Names, event: Event) -> str | None:  # noqa: PLR0911 - one sentence a kind
    match event:
        case ledger.PerformanceReported(party=""):
            said = _("Report %(report)s: %(obligation)s is done%(much)s.")
            return _with(
                said
                % _much(event.report, event.quantity, event.high, event.on, names.owed(event.obligation)),
                event.words,
            )
        case ledger.PerformanceReported():
            said = _("Report %(report)s, by %(party)s: %(obligation)s is done%(much)s.")
            values = _much(event.report, event.quantity, event.high, event.on, names.owed(event.obligation))
            return _with(said % (values | {"party": names.party(event.party)}), event.words)
        case ledger.PerformanceVerified():
            said = _("Report %(report)s was verified%(much)s.")
            return _with(said % _much(event.report, event.quantity, event.high), event.words)
        case ledger.PerformanceWanting():
            return _with(_("Report %(report)s was found wanting.") % {"report": event.report}, event.words)
        case ledger.PerformanceDisputed(party=""):
            said = _("A monitor disputes what was found of report %(report)s.")
            return _with(said % {"report": event.report}, event.words)
        case ledger.PerformanceDisputed():
            said = _("%(party)s disputes what was found of report %(report)s.")
            return _with(said % {"party": names.party(event.party), "report": event.report}, event.words)
        case ledger.DisputeResolved(performed=True):
            said = _("The dispute about report %(report)s was resolved: performed%(much)s.")
            return _with(said % _much(event.report, event.quantity, event.high), event.words)
        case ledger.DisputeResolved():
            said = _("The dispute about report %(report)s was resolved: not performed.")
            return _with(said % {"report": event.report}, event.words)
        case ledger.ViolationClaimed():
            said = _("Claim %(claim)s: %(party)s says that the agreement was violated (%(obligation)s).")
            values = {
                "claim": event.claim, "party": names.party(event.party),
                "obligation": names.owed(event.obligation) if event.obligation else _("no obligation named"),
            }  # fmt: skip
            return _with(said % values, event.words)
        case ledger.ViolationAttributed(to=""):
            return _with(_("Claim %(claim)s was attributed to nobody.") % {"claim": event.claim}, event.words)
        case ledger.ViolationAttributed():
            said = _("Claim %(claim)s was attributed to %(party)s.")
            return _with(said % {"claim": event.claim, "party": names.party(event.to)}, event.words)
        case _:
            return None


def _much(
    report: str, quantity: int | None, high: int | None, on: dt.date | None = None, obligation: str = ""
) -> dict[str, str]:
    """Return the values of a sentence about a report; `much` follows a word, with what parts them."""
    much = ""
    if quantity is not None:
        much += _(": ") + (written(quantity) if high is None else f"{written(quantity)}–{written(high)}")
    if on is not None:
        much += f" ({day(on)})"
    return {"report": report, "obligation": obligation, "much": much}


def _phase(names: Names, event: ledger.PhaseMoved) -> str:
    values = {"phase": names.owed(event.phase), "day": day(event.on)}
    if event.status == "under way":
        return _with(_("Phase %(phase)s began on %(day)s.") % values, event.words)
    if event.status == "ended":
        return _with(_("Phase %(phase)s ended on %(day)s.") % values, event.words)
    said = [_("Phase %(phase)s failed on %(day)s.") % values, event.words]
    if event.suspended:
        said.append(
            _("No longer owed: %(obligations)s.")
            % {"obligations": listed([names.owed(one) for one in event.suspended])}
        )
    return " ".join(one for one in (*said, event.resumes) if one)


def _count(names: Names, event: ledger.CountEntered) -> str:
    entry = event.entry
    number = written(entry.value) if entry.high is None else f"{written(entry.value)}–{written(entry.high)}"
    values = {
        "tally": spoken(entry.tally), "number": number, "state": entry.to, "before": entry.from_state,
        "source": entry.source or names.party(event.party),
    }  # fmt: skip
    return _with(_line(entry) % values, entry.note)


def _line(entry: Entry) -> str:
    if entry.from_state and entry.to:
        return _("%(tally)s: %(number)s went from “%(before)s” to “%(state)s”, by %(source)s.")
    if entry.from_state:
        return _("%(tally)s: %(number)s left “%(before)s”, by %(source)s.")
    if entry.added:
        return _("%(tally)s: %(number)s came to “%(state)s”, by %(source)s.")
    return _("%(tally)s: %(number)s are “%(state)s”, by %(source)s.")


def on_purpose(names: Names, event: Event) -> str | None:  # noqa: C901, PLR0911, PLR0912 - one sentence a kind
    """Return what was told, listed or said by affected people as a sentence, or two; None for other events."""
    match event:
        case channel.ListGiven():
            text = ngettext(
                "List %(list)s for %(obligation)s, version %(version)s: %(count)s person (%(mark)s).",
                "List %(list)s for %(obligation)s, version %(version)s: %(count)s persons (%(mark)s).",
                len(event.entries),
            )
            return text % {
                "list": spoken(event.list), "obligation": names.owed(event.obligation),
                "version": written(event.version), "count": written(len(event.entries)), "mark": worded(event.mark),
            }  # fmt: skip
        case channel.ListPassed():
            others = _("no category")
            found = [(name or others, written(count)) for name, count in event.counts.items()]
            return _("Of a list of %(party)s for %(obligation)s: %(counts)s.") % {
                "party": names.party(event.party), "obligation": names.owed(event.obligation),
                "counts": paired(found),
            }  # fmt: skip
        case mediation.ListCarried():
            parties = listed([names.party(one) for one in event.to])
            values = {"party": names.party(event.party), "list": spoken(event.list), "to": parties}
            if event.what == "names":
                return _("The names on list %(list)s of %(party)s were passed on to %(to)s.") % values
            return _("The counts of list %(list)s of %(party)s were passed on to %(to)s.") % values
        case briefing.ItemPut():
            return _("Item %(item)s (%(status)s): %(text)s") % {
                "item": spoken(event.item), "status": worded(event.status), "text": event.text,
            }  # fmt: skip
        case briefing.ItemMarked():
            return _("Item %(item)s is now: %(status)s.") % {
                "item": spoken(event.item),
                "status": worded(event.status),
            }
        case briefing.BriefingReleased():
            return _("A briefing (%(briefing)s) was released to %(who)s: %(items)s.") % {
                "briefing": event.briefing, "who": names.called(event.audience),
                "items": listed(spoken(one) for one in event.items),
            }  # fmt: skip
        case briefing.ItemCorrected():
            said = _("Item %(item)s was corrected: %(text)s") % {
                "item": spoken(event.item),
                "text": event.text,
            }
            return _with(said, event.reason)
        case briefing.ConstituencyAdmitted():
            return _("You now tell: %(who)s.") % {"who": names.name(event.constituency)}
        case briefing.VoicesSummarised():
            return _summary(event)
        case briefing.Briefed():
            text = " ".join(event.texts)
            return _("“%(title)s”: %(text)s") % {"title": event.title, "text": text} if event.title else text
        case briefing.Corrected():
            said = _(
                "Item %(number)s of briefing %(briefing)s was wrong. Now it says: %(text)s Why: %(reason)s"
            )
            return said % {
                "number": written(event.number), "briefing": event.briefing, "text": event.text,
                "reason": event.reason,
            }  # fmt: skip
        case voices.Spoken():
            return _("%(input)s (%(consent)s): %(text)s") % {
                "input": event.input, "consent": worded(event.consent), "text": event.text,
            }  # fmt: skip
        case voices.ConsentChanged():
            return _("%(input)s is now: %(consent)s.") % {
                "input": event.input,
                "consent": worded(event.consent),
            }
        case voices.PassedOn(manner="quote"):
            return _("%(input)s was passed on to the mediators word for word.") % {"input": event.input}
        case voices.PassedOn():
            return _("%(input)s was passed on to the mediators in a summary.") % {"input": event.input}
        case _:
            return None


def _summary(event: briefing.VoicesSummarised) -> str:
    text = ngettext(
        "What %(count)s affected person said: %(text)s",
        "What %(count)s affected people said: %(text)s",
        event.people,
    )
    said = text % {"count": written(event.people), "text": event.text}
    return " ".join((said, *map(quoted, event.quotes)))


def _with(said: str, words: str) -> str:
    return f"{said} {words}".strip()
