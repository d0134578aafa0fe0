"""Who may see what, on every surface: for the others a restricted clause does not exist."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from bot.answering import Responder, Responders
from bot.knowledge import read_knowledge
from bot.retrieval import Analyzer, Index
from bot.slack.blocks.reply_row import Subject
from bot.slack.escalation.cards import EscalationForm, escalate_form
from bot.slack.escalation.recipients import Addressee
from bot.slack.questions.sharing import share_form
from bot.store import Store
from bot.wording import Language, catalogue_for
from bot.workspace import Message, Person, Workspace
from bot.workspace.block_kit import elements

from tests.conftest import SHIPPED
from tests.databases import on_each_database
from tests.slack.conftest import running, surroundings_for

UNSURE = "工作服丢了要赔吗"  # the bot offers clauses to choose from
SECRET = "金丝雀条款"  # stands in the restricted clause only
MANAGERS = "S00000001"  # the first group of a workspace
ASKED = "中心负责人的年度奖金怎么定"
WORDING = "裁员名单上的人迟到怎么处理"  # staff would get an answer to it, of another chapter
DEPUTIES = ("deputy1", "deputy2", "deputy3", "deputy4")
CHAPTER = f"""\
chapter: "19"
title: {SECRET}管理
owner: {{name: 薪酬组, contact: "#pay"}}
audience: [管理层]
clauses:
  - number: "19.1"
    title: {SECRET}奖金
    text: 中心负责人的年度奖金按{SECRET}确定，每年三月由董事会批准。
    questions: [{ASKED}]
  - number: "19.2"
    title: {SECRET}保密
    text: 中心负责人的{SECRET}不得外传，参照第七章第一条。
    questions: [{WORDING}]
"""


@pytest.fixture(scope="module")
def guarded_books(tmp_path_factory: pytest.TempPathFactory, analyzer: Analyzer) -> Responders:
    """A rulebook with a chapter that only the managers may see."""
    folder = shutil.copytree(SHIPPED, tmp_path_factory.mktemp("guarded") / "knowledge")
    book = folder / "operations-code" / "book.yaml"
    book.write_text(f"audiences: {{管理层: [{MANAGERS}]}}\n{book.read_text('utf-8')}", "utf-8")
    (folder / "operations-code" / "19-secret.yaml").write_text(CHAPTER, "utf-8")
    knowledge = read_knowledge(folder)
    return Responders(knowledge.library, lambda seen: Responder(Index(seen, knowledge.synonyms, analyzer)))


@pytest.fixture
async def guarded(
    empty_slack: Workspace, store: Store, guarded_books: Responders
) -> AsyncIterator[Workspace]:
    """The bot over that rulebook."""
    slack = empty_slack
    boss, staff = slack.person("boss"), slack.person("staff")
    guest = slack.person("guest", is_restricted=True)
    managers = slack.user_group("managers", [boss, *map(slack.person, DEPUTIES)])
    assert managers.id == MANAGERS
    slack.channel("#ops", [boss, staff, guest])
    slack.channel("#board", [boss])
    slack.channel("#floor", [boss, staff])
    slack.channel("#partners", [boss, staff], shared=True)
    async with running(surroundings_for(slack, guarded_books, store)):
        await slack.connected()
        yield slack
    assert not slack.recording.refused


async def by_mention(slack: Workspace, person: Person, where: str = "#ops") -> str:
    reply = await slack.reply_to(await person.says(where, f"@守则 {ASKED}"))
    return reply.reads + reply.text


async def by_contents(slack: Workspace, person: Person) -> str:
    return (await slack.reply_to(await person.runs("/rule", in_="#ops"))).reads


async def by_chapter(slack: Workspace, person: Person) -> str:
    return (await slack.reply_to(await person.runs("/rule 第十九章"))).reads


async def by_follow_up(slack: Workspace, person: Person) -> str:
    await slack.reply_to(await person.messages_bot("18.5"))
    return (await slack.reply_to(await person.messages_bot("下一条"))).reads


async def by_prompts(slack: Workspace, person: Person) -> str:
    await person.opens_pane()
    await slack.until(lambda: person.pane.prompts or None)
    await slack.settled()  # where some were shown before
    return str(person.pane.prompts)


# What else leads to a clause, beside what tests/slack/access/test_gate.py walks through.
ALONE: list[Callable[[Workspace, Person], Awaitable[str]]] = [by_contents, by_chapter, by_follow_up]


@pytest.mark.parametrize("surface", ALONE, ids=lambda one: one.__name__)
async def test_the_clause_is_there_for_those_it_is_meant_for_and_nowhere_for_others(
    guarded: Workspace, surface: Callable[[Workspace, Person], Awaitable[str]]
) -> None:
    assert SECRET in await surface(guarded, guarded.person("boss"))
    assert SECRET not in await surface(guarded, guarded.person("staff"))


async def test_in_a_channel_where_others_read_along_not_even_they_get_it(guarded: Workspace) -> None:
    assert SECRET not in await by_mention(guarded, guarded.person("boss"))


async def test_what_they_see_alone_they_cannot_share_with_others_by_the_button(guarded: Workspace) -> None:
    boss = guarded.person("boss")
    shown = await guarded.reply_to(await boss.runs("/rule 19.1", in_="#ops"))
    await boss.clicks(shown, "分享到频道")
    await guarded.settled()
    staff = guarded.person("staff")
    assert not [message for message in guarded.sees(staff, "#ops") if SECRET in message.reads]


async def a_choice(slack: Workspace) -> Message:
    """Staff asked in #floor, where staff are among themselves, what the bot is not sure about."""
    return await slack.reply_to(await slack.person("staff").says("#floor", f"@守则 {UNSURE}"))


