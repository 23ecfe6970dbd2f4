"""Agents and protocols by their names, as they are written on the command line: `boulware`, `timed(0.5)`, `phased(4)`.

A class of one's own is `FILE.py:Class`.
"""

from __future__ import annotations

import importlib.util
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from goodoffices.simulation.agents.agent import Agent
from goodoffices.simulation.agents.frequency import Frequency
from goodoffices.simulation.agents.guarded import guarded
from goodoffices.simulation.agents.honest import Honest
from goodoffices.simulation.agents.language_model import LanguageModel
from goodoffices.simulation.agents.mandated import Mandated
from goodoffices.simulation.agents.micro import Micro
from goodoffices.simulation.agents.model_server import ADDRESS, NAME, server_of
from goodoffices.simulation.agents.reciprocal import Reciprocal
from goodoffices.simulation.agents.timed import BOULWARE, CONCEDER, LINEAR, Timed
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.protocols.alternating import Alternating
from goodoffices.simulation.protocols.bidding import Bidding
from goodoffices.simulation.protocols.drafting import Drafting
from goodoffices.simulation.protocols.phased import Phased
from goodoffices.simulation.protocols.proposing import Proposing
from goodoffices.simulation.protocols.protocol import Protocol
from goodoffices.simulation.protocols.questioning import Questioning
from goodoffices.simulation.protocols.single_text import SingleText

#: Makes an agent anew for each run.
Maker = Callable[[], Agent]

_CALL: Final = re.compile(r"(?P<name>[a-z][a-z-]*)(?:\((?P<inside>.*)\))?")
_MODEL: Final = re.compile(r"(?:\s*mandated\()*\s*model\s*(?:\(\s*\))?[\s)]*")
_FILE: Final = re.compile(r"(?P<file>.+\.py):(?P<name>[A-Za-z_][A-Za-z0-9_]*)")

#: Each agent that has a name, and what it is made with: numbers, by place.
AGENTS: Final[Mapping[str, Callable[..., Agent]]] = {
    "boulware": lambda: Timed(BOULWARE),
    "linear": lambda: Timed(LINEAR),
    "conceder": lambda: Timed(CONCEDER),
    "timed": Timed,
    "tit-for-tat": lambda generosity=1.0: Reciprocal("absolute", generosity),
    "tit-for-tat-relative": lambda generosity=1.0: Reciprocal("relative", generosity),
    "tit-for-tat-averaged": lambda generosity=1.0: Reciprocal("averaged", generosity),
    "micro": Micro,
    "frequency": Frequency,
    "honest": Honest,
    "model": lambda: LanguageModel(server_of(os.environ)),
}

PROTOCOLS: Final[Mapping[str, Callable[..., Protocol]]] = {
    "alternating": Alternating, "single-text": SingleText, "proposals": Proposing, "questions": Questioning,
    "drafts": Drafting, "bids": Bidding, "phased": Phased,
}  # fmt: skip


def agent_of(text: str) -> Maker:
    """Return what makes an agent, by its name.

    Args:
        text: a name, with numbers in brackets where it takes any; `mandated(NAME)` bargains as NAME does;
            `FILE.py:Class` is a class of one's own.

    Raises:
        SimulationError: there is no such agent, or the file cannot be used.
    """
    text = text.strip()
    file = _FILE.fullmatch(text)
    if file is not None:
        made = _own(Path(file["file"]), file["name"])
    else:
        found = _CALL.fullmatch(text)
        name, inside = (found["name"], found["inside"]) if found is not None else ("", None)
        if name == "mandated":
            inner = agent_of(inside or "boulware")
            return lambda: Mandated(guarded(inner()))
        made = _made(AGENTS, "agent", text, name, inside)
    _tried(made, text)
    return made


def is_model(text: str) -> bool:
    """Say whether an agent is a language model, which need not say the same again."""
    return _MODEL.fullmatch(text) is not None


def source_of(text: str) -> bytes:
    """Return what an agent rests on that its name does not say: its class's file, or where a language model is."""
    if is_model(text):
        return "\n".join(os.environ.get(one, "").strip() for one in (ADDRESS, NAME)).encode()
    found = _FILE.search(text.removeprefix("mandated(").removesuffix(")"))
    return Path(found["file"]).read_bytes() if found is not None and Path(found["file"]).is_file() else b""


def protocol_of(text: str) -> Protocol:
    """Return a protocol by its name, with numbers in brackets where it takes any.

    Raises:
        SimulationError: there is no such protocol.
    """
    found = _CALL.fullmatch(text.strip())
    name, inside = (found["name"], found["inside"]) if found is not None else ("", None)
    made: Callable[[], Protocol] = _made(PROTOCOLS, "protocol", text, name, inside)
    protocol: Protocol = _tried(made, text)
    return protocol


def _made(
    known: Mapping[str, Callable[..., Any]], kind: str, text: str, name: str, inside: str | None
) -> Callable[[], Any]:
    if name not in known:
        raise SimulationError(f"there is no {kind} '{text}'; choose among {', '.join(known)}")
    try:
        numbers = [
            int(one) if one.strip().isdigit() else float(one)
            for one in (inside or "").split(",")
            if one.strip()
        ]
    except ValueError:
        raise SimulationError(f"'{text}': what stands in brackets must be numbers") from None
    make = known[name]
    return lambda: make(*numbers)


def _tried(make: Callable[[], Any], text: str) -> Any:  # noqa: ANN401 - an agent, or a protocol
    try:
        return make()
    except TypeError:
        raise SimulationError(f"'{text}' takes fewer numbers in brackets") from None


def _own(file: Path, name: str) -> Maker:
    """Load a class from a file of the user's."""
    if not file.is_file():
        raise SimulationError(f"{file}: there is no such file")
    spec = importlib.util.spec_from_file_location(f"goodoffices_agent_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise SimulationError(f"{file}: it cannot be loaded: {type(error).__name__}: {error}") from error
    made = getattr(module, name, None)
    if not (isinstance(made, type) and issubclass(made, Agent)):
        raise SimulationError(
            f"{file}: there is no class '{name}' of an agent; write `class {name}(Agent):` with a method `turn` "
            "(from goodoffices.simulation.agents.agent import Agent)"
        )
    return made
