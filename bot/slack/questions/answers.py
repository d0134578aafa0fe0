"""A question from the store -> what became of it, and the messages that say so, back into the store."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import ParamSpec, TypeVar

from structlog.contextvars import bind_contextvars

from bot.answering import (
    Answer,
    Reply,
    Thread,
    result_of,
    thread_within,
)
from bot.inquiries import Outcome, Question, QuestionResult, Surface
from bot.rulebook import Clause, Library
from bot.slack.access.channels import is_direct
from bot.slack.access.owner_links import with_linked_owners
from bot.slack.access.visibility import Access, AccessResolver
from bot.slack.blocks.messages import OutgoingMessage, messages, note, under_question, with_context
from bot.slack.blocks.reply_row import Offers
from bot.slack.process.monitoring import Metrics, log_incident
from bot.slack.process.posting import Posting
from bot.slack.process.work import RepeatedEndError, Timings
from bot.slack.questions.privacy_notice import PrivacyNotice
from bot.slack.questions.unaddressed import aside, is_meant
from bot.slack.surface import Status
from bot.slack.transport.errors import NotNowError, NotTakenError
from bot.slack.transport.message_client import MessageClient
from bot.store import Address, AsyncStore, Parcel, Purpose, StoreError
from bot.wording import Catalogue

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
_log = logging.getLogger(__name__)
_SEARCHES_AT_ONCE = 4  # they are work for the processor: more would not be done sooner
_LATELY = 3_600.0  # seconds in which a clause is not shown whole twice in a thread
_TRIES = 3  # a question that ended the process so often is answered with an apology
_PRIVATE = {Surface.COMMAND, Surface.SHORTCUT}
_ALONE = {*_PRIVATE, Surface.DIRECT}
_ASIDE = {Outcome.THROTTLED, Outcome.NOT_ADMITTED}  # in a channel these are for the asker's eyes only


@dataclass(frozen=True)
class Answered:
    """What became of a question, and what says so (None: whatever is shown stays)."""

    settled: QuestionResult
    messages: Sequence[OutgoingMessage] | None
    is_alone: bool = False  # for the asker's eyes only
    aside: str = ""  # said besides, to the asker alone

    def out_of(self, generation: str) -> "Answered":
        """The same with the rules that it was answered from."""
        return replace(self, settled=replace(self.settled, generation=generation))


@dataclass(frozen=True)
class Answers:
    """Answers the questions that wait in the store.

    `limit` is how many one person may ask in a minute; `post` has what answers it posted. `preferred`
    tells the clauses that come first among equals for a person; `answered` is told which clauses answered whom.
    """

    store: AsyncStore
    access: AccessResolver
    message_client: MessageClient
    timings: Timings
    limit: int
    post: Posting
    metrics: Metrics
    status: Status
    preferred: Callable[[str], Awaitable[frozenset[Clause]]]
    answered: Callable[[str, Sequence[str]], Awaitable[None]]
    privacy_notice: PrivacyNotice
    _searches: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_SEARCHES_AT_ONCE))

    async def take(self, slots: int) -> Sequence[Question]:
        """Lease questions that wait."""
        return await self.store.questions.lease(slots, self.timings.lease)

    async def answer(self, question: Question) -> None:
        """Settle one question, whatever happens."""
        bind_contextvars(question=question.id)  # of this task: each line of the log says it
        try:
            access = await self._access_to(question)
            answered = (await self._answered(question, access)).out_of(access.generation)
        except StoreError:
            raise  # the store is away for a moment: the question is taken again when its lease runs out
        except NotNowError:  # Slack is away for a moment: that is no try
            await self.store.questions.put_off(question, self.timings.again)
            return
        except Exception as error:  # noqa: BLE001  # the person must be told, and the question settled
            answered = await self._failed(question, error)
        answered = await self._with_notice(question, answered)
        parcel = _parcel(question, answered)
        is_late = self.store.now() - float(question.asked.ts or self.store.now()) > self.timings.late
        beside = _aside(question, answered)
        complete = partial(self.store.questions.complete, question, answered.settled, parcel, beside)
        if await self.post(partial(complete, may_be_said=is_late), parcel, beside):
            self.metrics.settled(answered.settled.outcome, question.asked.surface)
            outcome = {"outcome": answered.settled.outcome, "surface": question.asked.surface}
            _log.info("settled", extra=outcome)
            if answered.settled.outcome is Outcome.ANSWER:
                await self.answered(question.asked.person, answered.settled.clauses[:1])

    async def _with_notice(self, question: Question, answered: Answered) -> Answered:
        """For who asks for the first time, what is kept of it: below the reply where only they see that, else aside."""
        is_kept = answered.settled.outcome is not Outcome.NOT_ADDRESSED
        if not answered.messages or not is_kept or not await self.privacy_notice.is_due(question):
            return answered
        notice = self.privacy_notice.sentence(await self.access.words_of(question.asked.person))
        if _is_seen_alone(question, answered):
            return replace(answered, messages=with_context(answered.messages, notice))
        return replace(answered, aside=notice)

    async def _access_to(self, question: Question) -> Access:
        """What may be shown is decided when it is shown, not when it was asked."""
        is_fresh = not question.revision and abs(self.store.now() - question.asked_at) < self.timings.fresh
        return await self.access.of(question.asked, is_fresh=is_fresh)

    async def _answered(self, question: Question, access: Access) -> Answered:
        asked, say = question.asked, access.say
        if question.attempts > _TRIES:
            raise RepeatedEndError
        if question.is_withdrawn:
            return await self._withdrawn(question)
        if access.refusal and asked.surface == Surface.THREAD:
            return _not_addressed(question)  # said among people, perhaps not to the bot at all
        if access.refusal:
            return Answered(QuestionResult(Outcome.NOT_ADMITTED), [note(say(access.refusal))])
        if access.is_alone and question.revision and await self._stands_in_channel(question):
            return Answered(QuestionResult(Outcome.NOT_ADMITTED), [note(say("admission.guests"))])
        if question.exceeds(self.limit):
            return Answered(QuestionResult(Outcome.THROTTLED), self._throttled(question, say))
        state = "" if _opens_thread(question) else await self.store.threads.at(asked.place)
        library = access.responder.index.library
        thread = thread_within(restored_thread(state, library), library)
        return await self._replied(question, access, thread)

    def _throttled(self, question: Question, say: Catalogue) -> Sequence[OutgoingMessage] | None:
        """Once why there is no answer; after that in a word, and only where nobody else reads along."""
        if question.recent == self.limit and question.asked.surface != Surface.THREAD:
            return [note(say("throttled.text", limit=self.limit))]
        return [note(say("throttled.again"))] if question.asked.surface in _ALONE else None

    async def _replied(self, question: Question, access: Access, thread: Thread) -> Answered:
        asked, say = question.asked, access.say
        responder = replace(access.responder, preferred=await self.preferred(asked.person))
        if asked.surface == Surface.COMMAND:
            reply = await self._linked(await self._found(responder.section, asked.text))
            return Answered(result_of(reply), _for_one(reply, say, question))
        shown_status = asyncio.create_task(self.status(asked, say))  # meanwhile: it never delays the search
        if asked.surface == Surface.THREAD:  # nobody asked it by name: people's talk goes to no model
            responder = replace(responder, chooser=None)
        turn = await self._found(responder.turn, asked.text, thread)
        await shown_status
        reply = await self._linked(turn.reply)
        if asked.surface == Surface.THREAD and not is_meant(reply):
            told = aside(reply, asked.text, say) if not question.revision else ()
            silent = _not_addressed(question)
            return replace(silent, messages=told, is_alone=True) if told else silent
        if asked.surface == Surface.SHORTCUT:
            return Answered(result_of(reply), _for_one(reply, say, question))
        reply = await self._without_repeating(reply, question)
        offers = Offers(
            is_private=access.is_alone or asked.surface == Surface.DIRECT,
            can_stop=asked.surface == Surface.THREAD,
        )
        shown = messages(reply, say, question.id, offers)
        return Answered(result_of(reply, saved_thread(turn.thread)), shown, access.is_alone)

    async def _linked(self, reply: Reply) -> Reply:
        return await with_linked_owners(reply, self.access.directory.channels)

    async def _without_repeating(self, reply: Reply, question: Question) -> Reply:
        """A clause that the thread showed within the hour is a link to it, unless it was asked for by its number."""
        asked = question.asked
        if (
            not isinstance(reply, Answer)
            or reply.confidence >= 1
            or not asked.place.thread
            or _opens_thread(question)
        ):
            return reply
        shown = await self.store.threads.shown(asked.place, _LATELY, question.id)
        links = self.access.directory.channels.link
        citations = list(reply.citations)
        for place, cited in enumerate(citations):
            if ts := shown.get(cited.clause.name):
                citations[place] = replace(cited, shown_at=await links(asked.place.channel, ts))
        return replace(reply, citations=tuple(citations))

    async def _found(
        self, search: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Result:
        async with self._searches:
            with self.metrics.search.time():
                return await asyncio.to_thread(search, *args, **kwargs)

    async def _stands_in_channel(self, question: Question) -> bool:
        """Whether its answer before the edit stands where others read it, who would read the next one there, too."""
        delivery = await self.store.outbox.find(question.id)
        return delivery is not None and bool(delivery.sent) and not delivery.parcel.address.person

    async def _withdrawn(self, question: Question) -> Answered:
        """The answer goes with its question, unless somebody has already made something of it."""
        delivery = await self.store.outbox.find(question.id)
        if delivery is None or await self.store.feedback.on(question.id):
            return _silent(Outcome.WITHDRAWN)
        address = delivery.parcel.address
        try:
            for sent in delivery.sent:
                if sent.ts and await self.message_client.reactions(address.channel, sent.ts, address.thread):
                    return _silent(Outcome.WITHDRAWN)
        except NotTakenError:  # the bot is not there any more: nothing can be looked at, or removed
            return _silent(Outcome.WITHDRAWN)
        return Answered(QuestionResult(Outcome.WITHDRAWN), ())

    async def _failed(self, question: Question, error: Exception) -> Answered:
        incident = log_incident(error, f"question {question.id}")
        if question.is_withdrawn:
            return Answered(QuestionResult(Outcome.WITHDRAWN, incident=incident), ())
        if question.asked.surface == Surface.THREAD:
            return _not_addressed(question)  # nobody asked it by name
        say = await self.access.words(question.asked)
        told = [note(say("failure.text", id=incident))]
        return Answered(QuestionResult(Outcome.FAILED, incident=incident), told)


def _for_one(reply: Reply, say: Catalogue, question: Question) -> Sequence[OutgoingMessage]:
    """The reply to a command or a shortcut, which Slack does not show: below what was asked, to be shared."""
    asked = question.asked
    offers = Offers(is_private=True, can_share=not is_direct(asked.place.channel))
    first, *others = messages(reply, say, question.id, offers)
    return (under_question(first, asked.text, say) if asked.text.strip() else first, *others)


def _opens_thread(question: Question) -> bool:
    """Whether nothing was said in its thread before: an edit comes after the answer."""
    asked = question.asked
    return bool(asked.ts) and asked.place.thread == asked.ts and not question.revision


def _silent(outcome: Outcome) -> Answered:
    """Nothing is said; what is shown stays."""
    return Answered(QuestionResult(outcome), None)


def _not_addressed(question: Question) -> Answered:
    """Nothing is said; what was decided on it before goes, shown or still waiting."""
    return Answered(QuestionResult(Outcome.NOT_ADDRESSED), () if question.revision else None)


def _is_seen_alone(question: Question, answered: Answered) -> bool:
    """Whether the reply is for the asker's eyes only, wherever it stands."""
    return answered.is_alone or answered.settled.outcome in _ASIDE or question.asked.surface in _ALONE


