"""Of two clauses that say the same, a new colleague hears that of their stage first, wherever they ask."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date

import pytest
from bot.answering import Answer, Choice, Responder
from bot.retrieval import Analyzer, Index
from bot.workspace import Person

from tests.slack.onboarding.conftest import TEXTS, House, rules

ASKED = "客户资料不得外发"
TODAY = date(2026, 11, 23)
OF_ALL, OF_STAGE = "第一章第四条", "第二章第一条"  # the stage of the path for sales reads 2.1
Asking = Callable[[House, Person], Awaitable[str]]


def books_with(twin: str, own: str) -> dict[str, dict[str, str]]:
    """The small book with these words in 1.4 and in 2.1."""
    return {"1": {**TEXTS["1"], "1.4": twin}, "2": {**TEXTS["2"], "2.1": own}}


@pytest.mark.parametrize(
    ("twin", "own"),
    [
        pytest.param("客户资料不得外发。", "客户资料不得外发。", id="the same text"),
        pytest.param("离座须锁屏。客户资料不得外发。", "客户资料不得外发。离座须锁屏。", id="another order"),
    ],
)
@pytest.mark.parametrize("preferred", ["1.4", "2.1"])
def test_two_clauses_with_the_same_words_are_an_answer_with_the_preferred_one_first(
    analyzer: Analyzer, twin: str, own: str, preferred: str
) -> None:
    books = rules(books_with(twin, own))
    stage = frozenset(clause for clause in books.clauses if str(clause.number) == preferred)
    reply = Responder(Index(books, (), analyzer), preferred=stage)(ASKED)
    assert isinstance(reply, Answer | Choice)  # in so small a book hardly anything is sure
    cited = [
        str(one.clause.number) for one in (reply.citations if isinstance(reply, Answer) else reply.options)
    ]
    assert cited[0] == preferred
    assert sorted(cited) == ["1.4", "2.1"]


async def with_the_command(house: House, person: Person) -> str:
    return await house.told(person, f"/rule {ASKED}")


async def in_the_modal(house: House, person: Person) -> str:
    await person.uses_shortcut("问规则")
    await person.submits(await house.slack.modal(person), {"您想问什么？": ASKED})

    def answered() -> str | None:
        return person.modal.reads if person.modal and "也可能是" in person.modal.reads else None

    return await house.slack.until(answered)


async def in_a_direct_message(house: House, person: Person) -> str:
    return (await house.slack.reply_to(await person.messages_bot(ASKED))).reads


async def in_a_channel(house: House, person: Person) -> str:
    await person.joins("#ops")
    return (await house.slack.reply_to(await person.says("#ops", f"@守则 {ASKED}"))).reads


@pytest.fixture
async def doubled(house: House) -> AsyncIterator[House]:
    """The bot over a book in which a clause of the path for sales stands twice."""
    house.books = rules(books_with("客户资料不得外发。", "客户资料不得外发。"))
    house.slack.channel("#ops")
    async with house.bot():
        yield house


@pytest.mark.parametrize(
    "asking",
    [with_the_command, in_the_modal, in_a_direct_message, in_a_channel],
    ids=lambda each: each.__name__.replace("_", " "),
)
async def test_wherever_they_ask_the_clause_of_their_stage_comes_first(
    doubled: House, asking: Asking
) -> None:
    kai, old = await doubled.slack.newcomer("kai", title="销售"), doubled.slack.person("old", locale="zh-CN")
    await doubled.card(kai, "欢迎加入")
    for person, first, second in ((old, OF_ALL, OF_STAGE), (kai, OF_STAGE, OF_ALL)):
        answer = await asking(doubled, person)
        shown = answer.split("也可能是")[0]
        assert first in shown
        assert second not in shown
