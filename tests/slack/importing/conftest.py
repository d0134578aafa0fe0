"""An owner, a colleague and a guest before a bot with a folder of rules."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from bot.answering import Responders
from bot.knowledge import read_knowledge
from bot.retrieval import Analyzer
from bot.store import Store
from bot.wording import Language, catalogue_for
from bot.workspace import Message, Person, Workspace

from tests.responders import indexed
from tests.slack.conftest import running, surroundings_for
from tests.small_books import write

SAY = catalogue_for(Language.CHINESE)
BOOK = """\
id: code
title: 运营守则
version: "1"
effective: 2026-01-01
owner: {name: 规章组, contact: "#rules"}
"""
CHAPTER = """\
chapter: "1"
title: 考勤
clauses:
  - number: "1.1"
    text: 上班时间为上午九点。
"""
DOCUMENT = """\
考勤办法（2026版）

第一章 总则
第一条 本办法适用于全体员工。

第二章 迟到与请假
第三条 迟到十分钟以上的，扣发当日奖金。
第六条 本办法自2026年1月1日起施行。
"""


@dataclass(frozen=True)
class Desk:
    """A workspace with a bot on it whose rules stand in a folder."""

    slack: Workspace
    knowledge: Path
    owner: Person
    staff: Person

    async def reply(self, message: Message) -> Message:
        """What the bot says in the thread under a message."""
        [reply, *_] = await self.until(lambda: self.replies(message))
        return reply

    async def until(self, look: Callable[[], Sequence[Message]]) -> Sequence[Message]:
        """Messages, as soon as there are any: a document is read in a process of its own, which has to start first."""
        return await self.slack.until(lambda: look() or None, timeout=90)

    def replies(self, message: Message) -> list[Message]:
        """All that it says there."""
        return [
            one
            for one in self.slack.state.history.everything(message.channel)
            if one.thread_ts == message.ts and one.user == self.slack.bot_user_id
        ]

    def written(self) -> Mapping[str, str]:
        """What stands in the folder of the rules."""
        files = (path for path in self.knowledge.rglob("*") if path.is_file())
        return {str(path.relative_to(self.knowledge)): path.read_text("utf-8") for path in files}


@asynccontextmanager
async def at_desk(
    slack: Workspace, store: Store, analyzer: Analyzer, folder: Path, files: Mapping[str, str]
) -> AsyncIterator[Desk]:
    """The bot over these rules; nothing that it sends may be refused."""
    knowledge = write(folder / "rules", files)
    owner, staff = slack.person("owner", locale="zh-CN"), slack.person("staff", locale="zh-CN")
    slack.channel("#rules", members=[owner])
    library = read_knowledge(knowledge).library
    responders = Responders(library, lambda seen: indexed(seen, analyzer))
    async with running(replace(surroundings_for(slack, responders, store), knowledge=knowledge)):
        await slack.connected()
        yield Desk(slack, knowledge, owner, staff)
    assert not slack.recording.refused


@pytest.fixture
async def desk(
    empty_slack: Workspace, store: Store, analyzer: Analyzer, tmp_path: Path
) -> AsyncIterator[Desk]:
    files = {"code/book.yaml": BOOK, "code/1.yaml": CHAPTER}
    async with at_desk(empty_slack, store, analyzer, tmp_path, files) as made:
        yield made


def document(text: str = DOCUMENT, name: str = "考勤办法.txt") -> Mapping[str, Any]:
    """A file as it is dropped."""
    return {name: text.encode()}
