"""Heavy answers, computed beside the pages and kept in memory by what they were computed from.

Nothing of a case is written to disk, and what an answer does not rest on is not sent to the process that computes it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

import msgspec

from goodoffices.analysis.errors import AnalysisError
from goodoffices.model import Case
from goodoffices.services.beside import Answer, Beside, Failed, Ready, Waiting

__all__ = ["RESTS_ON", "Answer", "Answers", "Failed", "Kind", "Ready", "Waiting", "digest_of"]

Kind = Literal[
    "analyse",
    "deadlock",
    "questions",
    "trades",
    "explain",
    "robust",
    "what_if",
    "rehearse",
    "implied",
    "tally",
]

_TERMS: Final = (
    "as_of", "parties", "decision_bodies", "issues", "constraints", "red_lines", "mandates", "alternatives",
)  # fmt: skip
#: What of a case each kind of answer rests on: what is not here changes nothing in it.
RESTS_ON: Final[Mapping[Kind, tuple[str, ...]]] = {
    "analyse": (*_TERMS, "positions"),
    "deadlock": _TERMS,
    "questions": (*_TERMS, "positions"),
    "trades": _TERMS,
    "explain": (*_TERMS, "positions"),
    "robust": (*_TERMS, "positions"),
    "what_if": _TERMS,
    "rehearse": (*_TERMS, "positions"),
    "implied": ("parties", "issues"),
    "tally": ("tallies", "entries"),
}
#: A search for what cannot be folded ends after so many seconds, unless others are asked for.
_SECONDS: Final = 120.0
#: An answer takes so many times as much memory as its bytes.
_SPREAD: Final = 8


class Answers(Beside):
    """Answers to questions about cases. Safe among threads.

    Args:
        workers: how many are computed at the same time, each in a process of its own.
        megabytes: how much memory the answers that are kept may take; those asked for longest ago go first.
        longest: after so many seconds an answer is given up.
        clock: counts seconds.
    """

    def __init__(
        self,
        workers: int = 1,
        megabytes: float = 200.0,
        longest: float = 600.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(
            _compute, _prepare, name="answers", workers=workers, megabytes=megabytes, spread=_SPREAD, longest=longest,
            clock=clock,
        )  # fmt: skip

    def ask(self, kind: Kind, case: Case, *, audience: str, **options: Any) -> Answer:  # noqa: ANN401 - as the analysis takes them
        """Ask for an answer; it is there, or is being computed from now on, and can be asked for again.

        The same question is computed once. What is asked for last is computed first.

        Args:
            kind: what is asked.
            case: about what; as `dossiers.working_case` returns it.
            audience: for whom, in which case of the workspace: what one has asked is not there any sooner for another.
            options: as `analyse`, `trades` (`start`) and so on take them.
        """
        bare = Case(**{name: getattr(case, name) for name in RESTS_ON[kind]})
        return self.asked(digest_of(kind, bare, audience, options), lambda: (kind, bare, options))

    def wait(
        self,
        kind: Kind,
        case: Case,
        *,
        patience: float,
        audience: str,
        **options: Any,  # noqa: ANN401 - as above
    ) -> Answer:
        """Ask for an answer, and wait so many seconds for it at most."""
        return self.waited(lambda: self.ask(kind, case, audience=audience, **options), patience)


def digest_of(kind: Kind, case: Case, audience: str, options: Mapping[str, Any]) -> bytes:
    """Return the digest of a question: the same for the same question, and for no other."""
    rests = {name: getattr(case, name) for name in RESTS_ON[kind]}
    encoded = msgspec.json.encode((kind, audience, rests, options), order="sorted", enc_hook=repr)
    return hashlib.sha256(encoded).digest()


def _prepare() -> None:
    """Make a process ready: the kernels are compiled, or read from where they were kept."""
    from goodoffices.analysis.warm import warm  # noqa: PLC0415 - in the process that computes alone

    warm()


def _compute(task: tuple[Kind, Case, Mapping[str, Any]]) -> tuple[Any, int]:
    """Compute an answer, and how many bytes it has."""
    from goodoffices.analysis.analyse import analyse_case  # noqa: PLC0415 - as above
    from goodoffices.analysis.trades.naming import given_of, unknown  # noqa: PLC0415 - as above
    from goodoffices.services import analysing  # noqa: PLC0415 - as above
    from goodoffices.services.performed import reckon  # noqa: PLC0415 - as above
    from goodoffices.services.rehearsing import rehearse  # noqa: PLC0415 - as above
    from goodoffices.services.what_if import what_if  # noqa: PLC0415 - as above

    kind, case, options = task
    start = options.get("start")
    if isinstance(start, str) and given_of(start, case, lambda: analyse_case(case)) is None:
        # What comes from a page names no file.
        raise unknown(start, case)
    if kind == "robust" and not all(isinstance(one, Mapping) for one in options.get("packages", ())):
        message = "packages: give each as options by issue"
        raise AnalysisError(message)
    if kind == "rehearse" and not isinstance(options.get("package"), Mapping):
        message = "package: give an option for every issue"
        raise AnalysisError(message)
    others: dict[str, Callable[..., Any]] = {"what_if": what_if, "tally": reckon, "rehearse": rehearse}
    ask: Callable[..., Any] = others[kind] if kind in others else getattr(analysing, kind)
    # a server has others to serve: what is computed for one page may not take gigabytes
    own: dict[str, Any] = {"huge": False, "budget": _SECONDS} if kind == "analyse" else {}
    result = ask(case, **{**own, **options})
    return result, len(msgspec.msgpack.encode(result, enc_hook=_bulk))


def _bulk(value: Any) -> Any:  # noqa: ANN401 - as msgspec hands it over
    """Stand in for points, which are too many to be written out, with what they are made of."""
    from goodoffices.analysis.points import Points  # noqa: PLC0415 - in the process that computes alone

    if isinstance(value, Points):
        return value.utilities.tobytes(), value.places.tobytes()
    raise NotImplementedError(f"nothing is known of {type(value).__name__}")
