"""From the words by which a report calls someone to the party they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from goodoffices.model import Case

#: People who stand for themselves, whatever side they belong to.
_NOBODYS = re.compile(
    r"^(?:(?:an?|the|some|several|many|two|three|dozens\s+of|hundreds\s+of|other|one)\s+)*(?:[\w’'-]+\s+){0,2}?"
    r"(?:relatives?|famil(?:y|ies)|friends?|parents?|mothers?|fathers?|residents?|witnesses|witness|demonstrators?|protesters?|"
    r"former|ex-\w+|analysts?|experts?|observers?|journalists?|reporters?|commentators?|villagers?|survivors?|media|outlets?|newspapers?|reports)\b",
    re.IGNORECASE,
)
#: Endings by which an adjective differs from the name of its country or town: Israeli, Egyptian, Qatari, Maltese.
_ENDINGS = ("ian", "ean", "ese", "ish", "ite", "er", "an", "ic", "i", "n", "s")
_SHORTEST = 4
_IRREGULAR = {
    "french": "France", "dutch": "Netherlands", "british": "Britain", "spanish": "Spain", "swiss": "Switzerland",
    "german": "Germany", "greek": "Greece", "turkish": "Turkey", "danish": "Denmark", "swedish": "Sweden",
    "finnish": "Finland", "polish": "Poland", "irish": "Ireland", "welsh": "Wales", "thai": "Thailand",
    "czech": "Czech Republic",
    "american": "United States", "u.s.": "United States", "us": "United States", "uk": "United Kingdom",
    "norwegian": "Norway",
    "ukrainian": "Ukraine", "lebanese": "Lebanon", "chinese": "China", "iraqi": "Iraq", "afghan": "Afghanistan",
    "filipino": "Philippines", "burmese": "Myanmar", "emirati": "United Arab Emirates", "saudi": "Saudi Arabia",
    "palestinian": "Palestine", "kurdish": "Kurdistan", "scottish": "Scotland", "serbian": "Serbia",
    "croatian": "Croatia",
}  # fmt: skip


@dataclass(frozen=True)
class Called:
    """What a party is called by: [start, end) in the text searched, and the party."""

    start: int
    end: int
    party: str
    office: bool = False


@dataclass(frozen=True)
class Names:
    """The parties' names as a case has them. `calls` maps what they are called by, in lower case, to a party."""

    calls: Mapping[str, str]
    titles: Mapping[str, str]
    offices: Mapping[str, str]
    #: The parties; mediators take no positions.
    sides: frozenset[str] = frozenset()

    @classmethod
    def of(cls, case: Case | None) -> Names:
        """Collect the names, aliases, offices and people of a case; none without one."""
        if case is None:
            return cls({}, {}, {})
        calls: dict[str, str] = {}
        offices: dict[str, str] = {}
        titles = {party.id: party.title for party in case.parties}
        for party in case.parties:
            _enter(calls, (party.title, *party.aliases), party.id)
            _enter(offices, party.offices, party.id)
        for mediator in case.mediators:
            titles[mediator.id] = mediator.name
            _enter(calls, (mediator.name, *mediator.aliases), mediator.id)
        for body in case.decision_bodies:
            _enter(calls, (body.name,), body.party)
            for member in body.members:
                _enter(calls, (member.name, member.name.split()[-1]), body.party)
                _enter(offices, (member.office,), body.party)
        for delegation in case.delegations:
            _enter(calls, (delegation.name,), delegation.party)
            for delegate in delegation.members:
                _enter(calls, (delegate.name, delegate.name.split()[-1]), delegation.party)
                _enter(offices, (delegate.office,), delegation.party)
        return cls(calls, titles, offices, frozenset(party.id for party in case.parties))

    @cached_property
    def _finder(self) -> re.Pattern[str] | None:
        known = sorted({*self.calls, *self.offices}, key=len, reverse=True)
        if not known:
            return None
        parts = "|".join(re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]") for name in known)
        return re.compile(rf"(?<![\w])({parts})(?!\w)", re.IGNORECASE)

    @cached_property
    def _adjectives(self) -> Mapping[str, str]:
        """Adjectives that the names imply: "Israeli" where a party is called Israel."""
        out: dict[str, str] = {}
        for name, party in self.calls.items():
            if " " in name or len(name) < _SHORTEST:
                continue
            stem = name.rstrip("aeiouy")
            for ending in _ENDINGS:
                out.setdefault(name + ending, party)
                out.setdefault(stem + ending, party)
        for word, country in _IRREGULAR.items():
            if country.lower() in self.calls:
                out[word] = self.calls[country.lower()]
        return out

    def called(self, name: str) -> str | None:
        """Return the party that a name is the name of, whole and exactly; None where it is of none."""
        key = _key(name)
        return self.calls.get(key) or self.calls.get(key.removeprefix("the "))

    def within(self, text: str) -> list[Called]:
        """Return the parties that a text names, in order: by name, alias, office or adjective."""
        found: list[Called] = []
        if self._finder is not None:
            for match in self._finder.finditer(text):
                key = " ".join(match[1].lower().replace("’", "'").split())
                if match[1][0].islower() and key in self.calls and " " not in key and not key.islower():
                    continue
                party = self.calls.get(key) or self.offices.get(key)
                if party is not None:
                    found.append(Called(match.start(), match.end(), party, key not in self.calls))
        for word in re.finditer(r"\b[A-Z][\w.]+", text):
            party = self._adjectives.get(word[0].lower())
            if party is not None and not any(c.start <= word.start() < c.end for c in found):
                found.append(Called(word.start(), word.end(), party))
        return sorted(found, key=lambda called: called.start)

    def party(self, speaker: str) -> str | None:
        """Return the party a speaker belongs to, None where the words do not tell.

        What stands nearest the head counts: "a Hamas official in Qatar" is of Hamas, and "Egypt's envoy to Israel" of
        Egypt: the first name does, unless it only says where.
        """
        if _NOBODYS.match(speaker):
            return None
        head = re.split(r"\b(?:in|at|near|to|from|on|with|against|for)\b", speaker, maxsplit=1)[0]
        if named := self.within(head):
            return named[0].party
        # A place says where somebody is, and not whose they are; an office in which somebody sits does.
        rest = self.within(speaker)
        if rest and (
            rest[0].office or not re.search(r"\b(?:in|at|near)\s+(?:the\s+)?$", speaker[: rest[0].start])
        ):
            return rest[0].party
        return None


