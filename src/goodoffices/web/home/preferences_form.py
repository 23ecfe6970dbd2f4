"""Say what a party prefers, the easy way; it makes preferences known by order, stated or sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from django import forms

from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.model.base import Value
from goodoffices.model.issues import Issue
from goodoffices.model.packages import Package
from goodoffices.model.preferences import Comparison, Ordinal, Preferences
from goodoffices.web.home import giving
from goodoffices.web.home import preferences_fields as made
from goodoffices.web.home.preferences_made import Entered, answers, is_about_none, said_of
from goodoffices.web.home.ranking import Move, has_ties, moved, ordered
from goodoffices.web.home.rewriting import RewritingForm
from goodoffices.web.home.trade_offs import Pair, trade_offs
from goodoffices.web.home.values import floor_of, kept_comparisons, order_of
from goodoffices.web.shell.forms import ERRORS, choice, several, stamp
from goodoffices.web.shell.marks import mark_of
from goodoffices.web.shell.words import gettext_lazy

_MOVES: Final[tuple[Move, ...]] = ("up", "down", "fill", "turn", "clear")
#: So many comparisons are asked at most.
_MOST_ASKED: Final = 12


class PreferencesForm(RewritingForm):
    """Preferences by order: issues, values, comparisons, and what no agreement is worth."""

    act = "state_preferences"
    said = gettext_lazy("Your preferences are taken.")

    seen = stamp(80)
    asked = stamp(2_000)

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django's forms
        before: Preferences | None = None,
        proposals: Mapping[str, Package] | None = None,
        **more: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*given, **more)
        self.issues: list[Issue] = list(self.visit.case.issues.values())
        self.marks = made.marked(self.issues)
        self.before = before
        self.proposals = dict(proposals or {})
        #: Questions about proposals are named by marks of what is tabled: an answer holds for no other package.
        self._rather_names = {
            name: f"rather-{mark_of((name, package))}" for name, package in self.proposals.items()
        }
        #: What was entered, where its consequences were asked for before it is given.
        self.looked_at: Ordinal | None = None
        kept = kept_comparisons(before, self.issues)
        #: What was said of proposals that are still on the table is asked again with them.
        self._rather = {
            name: said for name, package in self.proposals.items() if (said := said_of(package, kept))
        }
        about = [package for name, package in self.proposals.items() if name in self._rather]
        self._kept = [
            one for one in kept if not (is_about_none(one) and (one.better in about or one.worse in about))
        ]
        self._stamp = giving.stamp_of(before, self.visit.case.agenda_changes)
        self.initial = {
            "seen": self._stamp, **made.ranked_initially(self.issues, before),
            **made.shaped_initially(self.issues, before), **self.initial,
        }  # fmt: skip
        self._add_orders()
        self.pairs = self._pairs()
        self._add_comparisons()
        self._add_floor()
        if not self.entered_for:
            self.fields["how"] = giving.how_field()
        if "meeting" in self.fields:
            self.order_fields([name for name in self.fields if name != "meeting"])
        for one in self.fields.values():
            one.error_messages = {**one.error_messages, **ERRORS}

    # ---- Fields

    def _add_orders(self) -> None:
        for number in made.lists_of(self.issues):
            for place, name in enumerate(made.names_in(number, self.issues), 1):
                self.fields[made.rank_name(number, place, self.marks)] = made.rank_field(
                    _("Place of: %(name)s") % {"name": name}
                )
        for mark, issue in zip(self.marks, self.issues, strict=True):
            if not issue.options:
                self.fields[f"shape-{mark}"] = made.shape_field(issue)
                self.fields[f"best-{mark}"] = made.best_field(issue)

    def _pairs(self) -> dict[str, Pair]:
        """Return the comparisons that are asked, by the name of each: those that were, and new ones."""
        kept = self.data.get(self.add_prefix("asked")) if self.is_bound else self.initial.get("asked")
        codes = str(kept or "").split()
        found = {code: pair for code in codes if (pair := made.decoded(code, self.issues)) is not None}
        before = len(found)
        if not self.is_bound or "compare" in self.data:
            known = [*found.values(), *self._answered()]
            priorities = [self.issues[at].id for at in ordered(self._ranks(made.ISSUES))]
            orders = {issue.id: self._order(number) for number, issue in enumerate(self.issues, 1)}
            for pair in trade_offs(self.visit.case.issues, priorities, orders, known):
                found[made.coded(pair, self.issues)] = pair
        #: More was asked for, and the orders leave nothing to ask.
        self.asked_in_vain = self.is_bound and "compare" in self.data and len(found) == before
        return dict(list(found.items())[:_MOST_ASKED])

    def _answered(self) -> list[Pair]:
        """Return the pairs that were answered before."""
        sides = [(one.better, one.worse) for one in self._kept]
        return [
            (one, other) for one, other in sides if not isinstance(one, str) and not isinstance(other, str)
        ]

    def _add_comparisons(self) -> None:
        if self._kept:
            words = [(mark_of(one), self._said(one)) for one in self._kept]
            hint = _("What is not ticked is taken back.")
            self.fields["keep"] = several(
                _("What you have answered before"), words, required=False, hint=hint
            )
            self.initial.setdefault("keep", [value for value, _words in words])
        for number, (code, pair) in enumerate(self.pairs.items(), 1):
            words_of = self._words(pair[0]), self._words(pair[1])
            label = _("%(n)s. Which would you rather have, all else alike?") % {"n": whole(number)}
            self.fields[f"choose-{code}"] = made.pair_field(label, words_of)
        self.initial["asked"] = " ".join(self.pairs)
        if self.is_bound:
            self.write("asked", " ".join(self.pairs))

    def _add_floor(self) -> None:
        floor = floor_of(self.before)
        for name, label, at in (("floor-low", _("At least"), 0), ("floor-high", _("At most"), 1)):
            field = forms.FloatField(label=label, required=False, min_value=0, max_value=100)
            field.widget.attrs |= {"step": "any"}
            self.fields[name] = field
            if floor is not None:
                share = round(floor[at] * 100, 6)
                self.initial.setdefault(name, int(share) if share.is_integer() else share)
        for name, named in self._rather_names.items():
            options = (
                ("this", _("%(name)s") % {"name": name}),
                ("none", _("No agreement")),
                ("", _("I cannot say")),
            )
            label = _("Would you rather have %(name)s, or no agreement?") % {"name": name}
            self.fields[named] = choice(label, options, radio=True, required=False)
            self.initial.setdefault(named, self._rather.get(name, ""))

    # ---- For the template

    def first_list(self) -> made.Listed | None:
        """Return the list of the issues; None where there is one issue alone."""
        return self._listed(made.ISSUES) if len(self.issues) > 1 else None

    def each_issue(self) -> list[tuple[str, Issue, made.Listed | None]]:
        """Return the issues with their marks; with the list of its options where it has any."""
        return [
            (self.marks[number - 1], issue, self._listed(number) if issue.options else None)
            for number, issue in enumerate(self.issues, 1)
        ]

    def _listed(self, number: int) -> made.Listed:
        return made.listed(self, number, self.issues, self._ranks(number))

    def comparisons(self) -> list[forms.BoundField]:
        """Return the fields of the comparisons."""
        return [self[f"choose-{code}"] for code in self.pairs]

    def rathers(self) -> list[tuple[str, forms.BoundField]]:
        """Return the proposals that are set against no agreement, each with its field."""
        return [(name, self[named]) for name, named in self._rather_names.items()]

    # ---- What was sent

    def perform(self) -> bool:
        """Give the preferences; or do what another button asks for, and show the form again."""
        sent = self.visit.request.POST
        for move in _MOVES:
            if move in sent:
                self._move(move, str(sent[move]))
                return self.shown_again()
        if "compare" in sent:
            return self.shown_again()
        if "imply" in sent:
            return self._look()
        return super().perform()

    def _look(self) -> bool:
        """Look at what is implied by what was entered; who gets it is no question yet. Always false."""
        how = self.fields.get("how")
        if how is not None:
            how.required = False
        if self.is_valid():
            self.looked_at = self._preferences()
            self.shown_again(checked=True)
        if how is not None:
            how.required = True
        return False

    def _move(self, move: Move, which: str) -> None:
        name, _dot, key = which.partition(".")
        number = next(
            (one for one in made.lists_of(self.issues) if made.list_name(one, self.marks) == name), None
        )
        if number is None:
            return
        ranks = self._ranks(number)
        keys = [made.key_in(number, place, self.marks) for place in range(1, len(ranks) + 1)]
        for one, rank in enumerate(moved(ranks, move, keys.index(key) if key in keys else -1), 1):
            self.write(made.rank_name(number, one, self.marks), "" if rank is None else str(rank))

    def _ranks(self, number: int) -> list[float | None]:
        """Return the ranks in a list as they stand in the form; what is no number is none."""
        found: list[float | None] = []
        if number != made.ISSUES and not self.issues[number - 1].options:
            return found
        for place in range(1, len(made.names_in(number, self.issues)) + 1):
            name = made.rank_name(number, place, self.marks)
            raw = self.data.get(self.add_prefix(name)) if self.is_bound else self.initial.get(name)
            try:
                found.append(float(raw) if raw not in (None, "") else None)
            except (TypeError, ValueError):
                found.append(None)
        return found

    def _order(self, number: int) -> Sequence[Value]:
        """Return an issue's values in the order that stands in the form, the best first."""
        issue = self.issues[number - 1]
        if issue.options:
            return [issue.values[place] for place in ordered(self._ranks(number))]
        source: Mapping[str, Any] = self.data if self.is_bound else self.initial
        prefixed = self.add_prefix if self.is_bound else str
        shape = source.get(prefixed(f"shape-{self.marks[number - 1]}"), "")
        return order_of(issue, shape, None) if shape in ("more", "less") else ()

    def clean(self) -> dict[str, Any]:
        """Check that no two have one place, that ranges are in order, and that nothing has changed meanwhile."""
        given: dict[str, Any] = super().clean() or {}
        for number in made.lists_of(self.issues):
            names = [
                made.rank_name(number, place + 1, self.marks) for place in range(len(self._ranks(number)))
            ]
            if has_ties([given.get(name) for name in names]):
                first = next(name for name in names if given.get(name) is not None)
                self.add_error(first, _("Two have the same number. Give each its own, or leave one empty."))
        for mark, issue in zip(self.marks, self.issues, strict=True):
            if issue.options:
                continue
            name = f"best-{mark}"
            if given.get(f"shape-{mark}") == "best" and given.get(name) is None and name not in self.errors:
                self.add_error(name, _("Write the number that is best."))
        low, high = given.get("floor-low"), given.get("floor-high")
        if (low is None) != (high is None) and not self.errors:
            self.add_error("floor-low" if low is None else "floor-high", _("Write both ends, or neither."))
        elif low is not None and high is not None and low > high:
            self.add_error("floor-high", _("This must not be less than the other end."))
        if given.get("seen") != self._stamp and not self.errors:
            self.add_error(None, giving.changed_meanwhile())
            self.write("seen", self._stamp)
        if not self.errors and not self._says_anything():
            self.add_error(
                None, _("Nothing is said yet: put at least one list in order, or answer one question.")
            )
        return given

    def _says_anything(self) -> bool:
        made_of = self._preferences()
        return bool(made_of.priorities or made_of.orders or made_of.comparisons or made_of.reservation)

    def _preferences(self) -> Ordinal:
        """Return what was entered, as preferences."""
        given = self.cleaned_data
        orders = {
            issue.id: tuple(self._order(number))
            for number, issue in enumerate(self.issues, 1)
            if issue.options
        }
        chosen = [(pair, str(given.get(f"choose-{code}") or "")) for code, pair in self.pairs.items()]
        rather = [
            (package, str(given.get(self._rather_names[name]) or ""))
            for name, package in self.proposals.items()
        ]
        entered = Entered(
            issues=self.issues,
            priorities=tuple(self.issues[at].id for at in ordered(self._ranks(made.ISSUES))),
            orders=orders,
            shapes={
                issue.id: (given.get(f"shape-{mark}") or "", given.get(f"best-{mark}"))
                for mark, issue in zip(self.marks, self.issues, strict=True)
                if not issue.options
            },
            comparisons=[
                *(one for one in self._kept if mark_of(one) in (given.get("keep") or ())),
                *answers(chosen, rather),
            ],
            floor=(given.get("floor-low"), given.get("floor-high")),
        )
        return entered.preferences()

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act: to state them, or to seal them."""
        self.act = giving.act_of(self.cleaned_data.get("how"))  # type: ignore[misc]  # chosen in the form
        return {"preferences": msgspec.to_builtins(self._preferences())}

    def _words(self, package: Package) -> str:
        return made.in_words(package, self.visit.names.package(package))

    def _said(self, one: Comparison) -> str:
        better, worse = (
            _("no agreement") if isinstance(side, str) else self._words(side)
            for side in (one.better, one.worse)
        )
        return _("rather: %(better)s – than: %(worse)s") % {"better": better, "worse": worse}
