"""What may be wrong in a book without being a fault."""

from itertools import product
from pathlib import Path

import pytest
from bot.knowledge import Severity, read_checked
from bot.knowledge.checks.lint import severity_of
from bot.knowledge.checks.warnings import WarningKind
from bot.wording import Language, catalogue_for, place

from tests.small_books import BOOK, write

W = WarningKind
HEAD = BOOK.replace("{name: 运营管理部}", '{name: 甲, contact: "#a"}')


def _warnings(tmp_path: Path, *clauses: str, head: str = HEAD) -> list[tuple[str, int, WarningKind]]:
    """The warnings on a book of one chapter with these clauses ("number text"), from line 4 on, two lines each."""
    rows = (each.partition(" ") for each in clauses)
    lines = "".join(f'  - number: "{number}"\n    text: {text}\n' for number, _, text in rows)
    chapter = f'chapter: "1"\ntitle: 总则\nclauses:\n{lines}'
    folder = write(tmp_path, {"code/book.yaml": head, "code/01.yaml": chapter})
    found = read_checked(folder).warnings
    for language, each in product(Language, found):
        catalogue_for(language)(f"warning.{each.kind}", **each.words)  # raises where a word is missing
    return [(each.path.name, each.line, each.kind) for each in found]


@pytest.mark.parametrize(
    ("clauses", "warning"),
    [
        pytest.param(["1 一", "3 三"], ("01.yaml", 6, W.GAP), id="a-number-is-left-out"),
        pytest.param(["2 二", "1 一"], ("01.yaml", 6, W.ORDER), id="a-number-behind-a-higher-one"),
        pytest.param(["1.1 一", "1.3 三"], ("01.yaml", 6, W.GAP), id="in-a-chapter"),
        pytest.param(["1 一", "1-1 二", "2 三"], None, id="one-that-was-put-in-later"),
        pytest.param(["1 一", "5b 五"], None, id="a-number-that-does-not-count"),
        pytest.param(
            ["1 员工须按时到岗并且登录系统。", "2 员工须按时到岗 并且登录系统。"],
            ("01.yaml", 7, W.SAME_TEXT),
            id="same-text",
        ),
        pytest.param(["1 略", "2 略"], None, id="a-short-text-may-stand-twice"),
        pytest.param(
            ["1 一", "2 依照第一条第四款办理"], ("01.yaml", 7, W.NO_SUCH_PART), id="no-such-paragraph"
        ),
        pytest.param(["1 一", "2 依照第一条第一款办理"], None, id="a-paragraph-that-is-there"),
        pytest.param(
            ["1 一", "2 依照本守则第一章第四节办理"], ("01.yaml", 7, W.NO_SUCH_HEADING), id="no-sections"
        ),
        pytest.param(["1 依照劳动法第一编第二条第九款办理"], None, id="another-document"),
        pytest.param(
            ["1 依「宿舍輔導辦法」第一條第九項訂定"], None, id="another-document-in-corner-brackets"
        ),
        pytest.param(
            [
                "1 |\n      本章没有规定的，按国家规定执行。",
                "2 |\n      本章没有规定的，按国家规定执行。",
            ],
            ("01.yaml", 8, W.SAME_TEXT),
            id="same-text-of-its-own-chapter",
        ),
        pytest.param(["1 须及时办理"], ("01.yaml", 5, W.VAGUE), id="vague"),
        pytest.param(
            ["1 一", "2 |\n      办理。\n      原则上当日。", "3 尽快"],
            ("01.yaml", 9, W.VAGUE),
            id="the-first-vague",
        ),
        pytest.param(["1 按（规定办理。"], ("01.yaml", 5, W.BRACKET), id="a-bracket-that-is-not-closed"),
        pytest.param(["1 按规定）办理。"], ("01.yaml", 5, W.BRACKET), id="a-bracket-that-is-not-opened"),
        pytest.param(["1 见《办法》（试行)、“甲”：1) 乙；a） 丙"], None, id="brackets-in-pairs-and-items"),
        pytest.param(["1 待补充"], ("01.yaml", 5, W.EMPTY), id="no-text-yet"),
        pytest.param(["1 第⼗条"], ("01.yaml", 5, W.WRONG_CHARACTER), id="a-radical-for-a-character"),
        pytest.param(["1 依照笫三条"], ("01.yaml", 5, W.WRONG_CHARACTER), id="笫-for-第"),
        pytest.param(["1 丌得迟到"], ("01.yaml", 5, W.WRONG_CHARACTER), id="丌-for-不"),
        pytest.param(
            ["1 |\n      （一）乙\n      （三）丙"],
            ("01.yaml", 7, W.ITEM_GAP),
            id="item-left-out",
        ),
        pytest.param(["1 |\n      1. 乙\n      1. 丙\n      2. 丁"], None, id="items-that-begin-anew"),
        pytest.param(
            ["1 |\n      （一）乙\n      1. 丙\n      2. 丁\n      （二）戊\n      1. 己"],
            None,
            id="items-in-items",
        ),
        pytest.param(
            ["1 |\n      1. 乙：\n      1. 丙\n      2. 丁\n      2. 戊\n      3. 己"],
            None,
            id="items-in-items-that-are-numbered-alike",
        ),
        pytest.param(["1 |\n      （一）乙；（二）丙\n      （三）丁"], None, id="two-items-of-a-line"),
        pytest.param(
            ["1 须：（一）乙；（二）丙", "2 依照第一条第二项办理"], None, id="an-item-within-a-line"
        ),
        pytest.param(
            ["1 须：（一）乙；（二）丙", "2 依照第一条第三项，第一条第三项也是"],
            ("01.yaml", 7, W.NO_SUCH_PART),
            id="no-such-item-told-once",
        ),
        pytest.param(
            [
                "1 |\n      次の者：\n      一　甲\n      二　乙",
                "2 第1条第1項第二号の者は、第1条第1項の者とする。",
            ],
            None,
            id="items-of-japan",
        ),
        pytest.param(
            ["1 |\n      （一）乙\n      （二）丙\n      （二）丁"],
            ("01.yaml", 8, W.ITEM_GAP),
            id="item-twice",
        ),
    ],
)
def test_what_may_be_wrong_is_told_with_its_line(
    clauses: list[str], warning: tuple[str, int, WarningKind] | None, tmp_path: Path
) -> None:
    assert _warnings(tmp_path, *clauses) == ([warning] if warning else [])


