"""Where references lead in books that stand side by side."""

from dataclasses import replace
from datetime import date

import pytest
from bot.rulebook import (
    Ambiguous,
    AtClause,
    AtDivision,
    ClauseNumber,
    Library,
    Missing,
    Timeline,
    find_references,
    read_reference,
)
from bot.rulebook.designation.places.outcomes import Lookup

from tests.small_books import TODAY, book, library, tree_book

CODE = book({"7": {"7.1": "甲", "7.2": "乙", "7.9": "丙"}, "8": {"8.1": "丁", "8.3": "戊"}})
LAW = book({"1": {"1": "子", "2": "丑"}, "2": {"39": "寅", "39-1": "卯"}}, id="law", title="劳动条例")


def _found(text: str, books: Library) -> Lookup | None:
    reference = read_reference(text)
    assert reference is not None
    return books.find(reference, alone=True)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        pytest.param("7.1", "甲", id="dotted"),
        pytest.param("第七章第二条", "乙", id="spoken"),
        pytest.param("第九条", "丙", id="number-of-one-chapter-only"),
        pytest.param("守则 8.1", "丁", id="end-of-the-title"),
        pytest.param("《运营中心守则》第八章第三条", "戊", id="title"),
        pytest.param("根据运营中心守则第八章第三条", "戊", id="title-behind-other-words"),
        pytest.param("39", "寅", id="numbered-through"),
        pytest.param("第三十九条之一", "卯", id="inserted"),
        pytest.param("第二章第三十九条", "寅", id="chapter-of-a-book-numbered-through"),
        pytest.param("劳动条例第一条", "子", id="the-other-book"),
        pytest.param("《law》第二条", "丑", id="folder-name"),
    ],
)
def test_a_reference_leads_to_its_clause(text: str, clause: str) -> None:
    found = _found(text, library(CODE, LAW))
    assert isinstance(found, AtClause)
    assert found.clause.text == clause


def test_a_chapter_is_found_with_its_clauses() -> None:
    assert _found("第八章", library(CODE, LAW)) == AtDivision(CODE.divisions[1])


def test_a_number_that_several_chapters_have_is_ambiguous() -> None:
    assert _found("第一条", library(CODE)) == Ambiguous((CODE.clauses[0], CODE.clauses[3]))


def test_a_number_that_several_books_have_is_ambiguous_until_one_is_named() -> None:
    other = book({"7": {"7.1": "己"}}, id="other", title="安全手册")
    both = library(CODE, other)
    assert _found("7.1", both) == Ambiguous((CODE.clauses[0], other.clauses[0]))
    assert _found("安全手册7.1", both) == AtClause(other.clauses[0])


def test_a_chapter_that_several_books_have_is_ambiguous_with_their_first_clauses() -> None:
    other = book({"7": {"7.4": "己", "7.5": "庚"}}, id="other", title="安全手册")
    assert _found("第七章", library(CODE, other)) == Ambiguous((CODE.clauses[0], other.clauses[0]))


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        pytest.param("7.8", ["7.9", "7.2", "7.1"], id="same-chapter-first"),
        pytest.param("8.2", ["8.1", "8.3"], id="of-its-chapter-alone"),
        pytest.param("第九章", ["8.1", "7.1"], id="chapter"),
        pytest.param("第四条", ["8.3", "7.2", "7.1"], id="without-chapter-by-article-alone"),
    ],
)
def test_a_number_that_no_book_has_is_missing_with_the_nearest(text: str, nearest: list[str]) -> None:
    found = _found(text, library(CODE))
    assert isinstance(found, Missing)
    assert [str(clause.number) for clause in found.nearest] == nearest


def test_in_an_empty_library_all_is_missing() -> None:
    assert _found("7.1", library()) is None
    assert _found("7.1", library(book({}))) == Missing(())


@pytest.mark.parametrize("text", ["劳动合同法第三十九条", "《员工手册》第七章", "民法典 7.1"])
def test_a_document_that_is_not_ours_leads_nowhere(text: str) -> None:
    assert _found(text, library(CODE)) is None