def _parcel(question: Question, answered: Answered) -> Parcel | None:
    if answered.messages is None:
        return None
    asked = question.asked
    address = Address.at(asked.place)
    if asked.surface in _PRIVATE:
        address = Address.at(asked.place, person=asked.person, response_url=asked.response_url)
    elif asked.surface != Surface.DIRECT and _is_seen_alone(question, answered):
        address = Address.at(asked.place, person=asked.person)
    return Parcel(address, [message.as_payload() for message in answered.messages])


def _aside(question: Question, answered: Answered) -> Parcel | None:
    if not answered.aside:
        return None
    address = Address.at(question.asked.place, person=question.asked.person)
    return Parcel(address, [note(answered.aside).as_payload()], Purpose.PRIVACY_NOTICE)


def saved_thread(thread: Thread) -> str:
    """A thread as a text."""
    clauses = ([clause.name for clause in each] for each in (thread.clauses, thread.earlier))
    return json.dumps([thread.question, *clauses], ensure_ascii=False)


def restored_thread(state: str, library: Library) -> Thread:
    """The thread that was written; clauses that are no longer there (or not for this reader) are left out."""
    if not state:
        return Thread()
    question, *rest = json.loads(state)
    # Before it held what was earlier, it was written as the question and the names.
    names, before = rest if rest and isinstance(rest[0], list) else (rest, [])
    known = library.by_name
    clauses, earlier = (tuple(known[name] for name in each if name in known) for each in (names, before))
    return Thread(question, clauses, earlier)
