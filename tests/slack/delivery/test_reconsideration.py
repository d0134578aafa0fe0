"""What waited for Slack is decided anew before others read it."""

import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from bot.answering import Responders
from bot.slack.app import Bot
from bot.slack.blocks.elements import line
from bot.slack.blocks.messages import OutgoingMessage, note
from bot.store import Address, Parcel, Purpose, Store
from bot.wording import Language, catalogue_for
from bot.workspace import Message, Person, Workspace
from sqlalchemy import text

from tests.databases import rows
from tests.slack.conftest import running, surroundings_for
from tests.slack.delivery.conftest import ASKED, BRISK, CLAUSE, is_answered_once, outbox
from tests.slack.scene import SetClock

SAY = catalogue_for(Language.CHINESE)
FOREVER = 100_000
METHODS = ("chat.postMessage", "chat.postEphemeral")
LETTERS = [
    Purpose.ONBOARDING,
    Purpose.NOTICE,
    Purpose.REPLY,
    Purpose.ESCALATION,
    Purpose.DESK,
    Purpose.REVIEW,
    Purpose.RULES,
]


@pytest.fixture
async def hasty(empty_slack: Workspace, responders: Responders, store: Store) -> AsyncIterator[Bot]:
    """A bot for which what was decided holds for a moment."""
    async with running(surroundings_for(empty_slack, responders, store, replace(BRISK, fresh=0.05))) as bot:
        await empty_slack.connected()
        yield bot


async def _while_slack_is_away(slack: Workspace, store: Store) -> None:
    """Until what is due has been tried for longer than it holds."""
    await slack.until(lambda: any(row["attempts"] > 3 for row in outbox(store)) or None)


async def _is_a_guest_now(slack: Workspace, store: Store, person: Person) -> None:
    await slack.makes_guest(person)
    await slack.until(
        lambda: any(row["id"] == person.id and row["is_guest"] for row in rows(store, "account")) or None
    )


async def _decided_again(slack: Workspace, store: Store) -> None:
    """Until the answer that waits has been decided once more, by what is so now.

    Twice: who decides may have looked before what is so now was so, and begun afterwards.
    """
    [before] = rows(store, "question")
    await slack.until(
        lambda: (
            [row["state"] for row in rows(store, "question") if row["revision"] > before["revision"] + 1]
            == ["settled"]
            or None
        )
    )


def _is_back(slack: Workspace) -> None:
    for method in METHODS:
        slack.faults.no_more_of(method)


def _is_away(slack: Workspace) -> None:
    for method in METHODS:
        slack.faults.refuses(method, "service_unavailable", times=FOREVER)


async def _reply(slack: Workspace, question: Message) -> Message:
    [reply] = await slack.until(lambda: slack.replies_to(question) or None)
    return reply


@pytest.mark.usefixtures("hasty")
async def test_an_answer_that_waited_is_there_once(
    empty_slack: Workspace, store: Store, asker: Person
) -> None:
    _is_away(empty_slack)
    question = await asker.says("#ops", ASKED)
    await _while_slack_is_away(empty_slack, store)
    _is_back(empty_slack)
    await empty_slack.reply_to(question)
    await empty_slack.settled()
    assert is_answered_once(empty_slack, question)


@pytest.mark.usefixtures("hasty")
async def test_it_is_not_posted_where_another_organisation_reads_by_now(
    empty_slack: Workspace, store: Store, asker: Person
) -> None:
    _is_away(empty_slack)
    question = await asker.says("#ops", ASKED)
    await _while_slack_is_away(empty_slack, store)
    empty_slack.shares("#ops")
    await _decided_again(empty_slack, store)
    _is_back(empty_slack)
    told = await _reply(empty_slack, question)
    await empty_slack.settled()
    assert told.ephemeral_to == asker.id
    assert told.reads == SAY("admission.shared")
    assert not [one for one in empty_slack.messages("#ops") if CLAUSE in one.reads]


