"""What a text is made from, beside the case."""

from __future__ import annotations

import datetime as dt

from msgspec import field

from goodoffices.agreement.text.signing import Signing
from goodoffices.model.agreement import Terms
from goodoffices.model.base import Part
from goodoffices.model.packages import Package
from goodoffices.talks.events.channel import Clause


class Draft(Part, frozen=True, kw_only=True):
    """A package, the single negotiating text, and what is known of the signing.

    Attributes:
        package: one value for every issue, or for some; what it leaves open stays in brackets.
        clauses: the single negotiating text.
        text: words that stand before the clauses; paragraphs are parted by empty lines.
        terms: phases, obligations, guarantors and the way of disputes; those of the case where it is None.
        signing: who signs, initials and attests.
        on: the day of the text.
        place: where it is signed.
        version: which revision it is; 0 where that is not counted.
    """

    package: Package = field(default_factory=dict)
    clauses: tuple[Clause, ...] = ()
    text: str = ""
    terms: Terms | None = None
    signing: Signing = Signing()
    on: dt.date | None = None
    place: str = ""
    version: int = 0
