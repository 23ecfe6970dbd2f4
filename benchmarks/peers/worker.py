"""Runs NegMAS on utilities handed over as numbers: the only file that knows NegMAS.

It runs in the environment of the peer, never in ours, and speaks JSON, one line a request and one line an answer. Both
sides so compute with the same numbers, and no difference of file formats comes in.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from types import FrameType
from typing import Any, NoReturn

import numpy as np
from negmas.negotiators.simple import (  # type: ignore[import-not-found]  # not in our environment
    BinaryComparatorNegotiator,
)
from negmas.outcomes import make_issue, make_os  # type: ignore[import-not-found]  # as above
from negmas.preferences import (  # type: ignore[import-not-found]  # as above
    LinearAdditiveUtilityFunction,
    MOBANOSParetoSampler,
    pareto_frontier,
)
from negmas.preferences.inv_ufun import (  # type: ignore[import-not-found]  # as above
    AdaptiveInverseUtilityFunction,
)
from negmas.sao import AspirationNegotiator, SAOMechanism  # type: ignore[import-not-found]  # as above
from negmas.st import HillClimbingSTMechanism, VetoSTMechanism  # type: ignore[import-not-found]  # as above

#: More memory than this is refused, so that the machine stays usable.
MEMORY = 3 * 2**30


class Late(BaseException):
    """The time is up. NegMAS passes over every `Exception` of a utility function, so it must not be one."""


class Scenario:
    """Issues and additive utility functions, as NegMAS holds them after loading."""

    def __init__(
        self,
        tables: Sequence[Sequence[Sequence[float]]],
        biases: Sequence[float],
        reservations: Sequence[float] | None = None,
    ) -> None:
        reserved = reservations or [float("-inf")] * len(tables)
        names = [[f"v{place}" for place in range(len(issue))] for issue in tables[0]]
        self.issues = [make_issue(values, name=f"i{number}") for number, values in enumerate(names)]
        space = make_os(self.issues)
        self.ufuns = [
            LinearAdditiveUtilityFunction(
                values=[
                    dict(zip(values, issue, strict=True)) for values, issue in zip(names, table, strict=True)
                ],
                weights=[1.0] * len(table),
                bias=bias,
                outcome_space=space,
                reserved_value=floor,
            )
            for table, bias, floor in zip(tables, biases, reserved, strict=True)
        ]
        self.space = space
        self._sorted: list[Any] | None = None

    def enumerated(self) -> Callable[[], Any]:
        """Enumerate the packages and filter them; return what gives the utilities."""
        utilities, _ = pareto_frontier(self.ufuns, issues=self.issues)
        return lambda: utilities

    def offers(self, exponents: Sequence[float], rounds: int) -> list[int] | None:
        """Play alternating offers of two who concede by the clock; return the package, or None."""
        table = SAOMechanism(outcome_space=self.space, n_steps=rounds)
        for exponent, ufun in zip(exponents, self.ufuns, strict=True):
            table.add(AspirationNegotiator(aspiration_type=float(exponent)), ufun=ufun)
        return self._places(table.run().agreement)

    def alike(self, exponents: Sequence[float], rounds: int, seed: int) -> list[int] | None:
        """Play the same, but let chance say which of the packages that are worth the same comes first.

        Otherwise that is how a sort that is not stable happens to leave them, the same in every course of talks. The
        packages are sorted once only: how long it takes is not measured here.
        """
        if self._sorted is None:
            self._sorted = [AdaptiveInverseUtilityFunction(ufun, rational_only=True) for ufun in self.ufuns]
            for one in self._sorted:
                one.init()
        dice = np.random.default_rng(seed)
        table = SAOMechanism(outcome_space=self.space, n_steps=rounds)
        for exponent, ufun, whole in zip(exponents, self.ufuns, self._sorted, strict=True):
            inverse = whole.delegate
            count = inverse._last_rational + 1  # noqa: SLF001 - there is no public name for it
            worth = np.round(inverse.utils[:count], 9)
            order = np.lexsort((dice.random(count), worth))
            inverse.utils[:count] = worth[order]
            inverse.outcomes[:count] = [inverse.outcomes[at] for at in order.tolist()]
            table.add(
                AspirationNegotiator(aspiration_type=float(exponent), ufun_inverter=lambda _, one=whole: one),
                ufun=ufun,
            )
        return self._places(table.run().agreement)

    def text(self, kind: str, rounds: int) -> list[int] | None:
        """Play a single-text protocol; return the package, or None."""
        made = {"VetoST": VetoSTMechanism, "HillClimbingST": HillClimbingSTMechanism}[kind]
        table = made(outcome_space=self.space, n_steps=rounds)
        for ufun in self.ufuns:
            table.add(BinaryComparatorNegotiator(), ufun=ufun)
        return self._places(table.run().agreement)

    def _places(self, outcome: Sequence[str] | None) -> list[int] | None:
        return None if outcome is None else [int(value[1:]) for value in outcome]

    def mobanos(self) -> Callable[[], Any]:
        """Fold issue by issue, to the frontier's packages; return what gives the utilities."""
        sampler = MOBANOSParetoSampler()
        sampler.init(*self.ufuns)
        outcomes = sampler.pareto_outcomes(min_util=float("-inf"))
        return lambda: [[float(ufun(outcome)) for ufun in self.ufuns] for outcome in outcomes]


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise Late in the block after so many seconds."""

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        raise Late

    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def timed(scenario: Scenario, request: dict[str, Any]) -> dict[str, Any]:
    """Run one of the two methods, several times if it is over at once; say how long it took or why it did not end."""
    method = {"pareto_frontier": scenario.enumerated, "mobanos": scenario.mobanos}[request["method"]]
    start = perf_counter()
    done = 0
    try:
        with limited(request["limit"]):
            while True:
                found = method()
                done += 1
                seconds = perf_counter() - start
                if seconds > request["batch"]:
                    break
        return {"seconds": seconds / done, "utilities": found() if request["utilities"] else None}
    except Late:
        return {"stopped": "time limit", "seconds": perf_counter() - start}
    except MemoryError:
        return {"stopped": "out of memory", "seconds": perf_counter() - start}


def played(scenario: Scenario, request: dict[str, Any]) -> dict[str, Any]:
    """Play talks one after the other, as long as there is time; return the packages and how long it took."""
    found: list[list[int] | None] = []
    start = perf_counter()
    try:
        with limited(request["limit"]):
            for one in request["play"]:
                if "seed" in one:
                    found.append(scenario.alike(one["exponents"], one["rounds"], one["seed"]))
                elif "exponents" in one:
                    found.append(scenario.offers(one["exponents"], one["rounds"]))
                else:
                    found.append(scenario.text(one["kind"], one["rounds"]))
    except Late:
        pass
    return {"seconds": perf_counter() - start, "packages": found}


def main() -> None:
    """Answer requests until there are no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    scenario: Scenario | None = None
    for line in sys.stdin:
        request = json.loads(line)
        if "tables" in request:
            scenario = Scenario(request["tables"], request["biases"], request.get("reservations"))
            answer: dict[str, Any] = {}
        elif "play" in request:
            assert scenario is not None
            answer = played(scenario, request)
        else:
            assert scenario is not None
            answer = timed(scenario, request)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
