"""Rules that came as a message: neither its fields nor what its sender adds is a word of them."""

from pathlib import Path

import pytest
from bot.importing.readers.text.plain_text import read_text
from bot.importing.structure import books_of
from bot.importing.structure.front_and_back.mail import without_mail_fields

from tests.importing.written_lines import document

RULES = "志工排班要點\n第一條 排班於月底公布。\n第二條 換班應於三日前告知。\n第三條 未到者停排一週。"
FIELDS = "寄件者: 王小美 <mei@lib.example>\n收件者: 全體志工\n日期: 2025年3月3日\n主旨: 【轉知】排班要點\n附件: (無)"


def test_fields_of_a_message_head_no_clause_and_are_not_the_title() -> None:
    [book] = books_of(document(f"{FIELDS}\n各位好：\n{RULES}")).books

    assert (book.title, [(clause.path, clause.label) for clause in book.clauses]) == (
        "志工排班要點",
        [((), "第一條"), ((), "第二條"), ((), "第三條")],
    )
    assert not any("mei@lib.example" in text for text in book.prefaces.values())


def test_fields_of_a_message_that_was_passed_on_are_none_of_its_words_either() -> None:
    fields = (
        "-----Original Message-----\nFrom: Ann Poe\nSent: 3 March 2025\nTo: All staff\nSubject: Rota rules"
    )
    [book] = books_of(
        document(f"{fields}\nRota Rules\n1. Come early.\n2. Sign in.\n3. Say when you leave.")
    ).books

    assert (book.title, dict(book.prefaces)) == ("Rota Rules", {})


def test_fields_of_a_message_that_was_passed_on_below_others_are_left_out_with_who_sent_it(
    tmp_path: Path,
) -> None:
    written = (
        "From: Ann Poe\nTo: All\nSubject: Fwd: Rota\n\nFYI\n\n---------- Forwarded message ---------\nFrom: Bob\n"
        "Date: 3 March 2025\nSubject: Rota\nTo: Ann\n\n> Rota Rules\n> 1. Come early.\n> 2. Sign in.\n"
        "> 3. Say when you leave.\n\n-- \nAnn Poe\nHead of the lab\n"
    )
    (tmp_path / "rules.txt").write_text(written, "utf-8")

    [book] = books_of(read_text(tmp_path / "rules.txt")).books

    assert (book.title, book.prefaces[()], book.clauses[-1].text) == (
        "Rota Rules",
        "FYI",
        "Say when you leave.",
    )


def test_a_title_page_with_a_day_and_to_whom_it_goes_is_no_message() -> None:
    lines = document(f"日期：2025年3月3日\n抄送：各組\n附件：排班表\n{RULES}").lines

    assert without_mail_fields(lines) == lines


@pytest.mark.parametrize(
    ("below", "is_left_out"),
    [
        ("敬祝\n　　工作愉快\n人事室　王小美　敬上\n電話：(02) 5550-0000", True),
        ("此致\n敬礼\n※ 本郵件可能包含機密資訊，如非指定收件人，請刪除。", True),
        ("Kind regards,\nAnn Poe\nThis e-mail is confidential. Delete it if it is not meant for you.", True),
        ("本邮件系统每日备份。", False),
        ("祝賀同仁生日，由人事室辦理。", False),
    ],
)
def test_what_a_sender_adds_below_is_no_word_of_the_last_rule(
    below: str,
    is_left_out: bool,  # noqa: FBT001  # the case
) -> None:
    [book] = books_of(document(f"{RULES}\n{below}")).books

    assert (book.clauses[-1].text == "未到者停排一週。") is is_left_out
