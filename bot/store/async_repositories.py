"""The repositories as they are called from the event loop: each method in a thread (see async_repository)."""

import asyncio
from typing import Any

from bot.inquiries import Asked, Question
from bot.store.async_repository import AsyncRepository, StoreThreads, in_thread, in_thread_now
from bot.store.audit import Audit
from bot.store.database.condition import StoreError
from bot.store.deliveries.outbox import Outbox
from bot.store.desk import ChapterReviews, Items, Pulses, Reviews, Suggestions
from bot.store.history import Histories
from bot.store.inquiries.arrivals import Arrivals
from bot.store.inquiries.claims import Claims
from bot.store.inquiries.escalations import Escalations
from bot.store.inquiries.feedback import Feedback
from bot.store.inquiries.questions import Arrival, Questions
from bot.store.inquiries.threads import Threads
from bot.store.installations import Installations
from bot.store.onboarding import Acknowledgements, Onboardings, Signatures
from bot.store.personal.accounts import Accounts
from bot.store.personal.privacy import Privacy
from bot.store.processes import Processes
from bot.store.publishing.following import Following
from bot.store.publishing.publications import Publications
from bot.store.reader_changes import ReaderChanges


class AsyncQuestions(AsyncRepository[Questions]):
    """`Questions` from the event loop."""

    def __init__(self, repository: Questions, threads: StoreThreads) -> None:
        super().__init__(repository, threads)
        self._arrivals = Arrivals()
        self._writing: asyncio.Future[int]

    async def take(self, asked: Asked, event: str, lease: float = 0.0) -> Question | None:
        """As `Questions.take`, together with what else arrives meanwhile."""
        taken, is_first = self._arrivals.add(Arrival(self.now(), asked, event, lease))
        if is_first:
            self._writing = asyncio.ensure_future(self.run(self._arrivals.write))
        arrived, writing = asyncio.wrap_future(taken), self._writing
        either: tuple[asyncio.Future[Any], ...] = (arrived, writing)
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not arrived.done():  # a write that was under way before has taken it along
            writing.result()
            await asyncio.wait({arrived})
        try:
            return arrived.result()
        except StoreError as error:
            self._threads.met(error)
            raise

    revise = in_thread_now(Questions.revise)
    withdraw = in_thread_now(Questions.withdraw)
    lease = in_thread_now(Questions.lease)
    put_off = in_thread_now(Questions.put_off)
    complete = in_thread_now(Questions.complete)
    decide_again = in_thread_now(Questions.decide_again)
    begin = in_thread_now(Questions.begin)
    is_first = in_thread(Questions.is_first)
    most_cited = in_thread(Questions.most_cited)


class AsyncOutbox(AsyncRepository[Outbox]):
    """`Outbox` from the event loop."""

    enqueue = in_thread_now(Outbox.enqueue)
    lease = in_thread_now(Outbox.lease)
    progress = in_thread(Outbox.progress)
    put_off = in_thread_now(Outbox.put_off)
    give_up = in_thread(Outbox.give_up)
    find = in_thread(Outbox.find)
    together = in_thread(Outbox.together)
    last_number = in_thread(Outbox.last_number)


class AsyncThreads(AsyncRepository[Threads]):
    """`Threads` from the event loop."""

    at = in_thread_now(Threads.at)
    is_followed = in_thread_now(Threads.is_followed)
    save = in_thread_now(Threads.save)
    shown = in_thread_now(Threads.shown)
    stop = in_thread_now(Threads.stop)


class AsyncFeedback(AsyncRepository[Feedback]):
    """`Feedback` from the event loop."""

    give = in_thread_now(Feedback.give)
    on = in_thread(Feedback.on)


class AsyncEscalations(AsyncRepository[Escalations]):
    """`Escalations` from the event loop."""

    question = in_thread(Escalations.question)
    open = in_thread_now(Escalations.open)
    end = in_thread_now(Escalations.end)
    find = in_thread(Escalations.find)
    open_for = in_thread_now(Escalations.open_for)


class AsyncOnboardings(AsyncRepository[Onboardings]):
    """`Onboardings` from the event loop."""

    enrol = in_thread_now(Onboardings.enrol)
    restart = in_thread_now(Onboardings.restart)
    end = in_thread_now(Onboardings.end)
    change = in_thread_now(Onboardings.change)
    want_reminder = in_thread_now(Onboardings.want_reminder)
    pause = in_thread_now(Onboardings.pause)
    resume = in_thread_now(Onboardings.resume)
    enrolment_of = in_thread(Onboardings.enrolment_of)
    enrolments = in_thread(Onboardings.enrolments)
    unfinished = in_thread(Onboardings.unfinished)
    managers = in_thread(Onboardings.managers)
    finish = in_thread_now(Onboardings.finish)
    leave = in_thread_now(Onboardings.leave)
    record = in_thread(Onboardings.record)
    grant = in_thread(Onboardings.grant)
    skip = in_thread(Onboardings.skip)
    post_notice = in_thread_now(Onboardings.post_notice)
    post_once = in_thread_now(Onboardings.post_once)
    count_question = in_thread(Onboardings.count_question)
    posted_within = in_thread_now(Onboardings.posted_within)
    most_asked = in_thread(Onboardings.most_asked)


class AsyncSignatures(AsyncRepository[Signatures]):
    """`Signatures` from the event loop."""

    sign = in_thread_now(Signatures.sign)
    outdated = in_thread(Signatures.outdated)


