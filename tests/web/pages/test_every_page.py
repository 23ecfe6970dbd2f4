"""Every address, as everybody: a page is there for those who may open it, and for others as if it were nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.talks.table import Act, Table, act, opening, outside
from tests.unit.reports.page_rules import HTML, text_of
from tests.web.conftest import CAST
from tests.web.pages.record_table import performing, waiting
from tests.web.reading import Reader, Sheet, reader

LEAD, CO, FAR = "mediator:lunn", "mediator:co", "mediator:far"
HEADS = {f"{party}:{role}" for party in ("alba", "borea") for role in ("head", "mandator")}
DELEGATES = HEADS | {f"{party}:{role}" for party in ("alba", "borea") for role in ("member", "adviser")}
VOTERS = {f"{party}:voter" for party in ("alba", "borea")}
PARTIES = DELEGATES | VOTERS
MEDIATORS = {LEAD, CO, FAR}
#: Of those from outside, who sees a stream that sides see too, and who is told by a side.
FOLLOWING = ("monitor:watch", "constituency:alba+home", "listener:ear", "voice:amal")
EVERYBODY = {one for one in (*CAST, *FOLLOWING) if not one.startswith("cora:")}
ALBA_CHANNEL = {LEAD, CO}
ALBA = {f"alba:{role}" for role in ("head", "mandator", "member", "adviser")}

WHOLE = {LEAD}
BOREA_DELEGATES = {one for one in DELEGATES if one.startswith("borea:")}
ALBA_DELEGATES = {one for one in DELEGATES if one.startswith("alba:")}
#: Who reads Arabic here.
ARABIC = {"alba:member", "borea:voter", "mediator:far", "observer:un"}

#: Who sees what is done of an agreement.
LEDGER = MEDIATORS | DELEGATES | {"monitor:watch"}

#: Who may open which page: by the name of its address. What is not here fails the test.
PAGES: dict[str, set[str]] = {
    "agenda:agenda": MEDIATORS | PARTIES,
    "agreement:agreement": MEDIATORS | PARTIES,
    "agreement:lists": MEDIATORS | DELEGATES,
    "ledger:ledger": LEDGER,
    "ledger:obligation": LEDGER,
    "ledger:tally": LEDGER,
    "schedule:calendar": LEDGER,
    "schedule:schedule": LEDGER,
    "terms:terms": WHOLE,
    "analysis:alternatives": WHOLE,
    "analysis:bodies": WHOLE,
    "analysis:counts": WHOLE,
    "analysis:deadlock": WHOLE,
    "analysis:frontier": WHOLE,
    "analysis:grounds": WHOLE,
    "analysis:questions": WHOLE,
    "analysis:rehearsal": WHOLE,
    "analysis:trades": WHOLE,
    "audience:audience": {LEAD},
    "briefings:audience": WHOLE | ALBA_DELEGATES | BOREA_DELEGATES,
    "briefings:briefings": WHOLE | DELEGATES,
    "briefings:item": WHOLE | ALBA_DELEGATES,
    "channels:channel": ALBA_CHANNEL,
    "channels:channels": MEDIATORS,
    "channels:file": ALBA_CHANNEL | ALBA_DELEGATES,
    "channels:own": DELEGATES,
    # of a class, and of no talks (test_classroom.py)
    **{f"classroom:{name}": set() for name in ("class", "debrief", "debriefed", "results", "table", "watch")},
    "desk:assumed": WHOLE,
    "desk:case": WHOLE,
    "desk:download": EVERYBODY,
    "desk:exports": EVERYBODY,
    "desk:people": MEDIATORS | DELEGATES,
    "documents:agreement": {LEAD} | DELEGATES,
    "documents:agreement-file": {LEAD} | DELEGATES,
    "documents:documents": {LEAD} | DELEGATES,
    "documents:proposal": {LEAD} | ALBA_DELEGATES,
    "documents:proposal-file": {LEAD} | ALBA_DELEGATES,
    "home:mandate": HEADS,
    "home:mandate-of": ALBA_CHANNEL,
    "home:numbers": HEADS,
    "home:numbers-of": ALBA_CHANNEL,
    "home:preferences": HEADS,
    "home:preferences-of": ALBA_CHANNEL,
    "home:questions": HEADS | VOTERS,
    "home:questions-of": ALBA_CHANNEL,
    "home:room": DELEGATES,
    "overview:overview": EVERYBODY,
    "precedents:precedents": WHOLE,
    "proposals:bidding": MEDIATORS,
    "proposals:final": MEDIATORS,
    "proposals:new": MEDIATORS,
    "proposals:own": DELEGATES,
    "proposals:proposal": ALBA_CHANNEL | ALBA_DELEGATES,
    "proposals:proposals": MEDIATORS,
    "proposals:revise": WHOLE,
    "proposals:run": MEDIATORS,
    "record:conflicts": WHOLE,
    "record:positions": WHOLE,
    "record:reading": WHOLE,
    "record:record": WHOLE,
    "record:statement": WHOLE,
    "rounds:rounds": MEDIATORS | DELEGATES,
    "timeline:timeline": MEDIATORS | PARTIES,
    "voices:listening": {"listener:ear"},
    "voices:own": {"voice:amal"},
}
#: Addresses outside any case: whoever is signed in, or nobody in particular.
OUTSIDE = {
    "shell:home", "shell:static", "entrance:sign-in", "entrance:sign-out", "entrance:invitation", "entrance:language",
    "entrance:settings", "entrance:demonstrated", "cases:cases", "cases:new", "classes:new", "classes:join", "administration:people",
    "administration:backup",
}  # fmt: skip
#: Addresses of a case that are no pages: they take POST, or stay open.
NO_PAGES = {"shell:drafts", "shell:live"}
#: What stands for the parts of an address.
PARTS = {
    "case": "main",
    "number": "1",
    "proposal": "p1",
    "attachment": "a1",
    "name": "transcript.jsonl",
    "copy": "1",
    "kind": "docx",
}


def addresses(
    patterns: list[URLPattern | URLResolver], before: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield the name and the route of every address that is not of the API."""
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            if not route.startswith("api/"):
                yield from addresses(one.url_patterns, route, one.namespace or space)
        else:
            yield f"{space}:{one.name}" if space else str(one.name), route


