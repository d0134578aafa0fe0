"""What goes on from a clause is said as sure only where the clause that it comes to speaks of what is said."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from bot.answering import Answer, Choice, Citation, Reply, Responder, Thread, build_responder
from bot.answering.conversation.following.follow_up import FollowUp
from bot.answering.conversation.following.talk_search import TalkSearch

from tests.resources import resources_in
from tests.small_books import book, library


def _shop(cache: Path, *clauses: str) -> Responder:
    texts = {f"1.{place}": text for place, text in enumerate(clauses, 1)}
    return build_responder(library(book({"1": texts})), (), resources=resources_in(cache))


@pytest.mark.parametrize("said", ["有什么吃的", "谁做饭？", "有几个人？", "有什么电影？", "要提前多久订餐？"])
def test_what_colleagues_say_to_each_other_is_no_question_about_the_clause_shown(
    said: str, cache: Path
) -> None:
    shop = _shop(
        cache,
        "满一年的店员每年有五天年假，须提前两周申请。",
        "病假须在班前两小时通知店长，三天以上须交证明。",
    )
    thread = shop.turn("年假有几天", Thread()).thread
    assert thread.clauses
    assert not isinstance(shop(said, thread), Answer)
    assert isinstance(shop("那要提前多久", thread), Answer)


@pytest.mark.parametrize(("own", "kind"), [(("late", "shift"), Choice), (("late",), Answer)])
def test_a_word_of_another_subject_is_not_that_subject(
    own: tuple[str, ...], kind: type[Answer | Choice], cache: Path
) -> None:
    shop = _shop(cache, "The early shift arrives at eight.", "Up to thirty minutes late costs ten points.")
    _, late = shop.index.library.clauses
    talk = TalkSearch(shop.index, shop.judge)
    sure = Answer((Citation.whole(late),), 0.8)
    doubted = talk.doubted(sure, FollowUp(own, sure=False, replaces=True), f"and the {' '.join(own)}?")
    assert isinstance(doubted, kind)


def test_what_may_be_another_subject_is_doubted_also_where_it_is_found_alone(cache: Path) -> None:
    shop = _shop(cache, "迟到三十分钟以内扣当日绩效十元。", "病假须在班前两小时通知店长。")
    late, _ = shop.index.library.clauses
    sure = Answer((Citation.whole(late),), 0.8)
    thread = Thread("病假", shop.index.library.clauses[1:])
    followed = _Sure(shop.index, sure=sure).turn("还有迟到的奖金怎么领", thread).reply
    assert followed == Choice(sure.citations, sure.confidence)


@dataclass(frozen=True)
class _Sure(Responder):
    """Finds the same clause for whatever is asked."""

    sure: Answer | None = None

    def _alone(self, question: str) -> Reply:
        return self.sure or super()._alone(question)
