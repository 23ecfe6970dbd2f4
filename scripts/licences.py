"""The licences of all dependencies: which are allowed, and whether they are what the packages say of themselves."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[1]
REQUIREMENTS: Final = ROOT / "requirements"
#: What is installed to run, to build, to test and to write the lists. The peer of the benchmarks and what training
#: needs are installed in environments of their own, and are no part of what is shipped.
LOCKS: Final = ("runtime", "build", "dev", "lock")
#: Licences that ask for no more than that their text is kept.
PERMISSIVE: Final = frozenset(
    {
        "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0",
        "CNRI-Python", "ISC", "MIT", "MIT-0", "MIT-CMU", "PSF-2.0", "Zlib",
    }
)  # fmt: skip
#: Others that are let through, each for its reason: all are used unchanged, from their own package, by import.
LET_THROUGH: Final = {
    "moocore": "LGPL: it is imported as it comes, and anybody can put another version in its place",
    "psycopg": "LGPL: as moocore; and it is needed with PostgreSQL alone",
    "psycopg-binary": "LGPL: as psycopg",
    "psycopg-pool": "LGPL: as psycopg",
    "certifi": "MPL: a list of certificates, unchanged",
    "tqdm": "MPL for some of its files, unchanged",
    "pyphen": "one of three licences can be chosen: MPL, of lists for parting words, unchanged",
    "tld": "as pyphen: MPL, of a list of names, unchanged",
    "pathspec": "MPL, unchanged; it builds the package and is not in it",
    "cobalt": "LGPL; in tests alone",
    "hypothesis": "MPL; in tests alone",
    "fqdn": "MPL; in checks alone",
}


class Pinned(NamedTuple):
    """A package of a pinned list: its version, the digests of its files, and where it is installed."""

    name: str
    version: str
    digests: tuple[str, ...]
    marker: str


def normal(name: str) -> str:
    """Return a package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(lock: str) -> Iterator[Pinned]:
    """Yield the packages of a pinned list."""
    text = (REQUIREMENTS / f"{lock}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        found = re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)\s*(?:;\s*(.*?))?\s*(?=--hash|$)", line)
        if found:
            digests = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", line))
            yield Pinned(normal(found[1]), found[2], digests, (found[3] or "").strip())


def known() -> dict[str, str]:
    """Return the licence of each package, as it is written down."""
    found: dict[str, str] = tomllib.loads((REQUIREMENTS / "licences.toml").read_text(encoding="utf-8"))
    return found


def is_permissive(expression: str) -> bool:
    """Say whether of the licences that can be chosen, one asks for nothing but that its text is kept."""
    return any(
        all(one.strip(" ()") in PERMISSIVE for one in choice.split(" AND "))
        for choice in expression.split(" OR ")
    )


def problems() -> Iterator[str]:
    """Yield a sentence for each package whose licence is not written down, not allowed, or another than it says."""
    licences = known()
    names = {one.name for lock in LOCKS for one in pinned(lock)}
    for name in sorted(names - set(licences)):
        yield f"{name}: its licence is not written down; add it to requirements/licences.toml"
    for name in sorted(set(licences) - names):
        yield f"{name}: it is in no pinned list any more; take it out of requirements/licences.toml"
    for name in sorted(names & set(licences)):
        if not is_permissive(licences[name]) and name not in LET_THROUGH:
            yield f"{name}: {licences[name]} is not among the licences that are allowed (scripts/licences.py)"
        said = stated(name)
        if said and said != licences[name]:
            yield f"{name}: it says {said} of itself, and requirements/licences.toml {licences[name]}"


def stated(name: str) -> str:
    """Return the SPDX expression that an installed package gives; empty where it is not here, or gives none."""
    try:
        said = importlib.metadata.metadata(name)
        return said["License-Expression"] or "" if "License-Expression" in said else ""
    except importlib.metadata.PackageNotFoundError:
        return ""
