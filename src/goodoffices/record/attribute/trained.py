"""The trained reader: the network of `training/attribution`, run by onnxruntime from the weights in this package."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goodoffices.record.attribute.attribution import Attribution
from goodoffices.record.attribute.decode import Floats, Settings, distinct, judged, surrounded
from goodoffices.record.attribute.pieces import cut
from goodoffices.record.attribute.scanning import Integers, surroundings

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).with_name("weights")


@dataclass(frozen=True)
class Sessions:
    """The network in onnxruntime."""

    encoder: Any
    branches: Any

    @classmethod
    def open(cls, threads: int = 0) -> Sessions:
        """Load the weights. `threads` is how many a window is read by; 0 leaves it to the machine."""
        import onnxruntime  # noqa: PLC0415 - heavy, and not needed by rules

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        opened = [
            onnxruntime.InferenceSession(WEIGHTS / name, options, providers=["CPUExecutionProvider"])
            for name in ("encoder.onnx", "branch.onnx")
        ]
        return cls(*opened)

    def encode(self, ids: Integers, features: Integers) -> tuple[Floats, Floats]:
        """See `Network`."""
        hidden, tags = self.encoder.run(None, {"ids": ids[None], "features": features[None]})
        return hidden[0], tags[0]

    def branch(self, states: Floats, distances: Integers, mask: Floats) -> tuple[Floats, Floats]:
        """See `Network`."""
        roles, verdicts = self.branches.run(None, {"states": states, "distances": distances, "mask": mask})
        return roles, verdicts


@cache
def _loaded(threads: int) -> tuple[Tokenizer, Sessions, Settings]:
    from tokenizers import Tokenizer  # noqa: PLC0415 - heavy, and not needed by rules

    stored = json.loads((WEIGHTS / "settings.json").read_text(encoding="utf-8"))
    settings = Settings(**{**stored, "weights": tuple(stored["weights"])})
    return Tokenizer.from_file(str(WEIGHTS / "tokenizer.json")), Sessions.open(threads), settings


def attributions(text: str, *, threads: int = 0) -> list[Attribution]:
    """Return the attributions of a text, in order of their cues, each with a confidence from 0 to 1.

    Reading takes time in proportion to the text, and memory that does not grow with it.
    """
    tokenizer, network, settings = _loaded(threads)
    pieces = cut(text, tokenizer)
    found = [
        judged(one, settings)
        for cue, around in surroundings(network, pieces, settings.candidate)
        if (one := surrounded(pieces, cue, around, settings)) is not None
    ]
    return distinct([one for one in found if one.confidence >= settings.confidence])
