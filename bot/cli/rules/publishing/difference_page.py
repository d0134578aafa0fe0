"""What `shouze diff` finds as one page of HTML that needs nothing else."""

from collections.abc import Iterator, Sequence
from html import escape

from bot.publishing import BookDifference
from bot.rulebook.editions.comparison import ClauseChange
from bot.rulebook.editions.diff import DiffKind, word_diff
from bot.wording import Catalogue
from bot.wording.changes import change_title, text_over_time

_STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.8 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
       max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2.5rem } h3 { font-size: 1rem; margin: 1.5rem 0 .3rem }
p { margin: .2rem 0; white-space: pre-line }
ins { background: #2a92; text-decoration-thickness: 1px } del { background: #d332 }
"""
_TAGS = {DiffKind.ADDED: "ins", DiffKind.REMOVED: "del"}


def difference_page(found: Sequence[BookDifference], say: Catalogue) -> str:
    """A heading a book and a clause, what was taken out struck through, what was put in underlined."""
    title = escape(say("diff.title"))
    nothing = f"<p>{escape(say('diff.nothing'))}</p>"
    body = "\n".join(part for book in found for part in _book(book, say)) or nothing
    return (
        f'<!doctype html>\n<html lang="{say.language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style></head>\n'
        f"<body><h1>{title}</h1>\n{body}\n</body></html>\n"
    )


def _book(book: BookDifference, say: Catalogue) -> Iterator[str]:
    yield f"<h2>{escape(say('diff.book', title=book.title, count=len(book.changes)))}</h2>"
    for change in book.changes:
        yield f"<h3>{escape(change_title(change, say))}</h3>\n<p>{_marked(change, say)}</p>"


def _marked(change: ClauseChange, say: Catalogue) -> str:
    old, new = (text_over_time(clause, say) if clause else "" for clause in (change.old, change.new))
    parts = ((_TAGS.get(piece.kind), escape(piece.text)) for piece in word_diff(old, new))
    return "".join(f"<{tag}>{text}</{tag}>" if tag else text for tag, text in parts)
