"""What people say in a running conversation: what asks something of the bot, and what is small talk."""

import pytest
from bot.answering import SmallTalkKind, asks, small_talk_kind

from tests.pace import LONGER, is_steep, of_one_piece


@pytest.mark.parametrize(
    "said",
    [
        "第一百零一条",
        "第廿五条",
        "第兩百條",
        "第一千二百六十條",
        "第〇条",
        "第 12 条",
        "第三款",
        "第十二项",
        "第七章",
        "7.1",
        "下一条",
        "上一章",
        "那病假呢",
        "要批吗",
        "多久？",
        "can it be extended",
        "可不可以晚点到",
        "几点上班",
        "7.1 上个月",
        "那 7.1",
        "7.1 今天",
        "昨天的7.1",
        "7.1 三个月前",
        "7.1 @2026-13-01",
        "7.1和7.2 去年",
        "7.1 last month",
        "section 7.1 two weeks ago",
        "section 7.1",
        "chapter 3",
        "第 7.1 条",
        "附件一",
    ],
)
def test_a_question_in_a_conversation_is_taken_for_one(said: str) -> None:
    assert asks(said)


@pytest.mark.parametrize(
    "said",
    [
        "我下午去",
        "好的",
        "12",
        "三个人",
        "第三个",
        "已经发了",
        "so it is",
        "2026",
        "收到，谢谢",
        "第一次来",
        "上个月",
        "昨天 12",
        "去年涨了 7.1",
    ],
)
def test_what_people_say_to_each_other_is_left_alone(said: str) -> None:
    assert not asks(said)


@pytest.mark.parametrize(
    "said", ["不用了", "谢谢，不用了", "不用了，谢谢！", "好的，不用了", "不需要了 多谢", "no need, thanks"]
)
def test_who_says_it_politely_is_left_alone_too(said: str) -> None:
    assert small_talk_kind(said) is SmallTalkKind.STOP


@pytest.mark.parametrize("said", ["不用了吗", "谢谢，迟到怎么办", "停车怎么收费"])
def test_what_only_sounds_like_it_is_no_word_to_stop(said: str) -> None:
    assert small_talk_kind(said) is not SmallTalkKind.STOP


@pytest.mark.parametrize("piece", ["第", "第一", "条", " ", "怎", "？ ", "一", "什么"])
def test_whoever_writes_much_asks_nothing_and_no_text_takes_long(piece: str) -> None:
    assert not asks(piece * 20_000)
    assert not any(is_steep(run, of_one_piece(piece), LONGER) for run in (asks, small_talk_kind))
