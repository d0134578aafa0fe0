"""What programs may ask: nothing of what not everybody may see, and a sentence where a tool cannot be used so."""

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.programs.conftest import SECRET, asking, refused, reply

if TYPE_CHECKING:
    from mcp.server import Server


async def test_what_not_everybody_may_see_does_not_exist(in_process: "Server[Any]") -> None:
    async with asking(in_process) as client:
        told = [
            await reply(client, "find_rule", question="奖金怎么发放？"),
            await reply(client, "find_rule", question=SECRET),
            await reply(client, "find_rule", question="年终奖什么时候发？"),
            await reply(client, "show_clause", reference="1.2"),
            await reply(client, "show_clause", reference="《奖金办法》1.1"),
            await reply(client, "show_clause", reference="第一章"),
            await reply(client, "contents"),
            await reply(client, "as_of", reference="1.2", date="2026-03-01"),
        ]
        for each in told:
            without = json.dumps({**each, "question": ""}, ensure_ascii=False)
            assert "奖金" not in without
            assert "年终奖" not in without
            assert not any(cited["number"] == "1.2" for cited in (*each["citations"], *each["nearest"]))
        by_number = told[3]
        never_was = await reply(client, "show_clause", reference="1.9")
        same = ("outcome", "reason", "whom_to_ask")
        assert [by_number[key] for key in same] == [never_was[key] for key in same]
        hidden, unknown = [
            await refused(client, "contents", book=name) for name in ("奖金办法", "没有的办法")
        ]
        assert hidden == unknown
        assert "bonus" not in hidden


async def test_what_cannot_be_used_is_told_in_a_sentence_and_nothing_of_it_is_logged(
    in_process: "Server[Any]", caplog: pytest.LogCaptureFixture
) -> None:
    async with asking(in_process) as client:
        assert "2026-03-01" in await refused(client, "as_of", reference="1.1", date="金丝雀")
        assert "2026-03-01" in await refused(client, "as_of", reference="1.1 @2026-01-01", date="2026-02-01")
        assert "7.1" in await refused(client, "as_of", reference="金丝雀怎么处理", date="2026-03-01")
        assert "question" in await refused(client, "find_rule", question=["金丝雀"])
        assert "question" in await refused(client, "find_rule", question="金丝雀" * 2_000)
        assert "question" in await refused(client, "find_rule")
        assert "find_rule" in await refused(client, "金丝雀")
        assert (await reply(client, "find_rule", question="金丝雀归谁管？"))["outcome"] == "refusal"
    assert "金丝雀" not in caplog.text
