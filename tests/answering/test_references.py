"""What messages that name clauses or headings are answered with: references.yaml says it, book by book."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from bot.answering import Answer, Contents, Reply, Responder, Thread, build_responder
from bot.answering.reply import Turn
from bot.knowledge.documents.document import read_document
from bot.rulebook import Clause, ClauseNumber, Heading, HeadingKind, Library, Owner, Rulebook
from bot.rulebook.designation.numerals import in_chinese
from bot.rulebook.printed import read_heading

from tests.resources import resources_in
from tests.small_books import FIRST_DAY

BOOKS: Any = read_document(Path(__file__).with_name("references.yaml")).value
CASES = [
    (place, said, message)
    for place, book in enumerate(BOOKS)
    for said, messages in book["asked"].items()
    for message in messages
]
TALKS = [(place, talk) for place, book in enumerate(BOOKS) for talk in book.get("talks", ())]
OWNER = Owner("法务部")


def _numbers(written: str) -> Iterator[str]:
    """1-3 133-1 -> 1, 2, 3, 133-1: a run where the second number is the higher one."""
    for piece in written.split():
        run = re.fullmatch(r"(\d+\.)?(\d+)-(?:\d+\.)?(\d+)", piece)
        if run and int(run[2]) < int(run[3]):
            yield from (f"{run[1] or ''}{number}" for number in range(int(run[2]), int(run[3]) + 1))
        else:
            yield piece


def _heading(book: Mapping[str, Any], path: str) -> Heading:
    above = None
    for printed in path.split(" › "):
        read, title = read_heading(printed), book["title"]
        above = Heading(_id(book), title, "1", read.number, read.title, OWNER, read.kind, printed, above)
    assert above
    return above


def _id(book: Mapping[str, Any]) -> str:
    return str(book.get("id", "book"))


def _library(book: Mapping[str, Any]) -> Library:
    return Library(tuple(map(_book, [book, *book.get("beside", ())])))


def _book(book: Mapping[str, Any]) -> Rulebook:
    texts = book.get("texts", {})
    clauses = tuple(
        Clause(
            _heading(book, path or book["title"]),
            ClauseNumber.parse(number),
            texts.get(number, f"文{number}。").strip(),
            FIRST_DAY,
            printed=book["printed"].format(in_chinese(int(number.rpartition(".")[2])))
            if "printed" in book
            else None,
        )
        for path, numbers in book["headings"].items()
        for number in _numbers(numbers)
    )
    return Rulebook(_id(book), book["title"], "1", FIRST_DAY, OWNER, clauses, region=book.get("region", ""))


@pytest.fixture(scope="module")
def responders(cache: Path) -> list[Responder]:
    return [build_responder(_library(book), (), resources=resources_in(cache)) for book in BOOKS]


def _said(reply: Reply) -> tuple[str, str]:
    """What is cited, and the marked words of the last clause."""
    match reply:
        case Answer(citations):
            return " ".join(str(each.clause.number) for each in citations), citations[-1].marked
        case Contents(divisions):
            return " 和 ".join(f"章 {division.heading.label}" for division in divisions), ""
        case _:
            return "不答", ""


@pytest.mark.parametrize(("place", "expected", "message"), CASES)
def test_a_message_is_answered_as_references_yaml_says(
    place: int, expected: str, message: str, responders: list[Responder]
) -> None:
    cited, _, begins = expected.partition(" · ")
    said, marked = _said(responders[place](message))
    assert said == cited
    assert marked.startswith(begins)


def _labels(clause: Clause) -> Iterator[str]:
    """How the bot names a clause, and the path to it as people copy that."""
    yield from (clause.label, clause.titled_label)
    path = [heading.label for heading in clause.heading.path if heading.kind is not HeadingKind.BOOK]
    for sign in (" › ", " > ", " / ", " → ", ", ") if path else ():
        yield from (
            sign.join([*lead, *path, clause.short_label]) for lead in ([], [clause.heading.book_title])
        )


@pytest.mark.parametrize("place", range(len(BOOKS)), ids=[book["title"] for book in BOOKS])
def test_whatever_the_bot_calls_a_clause_leads_to_it(place: int, responders: list[Responder]) -> None:
    index = responders[place].index
    for clause in index.library.clauses:
        for label in _labels(clause):
            if len(index.named(label)) < 2:  # 總則 of another book is 总则, too
                assert _said(responders[place](label)) == (str(clause.number), ""), label


def test_a_section_of_the_book_is_no_clause_of_the_one_in_talk(responders: list[Responder]) -> None:
    titles = [book["title"] for book in BOOKS]
    responder = responders[titles.index("Befriending Handbook")]
    turn = responder.turn("3.1", Thread())
    assert _said(responder.turn("section 2", turn.thread).reply) == ("章 Section 2 Working hours", "")


@pytest.mark.parametrize(("place", "talk"), TALKS, ids=[" › ".join(talk[:-1]) for _, talk in TALKS])
def test_a_talk_comes_to_what_references_yaml_says(
    place: int, talk: list[str], responders: list[Responder]
) -> None:
    *messages, expected = talk
    cited, _, begins = expected.partition(" · ")
    turn = Turn(Contents(()), Thread())
    for message in messages:
        turn = responders[place].turn(message, turn.thread)
    said, marked = _said(turn.reply)
    assert said == cited
    assert marked.startswith(begins)
