"""Good Offices: the workbench for indirect talks.

The library is the command line's work, typed: `Case`, `analyse`, `deadlock`, `explain`, `questions`, `read`,
`rehearse`, `robust`, `simulate` and `trades` return frozen objects whose `to_dict()` is the JSON of the command line;
`deadlock_stream` yields what `deadlock` answers as it is found.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from goodoffices._version import __version__

if TYPE_CHECKING:
    from goodoffices.model import Case
    from goodoffices.services import analyse, deadlock, deadlock_stream, explain, questions, robust, trades
    from goodoffices.services.reading import read
    from goodoffices.services.rehearsing import rehearse
    from goodoffices.services.simulating import simulate

__all__ = [
    "Case",
    "__version__",
    "analyse",
    "deadlock",
    "deadlock_stream",
    "explain",
    "questions",
    "read",
    "rehearse",
    "robust",
    "simulate",
    "trades",
]


#: Where that is which does not come from the services' own list.
_ROOMS = {
    "Case": "goodoffices.model",
    "read": "goodoffices.services.reading",
    "rehearse": "goodoffices.services.rehearsing",
    "simulate": "goodoffices.services.simulating",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the library offers under that name
    """Load what is asked for when it is asked for, so that importing the package costs nothing."""
    if name not in __all__:
        message = f"module 'goodoffices' has no attribute '{name}'"
        raise AttributeError(message)
    return getattr(import_module(_ROOMS.get(name, "goodoffices.services")), name)
