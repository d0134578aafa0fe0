"""How clauses are named in a list, so that no two of them are named alike."""

from collections.abc import Sequence

from bot.rulebook.clause import Clause


def told_apart(clauses: Sequence[Clause], *, with_book: bool = False) -> list[tuple[str, str]]:
    """The name of each, and its title or first words, "" where they are its name.

    Where two would be the same, all are named with their books, or the headings above them: 第三章 会员 › 第三条.
    `with_book`: it stands before that, also where it is not needed; else behind it, where a button that is full ends.
    """
    of_several = len({clause.heading.book for clause in clauses}) > 1

    def in_book(clause: Clause, place: str) -> str:
        if with_book:
            return clause.heading.in_book(place)
        return f"{place} · {clause.heading.book_title}" if of_several else place

    def with_headings(clause: Clause) -> str:
        return in_book(clause, f"{clause.heading.path_label} › {clause.short_label or clause.title}")

    ways = (
        *([] if with_book else [lambda clause: clause.short_label]),
        lambda clause: in_book(clause, clause.place),
        with_headings,
    )
    named = [[*map(way, clauses)] for way in ways]
    names = next((each for each in named if len({*each} - {""}) == len([*filter(None, each)])), named[-1])
    words = [clause.title_or_first_words for clause in clauses]
    return [(name, "" if name.endswith(said) else said) for name, said in zip(names, words, strict=True)]
