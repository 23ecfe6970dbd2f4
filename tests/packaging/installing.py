"""What is built from this tree, and clean environments in which it is installed without a network.

What a package of ours needs is lent to an environment from the one of the tests, and nothing else of it: links to the
files of just those distributions that its requirements name. So pip finds them installed, and what is not among them
is not there.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
#: Nothing of the environment of the tests reaches what runs in another one.
_OURS = re.compile(r"PYTHON\w*|VIRTUAL_ENV|GOODOFFICES_\w+|PIP_\w+")


class Built(NamedTuple):
    """A wheel and a source release."""

    wheel: Path
    sdist: Path


def build(source: Path, out: Path, *kinds: str) -> None:
    """Build wheel or sdist of a tree, as `pip install` would, without asking anybody for the builder."""
    flags = [f"--target={kind}" for kind in kinds]
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--directory", str(out), *flags],
        cwd=source, check=True, capture_output=True, env=clean(),
    )  # fmt: skip


def clean(**more: str) -> dict[str, str]:
    """Return the variables of a process that is to know nothing of the tests."""
    kept = {name: value for name, value in os.environ.items() if not _OURS.fullmatch(name)}
    return kept | {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_CACHE_DIR": "1"} | more


def requirements(extra: str = "") -> list[Requirement]:
    """Return what the package needs, or one of its extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return [Requirement(one) for one in listed]


def closure(needed: Iterable[Requirement]) -> dict[str, metadata.Distribution]:
    """Return the distributions that requirements come to, by their names, with all that those need in their turn."""
    found: dict[str, metadata.Distribution] = {}
    asked = list(needed)
    seen = set()
    while asked:
        one = asked.pop()
        name = canonical(one.name)
        if (name, frozenset(one.extras)) in seen or not _applies(one):
            continue
        seen.add((name, frozenset(one.extras)))
        if name == "goodoffices":
            asked += [held for extra in one.extras for held in requirements(extra)]
            continue
        found[name] = metadata.distribution(one.name)
        for text in found[name].requires or ():
            more = Requirement(text)
            wanted = more.marker is None or any(
                more.marker.evaluate({"extra": extra}) for extra in ("", *one.extras)
            )
            if wanted:
                more.marker = None
                asked.append(more)
    return found


def canonical(name: str) -> str:
    """Return the name of a distribution as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def lend(what: Iterable[metadata.Distribution], folder: Path) -> None:
    """Lay links to the files of distributions into a folder."""
    folder.mkdir()
    for one in what:
        for name in _roots(one):
            source = Path(str(one.locate_file(name)))
            if not (folder / name).exists() and source.exists():
                (folder / name).symlink_to(source)


def pinned(*lists: str) -> list[metadata.Distribution]:
    """Return the distributions of pinned lists of requirements, as far as they are for this machine.

    Raises:
        AssertionError: one is not installed here in the version that is pinned.
    """
    found = []
    for name in lists:
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
        for line in re.findall(r"(?m)^[A-Za-z][^#\n]*", text):
            one = Requirement(line.partition("--hash")[0])
            if _applies(one):
                held = metadata.distribution(one.name)
                assert one.specifier.contains(held.version), f"{one.name} is {held.version} here: make setup"
                found.append(held)
    return found


def _applies(one: Requirement) -> bool:
    return one.marker is None or one.marker.evaluate({"extra": ""})


class Environment:
    """A clean environment: the folder, and what is lent to it."""

    def __init__(self, folder: Path, needed: Iterable[Requirement]) -> None:
        self.folder = folder
        self.bin = folder / "bin"
        venv.create(folder, symlinks=True)
        lend(closure(needed).values(), folder / "lent")
        (self.site / "lent.pth").write_text(f"{folder / 'lent'}\n")

    @property
    def site(self) -> Path:
        """The folder in which packages are installed."""
        return next((self.folder / "lib").glob("python*/site-packages"))

    def run(self, *command: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run one of its programs, in a folder that has nothing to do with the sources."""
        name, *rest = map(str, command)
        return subprocess.run(
            [str(self.bin / name), *rest], cwd=cwd or self.folder, env=clean(COLUMNS="80"),
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def install(self, what: str) -> None:
        """Install with pip, which looks for nothing elsewhere and checks that all is there that is needed."""
        done = subprocess.run(
            [sys.executable, "-m", "pip", "--python", str(self.bin / "python"), "install", "--quiet", what],
            env=clean(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


def _roots(one: metadata.Distribution) -> Iterator[str]:
    """Yield what a distribution has at the top of the folder of packages."""
    names = {file.parts[0] for file in one.files or () if not file.parts[0].startswith("..")}
    yield from sorted(names - {"__pycache__", "bin"})