@pytest.mark.usefixtures("hasty")
async def test_it_is_for_the_asker_alone_where_a_guest_reads_by_now(
    empty_slack: Workspace, store: Store, asker: Person
) -> None:
    guest = empty_slack.person("guest")
    empty_slack.channel("#floor", members=[asker, guest])
    _is_away(empty_slack)
    question = await asker.says("#floor", ASKED)
    await _while_slack_is_away(empty_slack, store)
    await _is_a_guest_now(empty_slack, store, guest)
    for _ in range(2):  # one may have begun before that was known
        await _decided_again(empty_slack, store)
    _is_back(empty_slack)
    told = await _reply(empty_slack, question)
    await empty_slack.settled()
    assert (told.ephemeral_to, CLAUSE in told.reads) == (asker.id, True)
    assert not [one for one in empty_slack.sees(guest, "#floor") if CLAUSE in one.reads]


@pytest.mark.usefixtures("hasty")
async def test_what_somebody_shared_is_not_either_and_they_hear_why(
    empty_slack: Workspace, store: Store, asker: Person
) -> None:
    shown = await empty_slack.reply_to(await asker.runs("/rule 7.1", in_="#ops"))
    _is_away(empty_slack)
    await asker.clicks(shown, "分享到频道")
    await _while_slack_is_away(empty_slack, store)
    empty_slack.shares("#ops")
    _is_back(empty_slack)
    sentence = SAY("admission.shared")
    await empty_slack.until(lambda: sentence in [one.reads for one in empty_slack.sees(asker)] or None)
    assert not [one for one in empty_slack.messages("#ops") if CLAUSE in one.reads and not one.ephemeral_to]


@pytest.mark.usefixtures("hasty")
async def test_nor_is_what_was_published(empty_slack: Workspace, store: Store, asker: Person) -> None:
    ops = next(one for one in asker.channels if one.name == "ops")
    _is_away(empty_slack)
    told = Parcel(Address(empty_slack.state.team_id, ops.id), [note(CLAUSE).as_payload()], Purpose.NOTICE)
    store.outbox.enqueue(time.time(), told)
    await _while_slack_is_away(empty_slack, store)
    empty_slack.shares("#ops")
    _is_back(empty_slack)
    await empty_slack.until(lambda: [row["state"] for row in outbox(store)] != ["due"] or None)
    assert not [one for one in empty_slack.messages("#ops") if CLAUSE in one.reads]


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("purpose", [Purpose.ESCALATION, Purpose.DESK, Purpose.REVIEW, Purpose.RULES])
async def test_of_what_owners_are_told_only_that_there_is_something(
    empty_slack: Workspace, store: Store, asker: Person, purpose: Purpose
) -> None:
    ops = next(one for one in asker.channels if one.name == "ops")
    _is_away(empty_slack)
    told = OutgoingMessage(CLAUSE, (line("月报"), line(CLAUSE))).as_payload()
    store.outbox.enqueue(time.time(), Parcel(Address(empty_slack.state.team_id, ops.id), [told], purpose))
    await _while_slack_is_away(empty_slack, store)
    empty_slack.shares("#ops")
    _is_back(empty_slack)
    await empty_slack.until(lambda: [row["state"] for row in outbox(store)] == ["sent"] or None)
    [said] = empty_slack.messages("#ops")
    assert CLAUSE not in said.reads
    assert "外部的人" in said.reads


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("is_by_person", [True, False], ids=["to their id", "in their conversation"])
@pytest.mark.parametrize("purpose", LETTERS)
async def test_who_is_a_guest_by_now_reads_no_letter_that_waited_for_them(
    empty_slack: Workspace, store: Store, asker: Person, purpose: Purpose, *, is_by_person: bool
) -> None:
    team, said = empty_slack.state.team_id, note("早").as_payload()
    store.outbox.enqueue(time.time(), Parcel(Address(team, asker.id), [said], purpose))
    [before] = await empty_slack.until(lambda: empty_slack.sees(asker) or None)
    _is_away(empty_slack)
    letter = OutgoingMessage(CLAUSE, (line("入职"), line(CLAUSE))).as_payload()
    where = Address(team, asker.id if is_by_person else before.channel)
    store.outbox.enqueue(time.time(), Parcel(where, [letter], purpose))
    await _while_slack_is_away(empty_slack, store)
    await _is_a_guest_now(empty_slack, store, asker)
    _is_back(empty_slack)
    await empty_slack.until(lambda: "due" not in {row["state"] for row in outbox(store)} or None)
    await empty_slack.settled()
    assert empty_slack.sees(asker) == [before]


