"""Models of fastembed, tiny ones under the names of real ones, where it looks for those: real loading, no network."""

import json
from pathlib import Path

import numpy as np

from tests.retrieval.onnx_model import mean_of_embeddings, square_of_means

ENCODER = "BAAI/bge-small-zh-v1.5"
CROSS_ENCODER = "BAAI/bge-reranker-base"
WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "迟", "到", "请", "假")


def tiny_encoder(cache: Path) -> Path:
    """The model ENCODER, which tells texts apart by the four characters that it knows; returns its folder."""
    rows = np.eye(len(WORDS), 8, dtype=np.float32)
    rows[WORDS.index("[CLS]")] = 0  # the model is read at its first token, which here carries no meaning
    return _written(cache, "Qdrant--bge-small-zh-v1.5", "model_optimized.onnx", mean_of_embeddings(rows))


def tiny_cross_encoder(cache: Path, even: float = 0.015) -> Path:
    """The model CROSS_ENCODER, which scores how many of its four characters two texts share; returns its folder.

    `even` is what a pair must have to be more likely right than not: two shared characters of seven tokens have .02.
    """
    rows = np.eye(len(WORDS), 8, dtype=np.float32)
    rows[: WORDS.index("迟")] = 0
    return _written(cache, "BAAI--bge-reranker-base", "onnx/model.onnx", square_of_means(rows, even))


def _written(cache: Path, source: str, file: str, model: bytes) -> Path:
    """The files of a model in the cache of a hub."""
    folder = cache / "fastembed" / f"models--{source}"
    snapshot = folder / "snapshots" / "1"
    (snapshot / file).parent.mkdir(parents=True)
    (folder / "refs").mkdir()
    (folder / "refs" / "main").write_text("1")
    (snapshot / file).write_bytes(model)
    (snapshot / "tokenizer.json").write_text(json.dumps(_tokenizer()))
    (snapshot / "tokenizer_config.json").write_text('{"model_max_length": 32, "pad_token": "[PAD]"}')
    (snapshot / "config.json").write_text('{"pad_token_id": 0}')
    (snapshot / "special_tokens_map.json").write_text('{"pad_token": "[PAD]", "unk_token": "[UNK]"}')
    return snapshot


def _tokenizer() -> dict[str, object]:
    vocabulary = {word: number for number, word in enumerate(WORDS)}
    special = ({"type": "SpecialToken", "id": word} for word in ("[CLS]", "[SEP]"))
    opening, closing = ({"SpecialToken": {"id": s["id"], "type_id": 0}} for s in special)
    first, second = ({"Sequence": {"id": name, "type_id": 0}} for name in "AB")
    tokens = {w: {"id": w, "ids": [vocabulary[w]], "tokens": [w]} for w in ("[CLS]", "[SEP]")}
    return {
        "version": "1.0",
        "added_tokens": [],
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "lowercase": True,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [opening, first, closing],
            "pair": [opening, first, closing, second, closing],
            "special_tokens": tokens,
        },
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 20,
            "vocab": vocabulary,
        },
    }
