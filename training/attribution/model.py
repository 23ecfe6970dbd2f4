"""The network: six layers shared by all heads, and a small branch that reads the surroundings of one cue at a time.

The base is a BERT of 6 layers, width 384 (MiniLM: Wang et al. 2020, "MiniLM: Deep Self-Attention Distillation"). The
encoder tags cues (B, I, O) and, as a help in training only, says which pieces lie in any source or content. The branch
narrows the hidden states around one cue, adds a mark to the cue's pieces and the distance to it, reads them with two
layers, and says for every piece whether it belongs to the source, the content or neither; and for the cue as a whole,
whether it is one, and whether it has a source.
"""

from __future__ import annotations

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from goodoffices.record.attribute.pieces import FEATURES
from training.attribution.vocabulary import base_model

WIDTH, HEADS, LAYERS, LONGEST = 384, 12, 6, 512
NARROW, NARROW_HEADS, NARROW_LAYERS = 256, 8, 2
#: Distances to the cue, in buckets: inside, then before and after it by 1, 2, 3-4, 5-8, ... pieces.
BUCKETS = 18


class Layer(nn.Module):
    """One encoder layer, normalised after each addition."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.width, self.heads = width, heads
        self.query, self.key, self.value, self.attended = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Map (rows, length, width) to the same; `bias` (rows, 1, 1, length) is added to the attention."""
        rows, length, _ = x.shape
        shape = (rows, length, self.heads, self.width // self.heads)
        q, k, v = (part(x).view(shape).transpose(1, 2) for part in (self.query, self.key, self.value))
        # Written out: on a CPU this is faster, backward above all, than the fused attention.
        scores = (q * (self.width // self.heads) ** -0.5) @ k.transpose(2, 3) + bias
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(rows, length, self.width)
        x = self.norm1(x + self.attended(mixed))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


def bias_of(mask: Tensor, like: Tensor) -> Tensor:
    """Turn a mask (rows, length), 1 where there is a piece, into what is added to attention scores."""
    return ((1.0 - mask)[:, None, None, :] * -1e4).to(like.dtype)


class Encoder(nn.Module):
    """Embeddings and six layers; gives the last hidden states, the cue logits and the helping logits."""

    def __init__(self, vocabulary: int, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(LONGEST, WIDTH)
        self.features = nn.Embedding(FEATURES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(WIDTH, 3)
        self.spread = nn.Linear(WIDTH, 2)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return hidden states (rows, length, width), cue logits (rows, length, 3), helping ones (rows, length, 2)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.words(ids) + self.places(places)[None] + self.features(features)))
        bias = bias_of(mask, x)
        for layer in self.layers:
            x = layer(x, bias)
        dropped = self.dropout(x)
        return x, self.tags(dropped), self.spread(dropped)


class Branch(nn.Module):
    """Two narrow layers that read the surroundings of one cue."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.narrow = nn.Linear(WIDTH, NARROW)
        self.distances = nn.Embedding(BUCKETS, NARROW)
        self.norm = nn.LayerNorm(NARROW, eps=1e-12)
        self.layers = nn.ModuleList(Layer(NARROW, NARROW_HEADS) for _ in range(NARROW_LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.roles = nn.Linear(NARROW, 3)
        self.verdict = nn.Linear(NARROW, 2)

    def forward(self, hidden: Tensor, distances: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return role logits (rows, length, 3) and, for the cue, the logits "is one" and "has a source" (rows, 2)."""
        x = self.narrow(hidden)
        inside = ((distances == 0).to(x.dtype) * mask.to(x.dtype))[:, :, None]
        cue = (x * inside).sum(1, keepdim=True) / inside.sum(1, keepdim=True).clamp(min=1.0)
        # Every piece is told which words the cue is, and how far off it stands.
        x = self.dropout(self.norm(x + cue + self.distances(distances)))
        bias = bias_of(mask, x)
        for layer in self.layers:
            x = layer(x, bias)
        x = self.dropout(x)
        pooled = (x * inside).sum(1) / inside.sum(1).clamp(min=1.0)
        return self.roles(x), self.verdict(pooled)


class Reader(nn.Module):
    """Encoder and branch, begun from the base model."""

    def __init__(self, vocabulary: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, dropout)
        self.branch = Branch(dropout)

    def begin(self, rows: list[int]) -> None:
        """Take over the base model's weights; what is new begins at random."""
        stored = load_file(str(base_model() / "model.safetensors"))
        stored = {name.removeprefix("bert."): value for name, value in stored.items()}
        encoder = self.encoder
        with torch.no_grad():
            kinds = stored["embeddings.token_type_embeddings.weight"][0]
            encoder.words.weight.copy_(stored["embeddings.word_embeddings.weight"][rows])
            encoder.places.weight.copy_(stored["embeddings.position_embeddings.weight"][:LONGEST] + kinds)
            encoder.norm.weight.copy_(stored["embeddings.LayerNorm.weight"])
            encoder.norm.bias.copy_(stored["embeddings.LayerNorm.bias"])
            for new in (encoder.features, self.branch.distances):
                nn.init.normal_(new.weight, std=0.02)
            names = {
                "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                "attended": "attention.output.dense", "norm1": "attention.output.LayerNorm",
                "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm",
            }  # fmt: skip
            for number, layer in enumerate(encoder.layers):
                for ours, theirs in names.items():
                    for kind in ("weight", "bias"):
                        target = getattr(getattr(layer, ours), kind)
                        target.copy_(stored[f"encoder.layer.{number}.{theirs}.{kind}"])
