"""`shouze import`: from a document to a cited answer; nothing is written before somebody says yes."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from bot.importing.source import NoteKind, Refusal
from bot.knowledge import read_knowledge
from bot.wording import Language, catalogue_for
from docx import Document

from tests.cli.conftest import Shouze

HANDBOOK = [
    "启明公司员工手册（2026版）",
    "第一章 考勤",
    "第一条 员工应当按时上班，迟到十分钟以上的，扣发当日全勤奖。",
    "第二条 员工每年有五天带薪年休假，应当提前三天申请。",
    "第二章 报销",
    "第三条 差旅费应当在返回后十个工作日内报销，凭发票办理。",
    "第四条 本手册自2026年1月1日起施行。",
]
NEWER = [
    "启明公司员工手册（2027版）",
    "第一章 考勤",
    "第一条 员工应当按时上班，迟到五分钟以上的，扣发当日全勤奖。",
    "第二条 远程办公的员工应当保持在线。",
    "第三条 员工每年有五天带薪年休假，应当提前三天申请。",
    "第二章 报销",
    "第四条 差旅费应当在返回后十个工作日内报销，凭发票办理。",
    "第六条 本手册自2027年1月1日起施行。",
]


def handbook(folder: Path, lines: Sequence[str] = HANDBOOK, name: str = "员工手册.docx") -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    path = folder / name
    document.save(str(path))
    return path


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.fixture
def imported(shouze: Shouze, tmp_path: Path) -> Path:
    """A knowledge folder with the handbook in it."""
    knowledge = tmp_path / "rules"
    done = shouze("import", str(handbook(tmp_path)), "--into", str(knowledge), "--id", "handbook", "--yes")
    assert done.status == 0, done.err
    return knowledge


def test_a_word_file_comes_to_a_cited_answer(shouze: Shouze, imported: Path) -> None:
    assert shouze("check", str(imported)).status == 0

    reply = json.loads(shouze("ask", "年休假有几天", "--json", "--knowledge", str(imported)).out)

    [citation] = reply["citations"]
    assert citation["label"] == "《启明公司员工手册（2026版）》第二条"
    assert citation["text"] == "员工每年有五天带薪年休假，应当提前三天申请。"


def test_the_tree_is_shown_and_nothing_written_before_somebody_says_yes(
    shouze: Shouze, tmp_path: Path
) -> None:
    path, knowledge = handbook(tmp_path), tmp_path / "rules"

    for typed in ("", "\n", "否\n", "no\n"):
        done = shouze("import", str(path), "--into", str(knowledge), typed=typed)
        assert done.status == 0
        assert "第一章 考勤：第一条 – 第二条 · 2 条" in done.out
        assert "没有写入任何文件。" in done.out
        assert not knowledge.exists()

    done = shouze("import", str(path), "--into", str(knowledge), typed="是\n")
    assert files(knowledge) == [
        "qi-ming-gong-si-yuan-gong-shou-ce",
        *(
            f"qi-ming-gong-si-yuan-gong-shou-ce/{name}"
            for name in ("01-考勤.yaml", "02-报销.yaml", "book.yaml")
        ),
    ]
    assert f"shouze ask --knowledge {knowledge}" in done.out


def test_json_shows_the_clauses_and_writes_nothing(shouze: Shouze, tmp_path: Path) -> None:
    knowledge = tmp_path / "rules"

    done = shouze("import", str(handbook(tmp_path)), "--json", "--into", str(knowledge), "--id", "handbook")

    found = json.loads(done.out)
    assert (list(found), found["notes"], found["refused"]) == (["books", "notes", "refused"], [], None)
    [book] = found["books"]
    assert (book["id"], book["title"], len(book["clauses"])) == ("handbook", HANDBOOK[0], 4)
    assert book["clauses"][2] == {
        "label": "第三条",
        "number": "3",
        "path": ["第二章 报销"],
        "title": "",
        "text": "差旅费应当在返回后十个工作日内报销，凭发票办理。",
        "tables": 0,
    }
    assert not knowledge.exists()


def test_numbers_that_are_missing_are_told_and_never_filled(shouze: Shouze, tmp_path: Path) -> None:
    done = shouze("import", str(handbook(tmp_path, NEWER)), "--into", str(tmp_path / "rules"), "--yes")

    assert "第四条 的下一条是 第六条，中间缺号" in done.out
    assert shouze("ask", "第五条", "--knowledge", str(tmp_path / "rules")).out.startswith("没有这一条")


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


PAY = [
    "薪酬制度",
    "第一章 总则",
    "第一条 本制度适用于全体员工。",
    "第二章 高管薪酬",
    "第二条 总经理年薪为一百万元。",
    "第三条 副总经理年薪为六十万元。",
    "第三章 附则",
    "第四条 本制度自2026年1月1日起施行。",
    "第五条 本制度由人力资源部负责解释。",
]
RENAMED = [*PAY[:3], "第二章 管理层薪资", *PAY[4:]]
RENUMBERED = [
    *PAY[:3],
    "第二章 发放",
    "第二条 工资于每月十日发放。",
    "第三章 高管薪酬",
    "第三条 总经理年薪为一百万元。",
    "第四条 副总经理年薪为六十万元。",
    "第四章 附则",
    "第五条 本制度自2026年1月1日起施行。",
    "第六条 本制度由人力资源部负责解释。",
]
REWRITTEN = [
    *PAY[:3],
    "第二章 管理层薪资",
    "第二条 公司最高负责人每年领取固定报酬与浮动报酬，合计不超过三百万。",
    "第三条 分管领导按照总额的七成执行。",
    *PAY[6:],
]
MERGED = [
    *PAY[:3],
    "第二条 总经理年薪为一百万元。",
    "第三条 副总经理年薪为六十万元。",
    "第二章 附则",
    *PAY[7:],
]
DELETED = [*PAY[:3], "第二章 附则", *PAY[7:]]
SHORTENED = [*PAY[:5], *PAY[6:]]
SPLIT = [*PAY[:4], "第二条 最高负责人领取固定报酬。", "第二条之一 浮动部分另计，以三百万为限。", *PAY[5:]]


def change(path: Path, **values: object) -> None:
    """Write keys into a heading's file."""
    chapter = yaml.safe_load(path.read_text("utf-8")) | values
    path.write_text(yaml.safe_dump(chapter, allow_unicode=True, sort_keys=False), "utf-8")


