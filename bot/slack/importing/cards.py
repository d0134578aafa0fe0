"""What a document holds, as an owner reads it in the thread under it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.importing.source import Changes
from bot.slack.blocks import limits
from bot.slack.blocks.elements import NumberedAction, actions, button, truncate
from bot.slack.blocks.messages import OutgoingMessage, escape, note
from bot.slack.blocks.rich_text import Block, context, rich_text, section, text
from bot.slack.importing.conversion import DocumentReport, DocumentRequest
from bot.wording import Catalogue

WRITE_DRAFT = "write_draft"  # put the draft of a document into the thread under it
READ_AS = NumberedAction("read_document")  # read a document as its owner says
_LONGEST_LINE = 200  # characters
_MOST_SECTIONS = 3  # each as full as a block may be: a message holds no more


def report_message(report: DocumentReport, asked: DocumentRequest, say: Catalogue) -> OutgoingMessage:
    """The report on what was asked of a file, with the button for its draft where there is one.

    Where only a person can say how it is to be read there are buttons for that instead.
    """
    if report.refusal:
        choices = list(_choices(report, asked, say))
        told = note(report.refusal)
        return replace(told, blocks=(*told.blocks, actions(choices))) if choices else told
    blocks = [_section(lines) for lines in report.sections[:_MOST_SECTIONS]]
    if report.folders:
        blocks += [actions([button(WRITE_DRAFT, say("importing.draft"), asked.value, is_main=True)])]
        blocks += [context(line) for line in _below(report, say)]
    first = " ".join(lines[0] for lines in report.sections[:1])
    return OutgoingMessage(escape(truncate(first, limits.FALLBACK)), tuple(blocks))


def draft_comment(report: DocumentReport, say: Catalogue) -> str:
    """What goes with the archive: where it is unpacked, and what comes next."""
    return say("importing.unpack", folders=say.listed(report.folders))


def _choices(report: DocumentReport, asked: DocumentRequest, say: Catalogue) -> Iterator[Block]:
    if report.needs == "changes":
        for number, changes in enumerate(Changes):
            told = replace(asked, changes=changes.value)
            yield button(READ_AS.id(number), say(f"importing.{changes}"), told.value)
    value = replace(asked, parts=report.parts).value
    if report.needs == "parts" and len(value) <= limits.VALUE:
        yield button(READ_AS.id(0), say("importing.part", count=len(report.parts)), value)


def _below(report: DocumentReport, say: Catalogue) -> Iterator[str]:
    if report.is_cut or len(report.sections) > _MOST_SECTIONS:
        yield say("importing.whole")
    yield say("importing.unchanged")


def _section(lines: Sequence[str]) -> Block:
    first, *rest = (truncate(line.replace("  ", "　"), _LONGEST_LINE) for line in lines)
    words = truncate("".join(f"\n{line}" for line in rest), limits.QUOTE)
    is_book = not first.startswith("⚠")
    return rich_text(section(text(first, bold=is_book), *([text(words)] if words else [])))
