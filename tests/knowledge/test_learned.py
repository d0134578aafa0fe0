"""learned.yaml: what is read from it, what is set aside, and that adding a pair loses nothing."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bot.knowledge import LEARNED, IssueKind, KnowledgeError, append_learned, read_knowledge
from bot.knowledge.documents.document import read_document
from hypothesis import given
from hypothesis import strategies as st

from tests.small_books import BOOK, TODAY, write

from .reported_issues import issues_in

CHAPTER = 'chapter: "1"\ntitle: 总则\nclauses:\n'
CLAUSES = '  - number: "1.1"\n    text: 迟到扣分。\n  - number: "1.2"\n    text: 请假要批。\n'
PAIR = '- question: 晚到会怎样\n  clause: "1.1"\n'


def _folder(folder: Path, learned: str | None = None, clauses: str = CLAUSES) -> Path:
    files = {"code/book.yaml": BOOK, "code/01.yaml": CHAPTER + clauses}
    return write(folder, files if learned is None else files | {LEARNED: learned})


def _append(folder: Path, question: str, number: str = "1.1") -> bool:
    library = read_knowledge(folder).library
    clause = next(clause for clause in library.clauses if str(clause.number) == number)
    return append_learned(folder / LEARNED, question, clause, TODAY, library)


def _pairs(folder: Path) -> list[tuple[str, str]]:
    return [(pair.question, str(pair.clause.number)) for pair in read_knowledge(folder).learned]


@pytest.mark.parametrize(
    ("learned", "pairs"),
    [
        pytest.param(None, [], id="no file"),
        pytest.param("# nothing yet\n", [], id="comments only"),
        pytest.param("[]", [], id="an empty list"),
        pytest.param(PAIR, [("晚到会怎样", "1.1")], id="a number"),
        pytest.param(PAIR.replace("1.1", "code/1.1"), [("晚到会怎样", "1.1")], id="book and number"),
        pytest.param(PAIR + PAIR, [("晚到会怎样", "1.1")], id="the same twice"),
        pytest.param(
            PAIR + PAIR.replace("1.1", "1.2"),
            [("晚到会怎样", "1.1"), ("晚到会怎样", "1.2")],
            id="two clauses",
        ),
        pytest.param(PAIR + "  settled: 2026-11-01\n", [("晚到会怎样", "1.1")], id="a date"),
    ],
)
def test_pairs_are_read_in_their_order(
    learned: str | None, pairs: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert _pairs(_folder(tmp_path, learned)) == pairs


@pytest.mark.parametrize(
    ("learned", "line", "kind"),
    [
        pytest.param("a: 1", 1, IssueKind.WRONG_TYPE, id="no list"),
        pytest.param("- 晚到", 1, IssueKind.WRONG_TYPE, id="no pair"),
        pytest.param("- question: 晚到", 1, IssueKind.MISSING_KEY, id="no clause"),
        pytest.param(PAIR + "  claus: 1", 3, IssueKind.UNKNOWN_KEY, id="a key that is not known"),
        pytest.param(PAIR + "  settled: 昨天", 3, IssueKind.NOT_A_DATE, id="no date"),
        pytest.param(PAIR + PAIR.replace("1.1", "1.9"), 3, IssueKind.UNKNOWN_CLAUSE, id="no such clause"),
        pytest.param("- question: '", 1, IssueKind.NOT_CLOSED, id="no YAML"),
    ],
)
def test_a_fault_is_told_with_its_line(learned: str, line: int, kind: IssueKind, tmp_path: Path) -> None:
    assert issues_in(_folder(tmp_path, learned)) == [(LEARNED, line, kind)]


@pytest.mark.parametrize(
    "clauses",
    [
        pytest.param(CLAUSES.replace("扣分", "罚款"), id="another text"),
        pytest.param(CLAUSES[CLAUSES.index('  - number: "1.2"') :], id="no longer there"),
    ],
)
def test_a_pair_whose_clause_has_changed_is_set_aside_until_it_is_settled_again(
    clauses: str, tmp_path: Path
) -> None:
    _append(_folder(tmp_path), "晚到会怎样")
    knowledge = read_knowledge(_folder(tmp_path, clauses=clauses))
    assert knowledge.learned == ()
    (aside,) = knowledge.stale_pairs
    line = (tmp_path / LEARNED).read_text("utf-8").splitlines()[aside.line - 1]
    assert (aside.question, aside.clause) == ("晚到会怎样", "1.1")
    assert "晚到会怎样" in line
    if "1.1" in clauses:
        assert _append(tmp_path, "晚到会怎样")
        assert _pairs(tmp_path) == [("晚到会怎样", "1.1")]
        assert read_knowledge(tmp_path).stale_pairs == ()


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("# ours\n\n" + PAIR + "# the end", id="no line feed at the end"),
        pytest.param("  - question: 晚到\n    clause: '1.1'  # why\n", id="an indented list"),
        pytest.param(PAIR.replace("\n", "\r\n"), id="lines as Windows ends them"),
        pytest.param("", id="an empty file"),
    ],
)
def test_what_stood_in_the_file_stays_as_it_was(before: str, tmp_path: Path) -> None:
    folder = _folder(tmp_path, before)
    known = _pairs(folder)
    assert _append(folder, "请假找谁", "1.2")
    assert (folder / LEARNED).read_bytes().startswith(before.encode())
    assert _pairs(folder) == [*known, ("请假找谁", "1.2")]


def test_a_pair_that_is_there_is_not_added_again(tmp_path: Path) -> None:
    folder = _folder(tmp_path, PAIR)
    assert not _append(folder, " 晚到会怎样\n")
    assert (folder / LEARNED).read_text("utf-8") == PAIR


def test_a_list_to_which_no_line_can_be_added_is_left_as_it_is(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "[]")
    with pytest.raises(KnowledgeError) as raised:
        _append(folder, "晚到")
    assert [issue.kind for issue in raised.value.issues] == [IssueKind.NOT_APPENDABLE]
    assert (folder / LEARNED).read_text("utf-8") == "[]"
    assert sorted(path.name for path in folder.iterdir()) == ["code", LEARNED]


def test_many_at_once_lose_no_pair(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    questions = [f"第 {number} 个问题" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda question: _append(folder, question), questions))
    assert sorted(question for question, _ in _pairs(folder)) == sorted(questions)


def test_with_several_books_the_book_is_named(tmp_path: Path) -> None:
    other = {"other/book.yaml": BOOK.replace("id: code", "id: other"), "other/01.yaml": CHAPTER + CLAUSES}
    folder = write(_folder(tmp_path), other)
    library = read_knowledge(folder).library
    assert append_learned(folder / LEARNED, "晚到", library.books[1].clauses[0], TODAY, library)
    assert [pair.clause.heading.book for pair in read_knowledge(folder).learned] == ["other"]


@given(question=st.text(min_size=1, max_size=40).filter(lambda text: any(map(str.isalnum, text))))
def test_any_question_is_read_as_it_was_written(
    question: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = _folder(tmp_path_factory.mktemp("learned"))
    assert _append(folder, question)
    (read,) = _pairs(folder)
    assert [letter for letter in read[0] if letter.isalnum()] == [
        letter for letter in question if letter.isalnum() and letter.isprintable()
    ]
    assert not _append(folder, question)
    assert len(read_document(folder / LEARNED).value or ()) == 1
