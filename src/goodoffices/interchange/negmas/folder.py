"""NegMAS folders: one domain, and the utility functions beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from goodoffices.interchange.loaded import Loaded
from goodoffices.interchange.negmas.domain import is_domain, read_domain
from goodoffices.interchange.negmas.profile import is_profile, read_profile
from goodoffices.interchange.table import files_in, only_one, party_ids, refuse_crowd
from goodoffices.interchange.tree import Node, read_candidates
from goodoffices.model import Case, CaseFileError, Issue, Party

_ENDINGS: Final = (".yml", ".yaml", ".json")

#: Names of fields: of a NegMAS domain, of a case file or a GeniusWeb file. Options may hold the same words.
_ISSUES: Final = re.compile(rb"""\bissues["']?\s*:""")
_OTHERS: Final = re.compile(
    rb"""(?m)^["']?goodoffices["']?\s*:|"(goodoffices|issuesValues|issueWeights|issueUtilities)"\s*:"""
)


def recognises(path: Path) -> bool:
    """Say whether a path is a NegMAS domain, or a folder that holds one. Never raises."""
    try:
        files = files_in(path, *_ENDINGS) if path.is_dir() else [path]
        return any(_is_domain_file(file) for file in files)
    except OSError:
        return False


def _is_domain_file(file: Path) -> bool:
    """A cheap look: the word stands in the file, and the file is no case."""
    if file.suffix.lower() not in _ENDINGS or not file.is_file():
        return False
    data = file.read_bytes()
    return _ISSUES.search(data) is not None and _OTHERS.search(data) is None


def read(path: Path, profiles: Sequence[str] | None = None) -> Loaded:
    """Read a NegMAS domain with the utility functions at the table.

    Args:
        path: a folder, or a domain file.
        profiles: names of utility function files, relative to the folder, in order; without it all of them.

    Raises:
        CaseFileError: what is wrong; several domains without a choice; more than six functions without one.
    """
    home = path if path.is_dir() else path.parent
    warnings: list[str] = []
    found: dict[str, Node] = {}
    domains: dict[Path, Node] = {}
    for name, node in read_candidates(path, profiles or (), _ENDINGS, warnings):
        if is_domain(node):
            domains[home / name] = node
        elif is_profile(node) or name in (profiles or ()):
            found[name] = node
        else:
            warnings.append(f"{name} is passed over: it is neither a domain nor a utility function")
    if not path.is_dir() and path not in domains:
        raise CaseFileError("this is no NegMAS domain: it has no list of issues", file=str(path))
    chosen_domain = (
        only_one(list(domains), home, "NegMAS domain (a file with 'issues:')") if path.is_dir() else path
    )
    issues = read_domain(domains[chosen_domain])
    chosen = list(profiles or found)
    if not profiles and len(domains) > 1:
        chosen = _of_domain(found, issues, warnings)
    if not profiles:
        refuse_crowd(chosen, chosen_domain)
    for name in chosen:
        if name not in found:
            raise CaseFileError("this is a domain and not a utility function", file=str(home / name))
    parties = tuple(
        Party(id=party, preferences=read_profile(found[name], issues))
        for name, party in zip(chosen, party_ids(chosen), strict=True)
    )
    title = domains[chosen_domain].data.get("name")
    case = Case(title=str(title or chosen_domain.stem), parties=parties, issues=issues)
    return Loaded(case, "negmas", tuple(warnings))


def _of_domain(found: dict[str, Node], issues: tuple[Issue, ...], warnings: list[str]) -> list[str]:
    """Return those of a folder's utility functions that speak of one of its several domains."""
    names = []
    for name, node in found.items():
        try:
            read_profile(node, issues)
        except CaseFileError as error:
            warnings.append(f"{name} is passed over, as not of this domain: {error.problem}")
        else:
            names.append(name)
    return names
