"""The report as one page of HTML that needs nothing else, with bars for what is counted by kind."""

from collections.abc import Iterable, Iterator
from html import escape

from bot.report import Report
from bot.tallies import ENOUGH_PEOPLE, Told, Untold
from bot.wording import Catalogue
from bot.wording.figures import count_written, figure_written

_MOST = 30  # clauses
_STYLE = """
:root { color-scheme: light dark; --bar: #3b6ea5; --line: #8884 }
body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
       max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem }
summary h2 { display: inline-block }
table { border-collapse: collapse; width: 100% }
th, td { padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; text-align: left }
td.count { text-align: right; white-space: nowrap; width: 1% } td.why { opacity: .7 }
td.bar { width: 40% } td.bar i { display: block; height: 1rem; border-radius: .2rem; background: var(--bar) }
"""


def report_page(title: str, found: Report, say: Catalogue, more: str = "") -> str:
    """The page, with `more` HTML at its end; nothing that rules say acts as markup."""
    parts = [
        *_figures(found, say),
        *_bars(
            "counted.complaints",
            ((say(f"feedback.complaint.{k}"), n) for k, n in found.complaints.items()),
            say,
        ),
        *_bars("counted.chapters", chapters_of(found), say),
        *_bars("counted.clauses", ((clause.listed_label, n) for clause, n in found.shown[:_MOST]), say),
        f"<details{' open' if len(found.unseen) <= _MOST else ''}>",  # most of a large book, where few ask
        f"<summary><h2>{escape(say('counted.unseen', count=len(found.unseen)))}</h2></summary><ul>",
        *(f"<li>{escape(clause.listed_label)}</li>" for clause in found.unseen),
        "</ul></details>",
        more,
    ]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    body = "\n".join([f"<h1>{escape(title)}</h1>", *parts])
    return (
        f'<!doctype html>\n<html lang="{say.language}">\n<head>{head}\n<style>{_STYLE}</style></head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def chapters_of(found: Report) -> Iterator[tuple[str, Told]]:
    """The chapters by their labels, with how often each was asked about."""
    return ((heading.in_book(heading.label), count) for heading, count in found.chapters)


def _figures(found: Report, say: Catalogue) -> Iterator[str]:
    yield "<table>"
    for name in found.figures:
        label, why = escape(say(f"counted.{name}")), escape(say(f"counted.why.{name}"))
        value = figure_written(found, name, say)
        yield f'<tr><th>{label}</th><td class="count">{escape(value)}</td><td class="why">{why}</td></tr>'
    yield f"</table><p>{escape(say('counted.untold', enough=ENOUGH_PEOPLE))}</p>"


def _bars(head: str, rows: Iterable[tuple[str, Told]], say: Catalogue) -> Iterator[str]:
    counted = list(rows)
    if not counted:
        return
    most = max((count for _, count in counted if not isinstance(count, Untold)), default=0)
    yield f"<h2>{escape(say(head))}</h2><table>"
    for name, count in counted:
        width = 0.0 if isinstance(count, Untold) else 100 * count / most
        bar = f'<td class="bar"><i style="width:{width:.1f}%"></i></td>'
        yield f'<tr><td>{escape(name)}</td>{bar}<td class="count">{escape(count_written(count, say))}</td></tr>'
    yield "</table>"
