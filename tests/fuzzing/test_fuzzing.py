"""A short part of the fuzzing in every run: what parsers once stumbled over, and a few hundred broken files of each kind."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzzing.bombs import BOMBS
from tests.fuzzing.mutating import mutated
from tests.fuzzing.running import watched
from tests.fuzzing.samples import data_of, kept
from tests.fuzzing.targets import TARGETS
from tests.fuzzing.trying import bounded, tried

#: Fewer of what takes long to read.
FILES = {"report": 25, "draft": 60, "template": 40}
#: A server is set up once in a process: it is fuzzed in one of its own.
HERE = sorted(set(TARGETS) - {"http"})


@pytest.mark.parametrize(
    ("name", "path"), [one for one in kept() if one[0] in HERE], ids=lambda one: getattr(one, "stem", one)
)
def test_what_was_once_stumbled_over_is_read_or_refused(name: str, path: Path) -> None:
    fault = tried(TARGETS[name], data_of(path))
    assert fault is None, fault.said


@pytest.mark.parametrize("name", HERE)
def test_broken_files_are_read_or_refused_in_a_sentence(name: str) -> None:
    target, chance = TARGETS[name], random.Random(f"every run {name}")  # noqa: S311 - nothing secret
    sound = target.seeds()
    for data in sound:
        fault = tried(target, data)
        assert fault is None, fault.said
    with bounded():
        for _ in range(FILES.get(name, 200)):
            data = mutated(chance.choice(sound), chance, sound)
            fault = tried(target, data)
            assert fault is None, (fault.said, data)


def test_whatever_is_sent_to_a_server_is_answered() -> None:
    said: list[str] = []
    ran = watched("http", 3.0, 1, said.append)
    assert (ran.faults, said) == (0, [])
    assert ran.files > 10


#: Those that are small, and read or refused at once.
QUICK = {
    "case-yaml": ("a billion laughs", "brackets that open a million times", "a number of a million digits", "tags"),
    "case-json": ("groups of fields in one another", "a field twice among many"),
    "case-folder": ("a folder a thousand deep",),
    "genius": ("a billion laughs", "quadratic blowup", "declarations that do not end"),
    "report": (
        "comments at the head of a page", "a declared encoding that is none", "attributes", "a cell that spans all columns",
        "a word file that laughs", "a word file of paragraphs", "a page a hundred thousand times",
    ),
    "precedents": ("years",), "template": ("items", "placeholders that are none"), "script": ("an act of no name",),
    "event": ("brackets", "no object", "a huge version"),
}  # fmt: skip
ALL = [(name, title) for name, bombs in BOMBS.items() for title in bombs]


@pytest.mark.parametrize(("name", "title"), [(name, one) for name, titles in QUICK.items() for one in titles])
def test_what_is_made_to_hurt_is_read_or_refused(name: str, title: str) -> None:
    _explode(name, title)


@pytest.mark.nightly
@pytest.mark.parametrize(("name", "title"), ALL)
def test_everything_that_is_made_to_hurt_is_read_or_refused(name: str, title: str) -> None:
    _explode(name, title)


def _explode(name: str, title: str) -> None:
    target = TARGETS[name]
    tried(target, target.seeds()[0])
    data = BOMBS[name][title]()
    with bounded():
        fault = tried(target, data)
    assert fault is None, fault.said


def test_a_fault_is_found_and_named() -> None:
    from tests.fuzzing.targets import Target

    def stumbles(data: bytes) -> object:
        nothing: dict[bytes, object] = {}
        return nothing[data] if b"x" in data else data

    assert tried(Target(stumbles, tuple, list), b"a") is None
    fault = tried(Target(stumbles, tuple, list), b"x")
    assert fault is not None
    assert fault.kind == "KeyError"

    def says_nothing(_data: bytes) -> object:
        raise ValueError

    nothing = tried(Target(says_nothing, lambda: (ValueError,), list), b"")
    assert nothing is not None
    assert nothing.kind == "sentence"

    def takes_all(_data: bytes) -> object:
        return bytearray(8 * 2**30)

    with bounded():
        full = tried(Target(takes_all, tuple, list), b"")
    assert full is not None
    assert full.kind == "MemoryError"

    def goes_on(_data: bytes) -> object:
        while True:
            pass

    slow = tried(Target(goes_on, tuple, list, slow=0.2), b"")
    assert slow is not None
    assert slow.kind == "slow"
