"""What replies say in words."""

from dataclasses import replace

import pytest
from bot.answering import Citation, Reason, Refusal
from bot.rulebook import ClauseNumber, Division, Heading, HeadingKind, Owner, Source
from bot.wording import (
    Language,
    catalogue_for,
    clause_source,
    contents_notes,
    original,
    refusal_message,
    whom_to_ask,
)

from tests.small_books import book, clause

CHINESE, ENGLISH = catalogue_for(Language.CHINESE), catalogue_for(Language.ENGLISH)


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("language", Language)
def test_a_refusal_says_why_in_words_of_its_own(reason: Reason, language: Language) -> None:
    say = catalogue_for(language)
    others = [refusal_message(Refusal(other, (), None), say) for other in Reason if other is not reason]
    assert refusal_message(Refusal(reason, (), None), say) not in others


def test_who_has_asked_nothing_is_given_an_example() -> None:
    assert CHINESE("help.example") in refusal_message(Refusal(Reason.NO_QUESTION, (), None), CHINESE)
    assert ENGLISH("help.example") in refusal_message(Refusal(Reason.NO_QUESTION, (), None), ENGLISH)


def test_who_named_a_number_of_several_places_is_given_one_of_them_as_an_example() -> None:
    several = Refusal(Reason.WHICH_CLAUSE, (Citation.whole(clause("甲")),), None)
    assert "《运营中心守则》第一章第一条" in refusal_message(several, CHINESE)


def test_an_owner_is_named_with_the_contact_where_there_is_one() -> None:
    assert whom_to_ask(Owner("客服质量组", "#cs-quality"), CHINESE) == "可以向客服质量组（#cs-quality）询问。"
    assert whom_to_ask(Owner("客服质量组"), ENGLISH) == "Whom to ask: 客服质量组."


def test_a_clause_says_where_it_stands_and_since_when() -> None:
    assert clause_source(clause("甲"), CHINESE) == "第一章 章1 · 2026.1 版 · 2026-01-01 起施行"


def test_the_headings_are_not_said_again_where_the_place_names_them() -> None:
    chapter = replace(clause("甲").heading, printed="ARTICLE VIII Officers", is_english=True)
    third = replace(clause("甲"), heading=chapter, printed="Section 3.", title="Term")
    assert third.place == "ARTICLE VIII Officers › Section 3."
    assert clause_source(third, ENGLISH) == "version 2026.1 · in force since 2026-01-01"
    alone = replace(
        third, heading=replace(chapter, kind=HeadingKind.BOOK, title=chapter.book_title, printed="")
    )
    assert clause_source(alone, ENGLISH) == "version 2026.1 · in force since 2026-01-01"


def test_a_clause_says_where_its_original_is() -> None:
    source = Source("手册.docx", page="31")
    assert clause_source(replace(clause("甲"), source=source), CHINESE).endswith(
        "起施行 · 看原文：手册.docx，第 31 页"
    )


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (Source("手册.pdf", page="3"), "看原文：手册.pdf，第 3 页"),
        (Source("手册.docx", paragraph="31"), "看原文：手册.docx，第 31 段"),
        (Source("手册.docx"), "看原文：手册.docx"),
    ],
)
def test_a_clause_says_where_the_original_has_it(source: Source, told: str) -> None:
    assert original(source, CHINESE) == told


def test_contents_name_a_heading_and_a_number_that_one_clause_has() -> None:
    divisions = book({"1": {"1.1": "甲。"}, "2": {"2.1": "乙。"}}).divisions
    [note] = contents_notes(divisions, (), CHINESE)
    assert note == CHINESE("contents.hint", heading="第一章", clause="1.1")


@pytest.mark.parametrize("key", ["contents.hint", "contents.hint.slack"])
def test_contents_whose_only_clause_is_named_by_its_heading_give_that_once(key: str) -> None:
    [clause] = book({"1": {"1.1": "甲。"}}).clauses
    heading = replace(clause.heading, title="", printed="作息")
    [division] = replace(
        book({}), clauses=(replace(clause, heading=replace(heading, number=""), printed=""),)
    ).divisions
    [note] = contents_notes([division], (), CHINESE, key)
    assert note.count("作息") == 1


def test_a_clause_that_is_numbered_anew_is_asked_for_with_its_heading() -> None:
    annex = Heading(
        "code", "守则", "1", "1", "步骤", Owner("甲"), kind=HeadingKind.ANNEX, printed="附件一 步骤"
    )
    first = replace(clause("甲"), heading=annex, number=ClauseNumber.parse("A1.1"), printed="1.")
    assert list(contents_notes([Division(annex, (first,))], (), CHINESE)) == [
        CHINESE("contents.hint", heading="附件一", clause="附件一 1.")
    ]
