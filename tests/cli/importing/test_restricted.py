"""What is restricted stays so, whatever a newer edition makes of its headings and words."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from bot.knowledge import read_knowledge

from tests.cli.conftest import Shouze
from tests.cli.importing.documents import (
    DELETED,
    HANDBOOK,
    IN_A_PREFACE,
    MERGED,
    MOVED,
    PAY,
    RENAMED,
    RENUMBERED,
    RENUMBERED_INTO,
    REPLACED,
    REWRITTEN,
    SHORTENED,
    SPLIT,
    TAKEN_IN,
    change,
    files,
    handbook,
)


def restricted(knowledge: Path) -> set[str]:
    [book] = read_knowledge(knowledge).library.books
    return {clause.text for clause in book.clauses if clause.restriction}


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


def test_a_public_clause_that_takes_up_restricted_words_is_closed_and_told(
    shouze: Shouze, pay: Path, tmp_path: Path
) -> None:
    done = shouze("import", str(handbook(tmp_path, MOVED, "新版.docx")), "--into", str(pay), "--yes")

    assert restricted(pay) == {line.partition(" ")[2] for line in (PAY[4], MOVED[6])}
    assert "写进了它们的文字" in done.out
    assert "第四条" in done.out.partition("沿用其读者范围")[2]


def test_restricted_clauses_without_any_words_left_are_named_beside_what_is_new_and_open(
    shouze: Shouze, pay: Path, tmp_path: Path
) -> None:
    newer = str(handbook(tmp_path, REPLACED, "新版.docx"))

    done = shouze("import", newer, "--into", str(pay), "--yes", typed="是\n")

    closed, _, opened = done.out.partition("没有相近的文字：")[2].partition("以下新增条款")
    assert ("第二条" in closed, "第三条" in closed, "第六条" in opened) == (True, True, True)
    assert restricted(pay) == {line.partition(" ")[2] for line in REPLACED[4:6]}


@pytest.mark.parametrize("typed", ["", "否\n"], ids=["nobody", "no"])
def test_yes_in_advance_is_no_look_at_what_restricted_clauses_became(
    typed: str, shouze: Shouze, pay: Path, tmp_path: Path
) -> None:
    before = {name: (pay / name).read_bytes() for name in files(pay) if name.endswith(".yaml")}
    newer = str(handbook(tmp_path, REPLACED, "新版.docx"))

    done = shouze("import", newer, "--into", str(pay), "--yes", typed=typed)

    assert (done.status, "--yes 不代替" in done.out, "没有写入任何文件" in done.out) == (2, True, True)
    assert {name: (pay / name).read_bytes() for name in files(pay) if name.endswith(".yaml")} == before


@pytest.mark.parametrize("edition", [TAKEN_IN, RENUMBERED_INTO], ids=["taken-in", "gone"])
def test_what_others_could_read_is_named_where_it_is_closed_or_its_number_is(
    edition: Sequence[str], shouze: Shouze, pay: Path, tmp_path: Path
) -> None:
    newer = handbook(tmp_path, edition, "新版.docx")
    done = shouze("import", str(newer), "--into", str(pay), "--yes")

    named = done.out.partition("原来有更多人能看")[2].partition("\n⚠")[0]
    assert "：第一条。" in named


def test_restricted_words_in_a_preface_are_refused(shouze: Shouze, pay: Path, tmp_path: Path) -> None:
    newer = handbook(tmp_path, IN_A_PREFACE, "新版.docx")

    done = shouze("import", str(newer), "--into", str(pay), "--yes")

    assert (done.status, "《薪酬制度》第三条" in done.err) == (2, True)


def test_a_clause_that_several_audiences_close_is_refused_where_its_heading_is_lost(
    shouze: Shouze, pay: Path, tmp_path: Path
) -> None:
    change(pay / "pay" / "book.yaml", audiences={"board": ["U0BOARD01"], "hr": ["U0HR00001"]})
    path = pay / "pay" / "02-高管薪酬.yaml"
    first, second = yaml.safe_load(path.read_text("utf-8"))["clauses"]
    change(path, clauses=[first | {"audience": ["hr"]}, second])
    before = restricted(pay)

    done = shouze("import", str(handbook(tmp_path, MERGED, "新版.docx")), "--into", str(pay), "--yes")

    assert (done.status, "《薪酬制度》第二条" in done.err, restricted(pay)) == (2, True, before)


def test_a_restricted_book_under_another_title_is_not_put_beside_itself(
    shouze: Shouze, pay: Path, tmp_path: Path
) -> None:
    newer = str(handbook(tmp_path, ["管理层报酬规定", *PAY[1:]], "报酬.docx"))
    into = ("--into", str(pay), "--yes")

    done = shouze("import", newer, *into)
    assert (done.status, done.out) == (2, "")
    assert "--id pay" in done.err
    assert "--id guan-li-ceng-bao-chou-gui-ding" in done.err
    assert json.loads(shouze("import", newer, *into, "--json").out)["refused"] == done.err.strip()
    assert [path.name for path in pay.iterdir()] == ["pay"]

    assert shouze("import", newer, *into, "--id", "pay").status == 0
    assert restricted(pay) == {line.partition(" ")[2] for line in PAY[4:6]}


def test_a_clause_that_is_restricted_in_another_book_is_named(
    shouze: Shouze, pay: Path, tmp_path: Path
) -> None:
    lines = [*HANDBOOK, PAY[5].replace("第三条", "第五条")]

    done = shouze("import", str(handbook(tmp_path, lines)), "--into", str(pay), typed="否\n")

    assert "第五条 的文字在另一本书里只给部分读者看：《薪酬制度》第三条" in done.out
