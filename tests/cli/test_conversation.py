"""The conversation in a terminal goes on from what was said; lines from a file do not."""

import json

from tests.cli.conftest import Shouze

SAID = "迟到怎么处理\n下一条\n"


def test_a_conversation_goes_on_from_the_clause_shown_last(shouze: Shouze) -> None:
    assert "第四章第三条" in shouze("ask", typed=SAID).out


def test_each_line_of_a_file_is_a_question_of_its_own(shouze: Shouze) -> None:
    replies = [json.loads(line) for line in shouze("ask", "-", typed=SAID).out.splitlines()]
    assert [reply["outcome"] == "answer" for reply in replies] == [True, False]
