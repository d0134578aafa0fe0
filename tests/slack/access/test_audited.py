"""Whatever is done to somebody's path, or taken out of the bot, is written down with who did it.

A listener or a command that is not named here fails the walk: whoever adds one says what it records, or why nothing.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.audit import BOT, Action, AuditRecord
from bot.onboarding.quiz import Attempt
from bot.slack.acknowledging import messages as acknowledging
from bot.slack.blocks import buttons, reply_row
from bot.slack.blocks.elements import actions, button
from bot.slack.blocks.messages import COMMAND
from bot.slack.desk import messages as desk
from bot.slack.desk.chapters import messages as reviews
from bot.slack.desk.deciding import forms
from bot.slack.escalation import cards as escalation
from bot.slack.feedback import USELESS_FORM
from bot.slack.home.following import FOLLOW
from bot.slack.home.links import GO
from bot.slack.home.my_data import view as my_data_view
from bot.slack.home.start import SEARCH
from bot.slack.home.views import ASK_RULE
from bot.slack.importing.cards import READ_AS, WRITE_DRAFT
from bot.slack.onboarding import buttons as onboarding
from bot.slack.onboarding.oversight.commands import Verb, assign_form
from bot.slack.publishing import messages as publishing
from bot.slack.publishing.notices import SHOW_PUBLICATION
from bot.slack.pulse.messages import SCORE, TREND
from bot.slack.questions.listeners import FIND_RULES
from bot.slack.questions.sharing import SHARE_FORM
from bot.slack.suggestions import messages as suggestions
from bot.slack.web_links.work_objects import ASK_OWNER
from bot.wording import Language, catalogue_for
from bot.workspace import Person
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.onboarding.conftest import House
from tests.slack.onboarding.conftest import clock as clock  # noqa: PLC0414  # fixtures
from tests.slack.onboarding.conftest import house as house  # noqa: PLC0414

_SHOWS = "shows what may be seen, and changes nothing"
_ASKS = "asks: the question has a row of its own"
_OWN = "one's own step on one's own path, which has a row of its own, with the moment"
_FORM = "opens a form, and changes nothing"
_ITEM = "records it in the transaction that decides: tests/slack/desk"
_SUGGESTION = "records it in the transaction that replies: tests/store/desk/test_suggestions"
_NOBODY = "a suggestion without a name: nothing tells who wrote it"
_READERS = "what Slack tells of who reads a channel, which nobody does by the bot"
_CASE = "an escalation, whose row says who opened and closed it"
UNRECORDED: Mapping[tuple[str, str], str] = {
    ("event", "app_mention"): _ASKS,
    ("event", "message"): _ASKS,
    ("event", "app_home_opened"): _SHOWS,
    ("event", "link_shared"): _SHOWS,
    ("event", "entity_details_requested"): _SHOWS,
    ("event", "member_joined_channel"): _READERS,
    ("event", "channel_shared"): _READERS,
    ("action", ASK_OWNER): _CASE,
    ("command", COMMAND): _ASKS,
    ("shortcut", FIND_RULES): _ASKS,
    ("shortcut", ASK_RULE): _ASKS,
    ("view", ASK_RULE): _ASKS,
    ("action", SEARCH): _ASKS,
    ("action", onboarding.ASK.pattern.pattern): _ASKS,
    ("action", reply_row.SHARE): "puts a clause into a conversation, under the name of whoever does",
    ("action", buttons.SHOW.pattern.pattern): _SHOWS,
    ("action", buttons.CHOOSE.pattern.pattern): _SHOWS,
    ("action", buttons.CHANGE): _SHOWS,
    ("action", buttons.PREFACE): _SHOWS,
    ("action", READ_AS.pattern.pattern): "what a document holds, to whoever dropped it",
    ("action", WRITE_DRAFT): "a file in a thread, which changes no rule",
    ("action", reply_row.PREVIOUS_CLAUSE): _SHOWS,
    ("action", reply_row.NEXT_CLAUSE): _SHOWS,
    ("action", onboarding.CHECK): _SHOWS,
    ("action", onboarding.COLLEAGUE): _SHOWS,
    ("action", reply_row.RELATED): _SHOWS,
    ("action", reply_row.VERSIONS): _SHOWS,
    ("action", reply_row.WHY): _SHOWS,
    ("action", reply_row.OPEN): _SHOWS,
    ("action", reply_row.SHARE_FROM_PAGE): _SHOWS,
    ("view", SHARE_FORM): "puts a clause into a conversation, under the name of whoever does",
    ("action", reply_row.BACK): _SHOWS,
    ("action", reply_row.MENU): "stands for the buttons behind it, each of which is here",
    ("action", GO.pattern.pattern): _SHOWS,
    ("action", reply_row.STOP): "the bot keeps out of a thread until it is mentioned",
    ("action", reply_row.USEFUL): "an opinion, which has a row of its own",
    ("action", reply_row.USELESS): "an opinion, which has a row of its own",
    ("view", USELESS_FORM): "an opinion, which has a row of its own",
    ("action", reply_row.ESCALATE): _CASE,
    **{("action", each): _FORM for each in (desk.SETTLE, desk.CHANGE, desk.ANSWER, desk.ROUTE)},
    ("action", desk.DISMISS): _ITEM,
    ("action", desk.SHOW): _SHOWS,
    ("view", forms.SETTLE_FORM): _ITEM,
    ("view", forms.TELL_FORM): _ITEM,
    ("view", forms.CHANGE_FORM): _ITEM,
    ("view", forms.ANSWER_FORM): _ITEM,
    ("view", forms.ROUTE_FORM): _ITEM,
    ("action", SCORE.pattern.pattern): "an answer, which is its person's until the round closes",
    ("action", TREND): _SHOWS,
    ("action", suggestions.SHOW): _SHOWS,
    ("action", suggestions.SUGGEST): _FORM,
    ("action", suggestions.REPLY): _FORM,
    ("action", suggestions.SEEN): _SUGGESTION,
    ("view", suggestions.REPLY_FORM): _SUGGESTION,
    ("view", suggestions.SUGGEST_FORM): _NOBODY,
    ("view", suggestions.GO_ON_FORM): _NOBODY,
    ("view", escalation.ESCALATE_FORM): _CASE,
    ("action", escalation.REPLY_AND_CLOSE): _CASE,
    ("action", escalation.CLOSE): _CASE,
    ("action", publishing.PUBLISH): "records it in the transaction that publishes: tests/slack/publishing",
    ("action", publishing.PUBLISH_SIGNED): "records it as PUBLISH does: tests/slack/acknowledging",
    ("action", publishing.DECLINE): "records it in the transaction that declines: tests/slack/publishing",
    ("action", SHOW_PUBLICATION): _SHOWS,
    ("action", FOLLOW.pattern.pattern): "what somebody follows, which has a row of its own",
    ("view", escalation.REPLY_FORM): _CASE,
    ("action", onboarding.BEGIN): _OWN,
    ("action", onboarding.READ.pattern.pattern): _OWN,
    ("action", onboarding.DONE.pattern.pattern): "a task, which has a row with the moment",
    ("action", onboarding.QUIZ): _OWN,
    ("action", onboarding.CHOOSE.pattern.pattern): _OWN,
    ("action", onboarding.TICK): _OWN,
    ("action", onboarding.SUBMIT): _OWN,
    ("action", onboarding.NEXT): _OWN,
    ("action", onboarding.SIGN): _SHOWS,
    ("action", onboarding.SIGN_AGAIN): _SHOWS,
    ("view", onboarding.SIGN_FORM): "a signature, which stands in its own chain",
    ("action", onboarding.ASSIGN): _SHOWS,
    ("action", onboarding.MINE): _SHOWS,
    ("action", onboarding.MY_DATA): _SHOWS,
    ("action", my_data_view.OPEN): _SHOWS,
    ("action", acknowledging.SIGN): _FORM,
    ("view", acknowledging.SIGN_FORM): "a signature, which stands in its own chain",
    ("action", acknowledging.WHO): _SHOWS,
    ("action", reviews.REVIEWED): _FORM,
    ("action", reviews.REVISE): _FORM,
    (
        "view",
        reviews.REVIEWED_FORM,
    ): "records it in the transaction that keeps it: tests/slack/desk/test_reviews.py",
    ("view", reviews.REVISE_FORM): _ITEM,
}
SILENT_VERBS = {Verb.SHOW, Verb.HELP, Verb.REPORT}  # they show what may be seen


@dataclass(frozen=True)
class Scene:
    """The bot, with lily of HR, who acts, and mei, a new colleague."""

    house: House
    lily: Person
    mei: Person

    async def clicks(self, who: Person, action: str, *values: object) -> None:
        client = AsyncWebClient(self.house.slack.bot_token, base_url=self.house.slack.base_url)
        carried = button(action, "·", json.dumps(values))
        sent = await client.chat_postMessage(channel=who.dm.id, text="·", blocks=[actions([carried])])
        card = who.finds(who.dm.id, sent["ts"])
        assert card
        await who.clicks(card, action)

    def records(self) -> list[AuditRecord]:
        """All that was written down."""
        return [link.record for link in self.house.store.audit.chain()]

    async def stuck(self) -> None:
        """Mei has used all tries at the quiz of the first day."""
        at = datetime.fromtimestamp(self.house.clock(), UTC)
        for number in (1, 2):
            self.house.store.onboarding.record(
                self.mei.id, Attempt("day", number, 0, 3, is_passed=False, at=at)
            )

    async def assigns(self) -> None:
        say = catalogue_for(Language.CHINESE)
        view = self.house.slack.state.views.open(self.lily.id, assign_form(["销售"], say))
        await self.lily.submits(view, {"who": self.house.slack.person("bo").id})


def ordered(verb: str, whom: str = " @mei", more: str = "") -> Callable[[Scene], Awaitable[object]]:
    return lambda scene: scene.lily.runs(f"{COMMAND} onboarding {verb}{whom}{more}")


async def granted_by_click(scene: Scene) -> None:
    await scene.stuck()
    await scene.clicks(scene.lily, onboarding.GRANT, scene.mei.id)


async def granted_by_command(scene: Scene) -> None:
    await scene.stuck()
    await scene.lily.runs(f"{COMMAND} onboarding grant @mei")


Step = tuple[tuple[str, str], Callable[[Scene], Awaitable[object]], tuple[str, Action, str]]
RECORDED: list[Step] = [  # in an order in which each of them does something
    (("event", "team_join"), lambda scene: scene.house.slack.newcomer("kai"), (BOT, Action.STARTED, "kai")),
    (("command", COMMAND), ordered("start"), ("lily", Action.STARTED, "mei")),
    (("command", COMMAND), ordered("change", more=" buddy @bo"), ("lily", Action.CHANGED, "mei")),
    (("command", COMMAND), ordered("pause"), ("lily", Action.PAUSED, "mei")),
    (("command", COMMAND), ordered("resume"), ("lily", Action.RESUMED, "mei")),
    (("command", COMMAND), ordered("skip"), ("lily", Action.SKIPPED, "mei")),
    (("command", COMMAND), ordered("restart"), ("lily", Action.RESTARTED, "mei")),
    (
        ("action", onboarding.REMIND.pattern.pattern),
        lambda scene: scene.clicks(scene.lily, onboarding.REMIND.id(0), scene.mei.id, "day", "new-hire"),
        ("lily", Action.REMINDED, "mei"),
    ),
    (("action", onboarding.GRANT), granted_by_click, ("lily", Action.GRANTED, "mei")),
    (("command", COMMAND), ordered("restart"), ("lily", Action.RESTARTED, "mei")),
    (("command", COMMAND), granted_by_command, ("lily", Action.GRANTED, "mei")),
    (("command", COMMAND), ordered("report csv", ""), ("lily", Action.REPORTED, "")),
    (
        ("action", onboarding.EXPORT),
        lambda scene: scene.clicks(scene.lily, onboarding.EXPORT),
        ("lily", Action.REPORTED, ""),
    ),
    (("view", onboarding.ASSIGN_FORM), lambda scene: scene.assigns(), ("lily", Action.STARTED, "bo")),
    (("command", COMMAND), ordered("end"), ("lily", Action.ENDED, "mei")),
    (
        ("action", onboarding.START),
        lambda scene: scene.clicks(scene.mei, onboarding.START),
        ("mei", Action.STARTED, "mei"),
    ),
    (
        ("action", my_data_view.TAKE),
        lambda scene: scene.clicks(scene.mei, my_data_view.TAKE),
        ("mei", Action.EXPORTED, "mei"),
    ),
    (
        ("action", my_data_view.ERASE),
        lambda scene: scene.clicks(scene.mei, my_data_view.ERASE),
        ("mei", Action.ERASED, "mei"),
    ),
    (
        ("event", "user_change"),
        lambda scene: scene.house.slack.deactivates(scene.house.slack.person("kai")),
        (BOT, Action.LEFT, "kai"),
    ),
]


async def test_who_changes_or_takes_anything_leaves_a_record(house: House) -> None:
    slack = house.slack
    lily, mei = slack.person("lily"), slack.person("mei")
    house.hr = lily.id
    async with house.bot() as bot:
        scene = Scene(house, lily, mei)
        for before, (_, act, expected) in enumerate(RECORDED):
            await act(scene)
            [record] = await slack.until(lambda: scene.records()[before:] or None)  # noqa: B023  # awaited here
            names = {slack.person(name).id: name for name in ("lily", "mei", "bo", "kai")}
            who, whom = (names.get(each, each) for each in (record.actor, record.target))
            assert (who, record.action, whom) == expected
        registered = {(one.kind, one.name) for one in bot.listening.registry.registered}
    assert registered == UNRECORDED.keys() | {key for key, *_ in RECORDED}
    assert house.store.audit.verify().fault is None


def test_every_command_about_a_path_that_does_something_is_walked() -> None:
    done = {expected[1] for _, _, expected in RECORDED}
    of_verbs = {verb: f"path-{verb}" for verb in Verb} | {Verb.EXPORT: Action.REPORTED}
    assert {verb for verb, action in of_verbs.items() if action not in done} == SILENT_VERBS


def test_every_action_has_something_that_leaves_it() -> None:
    at_the_terminal = {Action.ROTATED, Action.RETRIED, Action.DROPPED}
    at_the_terminal |= {
        each for each in Action if each.startswith(("rules-", "tenant-"))
    }  # or by a changed folder
    by_owners = {each for each in Action if each.startswith(("item-", "pair-", "suggestion-", "chapter-"))}
    assert {expected[1] for _, _, expected in RECORDED} == set(Action) - at_the_terminal - by_owners
