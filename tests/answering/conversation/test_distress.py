"""Who says that they do not want to live gets the clause on psychological help, or whom to ask: nothing else."""

import pytest
from bot.answering import Answer, Choice, Reason, Refusal, Responder, Thread, asks
from bot.answering.conversation.distress import is_in_distress
from bot.retrieval import Analyzer, Index

from tests.answering.replies import cited, nearest
from tests.small_books import book, library

TEAM = "部门每季度可组织一次活动，不想参加的可以不去。"
HELP = "员工可拨打心理援助热线，通话内容保密。"

IN_DISTRESS = [
    "不想活了怎么办",
    "我真的不想活了",
    "我想死",
    "活不下去了",
    "有时候想自杀",
    "同事说要轻生，我该怎么办",
    "不想活了，团队活动还要去吗",
    "我想輕生",
    "I want to die",
    "I'm thinking of suicide",
    "i want to kill myself",
    "I want to end my life",
    "I don't want to live anymore",
]


def responder_of(texts: dict[str, str], analyzer: Analyzer) -> Responder:
    return Responder(Index(library(book({"1": texts})), (), analyzer))


@pytest.mark.parametrize("said", IN_DISTRESS)
def test_who_does_not_want_to_live_is_shown_the_clause_on_counselling(
    said: str, responder: Responder
) -> None:
    assert cited(responder(said)) == ["11.5"]


@pytest.mark.parametrize("said", IN_DISTRESS)
def test_a_book_without_such_a_clause_names_whom_to_ask_and_no_clause(said: str, analyzer: Analyzer) -> None:
    reply = responder_of({"1.1": TEAM, "1.2": "心情不好也须准时到岗。"}, analyzer)(said)
    assert nearest(reply, Reason.DISTRESS) == []
    assert isinstance(reply, Refusal)
    assert reply.owner is not None


@pytest.mark.parametrize(
    "text",
    [
        HELP,
        "The company offers free counselling, six sessions a year.",
        "The EAP is open to all staff day and night.",
    ],
)
@pytest.mark.parametrize("said", ["不想活了", "I want to die"])
def test_help_is_found_in_either_language_by_what_the_clause_says(
    text: str, said: str, analyzer: Analyzer
) -> None:
    assert cited(responder_of({"1.1": TEAM, "1.2": text}, analyzer)(said)) == ["1.2"]


def test_in_the_middle_of_a_talk_it_is_no_follow_up(responder: Responder) -> None:
    thread = responder.turn("年假有几天", Thread()).thread
    assert cited(responder.turn("不想活了", thread).reply) == ["11.5"]
    assert asks("我不想活了")


@pytest.mark.parametrize("said", ["员工自杀怎么处理", "what about suicide", "1.3", "1.3 自杀"])
def test_a_rule_that_names_suicide_is_found_as_any_other(said: str, analyzer: Analyzer) -> None:
    texts = {"1.1": TEAM, "1.2": HELP, "1.3": "员工自杀 (suicide) 的，主管须立即报告，由人力资源部处理。"}
    assert "1.2" not in _shown(responder_of(texts, analyzer), said)
    assert cited(responder_of(texts, analyzer)("我想自杀")) == ["1.2"]


@pytest.mark.parametrize(
    "said",
    [
        "想死你了",
        "想死我了",
        "不想活动",
        "自杀式攻击怎么上报",
        "我不想死记硬背",
        "I don't want to live in Taipei",
    ],
)
def test_what_only_sounds_like_it_is_searched_as_any_question(said: str, responder: Responder) -> None:
    assert "11.5" not in _shown(responder, said)


@pytest.mark.parametrize(
    "said",
    [
        "好想去死",
        "我想从楼上跳下去",
        "想跳樓",
        "我割腕了",
        "不想在这个世界上了",
        "不如死了算了",
        "我活够了",
        "活得好累",
        "活著沒有意義",
        "活着有什么意思",
        "想要结束生命",
        "我想了结自己",
        "I want die",
        "I'd be better off dead",
        "everyone would be better off without me",
        "thinking of ending it all",
        "I have no reason to live",
        "tired of living",
        "my life is not worth living",
        "I don't want to live like this",
        "I can't go on living",
        "I want to hurt myself",
    ],
)
def test_there_are_many_ways_of_saying_it(said: str) -> None:
    assert is_in_distress(said)


@pytest.mark.parametrize(
    "said",
    [
        "好想死党啊",
        "累死了，想下班",
        "笑死",
        "自残式加班有补贴吗",
        "怎么结束我的生命周期管理课程",
        "活动太累能不参加吗",
        "要跳槽怎么办",
        "我死了这条心，怎么退出项目",
        "this deadline is killing me",
        "I'm going to die of boredom",
        "I want to die laughing",
        "I cut myself on a knife at work",
        "is it career suicide to decline a transfer",
        "tired of living far from the office, may I work at home",
        "要跳楼梯吗",
    ],
)
def test_what_people_say_of_work_is_none_of_them(said: str) -> None:
    assert not is_in_distress(said)


def _shown(responder: Responder, said: str) -> list[str]:
    match responder(said):
        case Answer(shown) | Choice(shown):
            return [str(each.clause.number) for each in shown]
        case _:
            return []
