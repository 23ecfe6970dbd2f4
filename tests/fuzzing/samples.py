"""Files that a parser once stumbled over: kept as text, so that they can be looked at, and read again in every run."""

from __future__ import annotations

import base64
import hashlib
import random
import time
from pathlib import Path
from typing import Final

from tests.fuzzing.targets import TARGETS, Target
from tests.fuzzing.trying import Fault, tried

FOLDER: Final = Path(__file__).parent / "samples"
#: Seconds in which a file is made smaller.
_PATIENCE: Final = 20.0


def kept() -> list[tuple[str, Path]]:
    """Return the samples, each with its target."""
    return [(path.parent.name, path) for path in sorted(FOLDER.glob("*/*.b64"))]


def data_of(path: Path) -> bytes:
    """Return a sample's bytes."""
    return base64.b64decode(path.read_bytes())


def keep(name: str, data: bytes, folder: Path = FOLDER) -> Path:
    """Keep a file as a sample of a target."""
    path = folder / name / f"{hashlib.sha256(data).hexdigest()[:12]}.b64"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(base64.encodebytes(data))
    return path


def smaller(name: str, data: bytes, fault: Fault) -> bytes:
    """Return a smaller file with the same fault, if one is found soon: pieces are left out as long as it stays."""
    target, chance = TARGETS[name], random.Random(len(data))  # noqa: S311 - nothing secret
    until = time.monotonic() + _PATIENCE
    step = len(data) // 2
    while step and time.monotonic() < until:
        place, changed = 0, False
        while place < len(data) and time.monotonic() < until:
            shorter = data[:place] + data[place + step :]
            if _same(target, shorter, fault):
                data, changed = shorter, True
            else:
                place += step
        step = step if changed and chance.random() < 0.5 else step // 2
    return data


def _same(target: Target, data: bytes, fault: Fault) -> bool:
    found = tried(target, data)
    return found is not None and (found.kind, found.where) == (fault.kind, fault.where)