@pytest.mark.parametrize(
    ("document", "ours"),
    [
        ("运营中心守则", True),
        ("守则", True),
        ("按照运营中心守则", True),
        ("code", True),
        ("员工守则", False),
        ("法", False),
    ],
)
def test_which_words_name_a_book(document: str, *, ours: bool) -> None:
    assert CODE.is_meant_by(document) is ours


@pytest.mark.parametrize(
    ("title", "document", "ours"),
    [
        ("考勤管理办法（试行）", "考勤管理办法", True),
        ("考勤管理办法（试行）", "考勤办法", True),
        ("员工手册（2026版）", "员工手册", True),
        ("员工手册 V3.2", "手册", True),
        ("员工手册", "员工手册（2025 版）", True),
        ("薪酬福利管理规定", "薪酬规定", True),
        ("民法典合同编", "民法典", True),
        ("劳动合同法实施细则", "劳动合同法", False),
        ("劳动合同法", "劳动法", False),
        ("员工手册", "管理手册", False),
        ("安全生产管理规定", "信息安全规定", False),
        ("（试行）", "试行", False),
    ],
)
def test_a_book_is_meant_without_its_edition_and_by_its_short_name(
    title: str, document: str, *, ours: bool
) -> None:
    assert book({}, title=title).is_meant_by(document) is ours


def test_a_book_is_meant_by_its_aliases() -> None:
    called = replace(CODE, aliases=("考勤办法",))
    assert called.is_meant_by("根据考勤办法")
    assert not CODE.is_meant_by("考勤办法")


def test_a_heading_that_is_named_like_a_document_is_where_the_clause_stands() -> None:
    books = library(tree_book())
    assert _found("总则编第三条", books) == AtClause(books.clauses[2])
    assert _found("分则编第三条", books) is None


def test_an_article_of_something_else_is_no_missing_clause_unless_nothing_else_is_said() -> None:
    [reference] = find_references("what does article 77 say, my friend")
    assert library(CODE).find(reference) is None
    assert isinstance(library(CODE).find(reference, alone=True), Missing)


def test_labels_are_what_staff_are_shown() -> None:
    assert CODE.clauses[0].label == "《运营中心守则》第七章第一条"
    assert CODE.clauses[0].heading.label == "第七章 章7"
    assert LAW.clauses[3].label == "《劳动条例》第三十九条之一"


@pytest.mark.parametrize(
    ("text", "step", "neighbour"),
    [
        pytest.param("甲", 1, "乙", id="next"),
        pytest.param("乙", -1, "甲", id="before"),
        pytest.param("丙", 1, "丁", id="into-the-next-chapter"),
        pytest.param("甲", 3, "丁", id="several-steps"),
        pytest.param("乙", 0, "乙", id="no-step"),
        pytest.param("甲", -1, None, id="not-before-the-first"),
        pytest.param("戊", 1, None, id="not-into-the-next-book"),
        pytest.param("子", -1, None, id="not-into-the-book-before"),
        pytest.param("甲", -5, None, id="never-from-the-end"),
    ],
)
def test_the_clauses_before_and_after_are_those_of_the_book(
    text: str, step: int, neighbour: str | None
) -> None:
    books = library(CODE, LAW)
    [clause] = (clause for clause in books.clauses if clause.text == text)
    found = books.neighbour(clause, step)
    assert (found.text if found else None) == neighbour


def test_the_next_clause_is_one_that_is_in_force() -> None:
    books = library(book({"7": {"7.1": "甲", "7.2": "乙", "7.3": "丙"}}, later={"7.2": date(2099, 1, 1)}))
    first, later, third = books.clauses
    today = Timeline(books).in_force(TODAY)
    assert today.neighbour(first, 1) == third
    assert today.neighbour(later, 1) is None
    assert books.neighbour(first, 1) == later


