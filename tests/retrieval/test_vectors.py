"""Vectors are computed once for each text and model, whatever becomes of their file."""

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
from bot.retrieval.vectors import passage_vectors

from tests.retrieval.encoders import ByMeaning

TEXTS = ("员工迟到须告知组长。", "请假须提前申请。", "投诉须当天登记。")


def _file(cache: Path) -> Path:
    (path,) = cache.glob("vectors-*.npz")
    return path


def test_a_text_is_computed_once(tmp_path: Path) -> None:
    first, second = ByMeaning(), ByMeaning()
    made = passage_vectors(TEXTS, first, tmp_path)
    kept = passage_vectors(TEXTS, second, tmp_path)
    assert first.asked == list(TEXTS)
    assert second.asked == []
    assert np.array_equal(made, kept)


def test_only_what_is_new_is_computed(tmp_path: Path) -> None:
    passage_vectors(TEXTS, ByMeaning(), tmp_path)
    encoder = ByMeaning()
    changed = (TEXTS[0], "请假须提前三天申请。", TEXTS[2])
    vectors = passage_vectors(changed, encoder, tmp_path)
    assert encoder.asked == [changed[1]]
    assert np.array_equal(vectors, ByMeaning().passages(changed))


def test_a_text_that_stands_twice_is_computed_once_and_given_twice(tmp_path: Path) -> None:
    encoder = ByMeaning()
    vectors = passage_vectors([TEXTS[0], TEXTS[1], TEXTS[0]], encoder, tmp_path)
    assert encoder.asked == [TEXTS[0], TEXTS[1]]
    assert np.array_equal(vectors[0], vectors[2])


def test_another_model_has_vectors_of_its_own(tmp_path: Path) -> None:
    passage_vectors(TEXTS, ByMeaning("one"), tmp_path)
    other = ByMeaning("other")
    passage_vectors(TEXTS, other, tmp_path)
    assert other.asked == list(TEXTS)


def test_what_is_no_longer_asked_for_stays_for_the_other_books(tmp_path: Path) -> None:
    passage_vectors(TEXTS[:2], ByMeaning(), tmp_path)
    passage_vectors(TEXTS[2:], ByMeaning(), tmp_path)
    encoder = ByMeaning()
    passage_vectors(TEXTS, encoder, tmp_path)
    assert encoder.asked == []


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _shift(path: Path) -> None:
    with np.load(path) as file:
        np.savez(path, digests=file["digests"][1:], vectors=file["vectors"])


def _pickle(path: Path) -> None:
    np.savez(path, digests=np.array([object()], object), vectors=np.zeros((1, 1)))


DAMAGE = [
    pytest.param(lambda path: path.write_bytes(b""), id="empty"),
    pytest.param(lambda path: path.write_text("no vectors"), id="text"),
    pytest.param(_truncate, id="truncated"),
    pytest.param(lambda path: np.savez(path, other=np.zeros(3)), id="foreign"),
    pytest.param(lambda path: np.savez(path, digests=np.array(["a"]), vectors=np.zeros(1)), id="flat"),
    pytest.param(_shift, id="fewer-digests-than-vectors"),
    pytest.param(_pickle, id="pickled"),
    pytest.param(lambda path: path.chmod(0o666), id="writable-by-all"),
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_file_that_cannot_be_trusted_is_made_anew_with_one_warning(
    damage: Callable[[Path], object], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = passage_vectors(TEXTS, ByMeaning(), tmp_path)
    damage(_file(tmp_path))
    encoder = ByMeaning()
    with caplog.at_level(logging.WARNING):
        again = passage_vectors(TEXTS, encoder, tmp_path)
    assert encoder.asked == list(TEXTS)
    assert np.array_equal(made, again)
    assert len(caplog.records) == 1
    caplog.clear()
    passage_vectors(TEXTS, ByMeaning(), tmp_path)
    assert caplog.records == []


def test_a_folder_that_cannot_be_written_is_done_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("where the folder should be")
    with caplog.at_level(logging.WARNING):
        vectors = passage_vectors(TEXTS, ByMeaning(), tmp_path / "file" / "cache")
    assert len(vectors) == len(TEXTS)
    assert len(caplog.records) == 1


def test_the_file_is_private_and_nothing_else_is_left_behind(tmp_path: Path) -> None:
    cache = tmp_path / "new" / "cache"
    passage_vectors(TEXTS, ByMeaning(), cache)
    assert list(cache.iterdir()) == [_file(cache)]
    assert cache.stat().st_mode & 0o077 == 0
    assert _file(cache).stat().st_mode & 0o077 == 0


def test_progress_is_told_batch_by_batch_of_what_must_be_computed(tmp_path: Path) -> None:
    seen: list[int] = []

    def told(batches: Sequence[Sequence[str]]) -> Iterable[Sequence[str]]:
        for batch in batches:
            seen.append(len(batch))
            yield batch

    texts = [f"第{n}条 请假" for n in range(70)]
    passage_vectors(texts, ByMeaning(), tmp_path, told)
    assert sum(seen) == 70
    assert len(seen) > 1
    seen.clear()
    passage_vectors(texts, ByMeaning(), tmp_path, told)
    assert seen == []


def test_no_texts_have_no_vectors(tmp_path: Path) -> None:
    assert len(passage_vectors([], ByMeaning(), tmp_path)) == 0
    assert list(tmp_path.iterdir()) == []