async def test_a_guest_cannot_choose_among_what_a_colleague_was_offered(guarded: Workspace) -> None:
    choice, guest = await a_choice(guarded), guarded.person("guest")
    await guest.joins("#floor")
    click = await guest.clicks(choice, "choose_clause_0")
    assert "访客" in (await guarded.reply_to(click)).reads
    await guarded.settled()
    assert "施行" not in "".join(message.reads for message in guest.sees("#floor") if message.ts != choice.ts)


async def test_where_a_partner_came_in_afterwards_a_choice_leads_nowhere(guarded: Workspace) -> None:
    choice, partner = await a_choice(guarded), guarded.person("partner", team="T0OTHER")
    guarded.shares("#floor")
    await partner.joins("#floor")
    for person in (partner, guarded.person("staff")):
        told = await guarded.reply_to(await person.clicks(choice, "choose_clause_0"))
        assert told.ephemeral_to == person.id
    await guarded.settled()
    seen = (message.reads for message in partner.sees("#floor") if message.ts != choice.ts)
    assert "施行" not in "".join(seen)


async def test_an_edit_is_not_answered_where_a_partner_came_in_since(guarded: Workspace) -> None:
    staff, partner = guarded.person("staff"), guarded.person("partner", team="T0OTHER")
    asked = await staff.says("#floor", "@守则 7.1")
    await guarded.reply_to(asked)
    guarded.shares("#floor")
    await partner.joins("#floor")
    await staff.edits(asked, "@守则 7.2")
    told = await guarded.until(
        lambda: [one for one in partner.sees("#floor") if "其他单位" in one.reads] or None
    )
    await guarded.settled()
    assert len(told) == 1
    assert "施行" not in "".join(message.reads for message in partner.sees("#floor"))


async def test_while_slack_does_not_tell_who_people_are_they_are_who_they_were(
    empty_slack: Workspace, store: Store, guarded_books: Responders
) -> None:
    slack = empty_slack
    staff, guest = slack.person("staff"), slack.person("guest", is_restricted=True)
    demoted = slack.person("demoted", locale="en-GB")
    for is_away in (False, True):
        if is_away:
            slack.faults.fails("users.info", times=999)
            slack.faults.fails("users.list", times=999)
        async with running(surroundings_for(slack, guarded_books, store)):
            await slack.connected()
            assert "访客" in await by_number_of(slack, guest)
            assert "施行" in await by_number_of(slack, staff)
            if is_away:
                assert "查不到您的账号" in await by_number_of(slack, slack.person("late"))
                assert "guest accounts" in await by_number_of(slack, demoted)
            else:
                assert "第七章第一条" in await by_number_of(slack, demoted)
                await slack.makes_guest(demoted)
                await slack.settled()


