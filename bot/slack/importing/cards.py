"""What a document holds, as an owner reads it in the thread under it."""

from collections.abc import Iterator, Sequence

from bot.slack.blocks import limits
from bot.slack.blocks.elements import actions, button, truncate
from bot.slack.blocks.messages import OutgoingMessage, escape, note
from bot.slack.blocks.rich_text import Block, context, rich_text, section, text
from bot.slack.importing.conversion import DocumentReport
from bot.wording import Catalogue

WRITE_DRAFT = "write_draft"  # put the draft of a document into the thread under it
_LONGEST_LINE = 200  # characters
_MOST_SECTIONS = 3  # each as full as a block may be: a message holds no more


def report_message(report: DocumentReport, file: str, say: Catalogue) -> OutgoingMessage:
    """The report on a file (its id), with the button for its draft where there is one."""
    if report.refusal:
        return note(report.refusal)
    blocks = [_section(lines) for lines in report.sections[:_MOST_SECTIONS]]
    if report.folders:
        blocks += [actions([button(WRITE_DRAFT, say("importing.draft"), file, is_main=True)])]
        blocks += [context(line) for line in _below(report, say)]
    first = " ".join(lines[0] for lines in report.sections[:1])
    return OutgoingMessage(escape(truncate(first, limits.FALLBACK)), tuple(blocks))


def draft_comment(report: DocumentReport, say: Catalogue) -> str:
    """What goes with the archive: where it is unpacked, and what comes next."""
    return say("importing.unpack", folders="、".join(report.folders))


def _below(report: DocumentReport, say: Catalogue) -> Iterator[str]:
    if report.is_cut or len(report.sections) > _MOST_SECTIONS:
        yield say("importing.whole")
    yield say("importing.unchanged")


def _section(lines: Sequence[str]) -> Block:
    first, *rest = (truncate(line.replace("  ", "　"), _LONGEST_LINE) for line in lines)
    words = truncate("".join(f"\n{line}" for line in rest), limits.QUOTE)
    is_book = not first.startswith("⚠")
    return rich_text(section(text(first, bold=is_book), *([text(words)] if words else [])))
