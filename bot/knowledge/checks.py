"""What must hold across a book: each number once and in its chapter, references that lead somewhere."""

from collections.abc import Iterator, Sequence

from bot.knowledge.document import Document
from bot.knowledge.issues import Fault, FaultKind
from bot.knowledge.schema import ChapterFile
from bot.rulebook import Clause, ClauseNumber, Reference, Rulebook, find_references


def chapter_faults(chapters: Sequence[tuple[Document, ChapterFile]]) -> Iterator[Fault]:
    """Repeated chapters, repeated clause numbers and numbers outside their chapter, over a whole book."""
    seen_chapters: dict[int, str] = {}
    seen: dict[ClauseNumber, str] = {}
    for document, chapter in chapters:
        if chapter.chapter in seen_chapters:
            words = {"written": str(chapter.chapter), "first": seen_chapters[chapter.chapter]}
            yield Fault(document.path, document.line(("chapter",)), FaultKind.DUPLICATE_CHAPTER, words)
        seen_chapters.setdefault(chapter.chapter, document.path.name)
        for index, entry in enumerate(chapter.clauses):
            line = document.line(("clauses", index, "number"))
            words = {"written": str(entry.number), "expected": str(chapter.chapter)}
            if entry.number in seen:
                words["first"] = seen[entry.number]
                yield Fault(document.path, line, FaultKind.DUPLICATE_NUMBER, words)
            elif entry.number.chapter not in {0, chapter.chapter}:
                yield Fault(document.path, line, FaultKind.OUTSIDE_CHAPTER, words)
            seen.setdefault(entry.number, f"{document.path.name}:{line}")


def reference_faults(book: Rulebook, documents: Sequence[Document]) -> Iterator[Fault]:
    """References inside the book's texts that lead to no clause or chapter of it."""
    for document, chapter in zip(documents, book.chapters, strict=True):
        for index, clause in enumerate(chapter.clauses):
            for reference in find_references(clause.text):
                if not _leads_somewhere(reference, clause, book):
                    above = clause.text.count("\n", 0, reference.start)
                    line = document.first_line(("clauses", index, "text")) + above
                    words = {"written": reference.written, "clause": str(clause.number)}
                    yield Fault(document.path, line, FaultKind.DANGLING_REFERENCE, words)


def _leads_somewhere(reference: Reference, clause: Clause, book: Rulebook) -> bool:
    if reference.document and not book.is_meant_by(reference.document):
        return True  # somebody else's document: not ours to check
    if not reference.article and len(book.chapters) == 1:
        return True  # a book that is not divided into chapters here
    first, last = book.clauses[0].number, book.clauses[-1].number
    extract = not first.chapter and first.article > 1
    if extract and not first.article <= reference.article <= last.article:
        return True  # the book holds 第四百六十三条 onwards: the reference goes to a part that is not here
    if not reference.article:
        return book.chapter(reference.chapter) is not None
    return bool(book.clauses_at(reference, inside=clause))
