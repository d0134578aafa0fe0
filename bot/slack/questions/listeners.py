"""Messages, `/rule`, the shortcut, and the row under a reply: share, show, clauses beside, choose, stop."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answering import Answer, Contents, Refusal, next_thread
from bot.inquiries import Asked, Place, Surface
from bot.rulebook import Library
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks import buttons, reply_row
from bot.slack.blocks.elements import line
from bot.slack.blocks.messages import (
    COMMAND,
    OutgoingMessage,
    change_messages,
    messages,
    note,
    preface_messages,
)
from bot.slack.blocks.reply_row import Subject
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.questions.answers import restored_thread, saved_thread
from bot.slack.questions.intake import Intake
from bot.slack.questions.posted_answers import Card, PostedAnswers
from bot.slack.questions.revised import Revised, named
from bot.slack.surface import Screen
from bot.slack.transport.arriving.message_events import LONGEST, plain
from bot.slack.transport.arriving.payloads import Body, Click, Shortcut, SlashCommand
from bot.slack.transport.message_client import MessageClient
from bot.store import AsyncStore
from bot.wording import Catalogue

FIND_RULES = "find_rules"
_ACTIONS = {"actions", "context_actions"}  # buttons say what to do, not what it is about


@dataclass(frozen=True)
class QuestionListeners:
    """Listens to messages, to the command, to the message shortcut, and to the buttons under a reply.

    `ready` is called when something is to be posted.
    """

    store: AsyncStore
    access: AccessResolver
    message_client: MessageClient
    intake: Intake
    screen: Screen
    posted: PostedAnswers
    revised: Revised
    ready: Callable[[], None]

    def register(self, listening: Listening) -> None:
        """Listen; questions go through the store, clicks are answered at once."""
        for event in ("app_mention", "message"):
            listening.on_kept_event(event, self.intake.take, Shows.ANSWER)
        listening.on_asking_command(COMMAND, self.command)
        listening.on_click(buttons.SHOW.pattern, self.show, Shows.TO_PERSON)
        listening.on_click(reply_row.RELATED, self.related, Shows.TO_PERSON)
        listening.on_click(reply_row.OPEN, self.open, Shows.TO_PERSON)
        listening.on_click(buttons.PREFACE, self.preface, Shows.TO_PERSON)
        listening.on_click(buttons.CHANGE, self.change, Shows.TO_PERSON)
        listening.on_click(reply_row.PREVIOUS_CLAUSE, self.leaf, Shows.TO_PERSON)
        listening.on_click(reply_row.NEXT_CLAUSE, self.leaf, Shows.TO_PERSON)
        listening.on_click(reply_row.BACK, self.back, Shows.TO_PERSON)
        listening.on_click(buttons.CHOOSE.pattern, self.choose, Shows.TO_READERS)
        listening.on_click(reply_row.STOP, self.stop, Shows.NOTHING)
        listening.on_menu(reply_row.MENU, Shows.TO_PERSON)
        listening.on_asking_shortcut(FIND_RULES, self.keep_message, self.answer_shortcut)

    async def command(self, command: SlashCommand) -> None:
        """`/rule [reference | words]`: answered to that person alone."""
        await self._ask(command, Surface.COMMAND, plain(command.text)[:LONGEST])

    async def show(self, click: Click, _: Catalogue) -> None:
        """A clause that a message names: shown to the one who clicked, beside the message."""
        access = await self.access.of_person(click.person)
        reply = await self._named(click, Subject.of(click.value).clauses, access.responder.index.library)
        await self._show(click, reply, access.say)

    async def open(self, click: Click, _: Catalogue) -> None:
        """A heading or clause out of a menu: shown to the one who clicked, beside the message."""
        access = await self.access.of_person(click.person)
        library = access.responder.index.library
        is_heading = click.value.startswith(f"{reply_row.HEADING} ")
        heading = buttons.opened(click.value, library) if is_heading else None
        await self._show(click, heading or await self._named(click, (click.value,), library), access.say)

    async def related(self, click: Click, say: Catalogue) -> None:
        """A related clause, in the place of what the one who clicked alone sees; a heading beside it."""
        if click.value.startswith(f"{reply_row.HEADING} "):
            await self.open(click, say)
            return
        access = await self.access.of_person(click.person)
        answer = await self._named(click, Subject.of(click.value).clauses, access.responder.index.library)
        await self._turn(click, answer, access.say, access.say("clause.gone"))

    async def preface(self, click: Click, _: Catalogue) -> None:
        """What stands before the first heading of a book, whole: shown to the one who clicked."""
        access = await self.access.of_person(click.person)
        books = access.responder.index.library.books
        book = next((each for each in books if each.id == click.value and each.preface), None)
        shown = preface_messages(book, access.say) if book else [note(access.say("preface.gone"))]
        await self.screen.whisper(click, *shown)

    async def change(self, click: Click, _: Catalogue) -> None:
        """What a clause will say beside what it says: shown to the one who clicked."""
        access = await self.access.of_person(click.person)
        found = buttons.change(click.value, access.responder.index.library)
        shown = change_messages(*found, access.say) if found else [note(access.say("change.gone"))]
        await self.screen.whisper(click, *shown)

    async def leaf(self, click: Click, _: Catalogue) -> None:
        """The clause before or after: shown to the one who clicked."""
        access = await self.access.of_person(click.person)
        library, say = access.responder.index.library, access.say
        name = next(iter(Subject.of(click.value).clauses), "")
        is_there = name in library.by_name
        look = buttons.neighbour if is_there else buttons.nearest
        lead = "" if is_there else say("leaf.gone")
        await self._turn(click, look(click.action, name, library), say, say("leaf.none"), lead)

    async def back(self, click: Click, say: Catalogue) -> None:
        """The answer again, in the place of a clause that its reader has leafed to."""
        if not await self.posted.press(Card.of(click)):
            await self.screen.whisper(click, note(say("clause.gone")))

    async def _named(self, click: Click, names: Sequence[str], library: Library) -> Answer | Refusal | None:
        """The clauses that a message named so, as they are now."""
        return named(library, *await self.revised.names(click, names, library))

    async def _show(self, click: Click, reply: Answer | Contents | Refusal | None, say: Catalogue) -> None:
        """Show a reply to the one who clicked, beside what they clicked on."""
        shown = messages(reply, say, "", Card.of(click).offers) if reply else ()
        told = await self.revised.told(click, reply, shown, say) if reply else (note(say("clause.gone")),)
        await self.screen.whisper(click, *told)

    async def _turn(
        self, click: Click, answer: Answer | Refusal | None, say: Catalogue, otherwise: str, lead: str = ""
    ) -> None:
        """Show a clause to the one who clicked: in the place of what they alone see, else beside what all see."""
        if answer is None:
            await self.screen.whisper(click, note(otherwise))
            return
        card = Card.of(click)
        first, *others = messages(answer, say, card.subject.question, card.offers)
        whole = (OutgoingMessage(first.text, (*([line(lead)] if lead else []), *first.blocks)), *others)
        shown = await self.revised.told(click, answer, whole, say)
        if card.is_private:
            await self.posted.turn(card, shown, say)
        else:
            await self.screen.whisper(click, *shown)

    async def choose(self, click: Click, say: Catalogue) -> None:
        """A clause out of a choice: takes the place of the choice, and the talk goes on from it."""
        if click.is_ephemeral:
            library = (await self.access.of_person(click.person)).responder.index.library
        else:
            library = (await self.access.responder_in(click.place.channel, click.person)).index.library
        card = Card.of(click)
        answer = await self._named(click, card.subject.clauses, library)
        if not isinstance(answer, Answer):  # gone, or repealed: the choice stays
            await self._show(click, answer, say)
            return
        before = restored_thread(await self.store.threads.at(click.place), library)
        await self.store.threads.save(click.place, saved_thread(next_thread(before, before.question, answer)))
        question = card.subject.question or _question(click)
        if card.is_private:
            shown = messages(answer, say, question, card.offers)
            await self.posted.turn(card, await self.revised.told(click, answer, shown, say), say)
            return
        chosen = await self.revised.told(click, answer, messages(answer, say, question), say)
        card = replace(card, subject=replace(card.subject, question=question))
        if not await self.posted.put(card, chosen):
            await self.message_client.whisper(click.alone, chosen, replace=True)

    async def stop(self, click: Click, say: Catalogue) -> None:
        """No more answers in this thread, unless the bot is mentioned."""
        await self.store.threads.stop(click.place)
        if not await self.posted.press(Card.of(click), "stop.done"):
            await self.screen.whisper(click, note(say("stop.done")))

    async def keep_message(self, shortcut: Shortcut) -> None:
        """The shortcut on a message: its words are kept as a question, if it has any."""
        if words := said_in(shortcut.message)[:LONGEST]:
            await self._ask(shortcut, Surface.SHORTCUT, words)

    async def answer_shortcut(self, shortcut: Shortcut, say: Catalogue) -> None:
        """Say that there is nothing to ask, where that is so."""
        if not said_in(shortcut.message):
            await self.message_client.whisper(shortcut.alone, [note(say("shortcut.empty"))])

    async def _ask(self, act: SlashCommand | Shortcut, surface: Surface, words: str) -> None:
        place, url = Place(act.team, act.channel), act.response_url
        asked = Asked.by_trigger(act.trigger, place, act.person, surface, words, response_url=url)
        await self.intake.ask(asked, act.trigger)


def _question(click: Click) -> str:
    """The id of the question under whose reply somebody clicked; "" where Slack does not show us the message."""
    elements = (element for block in click.blocks for element in block.get("elements") or ())
    values = (str(one["value"]) for one in elements if one.get("action_id") == reply_row.ESCALATE)
    return next((Subject.of(value).question for value in values), "")


def said_in(message: Body) -> str:
    """The words of a message as people read them: of its text, else of its blocks and attachments."""
    said = plain(str(message.get("text") or ""))
    parts = [*(message.get("blocks") or ()), *(message.get("attachments") or ())]
    return said or plain(" ".join(_words(parts)))


def _words(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for item in part:
            yield from _words(item)
    elif isinstance(part, dict) and part.get("type") not in _ACTIONS:
        for name, value in part.items():
            if name == "text" and isinstance(value, str):
                yield value
            else:
                yield from _words(value)