def _labelled(tmp_path: Path, *clauses: tuple[str, str]) -> list[WarningKind]:
    """The warnings on a book of clauses that are printed so."""
    lines = "".join(f'  - {{number: "{number}", label: {label}, text: 文}}\n' for number, label in clauses)
    files = {"code/book.yaml": HEAD, "code/01.yaml": f"heading: 总则\nclauses:\n{lines}"}
    return [each.kind for each in read_checked(write(tmp_path, files)).warnings]


def test_numbers_that_are_printed_otherwise_than_those_beside_them_are_told_once(tmp_path: Path) -> None:
    assert _labelled(tmp_path, ("1", "第一条"), ("2", "2、"), ("3", "第三条")) == [W.MIXED]


def test_one_that_was_put_in_later_or_has_a_remark_is_numbered_like_the_others(tmp_path: Path) -> None:
    labels = ("1", "第一条"), ("1-1", "第一条之一"), ("2", "第二条（暂行）"), ("3", "第十三条")
    assert _labelled(tmp_path, *labels) == []


def test_a_number_below_another_and_the_one_behind_it_are_numbered_alike(tmp_path: Path) -> None:
    labels = [(number, f'"{number}"') for number in ("2", "2.1", "2.1.1", "2.1.2", "2.2", "3")]
    assert _labelled(tmp_path, *labels) == []


def test_a_number_without_the_point_of_the_others_is_numbered_alike(tmp_path: Path) -> None:
    labels = [(number.rstrip("."), f'"{number}"') for number in ("2.1.", "2.2", "2.3.")]
    assert _labelled(tmp_path, *labels) == []


def test_what_names_its_own_chapter_says_another_thing_in_each(tmp_path: Path) -> None:
    chapter = "heading: {title}\nclauses:\n- {{number: {number}, text: 本章没有规定的，按国家规定执行。}}\n"
    chapters = {
        f"code/{number}.yaml": chapter.format(title=title, number=number)
        for number, title in enumerate(("第一章 请假", "第二章 出差"), 1)
    }
    assert read_checked(write(tmp_path, {"code/book.yaml": HEAD} | chapters)).warnings == ()


def test_financial_numerals_are_numbered_alike(tmp_path: Path) -> None:
    assert _labelled(tmp_path, ("1", "壹、"), ("2", "貳、"), ("3", "叁、"), ("4", "肆、")) == []


def test_a_number_that_is_printed_twice_is_told(tmp_path: Path) -> None:
    assert _labelled(tmp_path, ("1", "第一条"), ("1b", "第一条")) == [W.REPEATED_LABEL]


def test_numbers_that_the_adopted_text_has_twice_are_notes_once_it_is_said_why(tmp_path: Path) -> None:
    chapter = "heading: 第一章 {title}\n{more}clauses:\n{clauses}"
    twice = "- {number: 1, label: 1、, text: 一}\n- {number: 1b, label: 1、, text: 二, repeated: 原文如此}\n"
    first = chapter.format(title="请假", more="", clauses=twice)
    second = chapter.format(
        title="出差", more="repeated: 原文如此\n", clauses="- {number: 2, label: 2、, text: 三}\n"
    )
    files = {"code/book.yaml": HEAD, "code/1.yaml": first, "code/2.yaml": second}

    found = read_checked(write(tmp_path, files)).warnings

    assert [(each.kind, severity_of(each.kind)) for each in found] == [
        (W.KNOWN_REPEAT, Severity.NOTE),
        (W.REPEATED_HEADING, Severity.NOTE),
    ]
    assert (found[0].words["why"], found[1].words["heading"]) == ("原文如此", "第一章 出差")


def test_an_owner_without_a_contact_is_told_once(tmp_path: Path) -> None:
    assert _warnings(tmp_path, "1 一", "2 二", head=BOOK) == [("book.yaml", 5, W.NO_CONTACT)]


def test_the_shipped_rulebook_has_nothing_to_look_at() -> None:
    assert {each.kind for each in read_checked(Path("knowledge")).warnings} <= {W.VAGUE}


def test_documents_beside_the_rule_files_are_told_to_be_read_by_nobody(tmp_path: Path) -> None:
    chapter = 'chapter: "1"\ntitle: 总则\nclauses:\n  - number: "1.1"\n    text: 一\n'
    documents = dict.fromkeys(("手册.docx", "code/假期.xlsx", "code/规定.PDF"), "")
    others = dict.fromkeys(("README.md", "code/~$假期.xlsx", "code/.旧.docx", "code/图.png"), "")
    write(tmp_path, {"code/book.yaml": HEAD, "code/01.yaml": chapter} | documents | others)
    found = [each for each in read_checked(tmp_path).warnings if each.kind is W.NOT_READ]
    assert {each.path.relative_to(tmp_path).as_posix() for each in found} == set(documents)
    assert {place(each, tmp_path) for each in found} == set(documents)
