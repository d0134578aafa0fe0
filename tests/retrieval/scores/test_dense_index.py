"""Dense retrieval: cosines, the ranking they make together with words, and vectors computed once for each text."""

import logging
import resource
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from bot.retrieval import Analyzer, DenseIndex, Index, Ranking
from bot.retrieval.scores.array_cache import read_arrays, write_arrays
from bot.retrieval.scores.dense_index import CROSS_LANGUAGE_LIFT, WORDING_LIFT, passage_vectors
from bot.rulebook import Library

from tests.retrieval.encoders import ByMeaning
from tests.retrieval.scores.test_array_cache import summed
from tests.small_books import TODAY, book, library

BOOKS = library(
    book(
        {
            "1": {"1.1": "员工迟到须告知组长。另有规定的除外。", "1.2": "请假须提前一天申请。"},
            "2": {"2.1": "投诉须当天登记。", "2.2": "投诉的新流程。"},
        },
        later={"2.2": TODAY},
    )
)


@pytest.fixture
def dense(tmp_path: Path) -> DenseIndex:
    return DenseIndex(BOOKS, ByMeaning(), tmp_path)


@pytest.fixture
def index(analyzer: Analyzer, dense: DenseIndex) -> Index:
    return Index(BOOKS, (), analyzer, dense)


def _numbers(ranking: Ranking) -> list[str]:
    return [str(hit.clause.number) for hit in ranking.hits]


def test_every_clause_has_its_cosine_and_that_of_its_nearest_sentence(dense: DenseIndex) -> None:
    cosines = dense.cosines("晚来")
    assert cosines.clauses.shape == cosines.sentences.shape == (4,)
    assert int(np.argmax(cosines.clauses)) == int(np.argmax(cosines.sentences)) == 0
    assert cosines.sentences[0] >= cosines.clauses[0] > cosines.clauses[1]


def test_a_clause_is_as_near_as_its_wording_that_asks_the_same(tmp_path: Path) -> None:
    first, second = BOOKS.clauses[:2]
    worded = replace(second, questions=("能不能休息", "客人不满"))
    books = Library((replace(BOOKS.books[0], clauses=(first, worded)),))
    with_wordings, without = (
        DenseIndex(each, ByMeaning(), tmp_path).cosines("不满")
        for each in (books, Library((replace(BOOKS.books[0], clauses=(first, second)),)))
    )
    assert without.sentences[1] < 0.5 < with_wordings.sentences[1] == pytest.approx(1 - WORDING_LIFT)
    assert with_wordings.sentences[0] == without.sentences[0]
    assert with_wordings.clauses.tolist() == without.clauses.tolist()


def test_a_clause_is_found_that_shares_no_term_with_the_question(index: Index, analyzer: Analyzer) -> None:
    assert Index(BOOKS, (), analyzer).search("不满") == Ranking()
    assert _numbers(index.search("不满"))[0] in {"2.1", "2.2"}


def test_words_decide_between_clauses_of_one_meaning(index: Index) -> None:
    assert _numbers(index.search("投诉当天登记"))[0] == "2.1"
    assert _numbers(index.search("投诉新流程"))[0] == "2.2"


def test_the_evidence_has_both_cosines_only_with_a_second_opinion(index: Index, analyzer: Analyzer) -> None:
    evidence = index.search("晚来").evidence
    assert evidence.clause == pytest.approx(1, abs=0.1)
    assert evidence.sentence == pytest.approx(1, abs=0.1)
    alone = Index(BOOKS, (), analyzer).search("迟到").evidence
    assert (alone.clause, alone.sentence) == (None, None)


def test_within_a_chapter_only_its_clauses_are_found(index: Index) -> None:
    heading = BOOKS.books[0].divisions[0].heading
    assert set(_numbers(index.search("不满", within=heading))) == {"1.1", "1.2"}


@pytest.mark.parametrize("limit", [0, 1, 3, 10])
def test_no_more_hits_than_asked_for(limit: int, index: Index) -> None:
    assert len(index.search("不满", limit).hits) == min(limit, 4)


def test_an_empty_library_finds_nothing(analyzer: Analyzer, tmp_path: Path) -> None:
    for books in (library(), library(book({}))):
        index = Index(books, (), analyzer, DenseIndex(books, ByMeaning(), tmp_path))
        assert index.search("晚来") == Ranking()


def test_cosines_of_an_english_question_are_put_on_the_scale_of_the_chinese_book(
    dense: DenseIndex, tmp_path: Path
) -> None:
    cosines, asked = dense.cosines("late"), dense.cosines("晚来")
    assert cosines.clauses - asked.clauses == pytest.approx(CROSS_LANGUAGE_LIFT)
    english = library(book({"1": {"1.1": "Tell your team leader when you are late."}}))
    own = DenseIndex(english, ByMeaning(), tmp_path).cosines("late")
    assert own.clauses.max() <= 1


def test_vectors_are_taken_from_the_cache_at_the_next_start(tmp_path: Path) -> None:
    DenseIndex(BOOKS, ByMeaning(), tmp_path)
    encoder = ByMeaning()
    DenseIndex(BOOKS, encoder, tmp_path).cosines("晚来")
    assert encoder.asked == ["晚来"]


def test_of_an_endless_question_a_model_reads_as_much_as_it_tells_apart(tmp_path: Path) -> None:
    encoder = ByMeaning()
    index = DenseIndex(BOOKS, encoder, tmp_path)
    encoder.asked.clear()
    index.cosines("晚来" * 25_000)
    assert encoder.asked == ["晚来" * 500]


TEXTS = ("员工迟到须告知组长。", "请假须提前申请。", "投诉须当天登记。")


def _file(cache: Path) -> Path:
    (path,) = cache.glob("vectors-*.npy")
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
    arrays = read_arrays(path, lambda arrays: arrays)
    assert arrays
    write_arrays(path, {"digests": arrays["digests"][1:], "vectors": arrays["vectors"]})


def _pickle(path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, np.array([object()], object))
    summed(path)


DAMAGE = [
    pytest.param(lambda path: path.write_bytes(b""), id="empty"),
    pytest.param(lambda path: path.write_text("no vectors"), id="text"),
    pytest.param(_truncate, id="truncated"),
    pytest.param(lambda path: write_arrays(path, {"other": np.zeros(3)}), id="foreign"),
    pytest.param(
        lambda path: write_arrays(path, {"digests": np.array(["a"]), "vectors": np.zeros(1)}), id="flat"
    ),
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


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, hard))  # as on a disk that is full
    try:
        vectors = passage_vectors(TEXTS, ByMeaning(), tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert len(vectors) == len(TEXTS)
    assert len(caplog.records) == 1
    assert list(tmp_path.iterdir()) == []


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


def test_what_was_computed_before_an_end_is_kept(tmp_path: Path) -> None:
    def ending(batches: Sequence[Sequence[str]]) -> Iterable[Sequence[str]]:
        yield batches[0]
        raise CancelledError

    texts = [f"第{n}条 请假" for n in range(20)]
    first, second = ByMeaning(), ByMeaning()
    with pytest.raises(CancelledError):
        passage_vectors(texts, first, tmp_path, ending)
    passage_vectors(texts, second, tmp_path)
    assert first.asked
    assert first.asked + second.asked == texts


def test_no_texts_have_no_vectors(tmp_path: Path) -> None:
    assert len(passage_vectors([], ByMeaning(), tmp_path)) == 0
    assert list(tmp_path.iterdir()) == []
