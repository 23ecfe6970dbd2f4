"""Train the reader: `python -m training.attribution.train --out FOLDER`.

Writes FOLDER/last.pt after every epoch (weights averaged over the steps, as they are used) and a line to FOLDER/log.
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from goodoffices.record.attribute.decode import Candidate, distances
from goodoffices.record.attribute.scanning import surroundings
from goodoffices.record.attribute.windows import Window, narrow
from training.attribution.corpus import articles, held_out
from training.attribution.examples import Cue, Example, example
from training.attribution.model import Reader
from training.attribution.tuning import START, InMemory, chosen, found_in, padded, score, tuned
from training.attribution.vocabulary import shortened

BLOTTED = 0.04
#: The weight of the helping task: is a piece in any source, in any content.
HELP = 0.3


@dataclasses.dataclass(frozen=True)
class Plan:
    """The settings of one training."""

    epochs: int = 8
    rate: float = 2e-4
    heads_rate: float = 6e-4
    decay: float = 0.9
    batch: int = 4096  # pieces
    warm: float = 0.06
    averaging: float = 0.998
    dropout: float = 0.1
    seed: int = 20240330


def batches(
    examples: list[Example], size: int, chance: np.random.Generator
) -> list[list[tuple[Example, Window]]]:
    """Put windows of like length together, at most `size` pieces padded, in random order."""
    windows = [(one, w) for one in examples for w in one.windows]
    windows.sort(key=lambda pair: pair[1].last - pair[1].first + chance.integers(0, 40))
    out: list[list[tuple[Example, Window]]] = [[]]
    longest = 0
    for pair in windows:
        longest = max(longest, pair[1].last - pair[1].first)
        if longest * (len(out[-1]) + 1) > size:
            out.append([])
            longest = pair[1].last - pair[1].first
        out[-1].append(pair)
    chance.shuffle(out)  # type: ignore[arg-type]  # it shuffles lists in place, too
    return out


class Batch:
    """The forward pass and the loss of one batch."""

    def __init__(self, model: Reader, likely: set[int], blot: int, chance: np.random.Generator) -> None:
        self.model, self.likely, self.blot, self.chance = model, likely, blot, chance

    def _false(self, one: Example, window: Window, cue_chance: np.ndarray, wanted: float) -> list[Candidate]:
        """Return candidates that are no cues: what the network takes for one, and words that often are."""
        tags, out = one.tags, []
        at = window.begin
        while at < window.end:
            if tags[at] == 0 and one.pieces.heads[at]:
                taken = cue_chance[at - window.first]
                likely = int(one.pieces.ids[at]) in self.likely
                if taken > 0.05 or (likely and self.chance.random() < 0.15 * wanted):  # noqa: PLR2004 - a share of the examples
                    end = at + 1
                    while (
                        end < window.end
                        and tags[end] == 0
                        and (
                            not one.pieces.heads[end]
                            or cue_chance[end - window.first] > max(0.5 * taken, 0.05)
                        )
                    ):
                        end += 1
                    out.append(Candidate(at, end, float(taken) + 0.3 * self.chance.random()))
                    at = end
                    continue
            at += 1
        return out

    def loss(self, pairs: list[tuple[Example, Window]]) -> Tensor:
        """Return the summed loss: cue tags, roles, verdicts."""
        parts = [slice(w.first, w.last) for _, w in pairs]
        ids, mask = padded([one.pieces.ids[p] for (one, _), p in zip(pairs, parts, strict=True)], torch.long)
        features, _ = padded(
            [one.pieces.features[p] for (one, _), p in zip(pairs, parts, strict=True)], torch.long
        )
        tags, _ = padded([one.tags[p] for (one, _), p in zip(pairs, parts, strict=True)], torch.long)
        # Some pieces are blotted out, so that surroundings count.
        ids = torch.where(torch.rand(ids.shape) < BLOTTED, self.blot, ids)
        hidden, logits, helping = self.model.encoder(ids, features, mask)
        logits = logits.float()
        weight = torch.tensor([1.0, 1.5, 1.5])
        there = mask > 0
        cue_loss = functional.cross_entropy(logits[there], tags[there], weight=weight)
        spread, _ = padded([one.spread[p] for (one, _), p in zip(pairs, parts, strict=True)], torch.float32)
        cue_loss = cue_loss + HELP * functional.binary_cross_entropy_with_logits(
            helping.float()[there], spread[there]
        )
        chances = 1 - logits.detach().softmax(-1)[..., 0].numpy()
        rows: list[tuple[int, int, int, Candidate, np.ndarray | None]] = []
        for row, (one, window) in enumerate(pairs):
            near = [
                (c, Candidate(c.first, c.last, 1.0)) for c in one.cues if window.begin <= c.first < window.end
            ]
            false: list[tuple[Cue | None, Candidate]] = [
                (None, c) for c in self._false(one, window, chances[row], 1.0)
            ]
            # Two false ones for each three true, the likeliest first.
            false = sorted(false, key=lambda pair: -pair[1].probability)[: 1 + 2 * len(near) // 3]
            for cue, candidate in [*near, *false]:
                a, b = narrow(one.pieces, window, candidate.first, candidate.last)
                if b < candidate.last:
                    continue
                rows.append((row, a, b, candidate, None if cue is None else cue.within(a, b)))
        return cue_loss + self._branch_loss(pairs, hidden, rows)

    def _branch_loss(
        self,
        pairs: list[tuple[Example, Window]],
        hidden: Tensor,
        rows: list[tuple[int, int, int, Candidate, np.ndarray | None]],
    ) -> Tensor:
        rows = sorted(rows, key=lambda r: r[2] - r[1])
        role_sum, role_count = hidden.new_zeros((), dtype=torch.float32), 0.0
        verdict_sum = hidden.new_zeros((), dtype=torch.float32)
        weight = torch.tensor([1.0, 1.5, 1.0])
        step = max(1, math.ceil(len(rows) / 4))
        for start in range(0, len(rows), step):
            group = rows[start : start + step]
            longest = max(b - a for _, a, b, _, _ in group)
            at = torch.zeros((len(group), longest), dtype=torch.long)
            for n, (row, a, b, _, _) in enumerate(group):
                first = pairs[row][1].first
                at[n, : b - a] = torch.arange(a - first, b - first) + row * hidden.shape[1]
            states = hidden.reshape(-1, hidden.shape[-1])[at]
            far, mask = padded([distances(a, b, c) for _, a, b, c, _ in group], torch.long)
            roles, verdict = self.model.branch(states, far, mask)
            true = torch.tensor([float(g[4] is not None) for g in group])
            truth, _ = padded(
                [np.zeros(g[2] - g[1], np.int8) if g[4] is None else g[4] for g in group], torch.long
            )
            wanted = (mask * true[:, None]) > 0
            if wanted.any():
                role_sum = role_sum + functional.cross_entropy(
                    roles.float()[wanted], truth[wanted], weight=weight, reduction="sum"
                )
                role_count += float(wanted.sum())
            sourced = torch.tensor([float(g[4] is not None and bool((g[4] == 1).any())) for g in group])
            verdict_sum = verdict_sum + functional.binary_cross_entropy_with_logits(
                verdict[:, 0].float(), true, reduction="sum"
            )
            verdict_sum = verdict_sum + 0.5 * functional.binary_cross_entropy_with_logits(
                verdict[:, 1].float(), sourced, weight=true, reduction="sum"
            )
        return role_sum / max(1.0, role_count) + 0.5 * verdict_sum / max(1, len(rows))


def groups(model: Reader, plan: Plan) -> list[dict[str, object]]:
    """Give each layer its rate, falling towards the embeddings; new parts learn faster."""
    out: dict[tuple[float, float], list[Tensor]] = collections.defaultdict(list)
    for name, value in model.named_parameters():
        depth = int(name.split(".layers.")[1].split(".")[0]) + 1 if ".layers." in name else 0
        new = name.startswith("branch") or any(part in name for part in ("tags", "spread", "features"))
        rate = plan.heads_rate if new else plan.rate * plan.decay ** (6 - depth)
        out[rate, 0.01 if value.dim() > 1 else 0.0].append(value)
    return [{"params": v, "lr": r, "weight_decay": d, "top": r} for (r, d), v in out.items()]


def main() -> None:  # noqa: PLR0915 - a course from its first step to its last
    """Train, with the held-out part of train scored after each epoch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--share", type=float, default=1.0, help="train on this share of the articles")
    parser.add_argument("--all", action="store_true", help="train on the held-out articles as well")
    parser.add_argument("--resume", action="store_true", help="go on after the last epoch that FOLDER holds")
    for field in dataclasses.fields(Plan):
        parser.add_argument(f"--{field.name}", type=type(field.default), default=field.default)
    options = parser.parse_args()
    plan = Plan(**{f.name: getattr(options, f.name) for f in dataclasses.fields(Plan)})
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    chance = np.random.default_rng(plan.seed)
    tokenizer, kept = shortened()
    everything = [example(article, tokenizer) for article in articles("train")]
    tune = [one for one in everything if held_out(one.article)]
    train = [one for one in everything if options.all or not held_out(one.article)]
    train = train[: max(1, round(options.share * len(train)))]
    first = collections.Counter(int(one.pieces.ids[c.first]) for one in train for c in one.cues)
    # The steps are made in single precision, the passes in bfloat16, which the matrix units of newer CPUs speed up.
    master = Reader(len(kept), plan.dropout)
    master.begin(kept)
    model = Reader(len(kept), plan.dropout).bfloat16()
    model.load_state_dict(master.state_dict())
    averaged = Reader(len(kept), plan.dropout)
    averaged.load_state_dict(master.state_dict())
    exact, rounded, mean = (list(m.parameters()) for m in (master, model, averaged))
    blot = tokenizer.token_to_id("[MASK]")
    optimiser = torch.optim.AdamW(groups(master, plan), betas=(0.9, 0.98), eps=1e-6, fused=True)
    batch = Batch(model, {piece for piece, count in first.items() if count > 2}, blot, chance)  # noqa: PLR2004 - rare pieces
    steps = plan.epochs * len(batches(train, plan.batch, np.random.default_rng(0)))
    step, done, began = 0, 0, time.time()
    if options.resume:
        state = torch.load(options.out / "state.pt", weights_only=True)
        master.load_state_dict(state["master"])
        model.load_state_dict(state["master"])
        averaged.load_state_dict(state["averaged"])
        optimiser.load_state_dict(state["optimiser"])
        step, done = state["step"], state["epoch"]
        chance = np.random.default_rng((plan.seed, done))
    with (options.out / "log").open("a", encoding="utf-8") as log:
        print(
            json.dumps({**dataclasses.asdict(plan), "articles": len(train), "steps": steps}),
            file=log,
            flush=True,
        )
        for epoch in range(done, plan.epochs):
            model.train()
            total, count = 0.0, 0
            for pairs in batches(train, plan.batch, chance):
                share = step / steps
                factor = min(share / plan.warm, max(0.0, (1 - share) / (1 - plan.warm)))
                for group in optimiser.param_groups:
                    group["lr"] = group["top"] * factor
                loss = batch.loss(pairs)
                loss.backward()
                for single, half in zip(exact, rounded, strict=True):
                    single.grad = None if half.grad is None else half.grad.float()
                    half.grad = None
                torch.nn.utils.clip_grad_norm_(exact, 1.0)
                optimiser.step()
                keep = min(plan.averaging, (step + 1) / (step + 10))
                with torch.no_grad():
                    for single, half, smooth in zip(exact, rounded, mean, strict=True):
                        half.copy_(single)
                        smooth.lerp_(single, 1 - keep)
                total, count, step = total + float(loss.detach()), count + 1, step + 1
                if step % 20 == 0:
                    print(f"{step}/{steps} {total / count:.4f} {time.time() - began:.0f}s", flush=True)
            torch.save(averaged.state_dict(), options.out / "last.pt")
            whole = {
                "master": master.state_dict(),
                "averaged": averaged.state_dict(),
                "optimiser": optimiser.state_dict(),
            }
            torch.save({**whole, "step": step, "epoch": epoch + 1}, options.out / "state.pt")
            network = InMemory(averaged)
            around = [surroundings(network, one.pieces, START.candidate) for one in tune]
            settings, figures = tuned(tune, around)
            plain = score((one.article for one in tune), chosen(found_in(tune, around, settings), settings))
            line = {
                "epoch": epoch + 1,
                "loss": round(total / count, 4),
                "seconds": round(time.time() - began),
            }
            line |= {name: round(value, 2) for name, value in plain.items()}
            print(json.dumps(line | {"settings": dataclasses.asdict(settings)}), file=log, flush=True)
            print(line, figures["f1"], flush=True)


if __name__ == "__main__":
    main()
