"""What a party lets the mediators do with its words, in plain words."""

from __future__ import annotations

from typing import Final

from goodoffices.talks.decide.mediating import ALLOWS
from goodoffices.web.shell.words import gettext_lazy

#: Each mark as a party chooses it.
MARKS: Final = (
    ("hold", gettext_lazy("Only the mediators: they keep it to themselves")),
    (
        "relay_substance",
        gettext_lazy("They may pass on the substance, in their own words, and say it is ours"),
    ),
    ("relay_verbatim", gettext_lazy("They may pass it on word for word, and say it is ours")),
    ("relay_as_idea", gettext_lazy("They may put it forward as an idea of their own, without naming us")),
)
#: Each way in which a mediator carries a message on.
MANNERS: Final = {
    "verbatim": gettext_lazy("Word for word, as theirs"),
    "substance": gettext_lazy("The substance in your words, as theirs"),
    "idea": gettext_lazy("As the mediators' own idea, naming nobody"),
}


def marks_for(mark: str, *, widen: bool) -> list[tuple[str, object]]:
    """Return the marks that a message with a mark can be given; where nothing may be widened, those that allow less."""
    return [(one, said) for one, said in MARKS if widen or set(ALLOWS[one]) <= set(ALLOWS[mark])]


def manners(mark: str | None) -> list[tuple[str, object]]:
    """Return in which ways a message with a mark may be carried on."""
    return [(manner, MANNERS[manner]) for manner in ALLOWS.get(mark or "hold", ())]
