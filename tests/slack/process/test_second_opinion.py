"""`shouze serve` answers by words at once, and with vectors when they are there; the log tells how far they are."""

import json
from pathlib import Path

import pytest
from bot.workspace import Workspace

from tests.retrieval.tiny_models import ENCODER, tiny_encoder
from tests.slack.conftest import served
from tests.small_books import BOOK, write

CHAPTER = 'chapter: "1"\ntitle: 考勤\nclauses:\n  - {number: "1.1", text: 员工迟到的，由组长提醒。}\n'


async def test_vectors_come_behind_the_answers_and_are_told_of_in_the_log(
    empty_slack: Workspace, new_cache: Path, tmp_path: Path
) -> None:
    pytest.importorskip("fastembed")
    tiny_encoder(new_cache)
    knowledge = write(tmp_path / "knowledge", {"code/book.yaml": BOOK, "code/01.yaml": CHAPTER})
    others = {
        "SHOUZE_KNOWLEDGE": str(knowledge),
        "SHOUZE_ENCODER": f"fastembed:{ENCODER}",
        "SHOUZE_LOG": "json",
        "HF_HUB_OFFLINE": "1",
    }
    alice = empty_slack.person("alice", locale="zh-CN")
    empty_slack.channel("#ops", members=[alice])
    with served(empty_slack, new_cache, **others) as shouze:

        def percents() -> list[int]:
            lines = [json.loads(line) for line in shouze.err.splitlines() if '"vectors"' in line]
            return [line["percent"] for line in lines]

        await empty_slack.until(lambda: empty_slack.connections or None)
        await empty_slack.until(lambda: 100 in percents() or None)
        asked = await alice.says("#ops", "@守则 迟到了会怎样")
        assert "员工迟到的" in (await empty_slack.reply_to(asked)).reads
        assert percents() == sorted(percents())
