"""What is signed, recorded or sent below the last rule is none of its words, and whoever imports hears of it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.importing.readers.markdown import read_markdown
from bot.importing.readers.text.plain_text import read_text
from bot.importing.source import NoteKind
from bot.importing.structure import books_of

from tests.importing.structure.test_structure import block_as_written
from tests.importing.written_lines import document

CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "back_matter.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
RULES = "离职办法\n第一条 提前三十日告知。\n第二条 交还门禁卡。"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["below"].splitlines()[0])
def test_what_stands_below_the_last_clause_is_text_of_it_only_where_it_is_a_rule(
    case: dict[str, Any],
) -> None:
    found = books_of(document(f"{RULES}\n{case['below']}"))
    last = found.books[0].clauses[-1]
    told = [note for note in found.notes if note.kind is NoteKind.SIGNATURE_DROPPED]

    assert bool(told) is case["left_out"]
    assert ("/".join(map(block_as_written, last.blocks)) == "交还门禁卡。") is case["left_out"]
    assert last.label == "第二条"


def test_a_record_that_is_left_out_is_told_by_the_names_of_its_columns() -> None:
    found = books_of(document(f"{RULES}\n| 版本 | 日期 | 修订内容 |\n| V1.0 | 2024-01-01 | 首次发布 |"))

    assert [note.words for note in found.notes] == [{"written": "版本 | 日期 | 修订内容"}]


@pytest.mark.parametrize(
    ("below", "is_left_out"),
    [
        ("如有疑问，请联系人事部。", True),
        ("注：门禁卡包括车位卡。", False),
        ("门禁卡不得转借。", False),
    ],
)
def test_what_stands_in_small_letters_below_the_last_clause_is_left_out_unless_it_is_a_note_or_a_rule(
    below: str,
    is_left_out: bool,  # noqa: FBT001  # the case
) -> None:
    source = document(f"{RULES}\n{below}")
    lines = tuple(replace(line, size=9.0 if line.text == below else 11.0) for line in source.lines)

    found = books_of(replace(source, lines=lines))

    assert (found.books[0].clauses[-1].text == "交还门禁卡。") is is_left_out


def test_to_whom_a_notice_is_sent_is_no_part_of_the_form_above() -> None:
    form = (
        "附件1\n用车申请表\n| 申请人 |  | 日期 |  |\n|  |  |  |  |\n抄送：各部门。\n办公室　2026年3月2日印发"
    )
    *_, last = books_of(document(f"{RULES}\n{form}")).books[0].clauses

    assert (last.path, len(last.tables), last.text) == (("附件1 用车申请表",), 1, "")


def test_a_line_that_begins_again_and_again_like_a_change_is_read_at_once() -> None:
    line = "Amended by a, 2011 " * 13 + "!"

    assert books_of(document(f"{RULES}\n{line}")).books[0].clauses[-1].text.endswith("!")


@pytest.mark.parametrize(
    ("below", "is_left_out"),
    [
        ("\n\n| The secretary is Jane Roe.\n| E-mail: jane@hall.example\n| Tel.: 07720 677.", True),
        ("\n\n联系人：张三\n电话：0571-1234", True),
        (" In an emergency call the warden.\n\nJane Roe\nTel.: 07720 677", False),
        (" Lost keys are reported.\n\nTel.: 07720 677", False),
        ("\n\nJane Roe keeps the keys.\nShe must be told of lost ones.", False),
    ],
)
def test_whom_to_reach_is_left_out_where_it_stands_apart_in_a_plain_text_and_no_rule_leads_to_it(
    below: str,
    is_left_out: bool,  # noqa: FBT001  # the case
    tmp_path: Path,
) -> None:
    rules = "Rules of the hall\n\n1. Shut the door.\n\n2. Lock the gate.\n\n3. Keys are held by the board."
    (tmp_path / "rules.txt").write_text(f"{rules}{below}\n", "utf-8")

    clauses = books_of(read_text(tmp_path / "rules.txt")).books[0].clauses

    assert (clauses[-1].text == "Keys are held by the board.") is is_left_out


@pytest.mark.parametrize(
    ("below", "told"),
    [
        ("\n\nTel.: 07720 677", ["Tel.: 07720 677"]),
        (
            "\n\nWho loses a key must tell the board.",
            [
                "Who loses a key must tell the ",
            ],
        ),
        ("\nWho loses a key must tell the board.", []),
        ("\n\n企业微信的 IT 群每天都有人，会回答。", ["企业微信的 IT 群每天都有人，会回答。"]),
        ("\n企业微信的 IT 群每天都有人，会回答。", []),
    ],
)
def test_what_stands_apart_behind_the_last_clause_alone_is_told(
    below: str, told: list[str], tmp_path: Path
) -> None:
    rules = "Hall\n\nSection 1. Shut the door.\n\nSection 2. Lock up.\n\nSection 3. Keep the keys."
    (tmp_path / "rules.txt").write_text(f"{rules}{below}\n", "utf-8")

    notes = books_of(read_text(tmp_path / "rules.txt")).notes

    assert [note.words["written"] for note in notes] == told


def test_paragraphs_of_other_clauses_stand_apart_too(tmp_path: Path) -> None:
    rules = "Hall\n\nSection 1. Shut the door.\n\nLock.\n\nSection 2. Open.\n\nSection 3. Keep keys.\n\nCare for them."
    (tmp_path / "rules.txt").write_text(rules, "utf-8")

    assert books_of(read_text(tmp_path / "rules.txt")).notes == ()


@pytest.mark.parametrize(
    ("below", "told"),
    [
        (
            "_Last updated: 2025-01-03 · Owner: Customer Care · Questions: cc@care.example_",
            [
                (
                    NoteKind.SIGNATURE_DROPPED,
                    "Last updated: 2025-01-03 · Owner: Customer Care · Questions: cc@care.example",
                )
            ],
        ),
        ("*Always ask a warden.*", [(NoteKind.CLOSING_LINE, "Always ask a warden.")]),
    ],
)
def test_what_stands_below_a_rule_in_markdown_is_apart(
    below: str, told: list[tuple[NoteKind, str]], tmp_path: Path
) -> None:
    rules = "# Calls\n\n## 1. Callers\n\nAgents ask.\n\n---\n\n## 2. Data\n\nAgents write.\n\n## 3. Words"
    (tmp_path / "rules.md").write_text(
        f"{rules}\n\n| No | Yes |\n|--|--|\n| a | b |\n\n---\n\n{below}\n", "utf-8"
    )

    notes = books_of(read_markdown(tmp_path / "rules.md")).notes

    assert [
        (note.kind, note.words["written"]) for note in notes if note.kind is not NoteKind.EMPTY_HEADING
    ] == told


def test_rules_to_which_somebody_agrees_are_none_of_the_form_that_is_signed_below_them() -> None:
    agreed = "I agree to the rules of the pool\nNo running\nNo diving\nSignature ____   Date ____"
    *_, last = books_of(document(f"{RULES}\n{agreed}")).books[0].clauses

    assert last.text.endswith("No running\nNo diving")