class AsyncAcknowledgements(AsyncRepository[Acknowledgements]):
    """`Acknowledgements` from the event loop."""

    begin = in_thread_now(Acknowledgements.begin)
    known = in_thread(Acknowledgements.known)
    all = in_thread(Acknowledgements.all)
    find = in_thread(Acknowledgements.find)
    signers = in_thread(Acknowledgements.signers)
    signer = in_thread(Acknowledgements.signer)
    asked_within = in_thread_now(Acknowledgements.asked_within)
    ask = in_thread_now(Acknowledgements.ask)
    remind = in_thread_now(Acknowledgements.remind)
    sign = in_thread_now(Acknowledgements.sign)
    release = in_thread_now(Acknowledgements.release)
    close = in_thread_now(Acknowledgements.close)
    signing = in_thread(Acknowledgements.signing)
    signed_late = in_thread_now(Acknowledgements.signed_late)


class AsyncAccounts(AsyncRepository[Accounts]):
    """`Accounts` from the event loop."""

    keep = in_thread_now(Accounts.keep)
    find = in_thread(Accounts.find)
    staff = in_thread(Accounts.staff)


class AsyncReaderChanges(AsyncRepository[ReaderChanges]):
    """`ReaderChanges` from the event loop."""

    note = in_thread_now(ReaderChanges.note)
    since = in_thread(ReaderChanges.since)


class AsyncAudit(AsyncRepository[Audit]):
    """`Audit` from the event loop."""

    record = in_thread_now(Audit.record)
    of = in_thread(Audit.of)


class AsyncClaims(AsyncRepository[Claims]):
    """`Claims` from the event loop."""

    take = in_thread_now(Claims.take)
    release = in_thread(Claims.release)


class AsyncFollowing(AsyncRepository[Following]):
    """`Following` from the event loop."""

    follow = in_thread(Following.follow)
    unfollow = in_thread(Following.unfollow)
    leave = in_thread(Following.leave)
    of = in_thread(Following.of)
    behind = in_thread(Following.behind)
    tell = in_thread_now(Following.tell)


class AsyncPublications(AsyncRepository[Publications]):
    """`Publications` from the event loop."""

    note = in_thread_now(Publications.note)


class AsyncItems(AsyncRepository[Items]):
    """`Items` from the event loop."""

    gaps = in_thread(Items.gaps)
    sort_in = in_thread_now(Items.sort_in)
    items = in_thread(Items.items)
    find = in_thread(Items.find)
    told_by = in_thread(Items.told_by)
    item_of = in_thread(Items.item_of)
    show = in_thread_now(Items.show)
    tell = in_thread_now(Items.tell)
    redraw = in_thread_now(Items.redraw)
    route = in_thread_now(Items.route)
    close = in_thread_now(Items.close)


class AsyncSuggestions(AsyncRepository[Suggestions]):
    """`Suggestions` from the event loop."""

    write = in_thread(Suggestions.write)
    go_on = in_thread(Suggestions.go_on)
    reply = in_thread_now(Suggestions.reply)
    find = in_thread(Suggestions.find)
    before_owners = in_thread(Suggestions.before_owners)
    waiting = in_thread(Suggestions.waiting)
    show = in_thread_now(Suggestions.show)


class AsyncPulses(AsyncRepository[Pulses]):
    """`Pulses` from the event loop."""

    open = in_thread(Pulses.open)
    invited = in_thread(Pulses.invited)
    invite = in_thread_now(Pulses.invite)
    answer = in_thread(Pulses.answer)
    answers = in_thread(Pulses.answers)
    find = in_thread(Pulses.find)
    close_until = in_thread(Pulses.close_until)
    results = in_thread(Pulses.results)


class AsyncHistories(AsyncRepository[Histories]):
    """`Histories` from the event loop."""

    between = in_thread(Histories.between)
    answered_with = in_thread(Histories.answered_with)
    shown_to = in_thread(Histories.shown_to)
    begins_at = in_thread(Histories.begins_at)


class AsyncInstallations(AsyncRepository[Installations]):
    """`Installations` from the event loop."""

    keep = in_thread_now(Installations.keep)
    find = in_thread(Installations.find)
    may_renew = in_thread_now(Installations.may_renew)
    renew = in_thread(Installations.renew)
    end = in_thread_now(Installations.end)
    remove_where_over = in_thread_now(Installations.remove_where_over)


class AsyncReviews(AsyncRepository[Reviews]):
    """`Reviews` from the event loop."""

    last = in_thread(Reviews.last)
    tell = in_thread_now(Reviews.tell)


class AsyncChapterReviews(AsyncRepository[ChapterReviews]):
    """`ChapterReviews` from the event loop."""

    all = in_thread(ChapterReviews.all)
    tell = in_thread_now(ChapterReviews.tell)
    review = in_thread_now(ChapterReviews.review)
    plan_change = in_thread_now(ChapterReviews.plan_change)
    figures = in_thread(ChapterReviews.figures)


class AsyncPrivacy(AsyncRepository[Privacy]):
    """`Privacy` from the event loop."""

    export = in_thread(Privacy.export)
    erase = in_thread_now(Privacy.erase)


class AsyncProcesses(AsyncRepository[Processes]):
    """`Processes` from the event loop."""

    present = in_thread_now(Processes.present)
    leave = in_thread(Processes.leave)
