"""The panel behind a link to a clause shows to each reader what they may see, and passes on what they ask there."""

from bot.workspace import Message, Person, Workspace
from bot.workspace.state import Panel

from tests.slack.conftest import standing

from .conftest import LATER, OPEN, RESTRICTED, unfurled


async def opened(slack: Workspace, reader: Person, said: Message, url: str = OPEN) -> Panel:
    """The panel behind a link in a message, as soon as it shows something."""
    await reader.opens_link(standing(slack, said), url)
    return await slack.until(lambda: reader.panel if reader.panel and reader.panel.reads.strip() else None)


async def test_the_panel_shows_the_clause_word_for_word_with_its_source_and_its_owner(
    slack: Workspace, alice: Person
) -> None:
    said = await alice.says("#ops", OPEN)
    await unfurled(slack, said)
    panel = await opened(slack, alice, said)
    assert panel.reads.splitlines()[:2] == ["《运营中心守则》第七章第一条（7.1）", "迟到由组长提醒。"]
    assert "出处: " in panel.reads
    assert "负责人: 考勤组" in panel.reads
    assert f"自 2099-01-01 起: {LATER}" in panel.reads
    assert (
        LATER not in standing(slack, said).entities[OPEN]["entity_payload"]["fields"]["description"]["value"]
    )
    assert [button["text"] for button in panel.buttons] == ["问负责人"]


async def test_whoever_may_not_see_a_clause_reads_the_same_as_of_one_that_is_not_there(
    slack: Workspace, alice: Person
) -> None:
    manager = slack.person("manager")
    slack.channel("#managers", members=[manager])
    said = await manager.says("#managers", RESTRICTED)
    await unfurled(slack, said)
    assert "奖金另行发放。" in (await opened(slack, manager, said, RESTRICTED)).reads
    await alice.joins("#managers")
    refused = await opened(slack, alice, said, RESTRICTED)
    assert refused.reads == "条款\n您要看的内容已经变动，请重新查找。"
    assert refused.buttons == []


async def test_a_guest_reads_in_the_panel_why_there_is_nothing(slack: Workspace, alice: Person) -> None:
    said = await alice.says("#ops", OPEN)
    await unfurled(slack, said)
    await slack.makes_guest(alice)
    await slack.settled()
    panel = await opened(slack, alice, said)
    assert "迟到" not in panel.reads
    assert panel.error


async def test_a_question_from_the_panel_goes_to_the_owner(slack: Workspace, alice: Person) -> None:
    said = await alice.says("#ops", OPEN)
    await unfurled(slack, said)
    await opened(slack, alice, said)
    await alice.presses("问负责人")
    form = await slack.modal(alice)
    await alice.submits(form, {"note": "夜班也算吗？"})
    [asked] = await slack.until(lambda: slack.messages("#attendance") or None)
    assert "第七章第一条" in asked.reads
    assert "夜班也算吗？" in asked.reads


async def test_whoever_is_let_in_no_more_reads_why_when_they_press_the_button(
    slack: Workspace, alice: Person
) -> None:
    said = await alice.says("#ops", OPEN)
    await unfurled(slack, said)
    await opened(slack, alice, said)
    await slack.makes_guest(alice)
    await slack.settled()
    await alice.presses("问负责人")
    why = await slack.modal(alice)
    assert "访客" in why.reads
