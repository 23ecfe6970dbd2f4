"""The method behind each figure, with its source and the page of the documents that explains it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from goodoffices.analysis.explaining.shapes import Method

METHODS: Final[Mapping[str, Method]] = {
    "zone": Method(
        name="Zone of agreement",
        source="Raiffa, The Art and Science of Negotiation, 1982, part II; counted on a decision diagram: "
        "Bergman, Cire, van Hoeve and Hooker, Decision Diagrams for Optimization, 2016, ch. 3",
        how="counts the feasible packages within every red line and mandate that give no party less than its "
        "reservation value",
        page="theory/zone.md",
    ),
    "frontier": Method(
        name="Frontier",
        source="Ehrgott, Multicriteria Optimization, 2nd edition, 2005, section 2.1",
        how="folds the issues one after another into a decision diagram and drops what is dominated",
        page="theory/frontier.md",
    ),
    "nash": Method(
        name="Nash solution",
        source="Nash, The Bargaining Problem, Econometrica 18(2), 1950, pp. 155-162; over finitely many packages: "
        "Mariotti, Nash bargaining theory when the number of alternatives can be finite, Social Choice and Welfare "
        "15(3), 1998",
        how="takes the largest product of gains over the reservation values within the zone",
        page="theory/nash.md",
    ),
    "kalai_smorodinsky": Method(
        name="Kalai–Smorodinsky solution",
        source="Kalai and Smorodinsky, Other Solutions to Nash's Bargaining Problem, Econometrica 43(3), 1975, "
        "pp. 513-518; over finitely many packages: Nagahisa and Tanaka, Social Choice and Welfare 19(4), 2002",
        how="takes the largest smallest share of each party's largest gain within the zone",
        page="theory/kalai-smorodinsky.md",
    ),
    "egalitarian": Method(
        name="Egalitarian solution",
        source="Kalai, Proportional Solutions to Bargaining Situations, Econometrica 45(7), 1977, pp. 1623-1630; "
        "lexicographic: Imai, Econometrica 51(2), 1983, pp. 389-401",
        how="takes the largest smallest gain within the zone, then the next smallest, and so on",
        page="theory/egalitarian.md",
    ),
    "utilitarian": Method(
        name="Utilitarian solution",
        source="Harsanyi, Cardinal Welfare, Individualistic Ethics, and Interpersonal Comparisons of Utility, "
        "Journal of Political Economy 63(4), 1955, pp. 309-321",
        how="takes the largest sum of utilities over all feasible packages",
        page="theory/utilitarian.md",
    ),
    "deadlock": Method(
        name="Blocking sets and ways out",
        source="Reiter, A Theory of Diagnosis from First Principles, Artificial Intelligence 32(1), 1987, theorem 4.4; "
        "Morgado, Liffiton and Marques-Silva, MaxSAT-Based MCS Enumeration, HVC 2012",
        how="finds the minimal sets of limits that cannot stand together, and the minimal sets whose removal opens a "
        "zone",
        page="theory/deadlock.md",
    ),
    "robust": Method(
        name="What holds for all preferences that fit",
        source="Savage, The Theory of Statistical Decision, JASA 46, 1951; Boutilier, Patrascu, Poupart and "
        "Schuurmans, Artificial Intelligence 170, 2006; Greco, Mousseau and Slowinski, Ordinal regression revisited, "
        "EJOR 191(2), 2008",
        how="keeps every additive utility function that satisfies what is known, and asks linear and mixed-integer "
        "programs over all of them for extremes",
        page="theory/robust.md",
    ),
    "alternatives": Method(
        name="Alternatives to agreement",
        source="Fisher, Ury and Patton, Getting to Yes, 1981, ch. 6; Lax and Sebenius, The Power of Alternatives or "
        "the Limits to Negotiation, Negotiation Journal 1(2), 1985",
        how="derives each side's reservation value from the best of what it has, and counts the zone as it moves",
        page="theory/alternatives.md",
    ),
    "decisions": Method(
        name="Decision body",
        source="Shapley and Shubik, American Political Science Review 48(3), 1954; Banzhaf, Rutgers Law Review 19, "
        "1965",
        how="applies the body's rule to the stances, for every way in which those vote who are not settled",
        page="theory/decision-bodies.md",
    ),
}
