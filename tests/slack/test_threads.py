"""Conversations on Slack go on from what was said: in their own thread, and for a while."""

import pytest
from bot.answering import Thread
from bot.slack.threads import Place, Threads
from bot.workspace import Person, Workspace

HERE = Place("T1", "C1", "1.1")
ELSEWHERE = Place("T1", "C1", "2.2")
DAY = 24 * 60 * 60.0


class _Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_each_place_has_its_own_thread() -> None:
    threads = Threads(_Clock())
    threads.keep(HERE, Thread("迟到"))
    threads.keep(ELSEWHERE, Thread("请假"))
    assert threads.at(HERE) == Thread("迟到")
    assert threads.at(Place("T2", "C1", "1.1")) == Thread()


def test_a_thread_is_forgotten_after_fourteen_days_without_a_word() -> None:
    clock = _Clock()
    threads = Threads(clock)
    threads.keep(HERE, Thread("迟到"))
    threads.keep(ELSEWHERE, Thread("请假"))
    clock.seconds = 10 * DAY
    threads.keep(HERE, Thread("迟到 早退"))
    clock.seconds = 14 * DAY
    assert threads.at(ELSEWHERE) == Thread()
    assert threads.at(HERE) == Thread("迟到 早退")


def test_of_very_many_threads_the_oldest_are_forgotten() -> None:
    threads = Threads(_Clock())
    for number in range(5_001):
        threads.keep(Place("T1", "C1", str(number)), Thread(str(number)))
    assert threads.at(Place("T1", "C1", "0")) == Thread()
    assert threads.at(Place("T1", "C1", "1")) == Thread("1")


@pytest.mark.parametrize(
    "body",
    [
        {"container": {"channel_id": "C1", "thread_ts": "1.1"}, "team": {"id": "T1"}},
        {"container": {"channel_id": "C1"}, "message": {"thread_ts": "1.1"}, "team": {"id": "T1"}},
    ],
    ids=["container", "message"],
)
def test_a_click_is_in_the_thread_of_its_message(body: dict[str, dict[str, str]]) -> None:
    assert Place.clicked(body) == HERE


async def test_a_mention_that_leans_on_its_thread_is_understood(slack: Workspace, alice: Person) -> None:
    first = await alice.says("#ops", "@守则 早班几点下班")
    await slack.reply_to(first)
    more = await alice.says("#ops", "@守则 下一条", thread=first)
    assert "第四章第二条" in (await slack.reply_to(more)).reads
    other = await alice.says("#ops", "@守则 下一条")
    assert "第四章第三条" not in (await slack.reply_to(other)).reads


async def test_a_direct_conversation_is_one_thread(slack: Workspace, alice: Person) -> None:
    await slack.reply_to(await alice.messages_bot("组长最多可以批多少钱的退款"))
    leaning = await alice.messages_bot("那主管呢？")
    assert "第三章第五条" in (await slack.reply_to(leaning)).reads
