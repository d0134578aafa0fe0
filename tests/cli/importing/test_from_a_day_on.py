"""A newer edition that counts from a day on: till then the rules are as they were, and nothing is lost."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from bot.knowledge import read_knowledge
from bot.rulebook import Rulebook

from tests.cli.conftest import Shouze
from tests.cli.importing.documents import HANDBOOK, NEWER, PAY, RENUMBERED, change, files, handbook

DAY = date(2027, 1, 1)
BEFORE = date(2026, 12, 31)
LONGER = [
    *NEWER[:5],
    "第二章 远程办公",
    "第四条 远程办公须经主管批准。",
    "第五条 远程办公的员工应当保持在线。",
]


def book_on(knowledge: Path, day: date) -> Rulebook:
    [book] = read_knowledge(knowledge).library.in_force(day).books
    return book


def texts(knowledge: Path, day: date) -> dict[str, str]:
    return {str(clause.number): clause.text for clause in book_on(knowledge, day).clauses}


def planned(shouze: Shouze, knowledge: Path, document: Path, day: str = "2027-01-01") -> str:
    done = shouze("import", str(document), "--into", str(knowledge), "--effective", day, "--yes")
    assert done.status == 0, done.err
    return done.out


def in_chapters(lines: list[str]) -> dict[str, str]:
    return {str(at): line.split()[1] for at, line in enumerate((each for each in lines if "条 " in each), 1)}


def test_till_the_day_the_rules_are_as_they_were_and_then_as_the_newer_edition_has_them(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    told = planned(shouze, imported, handbook(tmp_path, NEWER, "2027.docx"))

    assert texts(imported, BEFORE) == in_chapters(HANDBOOK)
    newer = in_chapters(NEWER)
    assert texts(imported, DAY) == {**{number: newer[number] for number in "1234"}, "6": newer["5"]}
    assert "现有的文本到 2027-01-01 的前一天为止" in told
    assert told.count("迟到五分钟以上的") == 1
    assert "删去 0 条" in told


def test_a_clause_that_is_gone_is_repealed_and_says_where_its_words_stand_now(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    planned(shouze, imported, handbook(tmp_path, [*HANDBOOK[:4], "第二章 报销", *HANDBOOK[6:7]], "2027.docx"))

    [clause] = [each for each in book_on(imported, BEFORE).clauses if str(each.number) == "3"]
    assert clause.repeal
    assert clause.repeal.on == DAY
    assert "3" not in texts(imported, DAY)


def test_nothing_else_of_the_files_is_touched(shouze: Shouze, imported: Path, tmp_path: Path) -> None:
    expenses = imported / "handbook" / "02-报销.yaml"
    expenses.write_text(f"# 财务部核对过\n{expenses.read_text('utf-8')}", "utf-8")
    (imported / "handbook" / "notes.txt").write_text("给自己看的", "utf-8")
    before = {name: (imported / name).read_bytes() for name in files(imported) if (imported / name).is_file()}

    planned(shouze, imported, handbook(tmp_path, [*NEWER[:3], *HANDBOOK[3:]], "2027.docx"))

    after = {name: (imported / name).read_bytes() for name in before}
    assert [name for name in before if before[name] != after[name]] == ["handbook/01-考勤.yaml"]


def test_a_comment_in_a_file_that_is_rewritten_is_told(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    attendance = imported / "handbook" / "01-考勤.yaml"
    attendance.write_text(f"# 核对过\n{attendance.read_text('utf-8')}", "utf-8")

    told = planned(shouze, imported, handbook(tmp_path, NEWER, "2027.docx"))

    assert "注释不再保留：01-考勤.yaml" in told


def test_a_new_heading_stands_where_the_newer_edition_has_it_and_not_before_its_day(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    newer = [*HANDBOOK[:4], "第一节 调休", "第二条之一 加班可以调休。", *HANDBOOK[4:], "第三章 远程办公"]

    planned(shouze, imported, handbook(tmp_path, [*newer, "第五条 远程办公须经批准。"], "2027.docx"))

    assert [each.heading.label for each in book_on(imported, BEFORE).all_divisions] == [
        "第一章 考勤",
        "第二章 报销",
    ]
    assert [each.heading.label for each in book_on(imported, DAY).all_divisions] == [
        "第一章 考勤",
        "第一节 调休",
        "第二章 报销",
        "第三章 远程办公",
    ]


def test_the_same_edition_once_more_changes_nothing(shouze: Shouze, imported: Path, tmp_path: Path) -> None:
    document = handbook(tmp_path, NEWER, "2027.docx")
    planned(shouze, imported, document)
    before = {name: (imported / name).read_bytes() for name in files(imported) if name.endswith(".yaml")}

    told = planned(shouze, imported, document)

    assert {name: (imported / name).read_bytes() for name in before} == before
    assert "不变 5 条，修改 0 条" in told


def test_a_corrected_edition_of_the_same_day_takes_the_place_of_the_first(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    planned(shouze, imported, handbook(tmp_path, [*HANDBOOK[:3], *HANDBOOK[4:]], "first.docx"))
    planned(shouze, imported, handbook(tmp_path, NEWER, "second.docx"))

    newer = in_chapters(NEWER)
    assert texts(imported, DAY) == {**{number: newer[number] for number in "1234"}, "6": newer["5"]}
    assert texts(imported, BEFORE) == in_chapters(HANDBOOK)


def test_an_edition_of_a_day_before_a_planned_one_leaves_the_plan(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    planned(shouze, imported, handbook(tmp_path, NEWER, "2027.docx"))
    summer = [line.replace("十分钟", "八分钟") for line in HANDBOOK]

    planned(shouze, imported, handbook(tmp_path, summer, "2026-07.docx"), "2026-07-01")

    first = [texts(imported, day)["1"][11:14] for day in (date(2026, 6, 30), date(2026, 7, 1), DAY)]
    assert first == ["十分钟", "八分钟", "五分钟"]


def test_headings_that_are_counted_otherwise_are_refused(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    before = {name: (imported / name).read_bytes() for name in files(imported) if name.endswith(".yaml")}
    document = handbook(tmp_path, LONGER, "2027.docx")

    done = shouze("import", str(document), "--into", str(imported), "--effective", "2027-01-01", "--yes")

    assert done.status == 2
    assert "现在的“第二章 报销”，新版是“第二章 远程办公”" in done.err
    assert {name: (imported / name).read_bytes() for name in before} == before


def test_what_is_restricted_stays_so_on_every_day(shouze: Shouze, pay: Path, tmp_path: Path) -> None:
    newer = [*PAY[:5], "第三条 副总经理年薪为七十万元。", *PAY[6:]]

    planned(shouze, pay, handbook(tmp_path, newer, "薪酬2027.docx"))

    for day in (BEFORE, DAY):
        assert {str(each.number) for each in book_on(pay, day).clauses if each.restriction} == {"2", "3"}


@pytest.mark.parametrize(
    "newer", [RENUMBERED, [*PAY[:3], *PAY[6:7], "第二条 副总经理年薪为六十万元。", *PAY[7:]]]
)
def test_words_for_some_readers_are_not_written_under_a_number_that_everybody_reads(
    newer: list[str], shouze: Shouze, pay: Path, tmp_path: Path
) -> None:
    document = handbook(tmp_path, newer, "薪酬2027.docx")

    done = shouze("import", str(document), "--into", str(pay), "--effective", "2027-01-01", "--yes")

    readable = {each.text for each in book_on(pay, DAY).clauses if not each.restriction}
    assert done.status == 2 or not any("年薪" in text for text in readable)


def test_a_first_import_counts_from_the_day_that_is_given(shouze: Shouze, tmp_path: Path) -> None:
    planned(shouze, tmp_path / "rules", handbook(tmp_path), "2027-03-01")

    [book] = read_knowledge(tmp_path / "rules").library.books
    assert book.effective == date(2027, 3, 1)


def plan(imported: Path, **values: object) -> None:
    path = imported / "handbook" / "01-考勤.yaml"
    chapter = yaml.safe_load(path.read_text("utf-8"))
    chapter["clauses"][0] |= values
    change(path, clauses=chapter["clauses"])


def test_a_plan_that_an_edition_does_not_reach_stays_without_the_option_too(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    revision = {"effective": "2026-07-01", "text": "七月的文本。"}
    plan(imported, revisions=[revision], repealed={"on": "2999-01-01"})

    done = shouze("import", str(handbook(tmp_path)), "--into", str(imported), "--yes")

    assert done.status == 0, done.err
    assert texts(imported, date(2026, 7, 1))["1"] == "七月的文本。"
    assert "1" not in texts(imported, date(2999, 1, 1))
    assert "不再保留" not in done.out


def test_a_plan_that_an_edition_overtakes_is_named(shouze: Shouze, imported: Path, tmp_path: Path) -> None:
    plan(imported, revisions=[{"effective": "2026-07-01", "text": "七月的文本。"}])

    done = shouze("import", str(handbook(tmp_path, NEWER)), "--into", str(imported), "--yes")

    assert "单独写了施行日期、修订或废止，新版写入后不再保留：1。" in done.out