def test_a_file_names_a_clause_with_its_book_or_by_number_alone() -> None:
    other = book({"7": {"7.1": "己", "7.8": "庚"}}, id="other", title="安全手册")
    both = library(CODE, other)
    assert both.named("other/7.1") == other.clauses[0]
    assert both.named("7.1") == CODE.clauses[0]
    assert both.named("7.8") == other.clauses[1]
    assert both.named("7.7") is both.named("code/7.8") is both.named("第七章第一条") is None


def test_another_number_title_or_text_is_another_fingerprint() -> None:
    clause = replace(CODE.clauses[0], title="迟到", text="迟到“扣分”。\n（一）十分")
    others = [
        replace(clause, title=""),
        replace(clause, text="迟到"),
        replace(clause, title="", text=f"{clause.title}{clause.text}"),
        replace(clause, number=ClauseNumber.parse("7.2")),
    ]
    assert len({each.fingerprint for each in (clause, *others)}) == 5
    assert replace(clause, questions=("迟到？",)).fingerprint == clause.fingerprint


def test_fingerprints_are_those_that_stand_in_stores_and_files() -> None:
    clause = replace(
        CODE.clauses[0], number=ClauseNumber.parse("1.1"), title="迟到", text="迟到“扣分”。\n（一）十分"
    )
    assert clause.fingerprint == "cd26589cc46ebe464068c3ff4880bdf66c77bcb32967d7cad977e9cc2c1384ee"
    assert clause.text_mark == "86909652ed3e"


def test_a_reference_to_a_former_number_leads_to_the_clause_that_had_it() -> None:
    rules = book({"5": {"5.1": "按第五章第三条办理。"}, "7": {"7.9": "打卡用手机。"}})
    first, phone = rules.clauses
    phone = replace(phone, formerly=(ClauseNumber.parse("5.3"),))
    there = library(replace(rules, clauses=(first, phone)))
    for said in ("5.3", "第五章第三条"):
        assert _found(said, there) == AtClause(phone, former=said)
    assert there.related(first) == (phone,)
    assert there.named("5.3") == there.by_name["code/5.3"] == phone
    reused = replace(first, number=ClauseNumber.parse("5.3"))
    both = library(replace(rules, clauses=(reused, phone)))
    assert _found("5.3", both) == AtClause(reused)
    assert both.by_name["code/5.3"] == reused


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("2.5.1", "2.5.1 Key cards:\n2.5.1.1 blue ones."),
        ("2.5.1.1", "2.5.1.1 blue ones."),
        ("section 2.5.2", "2.5.2 Lockers."),
    ],
)
def test_an_item_is_found_by_the_number_that_it_has_behind_that_of_its_clause(text: str, part: str) -> None:
    rules = "Return:\n2.5.1 Key cards:\n2.5.1.1 blue ones.\n2.5.2 Lockers."
    books = library(book({"2": {"2.5": rules, "2.6": "Keys."}}))

    found = _found(text, books)

    assert isinstance(found, AtClause)
    assert (str(found.clause.number), found.part) == ("2.5", part)
    assert _found("2.5.3", books) is None


@pytest.mark.parametrize(
    ("text", "clause", "part"),
    [
        ("§ 12", "Lockers:\n(a) are emptied.", ""),
        ("§ 12a", "Noise ends.", ""),
        ("section 12A", "Noise ends.", ""),
        ("§ 13a", "Guests:\n(a) sign.", "(a) sign."),
    ],
)
def test_a_section_that_was_put_in_later_is_found_by_its_letter(text: str, clause: str, part: str) -> None:
    rules = book(
        {"1": {"12": "Lockers:\n(a) are emptied.", "12a": "Noise ends.", "13": "Guests:\n(a) sign."}}
    )
    printed = tuple(replace(each, printed=f"§ {each.number}") for each in rules.clauses)
    books = library(replace(rules, clauses=printed))
    [running] = find_references(f"Boats follow {text} as agreed.")

    for found in (_found(text, books), books.find(running, alone=False)):
        assert isinstance(found, AtClause)
        assert (found.clause.text, found.part) == (clause, part)
