"""The second opinion comes behind the answers by words: nobody waits for it, and what it has done is kept."""

import io
import json
from collections.abc import Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from bot.__main__ import run
from bot.answering import Answer, Choice, Responder, build_responder
from bot.cli import context
from bot.cli.context import CliContext
from bot.cli.second_opinion import Models, SecondOpinion
from bot.knowledge import Knowledge
from bot.retrieval import Encoder, Progress
from bot.rulebook import Library, SettledQuestion
from bot.settings import Settings, read_settings
from bot.wording import Language, catalogue_for

from tests.cli.conftest import Shouze
from tests.resources import resources_in
from tests.retrieval.encoders import ByMeaning
from tests.retrieval.tiny_models import ENCODER, tiny_encoder
from tests.small_books import BOOK, book, library, write

BOOKS = Knowledge(library(book({"1": {f"1.{n}": f"第{n}类请假须提前申请。" for n in range(1, 40)}})), ())


class _Vectors:
    """Builds responders with vectors over the library, and tells how often it loaded the encoder."""

    def __init__(self, cache: Path, encoder: Encoder | None) -> None:
        self.loaded = 0
        self._cache, self._encoder = cache, encoder

    def load(self) -> Models:
        self.loaded += 1
        return Models(self._encoder)

    def build(self, seen: Knowledge, models: Models, progress: Progress) -> Responder:
        return build_responder(
            seen.library, (), resources=resources_in(self._cache), encoder=models.encoder, progress=progress
        )


