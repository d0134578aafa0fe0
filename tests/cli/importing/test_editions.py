"""A newer edition: the difference is shown, and what people added stays or is named."""

from pathlib import Path
from typing import Any

import yaml
from bot.knowledge.books.book import read_book
from bot.knowledge.documents.schema import BookFile

from tests.cli.conftest import Shouze
from tests.cli.importing.documents import HANDBOOK, NEWER, PAY, RENAMED, change, files, handbook


def test_a_newer_edition_keeps_what_was_added_by_hand(shouze: Shouze, imported: Path, tmp_path: Path) -> None:
    attendance, head = imported / "handbook" / "01-考勤.yaml", imported / "handbook" / "book.yaml"
    chapter = yaml.safe_load(attendance.read_text("utf-8"))
    chapter["owner"] = {"name": "考勤组", "contact": "#attendance"}
    chapter["clauses"][0]["title"] = "迟到"
    chapter["clauses"][1]["questions"] = ["年假几天"]
    attendance.write_text(yaml.safe_dump(chapter, allow_unicode=True), "utf-8")
    book = yaml.safe_load(head.read_text("utf-8")) | {"aliases": ["手册"], "effective": "2026-01-01"}
    head.write_text(yaml.safe_dump(book, allow_unicode=True), "utf-8")
    before = {name: (imported / name).read_bytes() for name in files(imported) if name.endswith(".yaml")}
    newer = handbook(tmp_path, NEWER, "员工手册2027.docx")

    asked = shouze("import", str(newer), "--into", str(imported), typed="否\n")
    assert {name: (imported / name).read_bytes() for name in before} == before
    assert "不变 0 条，修改 1 条，新增 1 条，删去 0 条，换号 3 条" in asked.out
    assert "− 员工应当按时上班，迟到十分钟以上的，扣发当日全勤奖。" in asked.out
    assert "+ 员工应当按时上班，迟到五分钟以上的，扣发当日全勤奖。" in asked.out
    assert "换号 第二条 → 第三条" in asked.out

    assert shouze("import", str(newer), "--into", str(imported), "--yes").status == 0
    chapter = yaml.safe_load(attendance.read_text("utf-8"))
    assert chapter["owner"] == {"name": "考勤组", "contact": "#attendance"}
    assert [clause.get("title") for clause in chapter["clauses"]] == ["迟到", None, None]
    assert [clause.get("questions") for clause in chapter["clauses"]] == [None, None, ["年假几天"]]
    book = yaml.safe_load(head.read_text("utf-8"))
    assert (book["id"], book["aliases"], book["version"]) == ("handbook", ["手册"], "2027")
    assert not list(imported.glob(".*"))


