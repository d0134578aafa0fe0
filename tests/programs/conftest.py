"""A folder with a rule that not everybody may see, and the SDK's own client at the other end of `shouze mcp`."""

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bot.answering import CurrentRules, Responders, build_responder
from bot.knowledge import Knowledge, read_knowledge
from bot.wording import Language, catalogue_for

from tests.resources import resources_in
from tests.small_books import BOOK, TODAY, write

if TYPE_CHECKING:
    from mcp import Client
    from mcp.server import Server
    from mcp.types import CallToolResult

SECRET = "奖金另行发放"  # of a clause that only 管理层 see
_BOOK = BOOK.replace("{name: 运营管理部}", '{name: 运营管理部, contact: "#ops-rules"}')
_CHAPTER = """\
chapter: 1
title: 考勤
clauses:
  - number: "1.1"
    title: 迟到
    text: 迟到由组长提醒。
    revisions:
      - {effective: 2026-06-01, text: 迟到由组长提醒，并记录在案。}
  - {number: "1.2", title: 奖金, text: 奖金另行发放。, audience: [管理层]}
  - {number: "1.3", title: 病假, text: 病假按1.2办理，须提前一天告知组长。}
"""
_HIDDEN_BOOK = """\
id: bonus
title: 奖金办法
version: "1"
effective: 2026-01-01
owner: {name: 财务部}
audiences: {管理层: [S0123ABCD]}
audience: [管理层]
"""
_HIDDEN_CHAPTER = """\
chapter: 1
title: 奖金
clauses:
  - {number: "1.1", title: 年终奖, text: 年终奖按利润另行发放。}
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two books: of one a clause, of the other everything is for one audience alone."""
    return write(
        tmp_path_factory.mktemp("programs"),
        {
            "code/book.yaml": _BOOK + "audiences: {管理层: [S0123ABCD]}\n",
            "code/01.yaml": _CHAPTER,
            "bonus/book.yaml": _HIDDEN_BOOK,
            "bonus/01.yaml": _HIDDEN_CHAPTER,
        },
    )


@pytest.fixture
def environment(folder: Path, cache: Path) -> dict[str, str]:
    """The variables of a `shouze` over that folder."""
    own = {"SHOUZE_KNOWLEDGE": str(folder), "SHOUZE_CACHE": str(cache), "SHOUZE_ENCODER": "none"}
    return {**os.environ, **own}


@pytest.fixture
def in_process(folder: Path, cache: Path) -> "Server[Any]":
    """The server over that folder, which the SDK's client asks without a process between them."""
    from bot.programs.server import server_of  # noqa: PLC0415  # a second of processor, which no other test need pay
    from bot.programs.tools import Tools  # noqa: PLC0415  # the same

    def over(known: Knowledge) -> Responders:
        return Responders(
            known.library,
            lambda seen: build_responder(seen, known.within(seen).synonyms, resources=resources_in(cache)),
        )

    rules = CurrentRules(read_knowledge(folder), over, lambda: TODAY)
    return server_of(Tools(rules, rules.today), catalogue_for(Language.CHINESE))


@asynccontextmanager
async def asking(server: Any) -> "AsyncIterator[Client]":  # noqa: ANN401  # the SDK takes many kinds
    """The SDK's client, connected with a server, or by a transport to one."""
    from mcp import Client  # noqa: PLC0415  # as above

    async with Client(server) as client:
        yield client


async def reply(client: "Client", tool: str, **arguments: str) -> dict[str, Any]:
    """The object that a tool returns."""
    called = await client.call_tool(tool, arguments)
    assert not called.is_error, called.content
    told: dict[str, Any] = called.structured_content
    assert json.loads(text_of(called)) == told
    return told


async def refused(client: "Client", tool: str, **arguments: object) -> str:
    """What a tool says that could not be used so."""
    called = await client.call_tool(tool, arguments)
    assert called.is_error
    return text_of(called)


def text_of(called: "CallToolResult") -> str:
    """The one text that a tool returned."""
    [content] = called.content
    assert content.type == "text"
    return str(content.text)
