"""Read articles with a network in memory, score them as the shared scorer does, and tune the settings."""

from __future__ import annotations

import collections
import dataclasses
import importlib.util
from collections.abc import Iterable
from types import ModuleType

import numpy as np
import torch
from torch import Tensor

from goodoffices.record.attribute.attribution import Attribution
from goodoffices.record.attribute.decode import (
    Candidate,
    Floats,
    Found,
    Settings,
    Surroundings,
    distinct,
    judged,
    surrounded,
)
from goodoffices.record.attribute.scanning import Integers
from training.attribution.corpus import Article, corpus_folder
from training.attribution.examples import Example
from training.attribution.model import Reader

START = Settings(
    candidate=0.08, confidence=0.4, source=0.3, content=0.5, weights=(0.4, 0.6, 0.0, 0.0, 0.0, 0.0)
)
Around = list[tuple[Candidate, Surroundings]]


def scorer() -> ModuleType:
    """Load the shared scorer."""
    path = corpus_folder().parents[1] / "tools" / "score_attribution.py"
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def padded(rows: list[np.ndarray], kind: torch.dtype) -> tuple[Tensor, Tensor]:
    """Stack arrays of differing length; return them and the mask of what is theirs."""
    longest = max(map(len, rows))
    out = torch.zeros((len(rows), longest, *rows[0].shape[1:]), dtype=kind)
    mask = torch.zeros((len(rows), longest))
    for row, values in enumerate(rows):
        out[row, : len(values)] = torch.as_tensor(values)
        mask[row, : len(values)] = 1
    return out, mask


class InMemory:
    """The network while it is trained."""

    def __init__(self, model: Reader) -> None:
        self.model = model.eval()

    @torch.no_grad()
    def encode(self, ids: Integers, features: Integers) -> tuple[Floats, Floats]:
        """See `Network`."""
        rows = torch.from_numpy(ids)[None]
        with torch.autocast("cpu", torch.bfloat16):
            hidden, tags, _ = self.model.encoder(
                rows, torch.from_numpy(features)[None], torch.ones(rows.shape)
            )
        return hidden[0].float().numpy(), tags[0].float().numpy()

    @torch.no_grad()
    def branch(self, states: Floats, distances: Integers, mask: Floats) -> tuple[Floats, Floats]:
        """See `Network`."""
        with torch.autocast("cpu", torch.bfloat16):
            roles, verdict = self.model.branch(*map(torch.from_numpy, (states, distances, mask)))
        return roles.float().numpy(), verdict.float().numpy()


def found_in(examples: list[Example], around: list[Around], settings: Settings) -> list[list[Found]]:
    """Decode every candidate of every article."""
    return [
        [f for cue, near in of_one if (f := surrounded(one.pieces, cue, near, settings))]
        for one, of_one in zip(examples, around, strict=True)
    ]


def as_statement(attribution: Attribution | Found) -> dict[str, object]:
    """Give the scorer's names to an attribution's spans."""
    return {
        "cue_spans": attribution.cue,
        "speaker_spans": attribution.source,
        "content_spans": attribution.content,
    }


def score(articles: Iterable[Article], read: Iterable[list[Attribution] | list[Found]]) -> dict[str, float]:
    """Return precision, recall and F1 of *good* and F1 of *linked*, in percent."""
    module, counts = scorer(), collections.Counter[str]()
    for article, predicted in zip(articles, read, strict=True):
        gold = [{role: getattr(g, role) for role in module.ROLES} for g in article.gold]
        module.score(gold, [as_statement(p) for p in predicted], module.Words(article.text), counts)
    good = module.prf(counts, "good")
    return {**good, "linked": module.prf(counts, "linked")["f1"], "exact": module.prf(counts, "exact")["f1"]}


def chosen(found: list[list[Found]], settings: Settings) -> list[list[Attribution]]:
    """Keep what is sure enough, and one of those that are one."""
    return [
        distinct([a for f in one if (a := judged(f, settings)).confidence >= settings.confidence])
        for one in found
    ]


def _right(examples: list[Example], found: list[list[Found]]) -> np.ndarray:
    """Tell for each attribution found whether it alone would be good."""
    module, right = scorer(), []
    for one, of_one in zip(examples, found, strict=True):
        words = module.Words(one.article.text)
        gold = [{r: getattr(g, r) for r in module.ROLES} for g in one.article.gold]
        for f in of_one:
            counts = collections.Counter[str]()
            module.score(gold, [as_statement(f)], words, counts)
            right.append(counts["good"])
    return np.array(right, dtype=float)


def _regression(signals: np.ndarray, right: np.ndarray) -> tuple[float, ...]:
    """Fit a logistic regression by Newton's method, lightly ridged."""
    weights = np.zeros(signals.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-signals @ weights))
        slope = signals.T @ (right - chance) - 0.5 * weights
        curve = (signals * (chance * (1 - chance))[:, None]).T @ signals + 0.5 * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return tuple(round(float(w), 4) for w in weights)


def tuned(examples: list[Example], around: list[Around]) -> tuple[Settings, dict[str, float]]:
    """Tune source and content thresholds, the confidence's weights, and the least confidence, in this order."""
    best, figures = START, {"f1": 0.0}
    for source in (0.2, 0.3, 0.4):
        for content in (0.35, 0.42, 0.5):
            trial = dataclasses.replace(START, source=source, content=content)
            found = found_in(examples, around, trial)
            signals = np.array([f.signals for of_one in found for f in of_one])
            trial = dataclasses.replace(trial, weights=_regression(signals, _right(examples, found)))
            for confidence in (0.28, 0.32, 0.36, 0.4, 0.44, 0.48):
                trial = dataclasses.replace(trial, confidence=confidence)
                got = score((one.article for one in examples), chosen(found, trial))
                if got["f1"] > figures["f1"]:
                    best, figures = trial, got
    return best, figures
