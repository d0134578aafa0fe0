"""How new colleagues come along, for their manager and HR alone: shown to them, or sent as a file with its summary."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.audit import Action
from bot.chain import ChainCheck
from bot.onboarding.path import Assignee, Stage
from bot.onboarding.progress import assignee_of, is_complete, open_steps
from bot.onboarding.report import report
from bot.onboarding.report_signature import SUMMARY_SUFFIX, Summary, sign_summary, summarise, summary_as_json
from bot.onboarding.signatures import Signature
from bot.slack.blocks.elements import line, truncate
from bot.slack.blocks.messages import OutgoingMessage, escape, note
from bot.slack.blocks.rich_text import Block, bullets, context, rich_text, section, text, user
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.onboarding.buttons import CHECK, EXPORT, button, row
from bot.slack.onboarding.enrolments import EnrolledUser, Supervision
from bot.slack.onboarding.oversight.one_colleague import colleague_menu
from bot.slack.surface import Files, Screen, View, modal
from bot.slack.transport.arriving.payloads import Click
from bot.slack.transport.message_client import MessageClient
from bot.wording import Catalogue
from bot.wording.spreadsheet import as_csv

_TOGETHER = 50  # people a list
_LONGEST_TITLE = 100  # characters of a stage's title
_MOST_MESSAGES = 4  # a response URL takes five


@dataclass(frozen=True)
class Reporting:
    """Reports to one person on those whom they look after.

    `keys` sign the summary: the first of them; without any it is unsigned.
    """

    supervision: Supervision
    message_client: MessageClient
    keys: Sequence[bytes]
    screen: Screen

    def register(self, listening: Listening) -> None:
        """Listen."""
        listening.on_click(EXPORT, self.export, Shows.IN_MODAL)
        listening.on_click(CHECK, self.check, Shows.IN_MODAL)

    async def export(self, click: Click, say: Catalogue) -> None:
        """The files are asked for: on the home tab, or under the report."""
        if click.view:
            sending = self._send(click.person, say)
            await self.screen.open_modal(click.trigger, "onboarding.export.title", sending, say)
        else:
            await self.screen.whisper(click, note(await self.send_files(click.person, say)))

    async def messages(self, person: str, say: Catalogue) -> tuple[OutgoingMessage, ...]:
        """How they come along, with whether the signatures hold; or why there is nothing to see."""
        colleagues = await self.supervision.colleagues_of(person)
        if not colleagues:
            return (note(await self._nobody(person, say)),)
        chain = await asyncio.to_thread(self._chain)
        *first, last = progress_messages(colleagues, say, _footer(chain, say))
        menu = colleague_menu(colleagues, await self.supervision.names(colleagues), say)
        return (*first, OutgoingMessage(last.text, (*last.blocks, row(menu, *report_buttons(say)))))

    async def check(self, click: Click, say: Catalogue) -> None:
        """How what was signed and what was sent is held against alteration, for administrators."""
        view = self._checked(click.person, say)
        await self.screen.open_modal(click.trigger, "onboarding.check", view, say, is_above=click.is_in_modal)

    async def _checked(self, person: str, say: Catalogue) -> View:
        if not await self.supervision.colleagues_of(person):
            return modal("onboarding.check", [line(await self._nobody(person, say))], say)
        return check_view(await asyncio.to_thread(self._chain), say)

    async def send_files(self, person: str, say: Catalogue) -> str:
        """Put the files into the direct conversation with this person; a sentence: they are there, or why not."""
        colleagues = await self.supervision.all_colleagues_of(person)
        if not colleagues:
            return await self._nobody(person, say)
        names = await self.supervision.names(colleagues)
        files, comment = await asyncio.to_thread(self._files, colleagues, names, person, say)
        await self.supervision.enrolments.store.audit.record(person, Action.REPORTED)
        return await self.screen.hand_over(person, files, comment, say)

    async def _send(self, person: str, say: Catalogue) -> View:
        result = await self.send_files(person, say)
        return modal("onboarding.export.title", [line(result)], say)

    async def _nobody(self, person: str, say: Catalogue) -> str:
        is_hr = await self.supervision.hr.includes(person)
        return say("onboarding.progress.nobody" if is_hr else "onboarding.not-allowed")

    def _chain(self) -> ChainCheck[Signature]:
        """The whole chain: that may take a second for ten thousand signatures."""
        return self.supervision.enrolments.store.sync.signatures.verify()

    def _files(
        self, colleagues: Sequence[EnrolledUser], names: Mapping[str, str], person: str, say: Catalogue
    ) -> tuple[Files, str]:
        """The CSV and its summary, and the words that go with them."""
        enrolments = self.supervision.enrolments
        now = enrolments.now()
        rows = report([each.journey for each in colleagues], now, enrolments.calendar.working_days)
        chain, written = self._chain(), as_csv(rows, say, names)
        summary = summarise(written, rows, chain, now, person)
        name = f"onboarding-{enrolments.today().isoformat()}.csv"
        files = {
            name: written,
            name + SUMMARY_SUFFIX: summary_as_json(sign_summary(summary, self.keys)).encode(),
        }
        return files, self._comment(summary, chain, say)

    def _comment(self, summary: Summary, chain: ChainCheck[Signature], say: Catalogue) -> str:
        lines = [say("onboarding.export.files", people=summary.people, rows=summary.rows)]
        lines += [] if self.keys else [say("onboarding.export.unsigned")]
        lines += [_footer(chain, say)] if chain.fault else []
        return "\n".join(lines)


def report_buttons(say: Catalogue) -> tuple[Block, Block]:
    """The buttons that send the files, and that tell how they are held against alteration."""
    return button(EXPORT, say("onboarding.export")), button(CHECK, say("onboarding.check"))


def check_view(chain: ChainCheck[Signature], say: Catalogue) -> View:
    """Whether the signatures hold, and the commands by which an administrator checks both."""
    example = f"shouze onboarding verify --summary onboarding-….csv{SUMMARY_SUFFIX}"
    lines = [
        _footer(chain, say),
        say("onboarding.check.signatures"),
        say("onboarding.check.files", command=example),
    ]
    return modal("onboarding.check", map(line, lines), say)


def _footer(chain: ChainCheck[Signature], say: Catalogue) -> str:
    """Whether the signatures hold."""
    if chain.fault:
        return say("onboarding.progress.broken", command="shouze onboarding verify")
    return say("onboarding.progress.signed", count=chain.count)


def progress_blocks(colleagues: Sequence[EnrolledUser], say: Catalogue, most: int) -> Iterator[Block]:
    """A line that counts, and a line a person: those who are late longest come first; at most so many of them."""
    late = {each.person: _days_late(each) for each in colleagues}
    complete = sum(is_complete(each.path, each.progress) for each in colleagues)
    late_ones = sum(map(bool, late.values()))
    counts = say("onboarding.progress", count=len(colleagues), complete=complete, late=late_ones)
    yield line(counts, is_bold=True)
    ordered = sorted(colleagues, key=lambda each: (-late[each.person], each.enrolment.start, each.person))
    for start in range(0, min(most, len(ordered)), _TOGETHER):
        shown = ordered[start : min(start + _TOGETHER, most)]
        yield rich_text(bullets(*(_line(each, late[each.person], say) for each in shown)))
    if len(ordered) > most:
        yield context(say("onboarding.progress.more", count=len(ordered) - most))


def progress_messages(
    colleagues: Sequence[EnrolledUser], say: Catalogue, footer: str
) -> tuple[OutgoingMessage, ...]:
    """What `progress_blocks` draws, shared out over messages for one person alone; `footer` stands under the last."""
    head, *lists = progress_blocks(colleagues, say, _TOGETHER * _MOST_MESSAGES)
    parts = [lists[place : place + 1] for place in range(len(lists))] or [[]]
    parts[0] = [head, *parts[0]]
    parts[-1] = [*parts[-1], context(footer)]
    title = escape(say("onboarding.progress.title"))
    return tuple(OutgoingMessage(title, tuple(blocks)) for blocks in parts)


def _days_late(colleague: EnrolledUser) -> int:
    """By how many working days their latest stage is late."""
    rows = report([colleague.journey], colleague.now, colleague.calendar.working_days)
    return max((row.overdue_days for row in rows if not row.ended), default=0)


def _waited_for(stage: Stage, colleague: EnrolledUser, say: Catalogue) -> Iterator[str]:
    """How far they are in the stage, and whose steps are open in it: 新同事 2 项."""
    still_open = open_steps(stage, colleague.progress)
    yield say("onboarding.standing.open", done=len(stage.steps) - len(still_open), total=len(stage.steps))
    for doer in Assignee:
        if count := sum(assignee_of(step) is doer for step in still_open):
            yield say("onboarding.progress.waits", doer=say(f"onboarding.doer.{doer}"), count=count)


def _line(colleague: EnrolledUser, late: int, say: Catalogue) -> Block:
    stage = colleague.current_stage
    steps = [step for each in colleague.path.stages for step in each.steps]
    left = sum(len(open_steps(each, colleague.progress)) for each in colleague.path.stages)
    title = truncate(stage.title, _LONGEST_TITLE) if stage else say("onboarding.progress.own-done")
    parts = [title, *(_waited_for(stage, colleague, say) if stage else ())]
    parts.append(say("onboarding.progress.of", done=len(steps) - left, total=len(steps)))
    if late:
        parts.append(say("onboarding.progress.late", days=late))
    if colleague.enrolment.is_paused:
        parts.append(say("onboarding.progress.paused"))
    if not (colleague.enrolment.manager or colleague.record.is_finished):
        parts.append(say("onboarding.progress.no-manager"))
    return section(user(colleague.person), text(f" {' · '.join(parts)}"))
