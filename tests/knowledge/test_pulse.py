"""pulse.yaml: what it says, and every fault in it with its line."""

from pathlib import Path

import pytest
from bot.knowledge import IssueKind, KnowledgeError, read_knowledge
from bot.pulse import Every, Pulse, PulseQuestion

from tests.small_books import BOOK, write

CHAPTER = (
    'chapter: 1\ntitle: 考勤\nclauses:\n  - {number: "1.1", title: 迟到, text: 迟到十分钟以内，口头提醒。}\n'
)
FILE = """\
send: 否
every: 每季度
day: 15
questions:
  - {id: find, text: 找得到}
  - {id: clear, text: 看得懂}
"""


def read(folder: Path, text: str) -> Pulse | None:
    book = BOOK + "audiences: {管理层: [U0123ABCD]}\n"
    write(folder, {"code/book.yaml": book, "code/01.yaml": CHAPTER, "pulse.yaml": text})
    return read_knowledge(folder).pulse


def test_it_says_what_is_asked_how_often_and_that_nobody_is_until_it_is_sent(tmp_path: Path) -> None:
    questions = (PulseQuestion("find", "找得到"), PulseQuestion("clear", "看得懂"))
    assert read(tmp_path, FILE) == Pulse(questions, Every.QUARTER, 15, 7, (), is_sent=False)
    sent = FILE.replace("否", "是") + "audience: [管理层]\n"
    assert read(tmp_path, sent) == Pulse(questions, Every.QUARTER, 15, 7, ("code/管理层",), is_sent=True)


def test_the_shipped_pulse_is_sent_to_nobody() -> None:
    pulse = read_knowledge(Path("knowledge")).pulse
    assert pulse
    assert not pulse.is_sent


@pytest.mark.parametrize(
    ("old", "new", "line", "kind"),
    [
        ("send: 否\n", "", 1, IssueKind.MISSING_KEY),
        ("send: 否", "send: 也许", 1, IssueKind.UNKNOWN_WORD),
        ("每季度", "每周", 2, IssueKind.UNKNOWN_WORD),
        ("day: 15", "day: 31", 3, IssueKind.TOO_MUCH),
        ("day: 15", "day: 十五", 3, IssueKind.NOT_A_COUNT),
        ("day: 15", "days: 60", 3, IssueKind.TOO_MUCH),
        ("day: 15", "audience: [没有的]", 3, IssueKind.UNKNOWN_AUDIENCE),
        ("id: clear", "id: find", 6, IssueKind.REPEATED),
        (", text: 看得懂", "", 6, IssueKind.MISSING_KEY),
        ("day: 15", "week: 1", 3, IssueKind.UNKNOWN_KEY),
    ],
)
def test_a_fault_is_told_on_its_line(tmp_path: Path, old: str, new: str, line: int, kind: IssueKind) -> None:
    with pytest.raises(KnowledgeError) as caught:
        read(tmp_path, FILE.replace(old, new))
    [issue] = caught.value.issues
    assert (issue.path.name, issue.line, issue.kind) == ("pulse.yaml", line, kind)


def test_there_are_five_questions_at_most(tmp_path: Path) -> None:
    more = "".join(f"  - {{id: q{number}, text: 问题}}\n" for number in range(4))
    with pytest.raises(KnowledgeError) as caught:
        read(tmp_path, FILE + more)
    assert [issue.kind for issue in caught.value.issues] == [IssueKind.TOO_MUCH]
