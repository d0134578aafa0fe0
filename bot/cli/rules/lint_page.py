"""The report of `shouze check --lint` as one page of HTML that needs nothing else: to open, to send, to print."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path

from bot.knowledge import BookReport, Severity
from bot.wording import Catalogue, finding_sentence, place

_STYLE = """
:root { color-scheme: light dark; --error: #c62f2f; --warning: #b26a00; --note: #3b6ea5; --line: #8884 }
body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
       max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem; margin-bottom: 0 } h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem } h3 small { font-weight: normal; opacity: .7 }
p { margin: .2rem 0 } .made, .where { opacity: .7 }
table { border-collapse: collapse; width: 100% }
th, td { padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; text-align: left }
.where { font: 14px/1.8 ui-monospace, monospace; overflow-wrap: anywhere }
table { table-layout: fixed } th:first-child { width: 30% }
.count { display: inline-block; padding: 0 .6rem; border-radius: 1rem; color: #fff; margin-right: .4rem }
h3::first-letter { text-transform: uppercase }
@media (max-width: 40rem) {
  th { display: none } td { display: block; padding: .35rem 0 0 } td + td { padding: 0 0 .35rem }
  .where { width: auto; white-space: normal; overflow-wrap: anywhere; border: 0 }
}
@media print {
  :root { color-scheme: light } body { max-width: none; margin: 0 } h2, h3 { break-after: avoid }
  tr { break-inside: avoid } .count { print-color-adjust: exact }
}
.error { background: var(--error) } .warning { background: var(--warning) } .note { background: var(--note) }
"""


def lint_page(reports: Sequence[BookReport], folder: Path, day: date, say: Catalogue) -> str:
    """The page for a day's report on a knowledge folder; nothing that files say acts as markup."""
    title = escape(say("lint.title"))
    made = escape(say("lint.made", folder=folder, date=day.isoformat()))
    body = "\n".join(part for report in reports for part in _book(report, folder, say))
    return (
        f'<!doctype html>\n<html lang="{say.language}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>\n<style>{_STYLE}</style></head>\n'
        f'<body>\n<h1>{title}</h1>\n<p class="made">{made}</p>\n{body}\n</body>\n</html>\n'
    )


def _book(report: BookReport, folder: Path, say: Catalogue) -> Iterator[str]:
    yield f"<h2>{escape(report.title or report.id)}</h2>"
    counts = ((severity, len(report.of(severity))) for severity in Severity)
    shown = [
        f'<span class="count {severity}">{escape(say(f"severity.{severity}"))} {count}</span>'
        for severity, count in counts
        if count
    ]
    size = f" · {say('contents.clauses', count=report.clauses)}" if report.title else ""
    about = f'<small class="made">{escape(report.id + size)}</small> '
    yield f"<p>{about}{''.join(shown) or escape(say('lint.nothing'))}</p>"
    for severity in Severity:
        if some := report.of(severity):
            name, about = escape(say(f"severity.{severity}")), escape(say(f"lint.about.{severity}"))
            yield f"<h3>{name} <small>{about}</small></h3>"
            yield f"<table><tr><th>{escape(say('lint.where'))}</th><th>{escape(say('lint.what'))}</th></tr>"
            for each in some:
                book = folder / report.id
                where = escape(place(each, book if each.path != book else folder))
                yield f'<tr><td class="where">{where}</td><td>{escape(finding_sentence(each, say))}</td></tr>'
            yield "</table>"
