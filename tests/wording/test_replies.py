"""What replies say in words."""

import pytest
from bot.answering import Reason
from bot.rulebook import Owner, Source
from bot.wording import Language, catalogue_for, clause_source, original, refusal_message, whom_to_ask

from tests.small_books import clause

CHINESE, ENGLISH = catalogue_for(Language.CHINESE), catalogue_for(Language.ENGLISH)


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("language", Language)
def test_a_refusal_says_why_in_words_of_its_own(reason: Reason, language: Language) -> None:
    say = catalogue_for(language)
    others = [refusal_message(other, say) for other in Reason if other is not reason]
    assert refusal_message(reason, say) not in others


def test_who_has_asked_nothing_is_given_an_example() -> None:
    assert CHINESE("help.example") in refusal_message(Reason.NO_QUESTION, CHINESE)
    assert ENGLISH("help.example") in refusal_message(Reason.NO_QUESTION, ENGLISH)


def test_an_owner_is_named_with_the_contact_where_there_is_one() -> None:
    assert whom_to_ask(Owner("客服质量组", "#cs-quality"), CHINESE) == "可以向客服质量组（#cs-quality）询问。"
    assert whom_to_ask(Owner("客服质量组"), ENGLISH) == "You can ask 客服质量组."


def test_a_clause_says_where_it_stands_and_since_when() -> None:
    assert clause_source(clause("甲"), CHINESE) == "第一章 章1 · 2026.1 版 · 2026-01-01 起施行"


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
