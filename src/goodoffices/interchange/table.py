"""What reading folders of a domain and profiles has in common: their files, and who sits at the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from goodoffices.interchange.loaded import MOST_PROFILES
from goodoffices.model import CaseFileError, Issue
from goodoffices.model.casefile.check_terms import check_issue
from goodoffices.model.casefile.plain import FieldPath

#: Issues, options and parties have names of at most this many characters in a case.
LONGEST_NAME: Final = 200


def files_in(folder: Path, *endings: str) -> list[Path]:
    """Return a folder's files of some endings, sorted by name; hidden ones are other programs' business."""
    files = [file for file in sorted(folder.iterdir()) if file.suffix.lower() in endings]
    return [file for file in files if not file.name.startswith(".") and file.is_file()]


def candidates(path: Path, profiles: Sequence[str], *endings: str) -> dict[str, Path]:
    """Return the files, by name, among which the domain and the profiles are: a folder's, and those named.

    Args:
        path: the folder, or a domain file in it.
        profiles: names of profile files, relative to the folder.
        endings: what the folder's other files must end in to be looked at.
    """
    home = path if path.is_dir() else path.parent
    files = {file.name: file for file in files_in(home, *endings)}
    files |= {name: home / name for name in profiles}
    return files if path.is_dir() else files | {path.name: path}


def problems_of(issue: Issue) -> Iterator[tuple[FieldPath, str]]:
    """Yield what a case could not hold of an issue that was read, each with its place in the issue."""
    yield from check_issue(issue, ())
    for what, name in (("issue", issue.id), *(("value", option.id) for option in issue.options)):
        if not name:
            yield (), f"the {what} has no name"
        elif len(name) > LONGEST_NAME:
            yield (), f"the name of the {what} '{name[:40]}…' is longer than {LONGEST_NAME} characters"


def refuse_crowd(chosen: Sequence[str], place: Path) -> None:
    """Refuse more profiles than can be analysed when nobody chose.

    Raises:
        CaseFileError: there are more than six; the sentence lists them.
    """
    if len(chosen) > MOST_PROFILES:
        raise CaseFileError(
            f"{len(chosen)} profiles belong to this domain, and at most {MOST_PROFILES} parties can be analysed; "
            f"choose with --profiles among {', '.join(chosen)}",
            file=str(place),
        )


def only_one(domains: Sequence[Path], folder: Path, kind: str) -> Path:
    """Return the one domain of a folder.

    Raises:
        CaseFileError: there is none, or there are several; the sentence lists them.
    """
    if not domains:
        raise CaseFileError(f"the folder holds no {kind}", file=str(folder))
    if len(domains) > 1:
        names = ", ".join(sorted(path.name for path in domains))
        raise CaseFileError(
            f"the folder holds several domains; give one of them as the path: {names}", file=str(folder)
        )
    return domains[0]


def party_ids(chosen: Sequence[str]) -> tuple[str, ...]:
    """Return an id for each profile at the table, no two the same.

    The file name without its ending; with its folder where two would be the same, then with its ending; a profile that
    sits there twice is numbered.

    Raises:
        CaseFileError: a name is longer than a party's may be.
    """
    ways = (lambda name: Path(name).stem, lambda name: str(Path(name).with_suffix("")), str)
    # bytes of a name that are no UTF-8 stand as surrogates, which cannot be printed
    chosen = [name.encode(errors="surrogateescape").decode(errors="replace") for name in chosen]
    ids: list[str] = []
    for place, name in enumerate(chosen):
        others = [*chosen[:place], *chosen[place + 1 :]]
        one = next((way(name) for way in ways if way(name) not in map(way, others)), name)
        number = 2
        while one in ids:
            one = f"{name} ({number})"
            number += 1
        if len(one) > LONGEST_NAME:
            problem = f"the name is longer than the {LONGEST_NAME} characters that a party's may have"
            raise CaseFileError(problem, file=name)
        ids.append(one)
    return tuple(ids)
