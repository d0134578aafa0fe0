"""Replies as Slack messages: whole clauses, valid blocks, nothing that acts as markup."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from bot.answering import Answer, Choice, Citation, Contents, Reason, Refusal, Reply, SmallTalk, SmallTalkKind
from bot.rulebook import Clause, ClauseNumber, Division, Heading, Owner
from bot.slack.blocks.buttons import PREFACE
from bot.slack.blocks.messages import OutgoingMessage, messages, note, shared
from bot.slack.blocks.reply_row import Offers
from bot.slack.blocks.rich_text import Block, pieces
from bot.wording import Language, catalogue_for
from bot.workspace.block_kit import block_kit, characters
from hypothesis import given
from hypothesis import strategies as st

from tests.small_books import book, tree_book

BLOCK_KIT = block_kit()
PRIVATE = Offers(is_private=True, can_share=True)
SAY = catalogue_for(Language.CHINESE)
HEADING = Heading("b", "守则", "1", "7", "客户服务标准", Owner("质量组", "#cs"))
TEXTS = st.text(st.sampled_from("守则规定。；！？\n，a <&>*`_~"), max_size=60)


def clause(text: str, number: int = 1) -> Clause:
    return Clause(HEADING, ClauseNumber(("7", str(number))), text, date(2026, 1, 1), "标题")


def quoted(sent: tuple[OutgoingMessage, ...]) -> str:
    """All quotations of the messages, joined."""
    return "".join(
        text["text"]
        for message in sent
        for block in message.blocks
        if block["type"] == "rich_text"
        for element in block["elements"]
        if element["type"] == "rich_text_quote"
        for text in element["elements"]
    )


@given(st.lists(TEXTS, max_size=12).map("".join), st.integers(1, 50))
def test_pieces_join_to_the_text_and_none_is_too_long(text: str, longest: int) -> None:
    parts = pieces(text, longest)
    assert "".join(parts) == text
    assert all(0 < len(part) <= longest for part in parts)


@given(st.lists(TEXTS, max_size=8).map("".join))
def test_a_piece_ends_after_a_sentence_where_there_is_one(text: str) -> None:
    for part, following in pairwise(pieces(text, 40)):
        assert part[-1] in "。；！？\n" or len(part) == 40 or len(part) + len(following) > 40


@given(
    text=st.builds(
        lambda unit, size: (unit * (size // max(1, len(unit)) + 1))[:size], TEXTS, st.integers(0, 20_000)
    ),
    count=st.integers(1, 3),
)
def test_a_clause_of_any_length_arrives_whole_in_valid_messages_with_its_citation(
    text: str, count: int
) -> None:
    answer = Answer(tuple(Citation.whole(clause(text, number)) for number in range(1, count + 1)), 0.9)
    sent = messages(answer, SAY, "", PRIVATE)
    assert quoted(sent).split() == "".join(text.rstrip() for _ in range(count)).split()
    everything = json.dumps([message.blocks for message in sent], ensure_ascii=False)
    assert all(everything.count(citation.clause.label) == 1 for citation in answer.citations)
    for message in sent:
        assert_valid(message)


def chapter(clauses: int) -> Division:
    return Division(HEADING, tuple(clause("内容。", number) for number in range(1, clauses + 1)))


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Contents((chapter(3),)), id="a chapter"),
        pytest.param(Contents((chapter(600),)), id="a chapter of 600 clauses"),
        pytest.param(Contents(tuple(chapter(2) for _ in range(300))), id="300 chapters"),
        pytest.param(Contents(()), id="no chapter at all"),
        pytest.param(
            Choice(tuple(Citation.whole(clause("内容。", n)) for n in range(1, 5)), 0.3), id="a choice"
        ),
        *(pytest.param(SmallTalk(kind), id=f"courtesy {kind}") for kind in SmallTalkKind),
        *(
            pytest.param(
                Refusal(reason, (Citation.whole(clause("内容。")),), Owner("质量组")), id=f"refusal {reason}"
            )
            for reason in Reason
        ),
        pytest.param(Refusal(Reason.SILENT, (), None), id="a refusal of an empty library"),
    ],
)
@pytest.mark.parametrize("language", list(Language))
def test_every_reply_becomes_messages_that_slack_takes(reply: Reply, language: Language) -> None:
    sent = messages(reply, catalogue_for(language))
    assert sent
    for message in sent:
        assert_valid(message)
        assert message.text


def test_a_clause_that_stands_above_is_named_by_how_it_begins_where_nothing_else_tells_it() -> None:
    above = [
        replace(Citation.whole(each), shown_at="https://slack.com/archives/C1/p1")
        for each in (replace(clause("早退扣五元。"), title=""), clause("代打卡扣十元。"))
    ]
    assert quoted(messages(Answer(tuple(above), 0.9), SAY)) == "早退扣五元。"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("早退扣五元。\n", "7.1 早退扣五元。"), ("早" * 21, f"7.1 {'早' * 20}…")],
    ids=["a short text is whole", "of a long one … stands for the rest"],
)
def test_a_clause_without_a_title_is_listed_by_its_first_words(text: str, shown: str) -> None:
    untitled = replace(clause(text), title="")
    [message] = messages(Contents((Division(HEADING, (untitled,)),)), SAY)
    [item] = message.blocks[2]["elements"][0]["elements"]
    assert item["elements"][0]["text"] == shown
    [message] = messages(Refusal(Reason.SILENT, (Citation.whole(untitled),), None), SAY)
    [near] = message.blocks[2]["elements"]
    assert near["text"]["text"] == shown


def test_a_part_is_shown_with_the_headings_below_it_and_a_book_with_its_outermost() -> None:
    part, annex = tree_book().divisions
    [message] = messages(Contents((part,)), SAY)
    shown = [element["text"] for element in _texts(message.blocks)]
    assert shown == ["第一编 总则", "第一章 通则", "1 文1", "第一节 适用", "2 文2", "第二章 主体", "3 文3"]
    assert _greys(message.blocks) == ["《条例》1 版", "发 /rule 第一编 看这一部分，发 /rule 1 看一条。"]
    [message] = messages(Contents((part, annex)), SAY)
    shown = [element["text"] for element in _texts(message.blocks)]
    assert shown == [
        "《条例》目录 · 1 版",
        "第一编 总则（3 条）",
        "\u3000第一章 通则（2 条）",
        "\u3000\u3000第一节 适用（1 条）",
        "\u3000第二章 主体（1 条）",
        "附件一 标准（1 条）",
    ]
    [message] = messages(Contents((annex,)), SAY)
    assert [element["text"] for element in _texts(message.blocks)] == ["附件一 标准", "一、 甲"]


def _greys(blocks: Sequence[Block]) -> list[str]:
    return [block["elements"][0]["text"] for block in blocks if block["type"] == "context"]


def test_the_contents_of_a_book_of_many_headings_have_fewer_levels_and_say_so() -> None:
    chapters = tuple(chapter(2) for _ in range(300))
    part, annex = tree_book().divisions
    [*_, message] = messages(Contents((*chapters, part, annex)), SAY)
    assert _greys(message.blocks)[0] == SAY("contents.deeper")


def test_a_heading_is_shown_with_its_preface() -> None:
    heading = replace(HEADING, preface="本章由质量组解释。")
    [message] = messages(Contents((Division(heading, (replace(clause("甲"), heading=heading),)),)), SAY)
    assert "本章由质量组解释。" in [element["text"] for element in _texts(message.blocks)]


def prefaced(*lengths: int) -> Contents:
    """The contents of books with prefaces so long."""
    books = [book({"1": {"1.1": "甲"}, "2": {"2.1": "乙"}}, id=f"b{at}") for at in range(len(lengths))]
    return Contents.of(
        tuple(replace(each, preface="言" * long) for each, long in zip(books, lengths, strict=True))
    )


def _whole(sent: tuple[OutgoingMessage, ...]) -> list[str]:
    """The books of which a button shows the whole preface."""
    rows = (block["elements"] for message in sent for block in message.blocks if block["type"] == "actions")
    return [one["value"] for row in rows for one in row if one["action_id"] == PREFACE]


def test_the_contents_of_a_book_begin_with_its_preface_and_a_long_one_is_behind_a_button() -> None:
    short, long = messages(prefaced(600), SAY), messages(prefaced(601), SAY)
    assert (quoted(short), _whole(short)) == ("言" * 600, [])
    assert (quoted(long), _whole(long)) == ("言" * 599 + "…", ["b0"])


def test_of_several_books_each_preface_is_short_and_a_book_without_one_has_none() -> None:
    sent = messages(prefaced(120, 0, 121), SAY)
    assert (quoted(sent), _whole(sent)) == ("言" * 120 + "言" * 119 + "…", ["b2"])


def test_a_book_of_one_heading_shows_its_preface_too() -> None:
    lone = replace(book({"1": {"1.1": "甲"}}), preface="本守则供学习。")
    assert "本守则供学习。" in quoted(messages(Contents.of((lone,)), SAY))


def test_clauses_that_were_asked_for_and_are_not_shown_are_counted() -> None:
    [message] = messages(Answer((Citation.whole(clause("甲")),), 1.0, left_out=3), SAY)
    assert SAY("answer.more", count=3) in _greys(message.blocks)


def test_what_was_asked_for_beside_and_is_not_there_is_named() -> None:
    [message] = messages(Answer((Citation.whole(clause("甲")),), 1.0, absent=("第九十条", "7.9")), SAY)
    assert SAY("answer.absent", named="第九十条、7.9") in _greys(message.blocks)


def test_a_refusal_names_the_owner_with_the_contact() -> None:
    [message] = messages(Refusal(Reason.SILENT, (), Owner("质量组", "#cs")), SAY)
    assert "质量组（#cs）" in json.dumps(message.blocks, ensure_ascii=False)


def test_markup_in_a_clause_is_text_in_the_blocks_and_escaped_in_the_fallback() -> None:
    [message] = messages(Answer((Citation.whole(clause("见 <!channel> & <@U1>")),), 0.9), SAY)
    assert "<" not in message.text
    assert "&lt;!channel&gt; &amp; &lt;@U1&gt;" in message.text
    assert "见 <!channel> & <@U1>" in quoted((message,))


def test_a_shared_answer_names_the_person_who_shared_it() -> None:
    answer = Answer((Citation.whole(clause("内容。")),), 1.0)
    first, *_ = shared(answer, "U123", SAY)
    assert {"type": "user", "user_id": "U123"} in first.blocks[0]["elements"][0]["elements"]
    assert_valid(first)


def test_the_marked_sentence_is_bold_and_the_quotation_still_whole() -> None:
    [message] = messages(Answer((Citation(clause("甲。乙。丙。"), "甲。乙。丙。", marked="乙。"),), 0.9), SAY)
    parts = message.blocks[0]["elements"][1]["elements"]
    assert [(part["text"], "style" in part) for part in parts] == [
        ("甲。", False),
        ("乙。", True),
        ("丙。", False),
    ]


def test_related_clauses_stand_in_one_menu_by_name_each_once() -> None:
    others = tuple(clause("内容。", number) for number in range(1, 10))
    cited = tuple(Citation(one, "内容。", related=others) for one in others[:2])
    [message] = messages(Answer(cited, 0.9), SAY)
    [row] = [block for block in message.blocks if block["type"] == "actions"]
    [menu] = row["elements"]
    assert [one["text"]["text"] for one in menu["options"]] == [f"7.{number} 标题" for number in range(3, 10)]
    assert_valid(message)


@pytest.mark.parametrize(
    ("contact", "kind"), [("C0123456789", "channel"), ("U0123456789", "user"), ("#cs", "text")]
)
def test_whom_to_ask_is_a_link_where_the_contact_is_an_id(contact: str, kind: str) -> None:
    [message] = messages(Refusal(Reason.SILENT, (), Owner("质量组", contact)), SAY)
    told = message.blocks[1]["elements"][0]["elements"]
    assert told[min(1, len(told) - 1)]["type"] == kind
    assert (contact in str([part.get("text") for part in told])) is (kind == "text")


def test_a_note_is_valid() -> None:
    assert_valid(note("<b> & so"))


def _texts(part: object) -> Iterator[Any]:
    """The runs of text in rich text, in their order."""
    if isinstance(part, dict) and part.get("type") == "text":
        yield part
    for below in part.values() if isinstance(part, dict) else part if isinstance(part, list | tuple) else ():
        yield from _texts(below)


def assert_valid(message: OutgoingMessage) -> None:
    faults = BLOCK_KIT.message(list(message.blocks))
    assert not faults, faults
    assert characters(list(message.blocks)) <= 12_000
