"""Lists of persons, counted by category: whether a list fits the obligation that it is for.

A list is its owner's, and what is said of it here names nobody: entries go by their place in the list, from 1.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from goodoffices.agreement.exchange.received import owed
from goodoffices.language import gettext as _
from goodoffices.language import listed, ngettext, quoted, whole
from goodoffices.model.agreement import Category, Obligation
from goodoffices.model.result import Result

#: A person's name, and the category that counts for them; empty where they are in none.
Listed = tuple[str, str]


class ListCount(Result, frozen=True):
    """A list in numbers; `repeated`: the places of names that stand there more than once, `nameless`: of empty ones."""

    total: int
    categories: tuple[Category, ...]
    repeated: tuple[tuple[int, ...], ...] = ()
    nameless: tuple[int, ...] = ()

    def of(self, category: str) -> int:
        """Return how many are in a category."""
        return sum(one.quantity or 0 for one in self.categories if one.of == category)


def count_list(entries: Iterable[Listed]) -> ListCount:
    """Count a list by category, in the order in which the categories first come."""
    listed_entries = list(entries)
    categories = Counter(category.strip() for _name, category in listed_entries if category.strip())
    places: dict[str, list[int]] = defaultdict(list)
    for place, (name, _category) in enumerate(listed_entries, start=1):
        places[" ".join(name.casefold().split())].append(place)
    nameless = tuple(places.pop("", ()))
    return ListCount(
        total=len(listed_entries),
        categories=tuple(Category(of=of, quantity=number) for of, number in categories.items()),
        repeated=tuple(tuple(found) for found in places.values() if len(found) > 1),
        nameless=nameless,
    )


def misfits(count: ListCount, obligation: Obligation) -> tuple[str, ...]:
    """Say what of a list does not fit the obligation that it is for; sentences without a name."""
    return tuple(_misfits(count, obligation))


def _misfits(count: ListCount, obligation: Obligation) -> Iterator[str]:
    amount = owed(obligation)
    if count.total < amount.low or (amount.high is not None and count.total > amount.high):
        yield _("the list has {number} entries, and the obligation is for {range}").format(
            number=whole(count.total), range=amount.says
        )
    agreed = {one.of: one.quantity for one in obligation.including}
    for name, number in agreed.items():
        if number is not None and count.of(name) != number:
            yield _("of {category} the list has {number}, and the obligation says {agreed}").format(
                category=name, number=whole(count.of(name)), agreed=whole(number)
            )
    other = [one.of for one in count.categories if one.of not in agreed]
    if other and agreed:
        yield _("the obligation has no category {category}").format(
            category=listed(quoted(one) for one in other)
        )
    for places in count.repeated:
        yield _("the entries {places} have one name: are they one person?").format(
            places=listed(map(whole, places))
        )
    if count.nameless:
        yield ngettext(
            "the entry {places} has no name", "the entries {places} have no name", len(count.nameless)
        ).format(places=listed(map(whole, count.nameless)))
