"""GeniusWeb folders: profiles, each with its domain inside, and perhaps the domain beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from goodoffices.interchange.geniusweb.domain import read_domain
from goodoffices.interchange.geniusweb.profile import read_profile, space_of
from goodoffices.interchange.loaded import Loaded
from goodoffices.interchange.table import files_in, only_one, party_ids, refuse_crowd
from goodoffices.interchange.tree import Node, read_candidates
from goodoffices.model import Case, CaseFileError, Issue, Party

#: Names of fields that no other format has; NegMAS too calls a type `LinearAdditive…`.
_MARKS: Final = (
    b'"issuesValues"',
    b'"LinearAdditiveUtilitySpace"',
    b'"LinearAdditive"',
    b'"issueUtilities"',
)


def recognises(path: Path) -> bool:
    """Say whether a path is a GeniusWeb file, or a folder that holds one. Never raises."""
    try:
        files = files_in(path, ".json") if path.is_dir() else [path]
        return any(file.suffix.lower() == ".json" and _has_mark(file) for file in files)
    except OSError:
        return False


def _has_mark(file: Path) -> bool:
    """A cheap look: the names of GeniusWeb's fields stand in the file."""
    data = file.read_bytes() if file.is_file() else b""
    return any(mark in data for mark in _MARKS) and b'"goodoffices"' not in data


def read(path: Path, profiles: Sequence[str] | None = None) -> Loaded:
    """Read GeniusWeb profiles with their domain.

    Args:
        path: a folder, or a domain file.
        profiles: names of profile files, relative to the folder, in order; without it all of them.

    Raises:
        CaseFileError: what is wrong; profiles of different domains; more than six without a choice.
    """
    home = path if path.is_dir() else path.parent
    warnings: list[str] = []
    spaces: dict[str, Node] = {}
    domains: dict[Path, Node] = {}
    for name, node in read_candidates(path, profiles or (), (".json",), warnings):
        space = space_of(node)
        if space is not None:
            spaces[name] = space
        elif node.has("issuesValues"):
            domains[home / name] = node
        else:
            warnings.append(f"{name} is passed over: it is neither a GeniusWeb domain nor a profile")
    chosen = list(profiles or spaces)
    for name in chosen:
        if name not in spaces:
            raise CaseFileError("this is no GeniusWeb profile", file=str(home / name))
    title, issues = _domain(path, home, domains, [spaces[name] for name in chosen])
    foreign = [name for name in chosen if not _speaks_of(spaces[name], issues)]
    if foreign and not profiles and path in domains:
        warnings += [f"{name} is passed over: its domain is not that of {path.name}" for name in foreign]
        chosen = [name for name in chosen if name not in foreign]
    elif foreign:
        node = spaces[foreign[0]].get("domain")
        raise node.error("the profile's domain is not that of the others at the table")
    if not profiles:
        refuse_crowd(chosen, path)
    parties = [
        Party(id=party, preferences=read_profile(spaces[name], issues))
        for name, party in zip(chosen, party_ids(chosen), strict=True)
    ]
    return Loaded(Case(title=title, parties=tuple(parties), issues=issues), "geniusweb", tuple(warnings))


def _domain(
    path: Path, home: Path, domains: dict[Path, Node], spaces: Sequence[Node]
) -> tuple[str, tuple[Issue, ...]]:
    """Return the name and the issues of the domain: of the file named, of the folder's, else of the first profile."""
    if not path.is_dir() and path not in domains:
        problem = "this is a profile and not a domain; give its folder, and the profile with --profiles"
        raise CaseFileError(problem, file=str(path))
    if path.is_dir() and not domains and spaces:
        node = spaces[0].get("domain")
    else:
        file = only_one(list(domains), home, "GeniusWeb domain or profile") if path.is_dir() else path
        node = domains[file]
    title = node.get("name").text() if node.has("name") else path.stem
    return title, read_domain(node)


def _speaks_of(space: Node, issues: Sequence[Issue]) -> bool:
    """Say whether a profile's domain, where it has one, has the same issues and values, in whatever order."""

    def content(issues: Sequence[Issue]) -> dict[str, set[str | int | float]]:
        return {issue.id: set(issue.values) for issue in issues}

    return not space.has("domain") or content(read_domain(space.get("domain"))) == content(issues)
