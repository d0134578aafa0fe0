from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.importing.source import ImportRefusedError
from bot.importing.structure import books_of
from bot.importing.structure.numbering.sequence import Candidate, best_sequence
from bot.importing.writing import Unsaid, write
from bot.knowledge.books.book import read_book
from bot.knowledge.issues import KnowledgeError
from bot.rulebook.designation.numerals import in_chinese, in_financial_chinese
from hypothesis import given
from hypothesis import strategies as st

from tests.importing.test_writing import WORDS
from tests.importing.written_lines import document

COUNTS = st.lists(st.integers(1, 5), min_size=1, max_size=6)
NUMBERS = st.lists(st.integers(1, 3), min_size=1, max_size=3).map(tuple)
BEGINNINGS = st.sampled_from(
    [
        "",
        "# ",
        "## ",
        "第一章 ",
        "第二章 ",
        "第一条 ",
        "第二条",
        "第三条 ",
        "一、",
        "二、",
        "1. ",
        "1.1 ",
        "1.2 ",
        "2.1 ",
        "附件一 ",
        "（一）",
        "Section 1 ",
        "Section 2 ",
        "⟦1.⟧ ",
        "⟦（二）⟧ ",
        "目录",
        "附则",
        "Article 2 ",
        "①",
        "②",
        "规定1：",
        "规定2：",
        "(a) ",
        "A. ",
        "B. ",
        "HR-01 ",
        "Policy 100 ",
    ]
)
WORDS_OF_RULES = st.sampled_from(
    ["", "考勤", "员工应当准时上班。", "的规定", "Leave", "办法", "按第一条、第二条办理；", "以下："]
)
LINES = st.lists(st.tuples(BEGINNINGS, WORDS_OF_RULES).map("".join), max_size=14)


@given(COUNTS)
def test_a_book_of_chapters_and_articles_is_found_whole(counts: list[int]) -> None:
    written, expected, number = list[str](), list[tuple[str, tuple[str, ...], str]](), 0
    for chapter, count in enumerate([*counts, 3], 1):
        heading = f"第{in_chinese(chapter)}章 标题{in_chinese(chapter)}"
        written.append(heading)
        for _ in range(count):
            number += 1
            text = f"员工按第{in_chinese(number + 3)}条办理{number}号事项。"
            written.append(f"第{in_chinese(number)}条 {text}")
            expected.append((f"第{in_chinese(number)}条", (heading,), text))

    (book,) = books_of(document("\n".join(written))).books

    assert [(clause.label, clause.path, clause.text) for clause in book.clauses] == expected


COUNTERS: list[Callable[[int], str]] = [
    str,
    "{:02}".format,
    in_chinese,
    in_financial_chinese,
    lambda number: chr(ord("①") + number - 1),
    lambda number: "甲乙丙丁戊己庚辛壬癸"[number - 1],
    lambda number: chr(ord("Ⅰ") + number - 1),
    lambda number: "abcdefghij"[number - 1],
    lambda number: "ABCDEFGHIJ"[number - 1],
]
AROUND = st.sampled_from(
    [
        ("（", "）"),
        ("[", "]"),
        ("【", "】"),
        ("规定", "："),
        ("第", "项　"),
        ("Standard ", ": "),
        ("Rule No. ", " "),
    ]
)


@given(AROUND, st.sampled_from(COUNTERS), st.lists(st.integers(2, 5), min_size=2, max_size=4))
def test_numbers_of_any_form_divide_what_they_count(
    around: tuple[str, str], counter: Callable[[int], str], counts: list[int]
) -> None:
    before, behind = around
    written, expected = ["内务规定"], list[str]()
    for chapter, count in enumerate(counts, 1):
        written.append(f"第{in_chinese(chapter)}章 标题{in_chinese(chapter)}")
        for number in range(1, count + 1):
            text = f"员工应当遵守第{chapter}组的要求，共{number}项。"
            written.append(f"{before}{counter(number)}{behind}{text}")
            expected.append(text)

    (book,) = books_of(document("\n".join(written))).books

    assert [clause.text for clause in book.clauses] == expected
    assert len({clause.number for clause in book.clauses}) == len(expected)
    assert all(clause.label.startswith(before.strip()) for clause in book.clauses)


@given(st.lists(st.tuples(NUMBERS, st.booleans(), st.booleans()), max_size=12))
def test_what_is_kept_is_in_order_and_ends_with_what_is_sure(
    drawn: list[tuple[tuple[int, ...], bool, bool]],
) -> None:
    scope, candidates = 0, list[Candidate]()
    for index, (number, is_sure, is_below_heading) in enumerate(drawn):
        scope += is_below_heading
        candidates.append(Candidate(index, number, is_sure, scope, may_be_last=is_sure))

    places = [each.candidate.index for each in best_sequence(candidates)]

    assert places == sorted(set(places))
    assert not places or candidates[places[-1]].is_sure


@given(st.integers(3, 30), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 60)), max_size=8))
def test_references_at_the_start_of_lines_never_push_out_the_sequence(
    length: int, references: list[tuple[int, int]]
) -> None:
    numbers = [(number, True) for number in range(1, length + 1)]
    for place, number in references:
        numbers.insert(place, (number, False))
    candidates = [
        Candidate(index, (number,), is_sure, may_be_last=is_sure)
        for index, (number, is_sure) in enumerate(numbers)
    ]

    kept = [each.candidate.number[0] for each in best_sequence(candidates)]

    assert kept == list(range(1, length + 1))


@given(LINES)
def test_what_is_imported_can_be_written_and_is_read_as_it_was(lines: list[str]) -> None:
    try:
        books = books_of(document("\n".join(lines)))
    except ImportRefusedError:
        return
    with TemporaryDirectory() as folder:
        try:
            paths = write(books, Path(folder), Unsaid("人事部", date(2026, 1, 1)), WORDS)
        except KnowledgeError as error:
            assert {str(issue.kind) for issue in error.issues} <= {"duplicate-heading"}  # noqa: PT017  # beside them nothing
            return
        read = sorted(
            (str(clause.number), clause.text, clause.place)
            for path in paths
            for clause in read_book(path).clauses
        )
    imported = sorted(
        (clause.number, clause.text, clause.label) for book in books.books for clause in book.clauses
    )
    assert [each[:2] for each in read] == [each[:2] for each in imported]
    assert all(place.endswith(label) for (_, _, place), (_, _, label) in zip(read, imported, strict=True))