def restricted(knowledge: Path) -> set[str]:
    [book] = read_knowledge(knowledge).library.books
    return {clause.text for clause in book.clauses if clause.restriction}


@pytest.fixture
def pay(shouze: Shouze, tmp_path: Path) -> Path:
    """A knowledge folder with a book whose second chapter is for the board only."""
    knowledge = tmp_path / "rules"
    document = handbook(tmp_path, PAY, "薪酬.docx")
    assert shouze("import", str(document), "--into", str(knowledge), "--id", "pay", "--yes").status == 0
    change(knowledge / "pay" / "book.yaml", audiences={"board": ["U0BOARD01"]})
    change(knowledge / "pay" / "02-高管薪酬.yaml", audience=["board"])
    return knowledge


@pytest.mark.parametrize(
    ("edition", "closed"),
    [
        (RENAMED, PAY[4:6]),
        (RENUMBERED, RENUMBERED[6:8]),
        (REWRITTEN, REWRITTEN[4:6]),
        (MERGED, MERGED[3:5]),
        (SHORTENED, PAY[4:5]),
        (SPLIT, SPLIT[4:7]),
    ],
    ids=["renamed", "renumbered", "rewritten", "merged", "shortened", "split"],
)
def test_a_restricted_chapter_stays_so_whatever_becomes_of_its_heading(
    edition: Sequence[str], closed: Sequence[str], shouze: Shouze, pay: Path, tmp_path: Path
) -> None:
    newer = handbook(tmp_path, edition, "新版.docx")

    assert shouze("import", str(newer), "--into", str(pay), "--yes").status == 0

    assert restricted(pay) == {line.partition(" ")[2] for line in closed}


@pytest.mark.parametrize("edition", [REWRITTEN, SPLIT], ids=["rewritten", "split"])
def test_a_restricted_clause_stays_so_when_its_text_is_rewritten(
    edition: Sequence[str], shouze: Shouze, pay: Path, tmp_path: Path
) -> None:
    path = pay / "pay" / "02-高管薪酬.yaml"
    clauses = yaml.safe_load(path.read_text("utf-8"))["clauses"]
    change(path, audience=[], clauses=[clauses[0] | {"audience": ["board"]}, clauses[1]])
    path.write_text(path.read_text("utf-8").replace("audience: []\n", ""), "utf-8")

    done = shouze("import", str(handbook(tmp_path, edition, "新版.docx")), "--into", str(pay), "--yes")

    assert edition[4].partition(" ")[2] in restricted(pay)
    assert "沿用" in done.out
    if edition is SPLIT:
        assert restricted(pay) == {line.partition(" ")[2] for line in SPLIT[4:6]}


