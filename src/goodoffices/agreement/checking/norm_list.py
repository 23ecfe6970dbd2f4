"""The norms of the checklist, each with the public document that it is read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goodoffices.language import Lazy
from goodoffices.language import gettext_lazy as _


@dataclass(frozen=True)
class Norm:
    """Something to look at. `words` are beginnings of English words by which terms touch on it; none: always."""

    id: str
    says: Lazy
    source: Lazy
    words: tuple[str, ...] = ()


NORMS: Final[tuple[Norm, ...]] = (
    Norm(
        "international-law",
        _(
            "look whether each obligation can be kept without breaking international humanitarian law "
            "or human-rights law"
        ),
        _(
            "United Nations Guidance for Effective Mediation (2012), “International law and normative frameworks”"
        ),
    ),
    Norm(
        "inclusion",
        _(
            "look whether women, young people and those whom this affects were heard, and what the terms do for them"
        ),
        _(
            "Security Council resolutions 1325 (2000) and 2250 (2015); United Nations Guidance for "
            "Effective Mediation (2012)"
        ),
    ),
    Norm(
        "clear-commitments",
        _(
            "look whether each commitment says who does what by when, how it is verified, and where a dispute goes"
        ),
        _("United Nations Guidance for Effective Mediation (2012), “Quality peace agreements”"),
    ),
    Norm(
        "independent-monitoring",
        _(
            "look whether monitoring, verification, investigation and reporting are in the hands of "
            "somebody whom all accept"
        ),
        _(
            "United Nations Department of Political and Peacebuilding Affairs, Guidance on Mediation of"
            " Ceasefires (2022)"
        ),
    ),
    Norm(
        "peaceful-disputes",
        _("look whether every dispute has a peaceful way to be settled that needs no new agreement"),
        _("Charter of the United Nations, Article 33"),
    ),
    Norm(
        "hostages",
        _(
            "look whether the terms read as if holding hostages gave a right to anything: taking them is forbidden"
        ),
        _(
            "Geneva Conventions (1949), common Article 3; International Convention against the Taking "
            "of Hostages (1979)"
        ),
        ("hostage", "abduct", "kidnap"),
    ),
    Norm(
        "detainees",
        _(
            "look whether those who are released are treated humanely, consent to where they are sent, "
            "and face no persecution there"
        ),
        _(
            "Third Geneva Convention (1949), Articles 109 to 119; International Covenant on Civil and "
            "Political Rights "
            "(1966), Articles 7, 9 and 10; Convention against Torture (1984), Article 3"
        ),
        ("prisoner", "detain", "inmate", "captive", "hostage"),
    ),
    Norm(
        "amnesty",
        _(
            "look whether anybody is freed from answering for genocide, crimes against humanity, war "
            "crimes or gross violations"
        ),
        _(
            "United Nations Guidance for Effective Mediation (2012); OHCHR, Rule-of-Law Tools for "
            "Post-Conflict States: "
            "Amnesties (2009)"
        ),
        ("amnest", "pardon", "immunit", "convicted", "prosecut"),
    ),
    Norm(
        "personal-data",
        _(
            "look whether lists of persons hold no more than is needed, who may see them, and when they are destroyed"
        ),
        _(
            "United Nations Personal Data Protection and Privacy Principles (2018); ICRC, Handbook on "
            "Data Protection in "
            "Humanitarian Action"
        ),
        ("list", "name", "hostage", "prisoner", "detain", "missing", "registr"),
    ),
    Norm(
        "humanitarian-access",
        _("look whether relief may pass at once and without hindrance, whatever becomes of the other terms"),
        _(
            "Fourth Geneva Convention (1949), Articles 23 and 59; Additional Protocol I (1977), Article 70; General "
            "Assembly resolution 46/182 (1991)"
        ),
        (
            "humanitarian",
            "relief",
            "aid\\b",
            "food",
            "fuel",
            "medic",
            "famine",
            "siege",
            "truce",
            "ceasefire",
            "cease-fire",
        ),
    ),
    Norm(
        "voluntary-return",
        _(
            "look whether return is voluntary, safe and in dignity, and nobody is moved, or kept away, "
            "against their will"
        ),
        _(
            "Guiding Principles on Internal Displacement (1998), Principles 6, 28 and 29; Fourth Geneva"
            " Convention (1949), "
            "Article 49; UNHCR, Handbook on Voluntary Repatriation (1996)"
        ),
        ("return", "displac", "refugee", "resettl", "repatriat", "evacuat"),
    ),
    Norm(
        "missing-and-dead",
        _(
            "look whether the fate of the missing is to be made known to their families, and the dead "
            "returned with respect"
        ),
        _(
            "Additional Protocol I (1977), Articles 32 to 34; ICRC, Customary International "
            "Humanitarian Law, Rules 112 to 117"
        ),
        ("missing", "bodies", "remains\\b", "dead", "deceased", "hostage", "disappear"),
    ),
    Norm(
        "children",
        _("look whether the best interests of children come first, those recruited as soldiers included"),
        _(
            "Convention on the Rights of the Child (1989), Article 3, and its Optional Protocol on "
            "armed conflict (2000); "
            "Paris Principles (2007)"
        ),
        ("child", "minor", "youth", "school", "recruit"),
    ),
    Norm(
        "civilians",
        _(
            "look whether civilians are spared in whatever resumes: distinction, proportion and "
            "precaution bind without a truce too"
        ),
        _(
            "Additional Protocol I (1977), Articles 48, 51 and 57; ICRC, Customary International "
            "Humanitarian Law, Rules 1 to 24"
        ),
        (
            "campaign",
            "offensive",
            "operation",
            "attack",
            "hostilit",
            "truce",
            "ceasefire",
            "cease-fire",
            "fire\\b",
        ),
    ),
    Norm(
        "water",
        _(
            "look whether use is equitable, harms no other state significantly, and puts vital human needs first"
        ),
        _(
            "Convention on the Law of the Non-navigational Uses of International Watercourses (1997), "
            "Articles 5, 7, 9 "
            "and 10; General Assembly resolution 64/292 (2010)"
        ),
        ("water", "river", "reservoir", "dam\\b", "irrigat", "drought", "flow\\b", "aquifer"),
    ),
    Norm(
        "money",
        _(
            "look whether payments can be followed, who audits them, and what keeps them from those who"
            " should not have them"
        ),
        _("United Nations Convention against Corruption (2003), Articles 9 and 10"),
        ("pay", "fund", "compensat", "trust account", "reparation", "crowns", "dollar", "euro"),
    ),
)