def test_what_no_document_tells_of_a_book_stays(shouze: Shouze, imported: Path, tmp_path: Path) -> None:
    of_hand: dict[str, Any] = {
        "owner": {"name": "人事部", "contact": "#hr"},
        "region": "tw",
        "aliases": ["手册"],
        "replaces": ["旧员工手册"],
        "audiences": {"管理层": ["S0123ABCD"]},
        "audience": ["管理层"],
        "repealed": {"on": "2030-01-01", "note": "另有规定"},
        "notices": "#公告",
        "acknowledge": [{"on": "2027-01-01", "who": "all", "days": "10"}],
    }
    told = {"id", "title", "version", "effective", "issued", "document_number", "labels", "preface"}
    assert {*of_hand} == {
        *BookFile.model_fields
    } - told  # whatever a book may say is of one kind or the other
    change(imported / "handbook" / "book.yaml", **of_hand)

    done = shouze("import", str(handbook(tmp_path, NEWER)), "--into", str(imported), "--yes")

    assert done.status == 0, done.err
    book = yaml.load((imported / "handbook" / "book.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # texts alone
    assert {key: book[key] for key in of_hand} == of_hand


def test_the_end_of_a_book_that_is_over_when_the_newer_edition_begins_is_told_as_lost(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    change(imported / "handbook" / "book.yaml", repealed={"on": "2026-06-01"})

    done = shouze("import", str(handbook(tmp_path, NEWER)), "--into", str(imported), "--yes")

    assert done.status == 0, done.err
    assert "repealed" not in yaml.safe_load((imported / "handbook" / "book.yaml").read_text("utf-8"))
    assert any("不再保留：book.yaml" in line for line in done.out.splitlines())


def test_a_clause_that_gets_its_former_number_back_keeps_its_other_ones(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    path = imported / "handbook" / "01-考勤.yaml"
    chapter = yaml.safe_load(path.read_text("utf-8"))
    chapter["clauses"][1] |= {"number": "2-1", "formerly": ["2", "12"]}
    path.write_text(yaml.safe_dump(chapter, allow_unicode=True), "utf-8")

    done = shouze("import", str(handbook(tmp_path)), "--into", str(imported), "--yes")

    assert done.status == 0, done.err
    again = yaml.safe_load(path.read_text("utf-8"))["clauses"][1]
    assert (again["number"], again["formerly"]) == ("2", ["12"])


def test_what_a_newer_edition_has_no_clause_for_is_told(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    path = imported / "handbook" / "02-报销.yaml"
    chapter = yaml.safe_load(path.read_text("utf-8"))
    chapter["clauses"][0]["questions"] = ["打车能报吗"]
    path.write_text(yaml.safe_dump(chapter, allow_unicode=True), "utf-8")

    done = shouze("import", str(handbook(tmp_path, HANDBOOK[:4] + HANDBOOK[6:])), "--into", str(imported))

    assert "删去 第三条" in done.out
    assert "没有对应的条款，写入后不再保留：3" in done.out


def test_a_heading_that_is_called_otherwise_keeps_its_owner_and_one_that_is_gone_is_named(
    shouze: Shouze, pay: Path, tmp_path: Path
) -> None:
    change(pay / "pay" / "02-高管薪酬.yaml", owner={"name": "薪酬组"})
    change(pay / "pay" / "01-总则.yaml", owner={"name": "总办"})
    newer = handbook(tmp_path, [PAY[0], *RENAMED[3:]], "新版.docx")

    done = shouze("import", str(newer), "--into", str(pay), "--yes")

    renamed = yaml.safe_load((pay / "pay" / "01-管理层薪资.yaml").read_text("utf-8"))
    assert renamed["owner"] == {"name": "薪酬组"}
    assert "写入后不再保留：第一章总则" in done.out


def test_a_preface_that_was_written_by_hand_stays_and_is_told(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    change(imported / "handbook" / "01-考勤.yaml", preface="考勤系统的用法见内网。\n有问题找考勤组。\n")

    done = shouze("import", str(handbook(tmp_path, NEWER)), "--into", str(imported), "--yes")

    assert "沿用旧版的，请核对：第一章 考勤。" in done.out
    written = yaml.safe_load((imported / "handbook" / "01-考勤.yaml").read_text("utf-8"))
    assert written["preface"] == "考勤系统的用法见内网。\n有问题找考勤组。\n"


def test_an_older_edition_is_told_before_it_takes_the_place_of_a_newer_one(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    newer, older = handbook(tmp_path, NEWER, "2027.docx"), handbook(tmp_path)
    asked = shouze("import", str(newer), "--into", str(imported), "--yes")
    assert "旧版会取代" not in asked.out

    asked = shouze("import", str(older), "--into", str(imported), typed="否\n")

    assert "2026-01-01 起施行，现有版本 2027-01-01 起施行" in asked.out
    assert asked.out.index("旧版会取代") < asked.out.index("写入 ")


def test_files_and_comments_written_by_hand_are_named_before_they_go(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    book = imported / "handbook"
    (book / "99-补充.yaml").write_text(
        "heading: 第三章 补充\nclauses:\n- {number: 9, text: 外派另议。}\n", "utf-8"
    )
    (book / "02-报销.yaml").write_text("# 问过财务\n" + (book / "02-报销.yaml").read_text("utf-8"), "utf-8")

    asked = shouze("import", str(handbook(tmp_path)), "--into", str(imported), typed="否\n")

    assert "写入后不再保留：02-报销.yaml、99-补充.yaml。" in asked.out


def test_an_import_that_broke_off_leaves_the_older_edition(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    (imported / "handbook").rename(imported / ".handbook.old")
    (imported / ".handbook.new").mkdir()

    done = shouze(
        "import", str(handbook(tmp_path)), "--into", str(imported), "--id", "handbook", typed="否\n"
    )

    assert "不变 4 条" in done.out
    assert (imported / "handbook" / "book.yaml").exists()


def test_a_register_keeps_by_its_codes_what_was_added_though_its_clauses_were_numbered_by_their_rows(
    shouze: Shouze, tmp_path: Path
) -> None:
    rules, table = tmp_path / "rules", tmp_path / "车辆规定.csv"
    head, others = (
        "编号,规定内容,责任部门\n",
        "CL-02,油卡每月核对一次。,行政部\nAQ-01,行车记录仪不得关闭。,行政部\n",
    )
    table.write_text(f"{head}CL-01,出车前检查轮胎、灯光和油量，填写派车单。,行政部\n{others}", "utf-8")
    assert shouze("import", str(table), "--into", str(rules), "--yes").status == 0
    [book] = rules.iterdir()
    for path in book.glob("*.yaml"):
        older = path.read_text("utf-8").replace('number: "CL.1"', 'number: "T2"\n  questions: [出车前查什么]')
        older = older.replace('number: "AQ.1"', 'number: "T4"\n  questions: [记录仪能关吗]')
        path.write_text(
            older.replace("owner: {name: 行政部}", 'owner: {name: 行政部, contact: "U1"}'), "utf-8"
        )

    table.write_text(
        f"{head}CL-03,驾驶员须持内部准驾证。,行政部\nCL-01,出车前检查轮胎和灯光，在手机上填派车单并拍照。,行政部\n{others}",
        "utf-8",
    )
    assert shouze("import", str(table), "--into", str(rules), "--yes").status == 0

    kept = read_book(book)
    assert kept.owner.contact == "U1"
    assert [(str(clause.number), clause.questions) for clause in kept.clauses] == [
        *(("CL.3", ()), ("CL.1", ("出车前查什么",)), ("CL.2", ()), ("AQ.1", ("记录仪能关吗",))),
    ]