@on_each_database
async def test_who_became_a_guest_is_one_for_all_processes(
    empty_slack: Workspace, store: Store, guarded_books: Responders
) -> None:
    slack = empty_slack
    demoted = slack.person("demoted")
    given = surroundings_for(slack, guarded_books, store)
    async with running(given), running(given) as other:
        await slack.connected()
        await other.directory.reader(demoted.id)
        while slack.connections < 4:
            await asyncio.sleep(0.01)
        await slack.makes_guest(demoted)
        refused = 0
        async with asyncio.timeout(30):
            while refused < 6:  # Slack brings them to either process
                refused = refused + 1 if "访客" in await by_number_of(slack, demoted) else 0


async def by_number_of(slack: Workspace, person: Person) -> str:
    return (await slack.reply_to(await person.messages_bot("7.1"))).reads


@pytest.mark.parametrize("is_theirs", [True, False], ids=["their own question", "that of another"])
async def test_of_a_form_that_comes_back_nothing_is_believed(guarded: Workspace, *, is_theirs: bool) -> None:
    staff, boss = guarded.person("staff"), guarded.person("boss")
    asker = staff if is_theirs else boss
    board, owners = guarded.channel("#forged", [boss]), guarded.channel("#cs-quality", [boss])
    answer = await guarded.reply_to(await asker.messages_bot("7.1"))
    question = next(
        element.payload["value"] for element in elements(answer.blocks) if element.action_id == "useful"
    )
    addressee = {"owner": "董事会", "contact": "#forged", "channel": board.id}
    forged = {
        "question": question,
        "addressee": addressee,
        "language": "zh",
        "link": "https://evil.example",
        "clauses": ["operations-code/19.1"],
    }
    form = escalate_form(
        EscalationForm(question, Addressee(**addressee), Language.CHINESE),
        "算吗？",
        "",
        catalogue_for(Language.CHINESE),
        json.dumps(forged),
    )
    await staff.submits(guarded.state.views.open(staff.id, form), {"question": "算吗？"})
    await guarded.settled()
    assert [one for one in boss.sees(board) if one.bot_id] == []
    letters = [one.reads for one in boss.sees(owners) if one.bot_id]
    assert sum("算吗？" in each for each in letters) == int(
        is_theirs
    )  # reminders of reviews come there as well
    assert not any(word in str(letters) for word in (SECRET, "evil", "董事会"))


@pytest.mark.parametrize("where", ["their direct conversation", "their private channel"])
async def test_nothing_is_shared_to_where_others_are_among_themselves(guarded: Workspace, where: str) -> None:
    staff, boss = guarded.person("staff"), guarded.person("boss")
    theirs = staff.dm if "direct" in where else guarded.channel("#own", [staff], private=True)
    form = share_form(
        Subject(clauses=("operations-code/19.1", "operations-code/7.1")), catalogue_for(Language.CHINESE)
    )
    await boss.submits(guarded.state.views.open(boss.id, form), {"channel": theirs.id})
    await guarded.settled()
    assert [one.reads for one in staff.sees(theirs) if one.bot_id] == []


async def test_the_pane_offers_what_is_asked_most_of_what_its_reader_sees(guarded: Workspace) -> None:
    managers = [guarded.person(name) for name in ("boss", *DEPUTIES)]
    for manager in managers:
        await guarded.reply_to(await manager.messages_bot("19.2"))
    assert WORDING not in await by_prompts(guarded, guarded.person("staff"))
    assert WORDING in await by_prompts(guarded, managers[0])


async def test_the_examples_in_sentences_are_drawn_once_for_all_who_see_the_same(
    empty_slack: Workspace, store: Store, responders: Responders
) -> None:
    people = [empty_slack.person(name, locale="zh-CN") for name in ("ann", "ben")]
    async with running(surroundings_for(empty_slack, responders, store)) as bot:
        access = bot.listening.acts.gate.access
        first, second = [await access.of_person(person.id) for person in people]
    assert first.say is second.say
