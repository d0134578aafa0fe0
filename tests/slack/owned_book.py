"""The bot over a small book whose owner can be reached in one way or another."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.answering import Responders
from bot.retrieval import Analyzer
from bot.rulebook import Library, Owner, Rulebook
from bot.slack.process.work import Timings
from bot.store import Store
from bot.workspace import Interaction, Message, Person, View, Workspace

from tests.responders import indexed
from tests.slack.conftest import QUICK, running, surroundings_for
from tests.small_books import book, library, owned_by

TEXTS = {"4": {"4.1": "上班时间为上午九点至下午六点。", "4.2": "晚到十分钟以上记迟到一次。"}}


def owned(contact: str | None, before: Rulebook | None = None) -> Library:
    """A book that 考勤组 owns."""
    return library(owned_by(before or book(TEXTS), Owner("考勤组", contact)))


@asynccontextmanager
async def serving(
    slack: Workspace, store: Store, analyzer: Analyzer, books: Library, timings: Timings = QUICK
) -> AsyncIterator[None]:
    """The bot over these books is on the workspace; nothing that it sends may be refused."""
    responders = Responders(books, lambda seen: indexed(seen, analyzer))
    async with running(surroundings_for(slack, responders, store, timings)):
        await slack.connected()
        yield
    assert not slack.recording.refused


async def clicks_for_modal(slack: Workspace, person: Person, on: Message | View, button: str) -> View:
    """Click, and wait for the modal as it is in the end."""
    before = person.modal
    click = await person.clicks(on, button)
    assert click.is_acked
    return await slack.until(lambda: _drawn(person, before))


async def passes_on(slack: Workspace, person: Person, answer: Message, note: str = "") -> Interaction:
    """Click 转给负责人 and send the form as it is."""
    form = await clicks_for_modal(slack, person, answer, "转给负责人")
    return await person.submits(form, {"note": note or None})


def told(slack: Workspace, person: Person, words: str) -> list[Message]:
    """What the bot has written to a person directly, with these words in it."""
    return [one for one in slack.sees(person) if one.user == slack.bot_user_id and words in one.reads]


def _drawn(person: Person, before: View | None) -> View | None:
    shown = person.modal
    if shown is None or (before and shown.id == before.id) or "请稍候" in shown.reads:
        return None
    return shown
