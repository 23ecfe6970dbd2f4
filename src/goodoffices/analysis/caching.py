"""Where compiled kernels are kept: beside their source, or in the home of whoever runs them.

Where neither can be written, it is a folder that is gone with the process; numba would refuse to compile them at all.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

#: By which numba is told.
VARIABLE: Final = "NUMBA_CACHE_DIR"
_NAME: Final = "goodoffices-kernels-"


def see_to_cache() -> None:
    """See to it that numba finds a folder that it can write, before it is loaded."""
    if os.environ.get(VARIABLE) or any(map(_writable, _places())):
        return
    # Under a name that nobody can guess: what lies in a cache is run.
    folder = tempfile.mkdtemp(prefix=_NAME)
    os.environ[VARIABLE] = folder
    atexit.register(shutil.rmtree, folder, ignore_errors=True)


def kept() -> bool:
    """Whether what is compiled is there the next time."""
    return _NAME not in os.environ.get(VARIABLE, "")


def _places() -> list[Path]:
    """Return where numba looks by itself: all kernels are in this folder, or in one that is in it."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - as numba does
    return [Path(__file__).parent / "__pycache__", Path(home) / "numba"]


def _writable(place: Path) -> bool:
    there = next(one for one in (place, *place.parents) if one.exists())
    return os.access(there, os.W_OK | os.X_OK)
