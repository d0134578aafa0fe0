"""A fault knows the words of its sentence, and all faults of all files are told at once."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from bot.knowledge import KnowledgeError, read_knowledge
from bot.wording import Language, catalogue_for, finding_sentence

from tests.knowledge.test_issues import CLAUSE, HEAD, IN, K, a_chapter, restricted
from tests.small_books import BOOK, write

from .reported_issues import faults_in, issues_in, listed


@pytest.mark.parametrize(
    ("files", "words"),
    [
        pytest.param(
            a_chapter(CLAUSE, "colour: 红"),
            {
                "key": "colour",
                "allowed": "heading, chapter, title, owner, repeated, review_by, preface, audience, clauses, "
                "headings, under",
            },
            id="what-a-chapter-may-have",
        ),
        pytest.param(
            a_chapter(CLAUSE + "    colour: 红"),
            {
                "key": "clauses › 1.1 › colour",
                "allowed": "number, text, label, title, questions, effective, audience, tables, source, accept, gap, "
                "repeated, revisions, repealed, formerly",
            },
            id="what-a-clause-may-have",
        ),
        pytest.param(
            a_chapter(CLAUSE, "owner: {name: 甲, mail: 乙}"),
            {"key": "owner › mail", "allowed": "name, contact"},
            id="what-an-owner-may-have",
        ),
        pytest.param(
            a_chapter("  - 一"), {"key": "clauses › 1", "expected": "mapping", "written": "一"}, id="kind"
        ),
        pytest.param(
            {"code/book.yaml": BOOK, IN: "- 一"}, {"key": "01.yaml", "expected": "mapping"}, id="whole-file"
        ),
        pytest.param(a_chapter(CLAUSE + CLAUSE), {"written": "1.1", "first": "01.yaml:4"}, id="first-place"),
        pytest.param(
            a_chapter(CLAUSE.replace("一", "按第一章第九条办")),
            {"written": "第一章第九条", "clause": "1.1"},
            id="reference",
        ),
        pytest.param(
            restricted(
                "audiences: {管理层: [S0123ABCD], 内审: [S0456EFGH]}", clause="    audience: [管理曾]"
            ),
            {"written": "管理曾", "known": "管理层"},
            id="audience-of-a-near-name",
        ),
        pytest.param(
            restricted("audiences: {管理层: [S0123ABCD], 内审: [S0456EFGH]}", clause="    audience: [财务]"),
            {"written": "财务", "known": "管理层, 内审"},
            id="audiences-that-there-are",
        ),
        pytest.param(
            {"code/book.yaml": f"{BOOK}region: xx\n", IN: a_chapter(CLAUSE)[IN]},
            {"allowed": "tw"},
            id="latin-words",
        ),
        pytest.param(
            {
                "code/book.yaml": BOOK,
                IN: "heading: 第一章 总则\nunder: [第一章 总则]\nclauses:\n  - {number: '1', text: 一}\n",
            },
            {"written": "第一章 总则", "known": ""},
            id="under-itself",
        ),
        pytest.param(
            a_chapter(CLAUSE.replace("1.1", "9" * 5_000)),
            {"key": f"clauses › {'9' * 60} › number", "written": "9" * 60},
            id="endless-number",
        ),
        pytest.param(
            {"code/book.yaml": BOOK, IN: "#" * 5_400_000}, {"size": "5 MB", "limit": "5 MB"}, id="size"
        ),
    ],
)
def test_a_fault_knows_the_words_of_its_sentence(
    files: Mapping[str, str | bytes], words: Mapping[str, str], tmp_path: Path
) -> None:
    with pytest.raises(KnowledgeError) as error:
        read_knowledge(write(tmp_path, files))
    (issue,) = error.value.issues
    assert words.items() <= listed(issue.words).items()


@pytest.mark.parametrize("language", list(Language))
def test_a_sentence_quotes_no_more_than_a_person_reads(language: Language, tmp_path: Path) -> None:
    files = a_chapter(CLAUSE, f"? {'k' * 900}\n: v", f"under: [{'总则' * 900}]")

    told = [finding_sentence(each, catalogue_for(language)) for each in faults_in(write(tmp_path, files))]

    assert told
    assert [each for each in told if len(each) > 900] == []


@pytest.mark.parametrize("key", ["title", "label"])
def test_what_is_printed_on_a_line_has_no_break(key: str, tmp_path: Path) -> None:
    write(tmp_path, a_chapter(CLAUSE + f'    {key}: "甲\\n  乙　丙"\n'))

    assert getattr(read_knowledge(tmp_path).library.books[0].clauses[0], key).endswith("甲 乙　丙")


def test_all_faults_of_all_files_are_told_at_once_in_their_order(tmp_path: Path) -> None:
    files = {
        "code/book.yaml": BOOK.replace("2026-01-01", "bald") + "colour: rot\n",
        "code/01.yaml": HEAD + '  - number: "2.1"\n    text:\n  - text: 一\n',
        "code/02.yaml": "a: 'b",
        "law/book.yaml": BOOK.replace("code", "law"),
        "law/01.yaml": HEAD + CLAUSE + CLAUSE,
        "synonyms.yaml": "- [甲]\n- [乙]\n",
    }
    assert issues_in(write(tmp_path, files)) == [
        ("code/01.yaml", 5, K.EMPTY_TEXT),
        ("code/01.yaml", 6, K.MISSING_KEY),
        ("code/02.yaml", 1, K.NOT_CLOSED),
        ("code/book.yaml", 4, K.NOT_A_DATE),
        ("code/book.yaml", 6, K.UNKNOWN_KEY),
        ("law/01.yaml", 6, K.DUPLICATE_NUMBER),
        ("synonyms.yaml", 1, K.SYNONYM_ALONE),
        ("synonyms.yaml", 2, K.SYNONYM_ALONE),
    ]
