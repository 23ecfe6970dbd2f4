"""GENIUS folders: which profiles belong to which domain, and who sits at the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Final

from goodoffices.interchange.genius.document import Element, read_document
from goodoffices.interchange.genius.domain import Domain, is_domain, read_domain
from goodoffices.interchange.genius.profile import fits, is_profile, read_profile
from goodoffices.interchange.loaded import Loaded
from goodoffices.interchange.table import candidates, files_in, only_one, party_ids, refuse_crowd
from goodoffices.model import Case, CaseFileError, Party
from goodoffices.model.casefile.reading import read_bytes

_DOMAIN_MARK: Final = b"<negotiation_template"

#: What a file that means to be a domain or a profile holds, in ASCII or in either byte order of UTF-16.
_MARKS: Final = tuple(
    mark.encode(encoding)
    for mark in ("<negotiation_template", "<utility_space")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


@dataclass(frozen=True)
class _Folder:
    """What a folder holds: sound domains, broken ones with what is wrong, and the profiles by name."""

    home: Path
    domains: tuple[Domain, ...]
    broken: dict[Path, CaseFileError]
    profiles: dict[str, Element]
    warnings: list[str]


def recognises(path: Path) -> bool:
    """Say whether a path is a GENIUS domain file, or a folder that holds one. Never raises."""
    try:
        if path.is_dir():
            return bool(files_in(path, ".xml"))
        return path.suffix.lower() == ".xml" and path.is_file()
    except OSError:
        return False


def read(path: Path, profiles: Sequence[str] | None = None) -> Loaded:
    """Read a GENIUS domain with the profiles at the table.

    Args:
        path: a folder, or a domain file.
        profiles: names of profile files, relative to the folder, in order; without it all profiles of the domain.

    Raises:
        CaseFileError: what is wrong; several domains without a choice; more than six profiles without one.
    """
    home = path if path.is_dir() else path.parent
    named = None if path.is_dir() else path
    folder = _survey(home, named, profiles or ())
    if profiles:
        domain = _domain_of(folder, profiles, named)
        chosen = list(profiles)
    else:
        domain = _only_domain(folder) if named is None else _domain_at(named, folder)
        chosen = _profiles_of(domain, folder)
        refuse_crowd(chosen, domain.path)
    parties = []
    for name, party in zip(chosen, party_ids(chosen), strict=True):
        preferences = read_profile(folder.profiles[name], domain, folder.warnings)
        parties.append(Party(id=party, name=Path(party).name, preferences=preferences))
    case = Case(title=domain.name or domain.path.stem, parties=tuple(parties), issues=domain.issues)
    return Loaded(case, "genius", tuple(folder.warnings))


def _survey(home: Path, named: Path | None, profiles: Sequence[str]) -> _Folder:
    """Read every XML file of a folder, and tell domains from profiles."""
    folder = _Folder(home, (), {}, {}, [])
    domains: list[Domain] = []
    for name, file in candidates(named or home, profiles, ".xml").items():
        data = read_bytes(file)
        if file != named and name not in profiles and not any(mark in data for mark in _MARKS):
            folder.warnings.append(f"{name} is passed over: it is neither a GENIUS domain nor a profile")
            continue
        try:
            root = read_document(data, str(file), folder.warnings)
            if is_domain(root):
                domains.append(read_domain(root, file, folder.warnings))
                continue
        except CaseFileError as error:
            if _DOMAIN_MARK in data.replace(b"\0", b""):
                folder.broken[file] = error
                continue
            if not profiles or name in profiles or file == named:
                raise
            folder.warnings.append(f"{name} is passed over: {error.problem}")
            continue
        if not is_profile(root):
            raise root.error("this is neither a GENIUS domain nor a profile")
        folder.profiles[name] = root
    return replace(folder, domains=tuple(domains))


def _domain_at(path: Path, folder: _Folder) -> Domain:
    """Return the domain of a file that was named."""
    if path in folder.broken:
        raise folder.broken[path]
    folder.warnings.extend(
        f"{file.name} is passed over: {error.problem}" for file, error in folder.broken.items()
    )
    for domain in folder.domains:
        if domain.path == path:
            return domain
    raise CaseFileError(
        "this is a profile and not a domain; give its folder, and the profile with --profiles", file=str(path)
    )


def _only_domain(folder: _Folder) -> Domain:
    """Return the one domain of a folder."""
    paths = [*(domain.path for domain in folder.domains), *folder.broken]
    path = only_one(paths, folder.home, "GENIUS domain (a file with <negotiation_template>)")
    if path in folder.broken:
        raise folder.broken[path]
    return folder.domains[0]


def _domain_of(folder: _Folder, profiles: Sequence[str], named: Path | None) -> Domain:
    """Return the domain that named profiles belong to."""
    home = folder.home
    for name in profiles:
        if name not in folder.profiles:
            raise folder.broken.get(home / name) or CaseFileError(
                "this is a domain and not a profile", file=str(home / name)
            )
    if named is not None:
        domain = _domain_at(named, folder)
        for name in profiles:
            if not fits(folder.profiles[name], domain):
                problem = f"the profile does not speak of the issues and values of {named.name}"
                raise CaseFileError(problem, file=str(home / name))
        return domain
    fitting = [d for d in folder.domains if all(fits(folder.profiles[name], d) for name in profiles)]
    near = [d for d in fitting if all(d in _nearest(name, fitting) for name in profiles)]
    for left in (near, fitting):
        if len(left) == 1:
            return left[0]
    if not fitting:
        raise CaseFileError("no domain of this folder has the issues of all these profiles", file=str(home))
    names = ", ".join(domain.path.name for domain in fitting)
    raise CaseFileError(
        f"the profiles fit several domains; give one of them as the path: {names}", file=str(home)
    )


def _profiles_of(domain: Domain, folder: _Folder) -> list[str]:
    """Return the profiles that belong to a domain: by issues, and by name where several domains have those."""
    names = []
    for name, root in folder.profiles.items():
        fitting = [other for other in folder.domains if fits(root, other)]
        if domain in _nearest(name, fitting):
            names.append(name)
        elif not fitting:
            problem = f"it does not speak of the issues and values of {domain.path.name}"
            folder.warnings.append(f"{name} is passed over: {problem}")
    return names


def _shared(one: str, other: str) -> int:
    """Return how many characters two names begin with alike."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in pairs)


def _nearest(name: str, domains: Sequence[Domain]) -> list[Domain]:
    """Return the domains whose file name shares the longest beginning with a profile's."""
    shared = {domain: _shared(name.lower(), domain.path.name.lower()) for domain in domains}
    longest = max(shared.values(), default=0)
    return [domain for domain, length in shared.items() if length == longest]
