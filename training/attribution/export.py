"""Turn a trained network into what the package ships: `python -m training.attribution.export FOLDER`.

Writes encoder.onnx, branch.onnx (weights in 8 bits, activations quantised as they come), tokenizer.json and
settings.json into src/goodoffices/record/attribute/weights, the settings tuned on the quantised network over the
held-out articles.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from goodoffices.record.attribute.scanning import surroundings
from goodoffices.record.attribute.trained import WEIGHTS, Sessions
from training.attribution.corpus import articles, held_out
from training.attribution.examples import example
from training.attribution.model import WIDTH, Reader
from training.attribution.tuning import START, chosen, found_in, score, tuned
from training.attribution.vocabulary import shortened


class Cues(nn.Module):
    """The encoder as it is run: one window, no padding."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.encoder = reader.encoder

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Map (1, length) twice to hidden states (1, length, width) and cue logits (1, length, 3)."""
        hidden, tags, _ = self.encoder(ids, features, torch.ones_like(ids, dtype=torch.float32))
        return hidden, tags


def write(
    module: nn.Module, inputs: tuple[Tensor, ...], names: list[str], outputs: list[str], target: Path
) -> None:
    """Export one half of the network and quantise it."""
    free = {0: "rows", 1: "length"}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            module, inputs, str(whole), input_names=names, output_names=outputs, opset_version=17, dynamo=False,
            dynamic_axes=dict.fromkeys([*names, *outputs], free),
        )  # fmt: skip
        model = onnx.load(whole)
        matrices = [node.name for node in model.graph.node if node.op_type in ("MatMul", "Gather")]
        quantize_dynamic(
            whole, target, per_channel=True, reduce_range=False, weight_type=QuantType.QInt8,
            nodes_to_quantize=matrices, extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip


def main() -> None:
    """Export, tune, and say how good it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    tokenizer, kept = shortened()
    reader = Reader(len(kept))
    reader.load_state_dict(torch.load(options.folder / "last.pt", weights_only=True))
    reader.eval()
    WEIGHTS.mkdir(exist_ok=True)
    ids = torch.randint(0, len(kept), (1, 64))
    write(
        Cues(reader),
        (ids, torch.zeros_like(ids)),
        ["ids", "features"],
        ["hidden", "tags"],
        WEIGHTS / "encoder.onnx",
    )
    rows = (torch.randn(3, 40, WIDTH), torch.zeros((3, 40), dtype=torch.long), torch.ones((3, 40)))
    write(
        reader.branch, rows, ["states", "distances", "mask"], ["roles", "verdicts"], WEIGHTS / "branch.onnx"
    )
    tokenizer.save(str(WEIGHTS / "tokenizer.json"), pretty=False)
    network = Sessions.open()
    tune = [example(article, tokenizer) for article in articles("train") if held_out(article)]
    around = [surroundings(network, one.pieces, START.candidate) for one in tune]
    settings, _ = tuned(tune, around)
    (WEIGHTS / "settings.json").write_text(json.dumps(dataclasses.asdict(settings)) + "\n", encoding="utf-8")
    figures = score((one.article for one in tune), chosen(found_in(tune, around, settings), settings))
    print(json.dumps({name: round(value, 2) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
