"""Which of several books the words before a reference name, where one title is the end of another."""

from collections.abc import Collection, Sequence

from bot.rulebook.book import Rulebook, bare_title


def books_named(document: str, books: Sequence[Rulebook]) -> list[Rulebook]:
    """The books that a name means: of 员工手册 and 律师事务所员工手册 the one whose longer title stands there.

    A name that is the whole of a title means no longer one.
    """
    meant = [book for book in books if book.is_meant_by(document)]
    longest = max((book.title_at_end(document) for book in meant), default=0)
    is_whole = longest == len(bare_title(document))
    return [book for book in meant if book.title_at_end(document) in {longest, longest if is_whole else 0}]


def outermost(names: Collection[str], text: str) -> set[str]:
    """Of names those that stand in a text by themselves, and not only inside of longer ones."""
    found = set[str]()
    for name in sorted(names, key=len, reverse=True):
        if name in text:
            found.add(name)
            text = text.replace(name, "\n")
    return found