def test_nothing_is_written_where_an_audience_has_no_clause_to_go_to(
    shouze: Shouze, pay: Path, tmp_path: Path
) -> None:
    before = {name: (pay / name).read_bytes() for name in files(pay) if name.endswith(".yaml")}
    newer = handbook(tmp_path, DELETED, "新版.docx")

    done = shouze("import", str(newer), "--into", str(pay), "--yes")

    assert done.status == 2
    assert "《薪酬制度》第二条、《薪酬制度》第三条" in done.err
    assert {name: (pay / name).read_bytes() for name in files(pay) if name.endswith(".yaml")} == before

    (pay / "pay" / "02-高管薪酬.yaml").write_text(
        (pay / "pay" / "02-高管薪酬.yaml").read_text("utf-8").replace("audience:\n- board\n", ""), "utf-8"
    )
    assert shouze("import", str(newer), "--into", str(pay), "--yes").status == 0


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


def test_a_book_whose_title_only_sounds_like_that_of_another_stands_beside_it(
    shouze: Shouze, tmp_path: Path
) -> None:
    knowledge = tmp_path / "rules"
    pay = handbook(tmp_path, PAY, "薪酬.docx")
    tubes = handbook(tmp_path, ["新筹制度", *HANDBOOK[1:]], "新筹.docx")

    for document in (pay, tubes, tubes):
        assert shouze("import", str(document), "--into", str(knowledge), "--yes").status == 0
    together = tmp_path / "together"
    assert shouze("import", str(pay), str(tubes), "--into", str(together), "--yes").status == 0

    for folder in (knowledge, together):
        books = read_knowledge(folder).library.books
        assert [(book.id, book.title) for book in books] == [
            ("xin-chou-zhi-du", "薪酬制度"),
            ("xin-chou-zhi-du-2", "新筹制度"),
        ]


def test_an_older_edition_is_told_before_it_takes_the_place_of_a_newer_one(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    newer, older = handbook(tmp_path, NEWER, "2027.docx"), handbook(tmp_path)
    asked = shouze("import", str(newer), "--into", str(imported), "--yes")
    assert "旧版会取代" not in asked.out

    asked = shouze("import", str(older), "--into", str(imported), typed="否\n")

    assert "2026-01-01 起施行，现有版本 2027-01-01 起施行" in asked.out
    assert asked.out.index("旧版会取代") < asked.out.index("写入 ")


def test_a_check_that_finds_errors_does_not_say_that_all_is_well(shouze: Shouze, tmp_path: Path) -> None:
    rules = str(tmp_path / "rules")
    written = shouze("import", str(handbook(tmp_path, NEWER)), "--into", rules, "--yes")

    checked = shouze("check", rules)

    assert (written.status, checked.status) == (0, 1)
    for done in (written, checked):
        assert "有 1 处错误" in done.out
        assert "没有问题" not in done.out


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


@pytest.mark.parametrize("language", list(Language))
def test_a_refusal_is_one_sentence_that_says_what_to_do(
    language: Language, shouze: Shouze, tmp_path: Path
) -> None:
    path = tmp_path / "规定.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    sentence = catalogue_for(language)("import.refused.damaged", file="规定.pdf")

    done = shouze("import", str(path), SHOUZE_LANGUAGE=language)
    assert (done.status, done.out, done.err) == (2, "", f"{sentence}\n")

    done = shouze("import", str(path), "--json", SHOUZE_LANGUAGE=language)
    assert done.status == 2
    assert json.loads(done.out) == {"books": [], "notes": [], "refused": sentence}


def test_a_file_that_is_not_there_is_told(shouze: Shouze, tmp_path: Path) -> None:
    done = shouze("import", str(tmp_path / "没有.docx"))

    assert done.status == 2
    assert "没有.docx" in done.err


@pytest.mark.parametrize("language", list(Language))
def test_every_refusal_and_note_has_its_sentence(language: Language) -> None:
    names = catalogue_for(language).names
    assert {f"import.refused.{each.replace('_', '-')}" for each in Refusal} <= names
    assert {f"import.note.{each.replace('_', '-')}" for each in NoteKind} <= names