@pytest.mark.usefixtures("hasty")
async def test_nor_an_answer_in_their_conversation(
    empty_slack: Workspace, store: Store, asker: Person
) -> None:
    _is_away(empty_slack)
    question = await asker.says(asker.dm.id, ASKED.removeprefix("@守则 "))
    await _while_slack_is_away(empty_slack, store)
    await _is_a_guest_now(empty_slack, store, asker)
    await _decided_again(empty_slack, store)
    _is_back(empty_slack)
    await empty_slack.until(lambda: {row["state"] for row in outbox(store)} == {"sent"} or None)
    await empty_slack.settled()
    [told] = empty_slack.replies_to(question)
    assert told.reads == SAY("admission.guest")


@pytest.mark.usefixtures("hasty")
async def test_nor_one_that_a_command_was_to_show_them_alone(
    empty_slack: Workspace, store: Store, asker: Person
) -> None:
    _is_away(empty_slack)
    empty_slack.faults.fails("response_url", times=FOREVER, status=503)
    await asker.runs("/rule 7.1", in_="#ops")
    await _while_slack_is_away(empty_slack, store)
    await _is_a_guest_now(empty_slack, store, asker)
    await _decided_again(empty_slack, store)
    _is_back(empty_slack)
    empty_slack.faults.no_more_of("response_url")
    await empty_slack.until(lambda: {row["state"] for row in outbox(store)} == {"sent"} or None)
    await empty_slack.settled()
    [told] = [one for one in empty_slack.sees(asker, "#ops") if one.ephemeral_to]
    assert told.reads == SAY("admission.guest")


@pytest.mark.usefixtures("hasty")
async def test_what_an_owner_made_of_a_question_is_told_its_asker_alone(
    empty_slack: Workspace, store: Store, asker: Person
) -> None:
    question = await asker.says("#ops", ASKED)
    await _reply(empty_slack, question)
    await empty_slack.settled()
    [asked] = rows(store, "question")
    _is_away(empty_slack)
    where = Address(empty_slack.state.team_id, asked["channel"], asked["thread"])
    told = OutgoingMessage(CLAUSE, (line("负责人"), line(CLAUSE))).as_payload()
    store.outbox.enqueue(time.time(), Parcel(where, [told], Purpose.DESK, asked["id"]))
    await _while_slack_is_away(empty_slack, store)
    before = len(empty_slack.messages("#ops"))
    empty_slack.shares("#ops")
    _is_back(empty_slack)
    await empty_slack.until(lambda: [one for one in empty_slack.sees(asker) if CLAUSE in one.reads] or None)
    assert len(empty_slack.messages("#ops")) == before


@pytest.mark.usefixtures("hasty")
async def test_where_slack_does_not_tell_who_reads_what_was_decided_stands(
    empty_slack: Workspace, store: Store, asker: Person
) -> None:
    _is_away(empty_slack)
    question = await asker.says("#ops", ASKED)
    await _while_slack_is_away(empty_slack, store)
    empty_slack.faults.refuses("conversations.info", "missing_scope", times=FOREVER)
    _is_back(empty_slack)
    await empty_slack.reply_to(question)
    await empty_slack.settled()
    assert is_answered_once(empty_slack, question)


async def test_nor_is_a_dead_letter_that_is_sent_again(
    empty_slack: Workspace, responders: Responders, store: Store, asker: Person
) -> None:
    _is_away(empty_slack)
    hasty = surroundings_for(
        empty_slack, responders, store, replace(BRISK, fresh=0.2), SHOUZE_DELIVERY_HOURS="0.00001"
    )
    async with running(hasty):
        await empty_slack.connected()
        await asker.says("#ops", ASKED)
        [lost] = await empty_slack.until(lambda: store.dead_letters.all() or None)
        empty_slack.shares("#ops")
        _is_back(empty_slack)
        with store.engine.begin() as db:
            db.execute(text("UPDATE question SET settled_at = 0"))  # it was decided long ago
        assert store.dead_letters.retry(time.time(), lost.id, "root")
        await empty_slack.until(
            lambda: SAY("admission.shared") in [one.reads for one in empty_slack.sees(asker, "#ops")] or None
        )
        await empty_slack.settled()
    assert not [one for one in empty_slack.messages("#ops") if CLAUSE in one.reads]


