"""Topics of agreements, by the codes of the PA-X Peace Agreements Database, and the words by which we find them.

The codes and what they are called are those of the PA-X Codebook (Bell, Badanjak and others, University of Edinburgh;
Bell and Badanjak, *Introducing PA-X*, Journal of Peace Research 56(3), 2019). The words are ours, English, and a
suggestion: PA-X's topics are coded by people who read the whole text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple


class Topic(NamedTuple):
    """A topic: its code, its name, and beginnings of English words that speak of it."""

    code: str
    name: str
    words: tuple[str, ...] = ()


TOPICS: Final[tuple[Topic, ...]] = (
    Topic("GCh", "Children and youth", ("child", "youth", "minors")),
    Topic("GDis", "Disabled persons", ("disab", "wounded", "sick")),
    Topic("GAge", "Elderly persons", ("elder", "aged\\b")),
    Topic("GRa", "Racial, ethnic and national groups", ("ethnic", "minorit", "tribe", "tribal")),
    Topic("GRe", "Religious groups", ("religio",)),
    Topic("GInd", "Indigenous people", ("indigenous",)),
    Topic(
        "GRef",
        "Refugees and displaced persons",
        ("refugee", "displac", "resettl", "repatriat", "return of (all|resid|civil)"),
    ),
    Topic("GeWom", "Women, girls and gender", ("women", "woman", "girl", "gender")),
    Topic("StDef", "State definition", ("sovereign",)),
    Topic("StSd", "Self-determination", ("self-determin",)),
    Topic("StRef", "Referendum", ("referend",)),
    Topic("StInd", "Independence and secession", ("independen", "secession")),
    Topic("StBor", "Border delimitation", ("border", "boundar", "demarcat")),
    Topic("StXbor", "Cross-border provisions", ("cross-border", "crossing")),
    Topic("PolGen", "Political institutions, in general", ("parliament", "assembly\\b", "government")),
    Topic("Cons", "Constitution", ("constitution",)),
    Topic("Ele", "Elections", ("election", "electoral", "ballot")),
    Topic("PolPar", "Political parties", ("political part",)),
    Topic("Civso", "Civil society", ("civil society", "non-governmental", "union\\b")),
    Topic("Polps", "Political power-sharing", ("power-sharing", "power sharing", "coalition")),
    Topic("Terps", "Territorial power-sharing", ("autonom", "federal", "devol")),
    Topic("Eps", "Economic power-sharing", ("revenue", "resource shar", "sharing of resource")),
    Topic("Mps", "Military power-sharing", ("joint command", "integration of forces", "merg")),
    Topic("HrGen", "Human rights and the rule of law", ("human right", "rule of law", "humanitarian law")),
    Topic("EqGen", "Equality", ("equality", "discriminat")),
    Topic("Prot", "Protection measures", ("protect", "safe passage", "safe zone")),
    Topic(
        "HrMob",
        "Mobility and access",
        ("freedom of movement", "access\\b", "passage", "checkpoint", "return to"),
    ),
    Topic("HrDet", "Detention procedures", ("detention", "detain")),
    Topic("Med", "Media and communication", ("media\\b", "press\\b", "broadcast", "propaganda")),
    Topic("JusCr", "Criminal justice and emergency law", ("criminal", "emergency law", "convicted")),
    Topic("JusJu", "Judiciary and courts", ("court", "judicia", "arbitra")),
    Topic("JusPri", "Prisons and detention", ("prison\\b", "prisons\\b", "jail")),
    Topic("Dev", "Development and reconstruction", ("reconstruct", "development", "rebuild")),
    Topic(
        "DevHum", "Humanitarian assistance", ("humanitarian", "relief", "aid\\b", "food", "fuel", "medicine")
    ),
    Topic("NatRes", "Natural resources", ("natural resource", "oil\\b", "mineral", "gas field")),
    Topic(
        "IntFu",
        "International funds",
        ("trust account", "trust fund", "donor", "international fund", "grant"),
    ),
    Topic("Ban", "Banks", ("bank",)),
    Topic("LaRef", "Land reform and rights", ("land\\b", "propert", "restitution")),
    Topic("LaEn", "Environment", ("environment", "pollut", "ecolog")),
    Topic(
        "Wat",
        "Water and rivers",
        ("water", "river", "reservoir", "irrigat", "drought", "dam\\b", "flow\\b", "gauge"),
    ),
    Topic(
        "SsrGua",
        "Security sector, in general",
        ("security guarantee", "security arrangement", "demilitar", "buffer"),
    ),
    Topic(
        "Ce", "Ceasefire", ("ceasefire", "cease-fire", "truce", "hostilit", "holds its fire", "pauses its")
    ),
    Topic("SsrPol", "Police", ("police",)),
    Topic("SsrArm", "Armed forces", ("armed forces", "army", "troops")),
    Topic(
        "SsrDdr", "Disarmament, demobilisation, reintegration", ("disarm", "demobil", "reintegrat", "weapon")
    ),
    Topic("SsrPsf", "Opposition and parastatal forces", ("militia", "armed group", "rebel")),
    Topic("SsrFf", "Withdrawal of foreign forces", ("withdraw", "redeploy", "pull-back", "pullback")),
    Topic("Terr", "Terrorism", ("terroris",)),
    Topic("TjGen", "Transitional justice, in general", ("transitional justice",)),
    Topic("TjAm", "Amnesty and pardon", ("amnest", "pardon", "clemency")),
    Topic(
        "TjPrire", "Prisoner release", ("prisoner", "hostage", "detainee", "captive", "inmate", "convicted")
    ),
    Topic("TjVet", "Vetting", ("vetting", "vetted", "unvetted")),
    Topic("TjVic", "Victims", ("victim",)),
    Topic("TjMis", "Missing persons", ("missing", "disappear", "remains of", "bodies")),
    Topic("TjRep", "Reparations", ("reparation", "compensat")),
    Topic("TjNR", "Reconciliation", ("reconcil",)),
    Topic(
        "ImPK", "International mission or force", ("peacekeep", "international force", "observer", "monitor")
    ),
    Topic(
        "ImE", "Enforcement mechanism", ("enforce", "verif", "joint commission", "guarant", "commission\\b")
    ),
)

#: The names of the topics, by their codes.
TOPIC_NAMES: Final = {topic.code: topic.name for topic in TOPICS}
_BY_CODE: Final = {topic.code.casefold(): topic for topic in TOPICS}


def topic_of(text: str) -> Topic | None:
    """Return the topic that a code names, or the one whose name has these words; None: there is none, or several."""
    wanted = " ".join(text.casefold().split())
    if wanted in _BY_CODE:
        return _BY_CODE[wanted]
    same = [topic for topic in TOPICS if topic.name.casefold() == wanted]
    part = [topic for topic in TOPICS if wanted and wanted in topic.name.casefold()]
    found = same or part
    return found[0] if len(found) == 1 else None


def topics_in(text: str) -> tuple[str, ...]:
    """Return the codes of the topics that English words of a text speak of, in the order of the list."""
    words = text.casefold()
    return tuple(topic.code for topic in TOPICS if topic.words and _pattern(topic).search(words))


@cache
def _pattern(topic: Topic) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(topic.words)})")
