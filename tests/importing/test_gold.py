"""What is held against written-down clauses counts what is right, wrong, missing and false."""

import json
from pathlib import Path

from tests.importing.gold import report

LINES = "第一章 总则\n第一条 员工应当守时。\n第二条 迟到的，提醒。\n第二章 附则\n第三条 旷工的，扣薪。\n"
RIGHT: list[dict[str, object]] = [
    {"label": "第一条", "number": "1", "path": ["第一章 总则"], "first": "员工应当守时。"},
    {"label": "第二条", "number": "2", "path": ["第一章 总则"], "first": "迟到的，提醒。"},
    {"label": "第三条", "number": "3", "path": ["第二章 附则"], "first": "旷工的，扣薪。"},
]


def held_against(clauses: list[dict[str, object]], folder: Path) -> list[str]:
    told = [{**clause, "last": clause["first"], "title": "", "chars": 7, "tables": 0} for clause in clauses]
    (folder / "rules.txt").write_text(LINES, "utf-8")
    rows = [{"clauses": len(told)}, *told]
    (folder / "rules.txt.gold.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return list(report(folder))


def test_a_file_that_is_read_as_written_down_is_right(tmp_path: Path) -> None:
    assert held_against(RIGHT, tmp_path) == ["rules.txt: 3 of 3 right, 3 found"]


def test_what_is_wrong_missing_and_false_is_told(tmp_path: Path) -> None:
    first, second, third = RIGHT
    told = held_against([{**first, "path": []}, third, {**second, "label": "第九条"}], tmp_path)
    assert told[0] == "rules.txt: 1 of 3 right, 3 found"
    assert [line.split()[1] for line in told[1:]] == [
        "第一条",
        "{'label':",
        "missing",
    ]  # path, false, missing
