"""Numbers at the margin that count the lines of a page are no words of the text."""

from collections.abc import Sequence
from pathlib import Path

from bot.importing.source import NoteKind

from tests.importing.pdf.pdf_files import Text, column, read

_RULES = [
    "第一条 员工应当按照规定的时间",
    "上下班，并打卡。",
    "第二条 因公外出的，应当事先填",
    "写外出登记表。",
    "第三条 忘记打卡的，应当在次日",
    "十点以前在出勤系统里申请补登",
    "并写明经过。",
    "第四条 迟到三次的，由主管提醒",
    "并登记在案。",
    "第五条 解释权归人事部。",
]
_READ = [
    "第一条 员工应当按照规定的时间上下班，并打卡。",
    "第二条 因公外出的，应当事先填写外出登记表。",
    "第三条 忘记打卡的，应当在次日十点以前在出勤系统里申请补登并写明经过。",
    "第四条 迟到三次的，由主管提醒并登记在案。",
    "第五条 解释权归人事部。",
]


def numbered(lines: Sequence[str], step: int = 1, x: float = 72) -> list[Text]:
    """The lines, with a number before each, or before each fifth one."""
    counted = range(step, len(lines) + 1, step)
    return [
        *column(*lines, x=x),
        *(Text(x - 20 - 6 * len(str(at)), 780 - 20 * at, str(at)) for at in counted),
    ]


def test_a_number_before_each_line_is_left_out_and_told(tmp_path: Path) -> None:
    found = read(tmp_path, numbered(_RULES))

    assert [line.text for line in found.lines] == _READ
    assert [(note.kind, note.words) for note in found.notes] == [
        (NoteKind.LINE_NUMBERS_DROPPED, {"count": "10"})
    ]


def test_each_column_has_numbers_of_its_own(tmp_path: Path) -> None:
    found = read(tmp_path, [*numbered(_RULES), *numbered(_RULES, x=340)])

    assert [line.text for line in found.lines] == [*_READ, *_READ]


def test_every_fifth_line_may_have_a_number(tmp_path: Path) -> None:
    found = read(tmp_path, *[numbered([*_RULES, *_RULES], step=5)] * 2, numbered(_RULES[:5], step=5))

    assert not any(line.text.endswith(("5", "10", "15")) for line in found.lines)


def test_numbers_of_a_list_stay(tmp_path: Path) -> None:
    items = ["工牌", "钥匙", "电脑", "手机卡", "门禁卡", "停车证", "图书", "工作服", "雨伞", "印章"]

    found = read(tmp_path, [Text(72, 800, "离职时应当交还下列物品"), *numbered(items)])

    assert not [note for note in found.notes if note.kind is NoteKind.LINE_NUMBERS_DROPPED]
    assert any("10" in line.text for line in found.lines)