def path_of(route: str) -> str:
    """Return an address with something in its parts."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: PARTS[found[1]], route)


@pytest.fixture
def cast() -> tuple[str, ...]:
    """Return who has an account: those from outside, too."""
    return (*CAST, *FOLLOWING)


@pytest.fixture
def beginning() -> list[Act]:
    """Return the acts that bring everybody to the table, those from outside too."""
    return [*opening(), *outside()]


@pytest.fixture
def busy(table: Table) -> Table:
    """Return a table at which something of each kind waits for an answer, is counted, and is there to be told."""
    return waiting(
        performing(table),
        act(LEAD, "put_item", item="route", text="By sea.", status="due", audiences=["observer:un"]),
        act("alba:head", "put_item", item="route", text="By sea.", audiences=["constituency:alba+home"]),
        act("voice:amal", "speak_up", text="Our road is closed.", consent="quote"),
    )


def test_every_address_is_in_the_table() -> None:
    names = {name for name, _route in addresses(get_resolver().url_patterns)}
    assert names == set(PAGES) | OUTSIDE | NO_PAGES


def test_every_page_is_there_for_those_who_may_open_it_alone(busy: Table) -> None:
    from goodoffices.web.accounts.models import Account

    routes = {name: path_of(route) for name, route in addresses(get_resolver().url_patterns) if name in PAGES}
    people = {actor: reader(actor) for actor in sorted(EVERYBODY)}
    # Some read Arabic: what is not there is the same for them, too.
    Account.objects.filter(name__in=ARABIC).update(language="ar")
    for name, path in routes.items():
        for actor, person in people.items():
            response = person.client.get(path)
            expected = {200, 302} if actor in PAGES[name] else {404}
            assert response.status_code in expected, (name, actor, response.status_code)
            if response.status_code == 200 and "text/html" in response["Content-Type"]:
                assert told(person.get(path)), (name, actor)
            if response.status_code == 404:
                nowhere = person.client.get("/cases/main/nowhere")
                assert response.content == nowhere.content, (name, actor)
                assert ('lang="ar"' in nowhere.content.decode()) == (actor in ARABIC), (name, actor)
    assert busy.clock


def told(sheet: Sheet) -> bool:
    """Whether a page says in a line what it is for, and in one who sees it."""
    lines = {one.get("class"): text_of(one).strip() for one in sheet.tree.iter(f"{HTML}p")}
    return bool(lines.get("purpose") and lines.get("seen-by"))


def test_the_pages_outside_any_case_say_what_they_are_for_and_who_sees_them(busy: Table) -> None:
    from goodoffices.web.accounts.inviting import accept, invite

    token, _link = invite("", "admin:anna")
    accept(token, "long enough for anybody")
    stranger, lead, keeper = Reader(Client()), reader(LEAD), reader("admin:anna")
    for person, path in (
        (stranger, "/sign-in"), (stranger, "/invitation"), (stranger, "/class-door"), (lead, "/cases"), (lead, "/cases/new"), (lead, "/classes/new"),
        (lead, "/settings"),
        (keeper, "/administration"), (keeper, "/settings"),
    ):  # fmt: skip
        sheet = person.get(path)
        assert (sheet.status, sheet.path, told(sheet)) == (200, path, True)
    assert busy.clock


def test_who_is_not_signed_in_is_sent_to_the_door(busy: Table) -> None:
    client = Client()
    for name, route in addresses(get_resolver().url_patterns):
        if name in PAGES:
            response = client.get(path_of(route))
            assert response.status_code == 302, name
            assert response["Location"].startswith("/sign-in")
    assert busy.clock


def test_nobody_opens_a_page_of_another_case(busy: Table) -> None:
    person = reader("alba:head")
    for name, route in addresses(get_resolver().url_patterns):
        if name in PAGES:
            assert person.client.get(path_of(route).replace("/main/", "/other12345/")).status_code == 404, (
                name
            )
    assert busy.clock
