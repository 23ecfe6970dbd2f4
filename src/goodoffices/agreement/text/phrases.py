"""The phrases of a template: what each is for, and which places it has.

A template's own phrases stand below its text, `name = words with {places}`; those it leaves out are the shipped ones.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Phrase(NamedTuple):
    """What a phrase is for, and the places it must have."""

    purpose: str
    places: tuple[str, ...] = ()


#: Every phrase by its name.
PHRASES: Final[dict[str, Phrase]] = {
    "article": Phrase("the number of an article", ("number",)),
    "annex": Phrase("the letter of an annex", ("letter",)),
    "letters": Phrase("the letters of annexes, with blanks between them"),
    "small-letters": Phrase("the letters of items, with blanks between them"),
    "clause": Phrase("the number of a clause", ("number",)),
    "item": Phrase("the letter of an item", ("letter",)),
    "reference": Phrase("how a clause is referred to", ("article", "number")),
    "draft": Phrase("the note under the title while something is open"),
    "untranslated": Phrase("the note under the title where words of the case are not translated"),
    "blank": Phrase("what stands for a day or a place that is not known"),
    "version": Phrase("which revision it is", ("number",)),
    "settled": Phrase(
        "an issue that no clause is about, and what the package has for it", ("issue", "value")
    ),
    "open-issue": Phrase("an issue that the package leaves open", ("issue", "options")),
    "phase": Phrase("a phase", ("phase",)),
    "phase-named": Phrase("a phase, in a sentence", ("phase",)),
    "phase-days": Phrase("how long it lasts", ("days",)),
    "phase-from": Phrase("the day on which it begins", ("day",)),
    "phase-after": Phrase("what is done before it begins", ("list",)),
    "phase-when": Phrase("when it begins, in words", ("words",)),
    "phase-ends-after": Phrase("what is done before it ends", ("list",)),
    "phase-ends-when": Phrase("when it ends, in words", ("words",)),
    "obligation": Phrase("who does what", ("actor", "action")),
    "obligation-of": Phrase("who does what, and how much of it", ("actor", "action", "quantity")),
    "including": Phrase("of which kinds", ("list",)),
    "recipient": Phrase("to whom it is owed", ("recipient",)),
    "due": Phrase("by when, from the beginning of its phase", ("number", "phase")),
    "due-on": Phrase("by when, where the phase begins on a known day", ("number", "phase", "day")),
    "after": Phrase("what is done before it is owed", ("list",)),
    "condition": Phrase("what it depends on", ("words",)),
    "names": Phrase("the list of persons whom it concerns", ("words",)),
    "exchange": Phrase("what is given for what", ("gives", "other")),
    "ratio": Phrase("how much is given for each one received", ("ratio",)),
    "rate": Phrase("how much is given for how many of a kind", ("gives", "for")),
    "rest": Phrase("all kinds that no rate names"),
    "verified-by": Phrase("who verifies", ("reference", "who")),
    "verified-how": Phrase("how it is verified", ("reference", "how")),
    "verified": Phrase("who verifies, and how", ("reference", "who", "how")),
    "unverified": Phrase("an obligation without verification", ("reference",)),
    "dispute": Phrase("where disputes go", ("words",)),
    "dispute-of": Phrase("where disputes about one obligation go", ("reference", "words")),
    "no-dispute": Phrase("there is no way for disputes"),
    "guarantor": Phrase("who backs all obligations", ("guarantor",)),
    "guarantor-of": Phrase("who backs some", ("guarantor", "list")),
    "resumes": Phrase("what resumes where a phase fails", ("phase", "words")),
    "suspends": Phrase("what is no longer owed where a phase fails", ("phase", "list")),
    "for-party": Phrase("in whose name somebody signs", ("party",)),
    "as-mediator": Phrase("as what a mediator signs", ("mediator",)),
    "attestation": Phrase("what a mediator attests"),
    "signature": Phrase("the line for the signature"),
    "initials": Phrase("the line for initials"),
    "name": Phrase("the line for the name"),
    "office": Phrase("the line for the office"),
    "place": Phrase("the line for the place"),
    "date": Phrase("the line for the day"),
    "exchange-caption": Phrase("over the table of exchange"),
    "schedule-caption": Phrase("over the schedule"),
    "head-number": Phrase("the head of a column: the clause"),
    "head-phase": Phrase("the head of a column: the phase"),
    "head-who": Phrase("the head of a column: who owes it"),
    "head-what": Phrase("the head of a column: what is owed"),
    "head-much": Phrase("the head of a column: how much"),
    "head-for": Phrase("the head of a column: in exchange for what"),
    "head-rate": Phrase("the head of a column: at which rate"),
    "head-by": Phrase("the head of a column: by when"),
    "day-of-phase": Phrase("a day, counted in its phase", ("number",)),
    "day-and-date": Phrase("the same with its date", ("number", "day")),
}

#: What words a text may name, in any line.
INLINE: Final[dict[str, str]] = {
    "title": "the title of the case",
    "summary": "its summary",
    "parties": "the parties, in a sentence",
    "mediators": "the mediators, in a sentence",
    "guarantors": "the guarantors, in a sentence",
    "date": "the day of the text",
    "place": "where it is signed",
    "version": "which revision it is; nothing where that is not counted",
}

#: What parts a text may name, each on a line of its own.
PARTS: Final[dict[str, str]] = {
    "status": "a note while something is open; nothing in a clean text",
    "party-lines": "each party on a centred line",
    "agreed": "the clauses of the single negotiating text with the package put in; then each issue without a clause",
    "phases": "each phase: how long, from when, until when",
    "obligations": "who does what, how much of it, by when, on which conditions",
    "exchange": "what is given for what, and at which rates",
    "verification": "who verifies what, and how",
    "dispute": "where disputes go",
    "guarantees": "who backs what",
    "snapback": "what resumes, and what is no longer owed, where a phase fails",
    "signatures": "where each party signs",
    "initials": "who initials, or has",
    "attestation": "what the mediators attest, and where they sign",
    "exchange-table": "what is given for what, as a table",
    "schedule-table": "what is due when, as a table",
}
