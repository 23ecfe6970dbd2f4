"""The time of a server never goes back while it runs."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from goodoffices.services.clock import SteadyClock
from goodoffices.web.project import House

START = dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)


def minutes(*told: int) -> SteadyClock:
    left = [START + dt.timedelta(minutes=one) for one in told]
    return SteadyClock(lambda: left.pop(0))


def test_a_clock_that_is_set_back_stands_until_it_has_caught_up() -> None:
    clock = minutes(10, 12, 3, 11, 12, 13)
    assert [(clock() - START) // dt.timedelta(minutes=1) for _ in range(6)] == [10, 12, 12, 12, 12, 13]


def test_many_who_ask_at_once_see_it_go_on() -> None:
    clock = minutes(*(number % 50 for number in range(400)))

    def asks(_which: int) -> list[dt.datetime]:
        return [clock() for _ in range(50)]

    with ThreadPoolExecutor(8) as pool:
        for seen in pool.map(asks, range(8)):
            assert seen == sorted(seen)


def test_a_server_has_such_a_clock() -> None:
    assert isinstance(House.now, SteadyClock)
    assert abs(House.now() - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)