@pytest.mark.usefixtures("hasty")
async def test_nor_is_what_was_asked_in_a_thread_without_a_mention(
    empty_slack: Workspace, store: Store, asker: Person
) -> None:
    question = await asker.says("#ops", ASKED)
    first = await _reply(empty_slack, question)
    _is_away(empty_slack)
    await asker.says("#ops", ASKED.removeprefix("@守则 "), thread=question)
    await _while_slack_is_away(empty_slack, store)
    empty_slack.shares("#ops")
    await empty_slack.until(lambda: len(rows(store, "question")) == 1 or None)  # nobody asked it by name
    _is_back(empty_slack)
    await empty_slack.until(lambda: {row["state"] for row in outbox(store)} == {"sent"} or None)
    assert empty_slack.replies_to(question) == [first]


@pytest.mark.usefixtures("hasty")
async def test_nor_is_what_an_edit_made_of_an_answer_that_stands_there(
    empty_slack: Workspace, store: Store, asker: Person
) -> None:
    question = await asker.says("#ops", ASKED)
    await _reply(empty_slack, question)
    empty_slack.faults.refuses("chat.update", "service_unavailable", times=FOREVER)
    await asker.edits(question, "@守则 7.2")
    await _while_slack_is_away(empty_slack, store)
    empty_slack.shares("#ops")
    await _decided_again(empty_slack, store)
    empty_slack.faults.no_more_of("chat.update")
    await empty_slack.until(lambda: {row["state"] for row in outbox(store)} == {"sent"} or None)
    await empty_slack.settled()
    [told] = empty_slack.replies_to(question)
    assert "第七章第二条" not in told.reads
    assert SAY("admission.shared") in told.reads


async def test_what_is_pressed_on_an_answer_later_on_stands_below_it_and_has_nothing_decided_anew(
    empty_slack: Workspace, responders: Responders, store: Store, asker: Person
) -> None:
    async with running(surroundings_for(empty_slack, responders, store, BRISK)):
        await empty_slack.connected()
        answer = await _reply(empty_slack, await asker.says("#ops", ASKED))
        await empty_slack.settled()
        with store.engine.begin() as db:
            db.execute(text("UPDATE question SET settled_at = 0"))
            db.execute(text("UPDATE outbox SET created_at = 0, due_since = 0"))
        await asker.clicks(answer, "useful")
        await empty_slack.settled()
    assert [row["revision"] for row in rows(store, "question")] == [0]
    [after] = [one for one in empty_slack.messages("#ops") if one.ts == answer.ts]
    assert "✓" in after.reads


async def test_nor_is_what_was_decided_before_the_clock_was_set_back(
    empty_slack: Workspace, responders: Responders, store: Store, asker: Person
) -> None:
    clock = SetClock()
    surroundings = surroundings_for(empty_slack, responders, store, BRISK)
    async with running(replace(surroundings, clock=clock)):
        await empty_slack.connected()
        _is_away(empty_slack)
        question = await asker.says("#ops", ASKED)
        await _while_slack_is_away(empty_slack, store)
        empty_slack.shares("#ops")
        await empty_slack.until(lambda: rows(store, "reader_change") or None)
        clock.ahead = 0.0
        await empty_slack.until(lambda: any(row["revision"] for row in rows(store, "question")) or None)
        _is_back(empty_slack)
        told = await _reply(empty_slack, question)
        await empty_slack.settled()
    assert (told.ephemeral_to, told.reads) == (asker.id, SAY("admission.shared"))
    assert not [one for one in empty_slack.messages("#ops") if CLAUSE in one.reads]
