"""Libraries of any size and with any titles, for laws."""

from datetime import date, timedelta

from bot.answering import Answer, Choice, Citation, Contents, Reason, Refusal, Reply, SmallTalk, SmallTalkKind
from bot.rulebook import Clause, ClauseNumber, Heading, Library, Owner, Rulebook
from hypothesis import strategies as st

DAY = date(2026, 1, 1)
SIZES = st.one_of(st.integers(0, 6), st.sampled_from([25, 26, 74, 75, 76, 149, 150, 151, 3_000, 13_000]))
UNITS = st.sampled_from(["规则。", "a <&>*`_~", "𠮷", ":smile:", "长", "\n", " "])


def repeated(sizes: st.SearchStrategy[int]) -> st.SearchStrategy[str]:
    """Texts of such lengths, of one unit over and over."""
    return st.builds(lambda unit, size: (unit * size)[:size], UNITS, sizes)


TITLES = repeated(SIZES)
TEXTS = repeated(st.one_of(SIZES, st.sampled_from([2_800, 2_801, 60_000, 400_000])))
COUNTS = st.one_of(st.integers(0, 3), st.sampled_from([24, 25, 26, 60, 61, 300]))


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    """Books, chapters and clauses, up to several hundred of one of them; at least one clause."""
    books, chapters, clauses = draw(
        st.sampled_from([(1, 1, 1), (1, 3, 4), (1, 1, 300), (1, 300, 1), (300, 1, 1), (1, 26, 2), (3, 60, 3)])
    )
    title, name, text = (
        draw(TITLES),
        draw(TITLES),
        draw(TEXTS) if books * chapters * clauses < 50 else "正文。",
    )
    contact = draw(st.one_of(st.none(), TITLES))
    owner = Owner(draw(TITLES) or "组", contact)
    return Library(
        tuple(
            _book(f"{place:0250d}", chapters, clauses, (title, name, text), owner) for place in range(books)
        )
    )


def _book(id_: str, chapters: int, clauses: int, texts: tuple[str, str, str], owner: Owner) -> Rulebook:
    title, name, text = texts
    made: list[Clause] = []
    for chapter in range(1, chapters + 1):
        review_by = DAY if chapter % 2 else None
        heading = Heading(id_, title, "2026.1", str(chapter), name, owner, review_by=review_by)
        made += [
            Clause(
                heading,
                ClauseNumber((str(chapter), str(article))),
                text,
                DAY + timedelta(days=article % 7),
                name,
                (name,),
            )
            for article in range(1, clauses + 1)
        ]
    return Rulebook(id_, title, "2026.1", DAY, owner, tuple(made), preface=text)


def replies(library: Library) -> list[Reply]:
    """A reply of every kind from a library."""
    divisions = tuple(division for book in library.books for division in book.divisions)
    citations = tuple(
        Citation(clause, clause.text, marked=clause.text[-3:]) for clause in library.clauses[:4]
    )
    owner = library.books[0].owner
    return [
        Answer(citations[:1], 1.0),
        Answer(citations[:3], 1.0),
        Choice(citations, 0.5),
        Contents(divisions[:1]),
        Contents.of(library.books[:1]),
        Contents.of(library.books),
        *(SmallTalk(kind) for kind in SmallTalkKind),
        *(Refusal(reason, citations[:3], owner) for reason in Reason),
        Refusal(Reason.SILENT, (), None),
    ]
