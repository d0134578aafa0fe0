"""`shouze import`: from a document to a cited answer; nothing is written before somebody says yes."""

import json
from pathlib import Path

import pytest
import yaml
from bot.importing.source import NoteKind, Refusal
from bot.knowledge import read_knowledge
from bot.wording import Language, catalogue_for

from tests.cli.conftest import Shouze
from tests.cli.importing.documents import HANDBOOK, NEWER, PAY, files, handbook


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

    assert "“第四条”的下一条是“第六条”，中间缺号" in done.out
    assert shouze("ask", "第五条", "--knowledge", str(tmp_path / "rules")).out.startswith("没有这一条")


def test_a_check_that_finds_errors_does_not_say_that_all_is_well(shouze: Shouze, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    written = shouze("import", str(handbook(tmp_path, NEWER)), "--into", str(rules), "--yes")
    [path] = [path for path in rules.glob("*/*.yaml") if "gap:" in path.read_text("utf-8")]
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "gap:" not in line), "utf-8")

    checked = shouze("check", str(rules))

    assert "没有错误" in written.out  # the gap is that of the document, and its clause says so
    assert (written.status, checked.status) == (0, 1)
    assert "有 1 处错误" in checked.out
    assert "没有错误" not in checked.out


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


@pytest.mark.parametrize("language", list(Language))
def test_what_cannot_be_divided_is_told_with_all_that_can(language: Language) -> None:
    sentence = catalogue_for(language)("import.refused.no-scheme", file="规定.txt")

    understood = ("1.1", "一、", "（一）", "1.", "1)", "A1", "Section 1", "【", "Q:")
    assert [each for each in understood if each not in sentence] == []


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


GREENLEAF = [
    "Greenleaf Handbook",
    "1.1 Be kind.",
    "1.2 Be early.",
    "1.4 Do not share passwords. See section 7.3.",
]


def test_what_leads_nowhere_and_what_is_missing_are_told_each_with_its_own_reason(
    shouze: Shouze, tmp_path: Path
) -> None:
    rules = tmp_path / "rules"
    lines = ["交接办法", "第一条 交还电脑。", "第二条 交还工牌。", "第四条 其余参照第二十条办理。"]

    done = shouze("import", str(handbook(tmp_path, lines)), "--into", str(rules), "--id", "handover", "--yes")

    assert "⚠ 引用的条款在这份文件里没有，先按原文照录：第四条：第二十条。请核对原文。" in done.out
    [path] = [path for path in rules.glob("*/*.yaml") if "gap:" in path.read_text("utf-8")]
    clause = yaml.safe_load(path.read_text("utf-8"))["clauses"][-1]
    assert clause["accept"] == [{"reference": "第二十条", "why": "原文如此：引用的条款在这份文件里没有。"}]
    assert clause["gap"] == "原文如此：中间的编号在这份文件里没有。"


def test_an_english_report_names_what_leads_nowhere_and_counts_as_english_does(
    shouze: Shouze, tmp_path: Path
) -> None:
    said = catalogue_for(Language.ENGLISH)
    document = handbook(tmp_path, GREENLEAF, "greenleaf.docx")

    done = shouze(
        "import", str(document), "--into", str(tmp_path / "rules"), "--id", "green", "--yes",
        SHOUZE_LANGUAGE="en",
    )  # fmt: skip

    assert said("import.dangling", references="1.4: section 7.3") in done.out
    assert "3 clauses, id green" in done.out
    assert "1.1 – 1.4 · 3 clauses" in done.out


@pytest.mark.parametrize(
    ("last", "day", "owner"),
    [
        ("第三条 以上规定由行政部负责解释。", "先按发布日期 2025-03-18 填写", "暂写“行政部”"),
        ("第三条 本办法自2025年5月1日起施行。", "2025-05-01 起施行", "暂写“制度归口部门”"),
    ],
)
def test_what_the_document_leaves_open_is_told_with_what_stands_in_for_it(
    shouze: Shouze, tmp_path: Path, last: str, day: str, owner: str
) -> None:
    lines = ["用车管理办法", "发布日期：2025年3月18日", "第一条 用车须登记。", "第二条 不得外借。", last]
    command = (
        "import",
        str(handbook(tmp_path, lines, "用车管理办法.docx")),
        "--into",
        str(tmp_path / "rules"),
    )

    told = shouze(*command).out
    assert day in told
    assert owner in told
    assert "暂写" not in shouze(*command, "--owner", "行政部").out


def test_numbers_of_an_unusual_form_are_named(shouze: Shouze, tmp_path: Path) -> None:
    lines = ["用车守则", "规定1：用车须登记。", "规定2：不得外借。", "规定3：损坏须报告。"]

    told = shouze(
        "import", str(handbook(tmp_path, lines, "用车守则.docx")), "--into", str(tmp_path / "rules")
    ).out

    assert "“规定1”到“规定3”的写法少见" in told


def test_in_json_a_heading_with_text_of_its_own_is_the_title_of_that_text(
    shouze: Shouze, tmp_path: Path
) -> None:
    page = tmp_path / "remote.md"
    lines = ["# Remote", "## Scope", "All staff may work away.", "## Tools", "### Laptops", "Locked."]
    page.write_text("\n\n".join([*lines, "### Phones", "Off at night."]))

    [book] = json.loads(shouze("import", str(page), "--json").out)["books"]

    assert [(each["path"], each["title"]) for each in book["clauses"]] == [
        ([], "Scope"),
        (["Tools"], "Laptops"),
        (["Tools"], "Phones"),
    ]


def test_in_json_a_section_that_is_called_as_its_chapter_stands_below_it(
    shouze: Shouze, tmp_path: Path
) -> None:
    page = tmp_path / "bylaws.md"
    lines = [
        "# General",
        "## Words",
        "Words mean this.",
        "## General",
        "All vote.",
        "# Money",
        "## Fees",
        "Pay.",
    ]
    page.write_text("\n\n".join(lines))

    [book] = json.loads(shouze("import", str(page), "--json").out)["books"]

    assert [(each["path"], each["title"]) for each in book["clauses"]] == [
        (["General"], "Words"),
        (["General"], "General"),
        (["Money"], "Fees"),
    ]
