"""Where a guest or a partner reads along nothing is quoted that is not for them: who asks reads alone."""

import asyncio

import pytest
from bot.answering import Responders
from bot.slack.app import Bot
from bot.store import Store
from bot.workspace import Workspace

from tests.databases import on_each_database
from tests.slack.access.test_visibility import UNSURE
from tests.slack.access.test_visibility import guarded as guarded  # noqa: PLC0414  # fixtures
from tests.slack.access.test_visibility import guarded_books as guarded_books  # noqa: PLC0414
from tests.slack.conftest import running, surroundings_for


@pytest.mark.parametrize("way", ["asking", "editing", "sharing"])
async def test_who_asks_where_a_guest_reads_along_reads_alone(guarded: Workspace, way: str) -> None:
    staff, guest = guarded.person("staff"), guarded.person("guest")
    if way == "editing":
        asked = await staff.says("#floor", "@守则 7.1")
        await guarded.reply_to(asked)
        await guest.joins("#floor")
        await staff.edits(asked, "@守则 7.2")
    elif way == "asking":
        told = await guarded.reply_to(await staff.says("#ops", "@守则 7.1"))
        assert "第七章第一条" in told.reads
        assert told.ephemeral_to == staff.id
    else:
        shown = await guarded.reply_to(await staff.runs("/rule 7.1", in_="#ops"))
        await staff.clicks(shown, "分享到频道")
    await guarded.settled()
    seen = [*guest.sees("#ops"), *guest.sees("#floor")]
    assert [
        message.reads for message in seen if "第七章第二条" in message.reads or "施行" in message.reads
    ] == []


async def test_where_a_guest_reads_along_an_edited_question_is_answered_anew_to_its_asker(
    guarded: Workspace,
) -> None:
    staff = guarded.person("staff")
    asked = await staff.says("#ops", "@守则 7.1")
    await guarded.reply_to(asked)
    await staff.edits(asked, "@守则 7.2")
    await guarded.until(lambda: [one for one in staff.sees("#ops") if "第七章第二条" in one.reads] or None)


async def test_a_guest_who_joins_counts_at_once(guarded: Workspace) -> None:
    staff = guarded.person("staff")
    assert not (await guarded.reply_to(await staff.says("#floor", "@守则 7.1"))).ephemeral_to
    await guarded.person("guest").joins("#floor")
    assert (await guarded.reply_to(await staff.says("#floor", "@守则 7.2"))).ephemeral_to == staff.id


async def test_so_does_one_of_whom_slack_leaves_out_the_message_that_they_joined(guarded: Workspace) -> None:
    staff = guarded.person("staff")
    assert not (await guarded.reply_to(await staff.says("#floor", "@守则 7.1"))).ephemeral_to
    guarded.faults.loses_frames(which=lambda sent: sent["event"].get("subtype") == "channel_join")
    await guarded.person("guest").joins("#floor")
    assert (await guarded.reply_to(await staff.says("#floor", "@守则 7.2"))).ephemeral_to == staff.id


@pytest.mark.parametrize("way", ["choosing", "sharing"])
async def test_a_partner_who_says_nothing_yet_counts_at_once(guarded: Workspace, way: str) -> None:
    staff = guarded.person("staff")

    def posted() -> list[str]:
        return [one.reads for one in guarded.messages("#floor") if not one.ephemeral_to]

    choice = await guarded.reply_to(await staff.says("#floor", f"@守则 {UNSURE}"))
    private = await guarded.reply_to(await staff.runs("/rule 7.1", in_="#floor"))
    before = posted()
    guarded.shares("#floor")
    await guarded.settled()
    await (
        staff.clicks(choice, "choose_clause_0") if way == "choosing" else staff.clicks(private, "分享到频道")
    )
    await guarded.settled()
    assert posted() == before


@pytest.mark.parametrize("way", ["guest", "partner"])
@on_each_database
async def test_who_comes_into_a_channel_is_there_for_all_processes(
    empty_slack: Workspace, store: Store, guarded_books: Responders, way: str
) -> None:
    slack = empty_slack
    floor = slack.channel("#floor", [slack.person("staff")])
    guest = slack.person("guest", is_restricted=True)

    async def knows(bot: Bot) -> bool:
        if way == "guest":
            return await bot.directory.guests_read(floor.id)
        return await bot.directory.channels.is_shared(floor.id)

    given = surroundings_for(slack, guarded_books, store)
    async with running(given) as one, running(given) as other, asyncio.timeout(30):
        while slack.connections < 4:
            await asyncio.sleep(0.01)
        assert [await knows(one), await knows(other)] == [False, False]
        if way == "guest":
            await guest.joins("#floor")
        else:
            slack.shares("#floor")
        while not (await knows(one) and await knows(other)):
            await asyncio.sleep(0.01)


async def test_where_guests_may_ask_they_may_read_along(
    empty_slack: Workspace, store: Store, guarded_books: Responders
) -> None:
    slack = empty_slack
    staff = slack.person("staff")
    slack.channel("#ops", [staff, slack.person("guest", is_restricted=True)])
    async with running(surroundings_for(slack, guarded_books, store, SHOUZE_ALLOW_GUESTS="true")):
        await slack.connected()
        assert not (await slack.reply_to(await staff.says("#ops", "@守则 7.1"))).ephemeral_to


async def test_in_a_channel_shared_with_another_organisation_nothing_is_quoted(guarded: Workspace) -> None:
    staff = guarded.person("staff")
    told = await guarded.reply_to(await staff.says("#partners", "@守则 7.1"))
    assert told.ephemeral_to == staff.id
    assert "施行" not in told.reads
    partner = guarded.person("partner", team="T0OTHER")
    await partner.joins("#partners")
    told = await guarded.reply_to(await partner.says("#partners", "@守则 7.1"))
    assert "施行" not in told.reads


async def test_a_private_answer_cannot_be_shared_into_such_a_channel(guarded: Workspace) -> None:
    staff = guarded.person("staff")
    shown = await guarded.reply_to(await staff.runs("/rule 7.1", in_="#partners"))
    assert "施行" in shown.reads
    await staff.clicks(shown, "分享到频道")
    await guarded.settled()
    partner = guarded.person("partner", team="T0OTHER")
    await partner.joins("#partners")
    assert not [message for message in guarded.sees(partner, "#partners") if "施行" in message.reads]


async def test_what_a_guest_says_to_others_in_a_thread_gets_no_word(guarded: Workspace) -> None:
    staff, guest = guarded.person("staff"), guarded.person("guest")
    root = await staff.says("#ops", "@守则 7.1")
    await guarded.reply_to(root)
    await guest.says("#ops", "这条是什么时候定的？", thread=root)
    await guarded.settled()
    assert not [message for message in guarded.sees(guest, "#ops") if message.ephemeral_to]
