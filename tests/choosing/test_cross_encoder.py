"""A cross-encoder: a real model, tiny and offline, loaded as it is in use."""

import importlib.util
from pathlib import Path

import pytest
from bot.answering import Abstention
from bot.choosing import MissingChooserError, chooser_named
from bot.choosing.cross_encoder import CrossEncoder
from bot.retrieval import Obstacle

from tests.retrieval.tiny_models import CROSS_ENCODER, tiny_cross_encoder
from tests.small_books import clause

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("fastembed") is None, reason="fastembed is not installed: pip install fastembed"
)

CLAUSES = (clause("迟到"), clause("请假"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return tiny_cross_encoder(tmp_path)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("question", "place"), [("迟到", 0), ("请假", 1)])
def test_the_clause_that_shares_most_with_the_question_is_chosen(
    question: str, place: int, tmp_path: Path
) -> None:
    chooser = chooser_named(f"fastembed:{CROSS_ENCODER}", "", tmp_path)
    assert chooser
    assert chooser.choose(question, CLAUSES) == place


@pytest.mark.usefixtures("folder")
def test_where_no_clause_rather_answers_than_not_it_is_undecided(tmp_path: Path) -> None:
    chooser = chooser_named(f"fastembed:{CROSS_ENCODER}", "", tmp_path)
    assert chooser
    assert chooser.choose("食堂", CLAUSES) is Abstention.UNDECIDED


def test_scores_that_are_no_numbers_choose_nothing() -> None:
    assert CrossEncoder(lambda _, __: [float("nan")] * 2).choose("请假", CLAUSES) is Abstention.UNDECIDED


def test_a_broken_model_is_a_chooser_that_cannot_be_had(folder: Path, tmp_path: Path) -> None:
    (folder / "onnx" / "model.onnx").write_bytes(b"broken")
    with pytest.raises(MissingChooserError) as caught:
        chooser_named(f"fastembed:{CROSS_ENCODER}", "", tmp_path)
    assert (caught.value.name, caught.value.why) == (f"fastembed:{CROSS_ENCODER}", Obstacle.UNUSABLE)


@pytest.mark.usefixtures("folder")
def test_a_model_that_is_not_there_is_a_chooser_that_cannot_be_had(tmp_path: Path) -> None:
    with pytest.raises(MissingChooserError):
        chooser_named("fastembed:no/such-model", "", tmp_path)
