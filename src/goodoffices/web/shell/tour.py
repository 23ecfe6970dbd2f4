"""A tour for whoever is here for the first time: a few pages, and a few words on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from goodoffices.language import gettext_lazy as _
from goodoffices.talks.standing import Standing
from goodoffices.web.shell.navigation import decides_at_home, in_class, is_delegate, sees_mandate

#: The pages of the tour for mediators who share all channels, each with what to look at.
_WHOLE: Final = (
    ("overview:overview", _("Here you begin: what is new, what waits for whom, how even your contacts are.")),
    ("channels:channels", _(
        "Each side has a column, and sees only its own. Nothing crosses unless you carry it: see what may be "
        "carried over, and how it will look on the other side before it goes."
    )),
    ("proposals:proposals", _(
        "What was tabled, to whom, and what each side said to which version. Brackets mark what is not agreed."
    )),
    ("record:record", _(
        "What the press reports, piece by piece, each with who said it and through whom. What a machine has read "
        "waits here until a person accepts it."
    )),
    ("record:positions", _("Where each side stands on each issue on a day. Every cell leads back to statements.")),
    ("analysis:deadlock", _(
        "Which limits cannot stand together, and what would open a way. Move a slider, and see whether one opens."
    )),
    ("analysis:frontier", _("The packages that no other betters for all. Pick some, and compare them side by side.")),
    ("briefings:briefings", _(
        "What each audience may know, what is due to it and until when. A briefing is looked at as they will see it "
        "before it goes, and stands there with the name of who released it."
    )),
    ("desk:people", _("Who takes part, who sees which channel, and how people are invited.")),
)  # fmt: skip
#: For mediators who share some channels.
_SHARING: Final = tuple(
    one for one in _WHOLE if one[0].partition(":")[0] not in ("record", "analysis", "briefings")
)
#: For a delegation; what its people do not see is left out.
_DELEGATION: Final = (
    ("overview:overview", _("This is where you begin: what is new for you, and what waits for your answer.")),
    ("channels:own", _(
        "What passes between you and the mediators. With each message you say what they may do with it; held "
        "unless you say otherwise. The other side sees nothing of this page."
    )),
    ("proposals:own", _("What is put to you, with its text, its deadline, and what your mandate says of it.")),
    ("home:mandate", _("What your delegation may agree to; kept at home or shown to the mediators, as you decide.")),
    ("home:preferences", _(
        "What you prefer, said by putting things in order. You decide whether the mediators see it, or only the engine."
    )),
    ("home:questions", _("What is decided at home: questions, votes, and by which rule.")),
    ("briefings:briefings", _(
        "What those you answer to may know of all this, and when they were last told. No other side and no mediator "
        "sees it."
    )),
)  # fmt: skip
_VOTER: Final = (
    ("overview:overview", _("This is where you begin: what waits for your vote.")),
    ("home:questions", _("The questions put to you, and your vote. Others' votes are seen as your body's rule says.")),
)  # fmt: skip

#: For those who follow the talks from outside.
_AUDIENCE: Final = (
    ("overview:overview", _(
        "This is what the mediators told you, the newest first. You see nothing else of the talks, and no side sees "
        "what you were told."
    )),
    ("desk:exports", _("All that you were told, to keep as a file that anybody can check.")),
)  # fmt: skip
#: For those whom a party tells what it releases to them.
_CONSTITUENCY: Final = (
    (
        "overview:overview",
        _("This is what your side told you, the newest first. You see nothing else of the talks."),
    ),
    _AUDIENCE[-1],
)
#: For affected people, and for those who hear them.
_VOICE: Final = (
    ("voices:own", _(
        "Here you say what the talks mean for you, and what may become of it. Only those who listen read it; you see "
        "what was passed on."
    )),
    *_AUDIENCE,
)  # fmt: skip
_LISTENER: Final = (
    ("voices:listening", _(
        "What people say stands here, each with what may become of it. You give the mediators a summary, and quote "
        "only what may be quoted."
    )),
    *_AUDIENCE,
)  # fmt: skip
_OUTSIDE: Final = {"constituency": _CONSTITUENCY, "voice": _VOICE, "listener": _LISTENER}


@dataclass(frozen=True)
class Step:
    """A step of the tour: its number of how many, what to look at, and where it goes on."""

    number: int
    count: int
    text: object
    before: str
    after: str


def _pages(who: Standing, *, whole: bool) -> list[tuple[str, object]]:
    if in_class(who):
        # a page or two, each of which says what it is for
        return []
    if who.side == "mediator":
        return list(_WHOLE if whole else _SHARING)
    if is_delegate(who):
        hidden = set() if sees_mandate(who) else {"home:mandate", "home:preferences"}
        hidden |= set() if decides_at_home(who) else {"home:questions"}
        return [one for one in _DELEGATION if one[0] not in hidden]
    return list(_VOTER if who.side == "party" else _OUTSIDE.get(who.side, _AUDIENCE))


def tour(who: Standing, room: str, number: int, *, whole: bool) -> Step | None:
    """Return a step of somebody's tour, by its number; None where there is none."""
    pages = _pages(who, whole=whole)
    if not 0 < number <= len(pages):
        return None

    def address(step: int) -> str:
        inside = 0 < step <= len(pages)
        return f"{reverse(pages[step - 1][0], args=[room])}?tour={step}" if inside else ""

    return Step(number, len(pages), pages[number - 1][1], address(number - 1), address(number + 1))
