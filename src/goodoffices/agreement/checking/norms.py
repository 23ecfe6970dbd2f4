"""The checklist of norms: what to look at before anybody signs. It flags, names its source, and approves nothing.

Some norms are flagged for every agreement, others where the words of the terms or the issues touch on them. That a
norm is not flagged says nothing: words are found in English alone, and a checklist is no lawyer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodoffices.agreement.checking.findings import Finding, Setting, at
from goodoffices.agreement.checking.norm_list import NORMS, Norm
from goodoffices.model.agreement import Obligation, Terms
from goodoffices.model.issues import Issue


def norms(terms: Terms, setting: Setting) -> Iterator[Finding]:
    """Yield what to look at, with where it is touched on."""
    texts = list(_texts(terms, setting))
    for norm in NORMS:
        places = tuple(dict.fromkeys(place for place, text in texts if _touches(norm, text)))
        if places or not norm.words:
            where, *also = places or ("terms",)
            says, source = str(norm.says), str(norm.source)
            yield Finding(kind="norm", rule=norm.id, where=where, says=says, also=tuple(also), source=source)


def _touches(norm: Norm, text: str) -> bool:
    return any(re.search(rf"\b{word}", text) for word in norm.words)


def _texts(terms: Terms, setting: Setting) -> Iterator[tuple[str, str]]:
    """Yield the words of obligations, phases and issues, with where they stand."""
    for phase in terms.phases:
        words = (phase.name, phase.starts_when, phase.ends_when, phase.resumes_if_failed)
        yield at(phase), " ".join(words).casefold()
        for one in phase.obligations:
            yield at(phase, one), _words(one).casefold()
    for issue in setting.issues:
        yield f"issues/{issue.id}", _asked(issue).casefold()


def _words(one: Obligation) -> str:
    names = "list of names" if one.names else ""
    parts = (one.action, one.of, one.recipient, names, *(part.of for part in one.including), *one.conditions)
    return " ".join(parts)


def _asked(issue: Issue) -> str:
    return " ".join((issue.name, *(option.title for option in issue.options)))
