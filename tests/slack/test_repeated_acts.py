"""What somebody does once is done once, however often Slack tells of it; and whoever did it sees no harm of that."""

from bot.knowledge import Knowledge
from bot.slack.transport.arriving.payloads import Click
from bot.store import Store
from bot.workspace import Person, Workspace

from tests.databases import at_once, rows
from tests.slack.onboarding.conftest import House
from tests.slack.onboarding.conftest import clock as clock  # noqa: PLC0414  # fixtures
from tests.slack.onboarding.conftest import house as house  # noqa: PLC0414
from tests.slack.onboarding.conftest import staffed as staffed  # noqa: PLC0414
from tests.slack.owned_book import clicks_for_modal

SILENT = "食堂几点开饭？"


def test_of_all_processes_one_takes_a_claim_until_it_is_released(any_database: str, any_store: Store) -> None:
    assert sorted(at_once(any_database, lambda store: store.claims.take(1.0, "act/1"))) == [False] * 3 + [
        True
    ]
    any_store.claims.release("act/1")
    assert any_store.claims.take(2.0, "act/1")


def test_a_click_without_a_trigger_is_known_by_who_when_and_where() -> None:
    def clicked(person: str = "U1", ts: str = "17.5", message: str = "17.1") -> str:
        container = {"type": "message", "message_ts": message, "channel_id": "C1"}
        action = {"action_id": "a", "action_ts": ts}
        return Click.of({"user": {"id": person}, "container": container, "actions": [action]}).key

    assert clicked() == clicked()
    others = clicked(), clicked("U2"), clicked(ts="17.6"), clicked(message="17.2")
    assert len(set(others)) == len(others)


async def test_a_command_told_twice_skips_one_stage(staffed: House) -> None:
    lily, mei = (staffed.slack.person(name) for name in ("lily", "mei"))
    await staffed.told(
        lily, "/rule onboarding start @mei 2026-11-02"
    )  # so that two stages could be skipped today
    await staffed.card(mei, "第一天")
    command = await lily.runs("/rule onboarding skip @mei")
    await staffed.slack.reply_to(command)
    await staffed.slack.redelivers(command.delivery)
    await staffed.slack.settled()
    closed = [row for row in rows(staffed.store, "enrolment_step") if row["kind"] == "closed"]
    assert len(closed) == 1


async def test_a_click_told_twice_is_answered_once(slack: Workspace, alice: Person) -> None:
    answer = await slack.reply_to(await alice.messages_bot("7.1"))
    click = await alice.clicks(answer, "下一条")
    await slack.redelivers(click.delivery)
    await slack.settled()
    assert len([one for one in slack.sees(alice) if "第七章第二条" in one.reads]) == 1
    assert [attempt.ack is not None for attempt in click.delivery.attempts] == [True, True]


async def test_a_form_told_twice_passes_on_once_and_the_modal_keeps_what_it_shows(
    slack: Workspace, alice: Person, store: Store, knowledge: Knowledge
) -> None:
    for contact in {str(clause.heading.owner.contact) for clause in knowledge.library.clauses}:
        slack.channel(contact, [slack.person("bob")])
    refusal = await slack.reply_to(await alice.messages_bot(SILENT))
    sent = await alice.submits(await clicks_for_modal(slack, alice, refusal, "转给负责人"))
    await slack.redelivers(sent.delivery)
    await slack.settled()
    assert len(rows(store, "escalation")) == 1
    again = sent.delivery.attempts[-1].ack
    assert again
    assert again.payload
    assert again.payload["response_action"] == "errors"
    assert "已经提交过了" in str(again.payload["errors"])


async def test_a_form_that_was_not_taken_gets_the_same_answer_again(slack: Workspace, alice: Person) -> None:
    await alice.uses_shortcut("问规则")
    sent = await alice.submits(await slack.modal(alice), {"您想问什么？": " "})
    await slack.redelivers(sent.delivery)
    told = [attempt.ack and attempt.ack.payload for attempt in sent.delivery.attempts]
    assert told[0]
    assert told == [told[0]] * 2


async def test_a_shortcut_told_twice_opens_one_modal_that_stays(slack: Workspace, alice: Person) -> None:
    used = await alice.uses_shortcut("问规则")
    form = await slack.modal(alice)
    await slack.redelivers(used.delivery)
    await slack.settled()
    assert len(slack.recording.calls_to("views.open")) == 1
    assert alice.modal
    assert alice.modal.id == form.id
