"""Whoever asks, or is answered, while an owner decides hears of it once: not never, and not twice."""

import asyncio
import threading
from collections.abc import Sequence

import pytest
from bot.desk import LearnedPair
from bot.publishing.lesson import Lesson, Teacher

from tests.slack.desk.conftest import OWN_WORDS, SHUTTLE, Office
from tests.slack.owned_book import clicks_for_modal, passes_on, told


async def test_whoever_comes_while_a_decision_is_tried_hears_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered, late, deputy = (
        office.slack.person(name, locale="zh-CN") for name in ("answered", "late", "deputy")
    )
    await deputy.joins("#attendance")
    is_tried, goes_on, examine = threading.Event(), threading.Event(), Teacher.examine

    def held(teacher: Teacher, pairs: Sequence[LearnedPair]) -> Lesson:
        is_tried.set()
        assert goes_on.wait(30)
        return examine(teacher, pairs)

    monkeypatch.setattr(Teacher, "examine", held)
    async with office.bot():
        await passes_on(office.slack, answered, await office.ask(answered, SHUTTLE, where=""))
        await office.look()
        [letter] = office.posted()
        home = await office.opens_home(office.owner)
        form = await clicks_for_modal(office.slack, office.owner, home, "就是这条")
        submitted = asyncio.ensure_future(office.submits(office.owner, form, {"clause": "code/1.1"}))
        assert await asyncio.to_thread(is_tried.wait, 30)
        await office.ask(late, "没赶上上班的班车怎么办", where="")
        await office.bots[0].watches.desk.take_in()
        reply = await clicks_for_modal(office.slack, deputy, letter, "回复并关闭")
        await deputy.submits(reply, {"reply": OWN_WORDS})
        await office.slack.until(lambda: told(office.slack, answered, OWN_WORDS) or None)
        goes_on.set()
        assert "好了" in await submitted
        assert len(told(office.slack, late, "就是这一条")) == 1
        assert len(told(office.slack, answered, OWN_WORDS)) == 1
        assert not told(office.slack, answered, "就是这一条")
