"""The values of the talks as people read them: answers, what may be done with words, how they were carried."""

from __future__ import annotations

from typing import Final

from goodoffices.language import gettext as _
from goodoffices.web.shell.words import gettext_lazy

#: What a message's mark lets the mediators do.
MARKS: Final = {
    "hold": gettext_lazy("only the mediators"),
    "relay_substance": gettext_lazy("the substance may be passed on"),
    "relay_verbatim": gettext_lazy("may be passed on word for word"),
    "relay_as_idea": gettext_lazy("may be put forward as the mediators' idea"),
}
#: How a message was carried on.
MANNERS: Final = {
    "verbatim": gettext_lazy("word for word"),
    "substance": gettext_lazy("in substance"),
    "idea": gettext_lazy("as the mediators' idea"),
}
#: What was answered to a proposal.
ANSWERS: Final = {
    "accept": gettext_lazy("accepted"),
    "accept_if": gettext_lazy("accepted on condition"),
    "counter": gettext_lazy("countered"),
    "refer": gettext_lazy("referred home"),
    "reject": gettext_lazy("rejected"),
}
#: What may be passed on of a list; `hold` is as for a message.
LISTS: Final = {
    "counts": gettext_lazy("how many of each category may be passed on"),
    "names": gettext_lazy("the names may be passed on"),
}
#: What may become of what somebody affected said.
VOICES: Final = {
    "keep": gettext_lazy("only those who listen"),
    "summarise": gettext_lazy("may count in a summary"),
    "quote": gettext_lazy("may be quoted"),
}
#: Whether an item is to be told.
ITEMS: Final = {"due": gettext_lazy("due"), "held": gettext_lazy("held back")}
_ALL: Final = {**MARKS, **MANNERS, **ANSWERS, **LISTS, **VOICES, **ITEMS}


def worded(value: str) -> str:
    """Return a value as people read it; one that has no words of its own here stands for itself."""
    return str(_ALL[value]) if value in _ALL else _(value)
