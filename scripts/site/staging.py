"""The pages of the site, made ready for Sphinx: the repository's own pages, with links and contents of a site.

A page reads well where it stands in the repository; that comes first. So what a site needs more is added here: the
contents of each folder follow from the links in its `README.md`, diagrams are drawn, and a link to what is no page (a
source file, a test) names its path.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path, PurePosixPath
from typing import Final

from scripts.site.diagrams import drawn

ROOT: Final = Path(__file__).parents[2]
#: Pages outside of docs/, and where they stand in the site.
OUTSIDE: Final = {
    "CHANGELOG.md": "project/changes.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "SECURITY.md": "project/security.md",
    "training/README.md": "project/training.md",
}
_LINK: Final = re.compile(r"(?<![\\!])\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<target>[^)\s]+)\)")
_PICTURE: Final = re.compile(r"!\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)")
_MERMAID: Final = re.compile(r"^```mermaid\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FENCE: Final = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)


class StagingError(ValueError):
    """A page that cannot be part of the site: which, why, and what to do."""


def stage(out: Path) -> None:
    """Write the pages of the site into a folder, which is made anew.

    Raises:
        StagingError: a link leads nowhere, or no page of its folder's contents leads to a page.
    """
    shutil.rmtree(out, ignore_errors=True)
    places = placed()
    texts = {place: page_of(source, places) for source, place in places.items()}
    for index, entries in contents(places).items():
        texts[index] += "\n```{toctree}\n:hidden:\n\n" + "\n".join(entries) + "\n```\n"
    for place, text in texts.items():
        path = out / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "docs" / "pictures", out / "pictures")


def placed() -> dict[str, str]:
    """Return every page by its path in the repository, with its place in the site."""
    docs = sorted((ROOT / "docs").rglob("*.md"))
    inside = {str(page.relative_to(ROOT)): str(page.relative_to(ROOT / "docs")) for page in docs}
    return {
        source: re.sub(r"(^|/)README\.md$", r"\1index.md", place) for source, place in inside.items()
    } | OUTSIDE


def page_of(source: str, places: dict[str, str]) -> str:
    """Return a page as the site has it."""
    text = (ROOT / source).read_text(encoding="utf-8")
    parts = _FENCE.split(text)
    for at, part in enumerate(parts):
        if found := _MERMAID.fullmatch(part):
            parts[at] = drawn(found[1], _title_before("".join(parts[:at])))
        elif not part.startswith("```"):
            moved = _PICTURE.sub(
                lambda found: f"![{found['text']}]({_picture(found['target'], source, places)})", part
            )
            parts[at] = _LINK.sub(lambda found: _link(found["text"], found["target"], source, places), moved)
    return "".join(parts)


def _title_before(text: str) -> str:
    return str(re.findall(r"(?m)^#+ (.+)$", text)[-1])


def _resolved(target: str, source: str) -> str:
    return os.path.normpath(PurePosixPath(source).parent / target)


def _from(place: str, source: str, places: dict[str, str]) -> str:
    return os.path.relpath(place, PurePosixPath(places[source]).parent)


def _picture(target: str, source: str, places: dict[str, str]) -> str:
    path = _resolved(target, source)
    if not (ROOT / path).is_file() or not path.startswith("docs/pictures/"):
        raise StagingError(f"{source}: there is no picture {target}; `make pictures` takes them")
    return _from(path.removeprefix("docs/"), source, places)


def _link(text: str, target: str, source: str, places: dict[str, str]) -> str:
    """Return a link as the site has it; what is no page of the site is named by its path."""
    path, hash_sign, heading = target.partition("#")
    if not path or "://" in path or path.startswith("mailto:"):
        return f"[{text}]({target})"
    found = _resolved(path, source)
    if not (ROOT / found).exists():
        raise StagingError(f"{source}: {target} leads nowhere")
    page = found if found in places else f"{found}/README.md"
    if page in places:
        return f"[{text}]({_from(places[page], source, places)}{hash_sign}{heading})"
    return text if text.strip("`") == found else f"{text} (`{found}`)"


def contents(places: dict[str, str]) -> dict[str, list[str]]:
    """Return what each index of the site leads to, in the order of the links on it.

    Raises:
        StagingError: a page stands in no index: then nobody finds it.
    """
    found: dict[str, list[str]] = {}
    listed: set[str] = set()
    indices = [(source, place) for source, place in places.items() if place.endswith("index.md")]
    for source, place in sorted(indices, key=lambda one: -one[1].count("/")):
        folder = str(PurePosixPath(place).parent)
        entries = []
        for link in _LINK.finditer((ROOT / source).read_text(encoding="utf-8")):
            page = _resolved(link["target"].partition("#")[0], source)
            led = places.get(page) or places.get(f"{page}/README.md")
            inside = folder == "." or (led or "").startswith(f"{folder}/")
            if led and led != place and led not in listed and inside:
                listed.add(led)
                entries.append(_entry(led, folder))
        found[place] = entries
    if lost := sorted(set(places.values()) - listed - {"index.md"}):
        raise StagingError(f"no index leads to {', '.join(lost)}: link each in the README.md of its folder")
    return found


def _entry(place: str, folder: str) -> str:
    return os.path.relpath(place, folder).removesuffix(".md")
