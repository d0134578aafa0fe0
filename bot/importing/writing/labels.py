"""How the labels of a book are written down: in book.yaml what most of them have in common, else at their clauses."""

import re
from collections import Counter
from dataclasses import dataclass

from bot.importing.books import ImportedBook, ImportedClause
from bot.knowledge.documents.schema import NO_LABELS, NUMBER_MARK
from bot.rulebook import ClauseNumber, HeadingKind
from bot.rulebook.designation.numerals import in_chinese
from bot.rulebook.printed import read_heading

_TAIWANESE = re.compile(
    r"^一、|前項|第[一二三四五六七八九十]{1,3}項第[一二三四五六七八九十]{1,3}款", re.MULTILINE
)
_MOST = 0.8


@dataclass(frozen=True)
class Labels:
    """`form` is `labels:` and `region` is `region:` of book.yaml, "" where neither is written."""

    form: str
    region: str = ""

    def own(self, clause: ImportedClause) -> str | None:
        """What a clause is given as its label; None where book.yaml and its number say it already."""
        if self.form:
            made = "" if self.form == NO_LABELS else self.form.replace(NUMBER_MARK, clause.number)
            return None if clause.label == made else clause.label
        return None if _is_made_of_number(clause, self.region) else clause.label


def labels_of(book: ImportedBook) -> Labels:
    """How this book's labels are written."""
    forms = Counter(_form(clause) for clause in book.clauses if clause.label)
    if not forms:
        return Labels(NO_LABELS)
    form, count = forms.most_common(1)[0]
    if NUMBER_MARK in form and count >= _MOST * len(book.clauses):
        return Labels(form)
    has_taiwanese = any("條" in clause.label for clause in book.clauses) and any(
        _TAIWANESE.search(clause.text) for clause in book.clauses
    )
    return Labels("", "tw" if has_taiwanese else "")


def _form(clause: ImportedClause) -> str:
    """§3 -> §{number}."""
    return clause.label.replace(clause.number, NUMBER_MARK, 1)


def _is_made_of_number(clause: ImportedClause, region: str) -> bool:
    """Whether its label says what its number does: 第一条 in 第七章 is 7.1."""
    under = read_heading(clause.path[-1]) if clause.path else None
    is_chapter = under and under.kind is HeadingKind.CHAPTER and under.number.isdecimal()
    chapter = f"第{in_chinese(int(under.number))}章" if under and is_chapter else ""
    made = ClauseNumber.parse(clause.number).in_chinese
    made = made.replace("条", "條") if region == "tw" else made
    return made in {clause.label, f"{chapter}{clause.label}"}