def test_it_tells_how_much_is_done_and_the_end(new_cache: Path) -> None:
    told: list[int] = []
    vectors = _Vectors(new_cache, ByMeaning())
    responder = SecondOpinion(vectors.load, vectors.build, told.append)(BOOKS)
    assert responder
    assert (told[0], told[-1]) == (0, 100)
    assert told == sorted(told)
    assert len({percent // 10 for percent in told}) == len(told)


def test_one_count_goes_over_all_that_must_be_computed(new_cache: Path) -> None:
    worded = replace(BOOKS.library.clauses[0], questions=("要请假怎么办",))
    clauses = (worded, *BOOKS.library.clauses[1:])
    books = replace(BOOKS, library=Library((replace(BOOKS.library.books[0], clauses=clauses),)))
    settled = [SettledQuestion(f"第{n}问怎么请假", worded) for n in range(20)]
    counted: list[int] = []

    def build(seen: Knowledge, models: Models, progress: Progress) -> Responder:
        def counting(batches: Sequence[Sequence[str]]) -> Iterable[Sequence[str]]:
            counted.append(len(batches))
            return progress(batches)

        cache = resources_in(new_cache)
        return build_responder(
            seen.library, (), settled, resources=cache, encoder=models.encoder, progress=counting
        )

    assert SecondOpinion(_Vectors(new_cache, ByMeaning()).load, build)(books)
    assert len(counted) == 1


def test_of_much_it_tells_each_tenth_once(new_cache: Path) -> None:
    told: list[int] = []
    vectors = _Vectors(new_cache, ByMeaning())

    def build(seen: Knowledge, models: Models, progress: Progress) -> Responder:
        assert len([*progress([("一", "二")] * 400)]) == 400
        return vectors.build(seen, models, progress)

    SecondOpinion(vectors.load, build, told.append)(BOOKS)
    assert told == [*range(0, 101, 10)]


def test_at_the_next_start_there_is_nothing_to_tell(new_cache: Path) -> None:
    told: list[int] = []
    vectors = _Vectors(new_cache, ByMeaning())
    SecondOpinion(vectors.load, vectors.build)(BOOKS)
    SecondOpinion(vectors.load, vectors.build, told.append)(BOOKS)
    assert told == []


def test_without_an_encoder_there_is_none_and_it_is_looked_for_once(new_cache: Path) -> None:
    vectors = _Vectors(new_cache, None)
    second_opinion = SecondOpinion(vectors.load, vectors.build)
    assert [second_opinion(BOOKS), second_opinion(BOOKS)] == [None, None]
    assert vectors.loaded == 1


def test_its_end_comes_between_two_batches_and_keeps_what_was_done(new_cache: Path) -> None:
    first, second = ByMeaning(), ByMeaning()
    vectors = _Vectors(new_cache, first)

    def told(percent: int) -> None:
        if percent >= 50:
            ended.end(0)

    ended = SecondOpinion(vectors.load, vectors.build, told)
    assert ended(BOOKS) is None
    assert ended(BOOKS) is None
    assert first.asked
    again = _Vectors(new_cache, second)
    SecondOpinion(again.load, again.build)(BOOKS)
    assert second.asked
    assert not {*first.asked} & {*second.asked}


QUESTION = "迟到了会怎样"
_WITH_VECTORS = "最近一句"  # a column of an explanation


class _Terminal(io.StringIO):
    """What a person sees."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def environment(new_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A small book, and a real encoder, tiny and offline, of which nothing is known yet."""
    pytest.importorskip("fastembed")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    tiny_encoder(new_cache)
    chapter = 'chapter: "1"\ntitle: 考勤\nclauses:\n  - {number: "1.1", text: 员工迟到的，由组长提醒。}\n'
    files = {"code/book.yaml": BOOK, "code/01.yaml": chapter}
    return {
        "SHOUZE_KNOWLEDGE": str(write(tmp_path / "knowledge", files)),
        "SHOUZE_CACHE": str(new_cache),
        "SHOUZE_ENCODER": f"fastembed:{ENCODER}",
    }


def _explained(shouze: Shouze, environment: dict[str, str]) -> str:
    done = shouze("ask", "--explain", QUESTION, **environment)
    assert done.status == 0
    return done.out


def test_of_a_small_book_one_question_waits_for_the_vectors(
    shouze: Shouze, environment: dict[str, str]
) -> None:
    first = shouze("ask", "--explain", QUESTION, **environment)
    assert _WITH_VECTORS in first.out
    assert first.err.count("正在准备按意思查找") == 1
    assert not shouze("ask", QUESTION, **environment).err


@pytest.mark.parametrize(
    "named", [("ask", "1.1"), ("1.1 @2026-03-01",), ("section", "第一章"), ("section",)], ids=" ".join
)
def test_what_is_named_waits_for_no_vectors(
    shouze: Shouze, environment: dict[str, str], named: tuple[str, ...]
) -> None:
    done = shouze(*named, **environment)
    assert done.status == 0
    assert "考勤" in done.out
    assert not done.err


@pytest.fixture
def of_a_large_book(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every book is one whose vectors take long."""
    monkeypatch.setattr(context, "WAITED_FOR", 0)


@pytest.mark.usefixtures("of_a_large_book")
def test_the_first_question_is_answered_by_words_and_lines_are_answered_with_vectors(
    shouze: Shouze, environment: dict[str, str]
) -> None:
    first = shouze("ask", "--explain", QUESTION, **environment)
    assert _WITH_VECTORS not in first.out
    assert "只按字词回答" in first.err
    assert shouze("ask", "-", typed=QUESTION + "\n", **environment).status == 0
    then = shouze("ask", "--explain", QUESTION, **environment)
    assert _WITH_VECTORS in then.out
    assert not then.err


@pytest.mark.usefixtures("of_a_large_book")
def test_a_program_reads_the_answer_alone_and_whoever_runs_it_how_it_came_about(
    shouze: Shouze, environment: dict[str, str]
) -> None:
    done = shouze("ask", "--json", QUESTION, **environment)
    assert json.loads(done.out)["question"] == QUESTION
    assert "只按字词回答" in done.err


def test_at_a_terminal_the_answer_by_words_waits_for_nothing_and_is_looked_up_again_with_vectors(
    shouze: Shouze, environment: dict[str, str]
) -> None:
    both = _Terminal()
    with redirect_stdout(both), redirect_stderr(both):
        assert run(environment, ["ask", QUESTION]) == 0
    answered, prepared, again = map(
        both.getvalue().index, ("员工迟到的", "以上只按字词回答", "按意思又找了一遍")
    )
    assert answered < prepared < again
    assert "回答改为" in both.getvalue()  # these vectors say nothing, so the doubt is greater
    assert _WITH_VECTORS in _explained(shouze, environment)


def test_a_conversation_begins_at_once(shouze: Shouze, environment: dict[str, str]) -> None:
    done = shouze("ask", typed=QUESTION + "\n", **environment)
    assert done.status == 0
    assert "员工迟到的" in done.out


def test_nothing_of_the_second_opinion_is_waited_for_before_the_first_answer(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    is_answered, order = Event(), list[str]()

    def load(*_: object) -> None:
        is_answered.wait(20)
        order.append("encoder")

    monkeypatch.setattr(context, "encoder_named", load)
    cli = CliContext(environment, read_settings(Settings, environment), catalogue_for(Language.CHINESE))
    with cli.rules(cli.knowledge(None), lambda _: None) as rules:
        assert isinstance(rules().responders.for_groups(frozenset())(QUESTION), Answer | Choice)
        order.append("answer")
        is_answered.set()
    assert order[0] == "answer"


def test_an_encoder_that_cannot_be_had_is_told_once_and_done_without(
    shouze: Shouze, environment: dict[str, str]
) -> None:
    environment["SHOUZE_ENCODER"] = "fastembed:no/such-model"
    for arguments in (["ask", QUESTION], ["ask"], ["ask", "-"]):
        done = shouze(*arguments, typed=QUESTION + "\n", **environment)
        assert done.status == 0
        assert "员工迟到的" in done.out
        assert done.err.count("no/such-model") == 1
        assert "模型取不到或读不了" in done.err
