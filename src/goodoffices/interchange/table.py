"""What reading folders of a domain and profiles has in common: who sits at the table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from goodoffices.interchange.loaded import MOST_PROFILES
from goodoffices.model import CaseFileError


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
        ids.append(one)
    return tuple(ids)
