"""Every kind of fault, with a small folder that has it: the file, the line, the kind."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from bot.knowledge import IssueKind

from tests.knowledge.books.test_amendments import CASES as AMENDMENT_CASES
from tests.knowledge.books.test_headings import CASES as HEADING_CASES
from tests.knowledge.books.test_tables import CASES as TABLE_CASES
from tests.small_books import BOOK, write

from .reported_issues import Reported, issues_in
from .test_onboarding_faults import CASES as ONBOARDING_CASES

HEAD = 'chapter: "1"\ntitle: 总则\nclauses:\n'  # lines 1 to 3
CLAUSE = '  - number: "1.1"\n    text: 一\n'  # lines 4 and 5


def a_chapter(*more: str) -> dict[str, str]:
    """A good book whose only chapter has these lines behind its head."""
    return {"code/book.yaml": BOOK, "code/01.yaml": HEAD + "".join(f"{line}\n" for line in more)}


def with_file(**files: str) -> dict[str, str]:
    """A good book, and a file beside it."""
    return a_chapter(CLAUSE) | {name.replace("__", "."): content for name, content in files.items()}


def restricted(*head: str, chapter: str = "", clause: str = "") -> dict[str, str]:
    """A good book with these lines behind book.yaml (from line 6), the chapter (7) or its clause (6)."""
    return a_chapter(CLAUSE + clause, chapter) | {BOOK_FILE: BOOK + "".join(f"{line}\n" for line in head)}


K = IssueKind
BOOK_FILE = "code/book.yaml"
AUDIENCES = "audiences: {甲: [S0123ABCD, U0456EFGH, W0789WXYZ12]}"
IN = "code/01.yaml"
CASES = [
    pytest.param({}, (".", 1, K.NO_FOLDER), id="no-folder"),
    pytest.param({"synonyms.yaml": "[]"}, (".", 1, K.NO_BOOK), id="no-book"),
    pytest.param({"code/notes.txt": "x"}, ("code", 1, K.EMPTY_FOLDER), id="empty-folder"),
    pytest.param({"code/book.yaml": BOOK}, ("code", 1, K.EMPTY_FOLDER), id="no-chapter"),
    pytest.param({IN: HEAD + CLAUSE}, ("code", 1, K.NO_BOOK_FILE), id="no-book-file"),
    pytest.param(
        a_chapter(CLAUSE) | {"code/02.yml": "x"}, ("code/02.yml", 1, K.WRONG_SUFFIX), id="wrong-suffix"
    ),
    pytest.param({"code/book.yaml": BOOK, f"{IN}/x": ""}, (IN, 1, K.NOT_A_FILE), id="not-a-file"),
    pytest.param({"code/book.yaml": BOOK, IN: "#" * 5_000_001}, (IN, 1, K.TOO_LARGE), id="too-large"),
    pytest.param(
        {"code/book.yaml": BOOK, IN: (HEAD + CLAUSE).encode("gb18030")}, (IN, 2, K.NOT_UTF8), id="not-utf8"
    ),
    pytest.param(a_chapter(CLAUSE, "a: 'b"), (IN, 7, K.NOT_CLOSED), id="open-quote"),
    pytest.param(a_chapter("\t- number: x"), (IN, 4, K.NOT_SPACES), id="tab"),
    pytest.param(a_chapter("  - number: \x07"), (IN, 4, K.HIDDEN_CHARACTER), id="control-character"),
    pytest.param(a_chapter(CLAUSE, "---", "title: 二"), (IN, 7, K.SECOND_DOCUMENT), id="second-document"),
    pytest.param(a_chapter("  - &a {text: 一}", "  - *a"), (IN, 5, K.ALIAS), id="alias"),
    pytest.param(a_chapter("  " + "[" * 80 + "]" * 80), (IN, 4, K.TOO_DEEP), id="too-deep"),
    pytest.param(a_chapter(CLAUSE + "    text: 二"), (IN, 6, K.DUPLICATE_KEY), id="duplicate-key"),
    pytest.param(
        a_chapter(CLAUSE.replace("一", "报销请在 #finance 频道提交。")),
        (IN, 5, K.CUT_AT_HASH),
        id="cut-at-a-channel",
    ),
    pytest.param(
        {BOOK_FILE: BOOK.replace("{name: 运营管理部}", "\n  name: 甲\n  contact: #hr"), IN: HEAD + CLAUSE},
        (BOOK_FILE, 7, K.ALL_BEHIND_HASH),
        id="lost-contact",
    ),
    pytest.param(
        a_chapter(CLAUSE + "    questions: [找谁 #hr\n      ]"), (IN, 6, K.CUT_AT_HASH), id="cut-in-a-list"
    ),
    pytest.param(a_chapter(CLAUSE.replace("一", "一 # 注释")), None, id="a-comment-with-a-blank"),
    pytest.param(
        a_chapter(CLAUSE.replace("一", ">\n      第一款。\n      第二款。")),
        (IN, 7, K.JOINED_LINES),
        id="folded",
    ),
    pytest.param(
        a_chapter(CLAUSE.replace("一", "第一款。\n      第二款。")), (IN, 6, K.JOINED_LINES), id="plain-lines"
    ),
    pytest.param(
        a_chapter(CLAUSE.replace("一", ">\n      下列\n      （一）甲")),
        (IN, 7, K.JOINED_LINES),
        id="folded-item",
    ),
    pytest.param(
        a_chapter(CLAUSE.replace("一", ">\n      one sentence\n      goes on")), None, id="folded-prose"
    ),
    pytest.param(
        a_chapter(CLAUSE.replace("一", ">\n      第一款。\n\n      第二款。")), None, id="folded-paragraphs"
    ),
    pytest.param(a_chapter(CLAUSE.replace("一", "'一' #注释")), None, id="a-comment-behind-a-quoted-value"),
    pytest.param(a_chapter(CLAUSE.replace("一", "一#二 ## 三")), None, id="a-hash-without-a-blank"),
    pytest.param(a_chapter(CLAUSE, "titel: 二"), (IN, 7, K.UNKNOWN_KEY), id="unknown-key"),
    pytest.param(a_chapter(CLAUSE + "    tilte: 二"), (IN, 6, K.UNKNOWN_KEY), id="unknown-key-of-a-clause"),
    pytest.param(a_chapter('  - number: "1.1"'), (IN, 4, K.MISSING_KEY), id="missing-key"),
    pytest.param(a_chapter("  - 一"), (IN, 4, K.WRONG_TYPE), id="text-for-a-clause"),
    pytest.param(a_chapter(CLAUSE + "    questions: 一"), (IN, 6, K.TEXT_FOR_LIST), id="text-for-a-list"),
    pytest.param(
        a_chapter('  - number: "1.1"', "    text: [一]"), (IN, 5, K.LIST_FOR_TEXT), id="list-for-a-text"
    ),
    pytest.param({"code/book.yaml": BOOK, IN: "- 一"}, (IN, 1, K.WRONG_TYPE), id="list-for-a-chapter"),
    pytest.param({"code/book.yaml": BOOK, IN: "# 空"}, (IN, 1, K.EMPTY_TEXT), id="empty-file"),
    pytest.param(a_chapter('  - number: "1.1"', "    text:"), (IN, 5, K.EMPTY_TEXT), id="no-text"),
    pytest.param(a_chapter('  - number: "1.1"', '    text: "  "'), (IN, 5, K.EMPTY_TEXT), id="blank-text"),
    pytest.param(a_chapter(CLAUSE + '    questions: [一, ""]'), (IN, 6, K.EMPTY_TEXT), id="blank-question"),
    pytest.param(a_chapter(CLAUSE + "    effective:"), None, id="an-empty-date-is-the-default"),
    pytest.param(a_chapter(CLAUSE, "review_by: 下月"), (IN, 7, K.NOT_A_DATE), id="not-a-date"),
    pytest.param(a_chapter(CLAUSE, "review_by: 2026-02-30"), (IN, 7, K.NOT_A_DATE), id="no-such-day"),
    pytest.param(a_chapter("  - number: 一", "    text: 一"), (IN, 4, K.NOT_A_NUMBER), id="not-a-number"),
    pytest.param(a_chapter("  - number: 1.", "    text: 一"), (IN, 4, K.NOT_A_NUMBER), id="half-a-number"),
    pytest.param(
        {"code/book.yaml": BOOK, IN: (HEAD + CLAUSE).replace('"1"', '"1.1"')},
        (IN, 1, K.NOT_A_NUMBER),
        id="not-a-chapter-number",
    ),
    pytest.param(
        {"codex/book.yaml": BOOK, "codex/01.yaml": HEAD + CLAUSE},
        ("codex/book.yaml", 1, K.WRONG_ID),
        id="wrong-id",
    ),
    pytest.param(
        a_chapter(CLAUSE) | {"code/02.yaml": HEAD + CLAUSE.replace("1.1", "1.2")},
        ("code/02.yaml", 1, K.DUPLICATE_CHAPTER),
        id="duplicate-chapter",
    ),
    pytest.param(a_chapter(CLAUSE + CLAUSE), (IN, 6, K.DUPLICATE_NUMBER), id="duplicate-number"),
    pytest.param(
        a_chapter("  - number: 3", "    text: 一")
        | {"code/02.yaml": HEAD.replace("1", "2") + "  - number: 3\n    text: 二\n"},
        ("code/02.yaml", 4, K.DUPLICATE_NUMBER),
        id="duplicate-number-in-another-chapter",
    ),
    pytest.param(a_chapter(CLAUSE.replace("1.1", "2.1")), (IN, 4, K.OUTSIDE_CHAPTER), id="outside-chapter"),
    pytest.param(a_chapter(CLAUSE.replace("一", "见 1.2")), (IN, 5, K.DANGLING_REFERENCE), id="dangling"),
    pytest.param(
        restricted("audiences: {甲: ['@管理层']}"), (BOOK_FILE, 6, K.NOT_A_MEMBER), id="handle-for-a-member"
    ),
    pytest.param(
        restricted("audiences:", "  甲:", "    - S0123ABCD", "    - C0123ABCD"),
        (BOOK_FILE, 9, K.NOT_A_MEMBER),
        id="channel-for-a-member",
    ),
    pytest.param(
        restricted("audiences: {甲: [[U0456EFGH]]}"), (BOOK_FILE, 6, K.NOT_A_MEMBER), id="list-for-a-member"
    ),
    pytest.param(
        restricted("notices: 公告频道"), (BOOK_FILE, 6, K.NOT_A_CHANNEL), id="no-channel-for-notices"
    ),
    pytest.param(restricted("audiences: {甲: []}"), (BOOK_FILE, 6, K.EMPTY_TEXT), id="nobody-in-an-audience"),
    pytest.param(restricted("audiences: {}"), (BOOK_FILE, 6, K.EMPTY_TEXT), id="no-audience"),
    pytest.param(restricted("audiences:"), (BOOK_FILE, 6, K.EMPTY_TEXT), id="nothing-for-the-audiences"),
    pytest.param(restricted("audiences: [甲]"), (BOOK_FILE, 6, K.WRONG_TYPE), id="list-for-the-audiences"),
    pytest.param(
        restricted("audiences: {甲: S0123ABCD}"),
        (BOOK_FILE, 6, K.TEXT_FOR_LIST),
        id="a-member-for-the-members",
    ),
    pytest.param(
        restricted("audiences:", "  甲: [S0123ABCD, U0456EFGH, S0123ABCD]"),
        (BOOK_FILE, 7, K.DUPLICATE_ENTRY),
        id="member-twice",
    ),
    pytest.param(
        restricted("audiences:", "  甲: [S0123ABCD]", "  甲: [U0456EFGH]"),
        (BOOK_FILE, 8, K.DUPLICATE_KEY),
        id="audience-twice",
    ),
    pytest.param(restricted("labels: 条"), (BOOK_FILE, 6, K.NOT_A_LABEL_FORM), id="labels-without-a-number"),
    pytest.param(restricted(AUDIENCES, "audience: [乙]"), (BOOK_FILE, 7, K.UNKNOWN_AUDIENCE), id="of-a-book"),
    pytest.param(
        restricted(AUDIENCES, chapter="audience: [甲,\n  乙]"),
        (IN, 8, K.UNKNOWN_AUDIENCE),
        id="of-a-chapter",
    ),
    pytest.param(
        restricted(AUDIENCES, clause="    audience:\n      - 甲\n      - 乙"),
        (IN, 8, K.UNKNOWN_AUDIENCE),
        id="of-a-clause",
    ),
    pytest.param(
        restricted(clause="    audience: [甲]"), (IN, 6, K.UNKNOWN_AUDIENCE), id="of-a-book-without-any"
    ),
    pytest.param(
        restricted(AUDIENCES, clause="    audience: [甲, 甲]"),
        (IN, 6, K.DUPLICATE_ENTRY),
        id="name-twice",
    ),
    pytest.param(
        restricted(AUDIENCES, clause="    audience:"),
        (IN, 6, K.EMPTY_TEXT),
        id="an-empty-audience-opens-nothing",
    ),
    pytest.param(restricted(AUDIENCES, clause="    audience: []"), (IN, 6, K.EMPTY_TEXT), id="for-nobody"),
    pytest.param(
        restricted(AUDIENCES, clause="    audience: 甲"), (IN, 6, K.TEXT_FOR_LIST), id="not-in-a-list"
    ),
    pytest.param(restricted(AUDIENCES), None, id="an-audience-may-be-unused"),
    pytest.param(
        restricted(AUDIENCES, "audience: [甲]", chapter="audience: [甲]", clause="    audience: [甲]"),
        None,
        id="an-audience-on-every-level",
    ),
    pytest.param(
        with_file(synonyms__yaml="- [甲, 乙]\n- [丙, 乙]"),
        ("synonyms.yaml", 2, K.SYNONYM_TWICE),
        id="synonym-twice",
    ),
    pytest.param(
        with_file(synonyms__yaml="- [HR, hr]"), ("synonyms.yaml", 1, K.SYNONYM_TWICE), id="synonym-of-itself"
    ),
    pytest.param(
        with_file(synonyms__yaml="- [甲]"), ("synonyms.yaml", 1, K.SYNONYM_ALONE), id="synonym-alone"
    ),
    pytest.param(
        with_file(synonyms__yaml="- [甲, '']"), ("synonyms.yaml", 1, K.EMPTY_TEXT), id="synonym-of-nothing"
    ),
    pytest.param(
        with_file(synonyms__yaml="- 甲"), ("synonyms.yaml", 1, K.TEXT_FOR_LIST), id="a-word-for-a-group"
    ),
    pytest.param(
        with_file(synonyms__yaml="甲: 乙"), ("synonyms.yaml", 1, K.WRONG_TYPE), id="mapping-of-synonyms"
    ),
    pytest.param(
        with_file(golden__yaml='\n- question: 一\n  clauses: ["9.9"]'),
        ("golden.yaml", 3, K.UNKNOWN_CLAUSE),
        id="unknown-clause",
    ),
    pytest.param(
        with_file(golden__yaml="question: 一"), ("golden.yaml", 1, K.WRONG_TYPE), id="golden-no-list"
    ),
    pytest.param(
        with_file(golden__yaml="- question: 一"), ("golden.yaml", 1, K.MISSING_KEY), id="golden-no-clauses"
    ),
    pytest.param(
        with_file(questions__jsonl='{"question": "一", "clauses": []}\n\n{"question":'),
        ("questions.jsonl", 3, K.NOT_JSON),
        id="not-json",
    ),
    pytest.param(
        with_file(questions__jsonl='{"question": "一", "clauses": ["9.9"]}'),
        ("questions.jsonl", 1, K.UNKNOWN_CLAUSE),
        id="unknown-clause-in-json",
    ),
    pytest.param(
        with_file(questions__jsonl='\n{"question": 1, "clauses": []}'),
        ("questions.jsonl", 2, K.WRONG_TYPE),
        id="number-for-a-question",
    ),
]


@pytest.mark.parametrize(("files", "issue"), CASES)
def test_a_fault_is_named_with_its_file_and_line(
    files: Mapping[str, str | bytes], issue: Reported | None, tmp_path: Path
) -> None:
    assert issues_in(write(tmp_path / "knowledge", files)) == ([issue] if issue else [])


def test_every_kind_of_fault_has_its_case() -> None:
    kinds = {issue[2] for case in CASES if isinstance(issue := case.values[1], tuple)}
    kinds |= {
        kind for *_, kind in (*ONBOARDING_CASES.values(), *HEADING_CASES.values(), *TABLE_CASES.values())
    }
    kinds |= {case.values[2] for case in AMENDMENT_CASES}
    # Nothing read has these: where a pair cannot be added (test_learned), and where there is no path to preview; what a
    # path shows takes a restricted clause, too (test_onboarding). test_pulse has what is too much, and for what is
    # hostile there is test_hostile_files.
    elsewhere = {
        K.NOT_APPENDABLE,
        K.NO_ONBOARDING,
        K.SHOWS_RESTRICTED,
        K.AMENDED_IN_PLACE,
        K.BOOK_PUT_OFF,
        K.TOO_MUCH,
    }
    hostile = {K.NOT_YAML, K.UNREADABLE, K.NO_FILE, K.LEADS_OUTSIDE, K.NAME_NOT_UTF8}
    mistakes = yaml.load((Path(__file__).parent / "mistakes.yaml").read_text("utf-8"), yaml.CSafeLoader)
    kinds |= {K(case["told"]) for case in mistakes if "told" in case}
    assert kinds == set(IssueKind) - elsewhere - hostile