def _enter(into: dict[str, str], names: Iterable[str], party: str) -> None:
    for name in names:
        plain = _key(name)
        # "the service" is one by its article: without it, any service is.
        bare = plain.removeprefix("the ")
        common = plain != bare and name.strip().split(" ", 1)[1][:1].islower()
        if bare:
            into.setdefault(plain if common else bare, party)


def _key(name: str) -> str:
    return " ".join(
        re.sub(r"^(?:an?|its|his|her|their)\s+", "", name.strip().lower()).replace("’", "'").split()
    )


def as_written(speaker: str, known: Iterable[str]) -> str | None:
    """Without a case: return the name within a speaker that other words of the report share, or its country.

    `known` are the proper names of the report, most frequent first: "An Israeli official" is of "Israel".
    """
    for word in re.findall(r"\b[A-Z][\w.’'-]*", speaker):
        bare = re.sub(r"['’]s?$", "", word)
        if bare.lower() in _IRREGULAR:
            return _IRREGULAR[bare.lower()]
        for name in known:
            if name == bare:
                return _whole(speaker, bare)
            if _is_adjective_of(bare, name) and not _is_adjective_of(name, bare):
                return name
    return None


def _whole(speaker: str, word: str) -> str:
    """Return the run of capitalised words around a word: "Porter Lines" around "Porter"."""
    found = re.search(rf"(?:[A-Z][\w’'-]*\s+)*\b{re.escape(word)}\b(?:\s+(?:[A-Z][\w’'-]*|\d+))*", speaker)
    return re.sub(r"['’]s?$", "", found[0]) if found else word


def _is_adjective_of(word: str, name: str) -> bool:
    """Tell whether a word is made from a name: Israeli from Israel, Egyptian from Egypt, Libyan from Libya."""
    if len(name) < _SHORTEST or len(word) <= len(name) - 1 or " " in name:
        return False
    stem = name.rstrip("aeiouy")
    return len(stem) >= _SHORTEST - 1 and any(word in (name + ending, stem + ending) for ending in _ENDINGS)
