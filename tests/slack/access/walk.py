"""Everything that the bot listens to, and how somebody uses it.

A listener that is not in WALK fails `test_gate`. Each is asked for a clause that managers alone may see; TO_MANAGERS
are those that show it to one.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.desk import Item, Learning
from bot.inquiries import Escalation
from bot.publishing import Harm, Lesson
from bot.rulebook import Library, Owner
from bot.slack.acknowledging import messages as acknowledging
from bot.slack.app import Bot
from bot.slack.blocks import buttons, reply_row
from bot.slack.blocks.elements import actions, button, menu, numbered_title, option
from bot.slack.blocks.messages import COMMAND
from bot.slack.blocks.reply_row import Subject
from bot.slack.desk import messages as desk
from bot.slack.desk.chapters import messages as reviews
from bot.slack.desk.chapters.chapter import Chapter
from bot.slack.desk.deciding import forms
from bot.slack.escalation import cards as escalation
from bot.slack.escalation.recipients import Addressee
from bot.slack.feedback import USELESS_FORM, useless_form
from bot.slack.home.following import FOLLOW
from bot.slack.home.links import GO
from bot.slack.home.my_data import view as my_data_view
from bot.slack.home.start import SEARCH
from bot.slack.home.views import ASK_RULE, question_form
from bot.slack.importing.cards import READ_AS, WRITE_DRAFT
from bot.slack.onboarding import buttons as onboarding
from bot.slack.onboarding.journey.signing import sign_form
from bot.slack.onboarding.oversight.commands import assign_form
from bot.slack.publishing import messages as publishing
from bot.slack.publishing.notices import SHOW_PUBLICATION
from bot.slack.pulse.messages import SCORE, TREND
from bot.slack.questions.listeners import FIND_RULES
from bot.slack.questions.posted_answers import Card
from bot.slack.questions.sharing import SHARE_FORM, share_form
from bot.slack.suggestions import messages as suggestions
from bot.slack.web_links.work_objects import ASK_OWNER, work_object
from bot.suggestions import Remark, Suggestion
from bot.wording import Language, catalogue_for
from bot.workspace import Person, Workspace
from bot.workspace.state import Channel
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.onboarding.conftest import House

SAY = catalogue_for(Language.CHINESE)
SECRET = "金丝雀"  # stands in the clause that managers alone may see, and in nothing that anybody types
CODE, NUMBER = "code/1.4", "1.4"
ASKED = "离职名单多久核定一次"


@dataclass(frozen=True)
class Scene:
    """The bot, with one of these people before it, alone in a channel with it, and on a path since before."""

    house: House
    bot: Bot
    person: Person
    channel: Channel

    @property
    def slack(self) -> Workspace:
        return self.house.slack

    async def clicks(self, action: str, value: str, *, in_channel: bool = False) -> None:
        """Click such a button on a card of the bot's."""
        await self.uses(button(action, "·", value), in_channel=in_channel)

    async def uses(self, element: dict[str, object], *, in_channel: bool = False) -> None:
        """Use such an element, the first of its options if it has any, on a card of the bot's."""
        where = self.channel.id if in_channel else self.person.dm.id
        client = AsyncWebClient(self.slack.bot_token, base_url=self.slack.base_url)
        sent = await client.chat_postMessage(channel=where, text="·", blocks=[actions([element])])
        card = self.person.finds(where, sent["ts"])
        assert card
        await self.person.clicks(
            card, str(element["action_id"]), choose="·" if "options" in element else None
        )

    async def submits(self, form: dict[str, object], answers: Mapping[str, object]) -> None:
        """Submit such a form, as if it had been opened long ago."""
        view = self.slack.state.views.open(self.person.id, form)
        await self.person.submits(view, answers)

    def seen(self) -> set[tuple[object, str]]:
        """What this person reads in the direct conversation, in their channel, in a modal, and on the home tab."""
        messages = [*self.person.sees(), *self.person.sees(self.channel)]
        told = {(one.ts, one.reads) for one in messages if one.user == self.slack.bot_user_id}
        told |= {(one.ts, one.unfurled) for one in messages if one.unfurls}
        published = len(self.slack.recording.calls_to("views.publish"))
        modal, home, panel = self.person.modal, self.person.home, self.person.panel
        told |= {(panel.trigger, panel.reads)} if panel else set()
        told |= {(modal.id, modal.reads)} if modal else set()
        return told | ({(published, home.reads)} if home else set())


Act = Callable[[Scene], Awaitable[object]]


def clicking(action: str, *values: object, in_channel: bool = False) -> Act:
    """A click on a button with a value, or with those that a button of onboarding carries."""
    value = str(values[0]) if len(values) == 1 and isinstance(values[0], str) else json.dumps(values)
    return lambda scene: scene.clicks(action, value, in_channel=in_channel)


def carrying(action: str, *values: object) -> Act:
    """A click on a button of onboarding."""
    return lambda scene: scene.clicks(action, json.dumps(values))


def chooses(value: str) -> Act:
    """An option of the menu behind ⋯, on a card in a channel."""
    return lambda scene: scene.uses(menu(reply_row.MENU, [option("·", value)]), in_channel=True)


def _card(scene: Scene) -> Card:
    return Card(Subject("q1"), scene.person.id)


def shares(scene: Scene) -> Awaitable[None]:
    return scene.submits(share_form(Subject(clauses=(CODE,)), SAY), {"channel": scene.channel.id})


def passes_on(scene: Scene) -> Awaitable[None]:
    form = escalation.EscalationForm("q1", Addressee("组1", "#owners", "C1"), Language.CHINESE)
    return scene.submits(
        escalation.escalate_form(form, "迟到？", "", SAY, _card(scene).metadata),
        {"question": "迟到？"},
    )


def replies(scene: Scene) -> Awaitable[None]:
    open_question = Escalation("x1", "q1", scene.person.id, "组1", "#owners", "迟到？", "", "")
    return scene.submits(escalation.reply_form(open_question, SAY), {"reply": "好"})


def tells(scene: Scene) -> Awaitable[None]:
    clause = scene.house.books.clauses[0]
    lesson = Lesson(Learning(), (Harm("食堂", "", clause.name),), is_answered=True)
    return scene.submits(forms.harmed(ITEM, clause, lesson, Library(()), SAY), {})


def signs(scene: Scene) -> Awaitable[None]:
    clauses = scene.house.books.clauses[:2]
    return scene.submits(sign_form("day", clauses, SAY), {"agree": [SAY("onboarding.sign.agree")]})


def acknowledges(scene: Scene) -> Awaitable[None]:
    clauses = scene.house.books.clauses[:1]
    to_sign = acknowledging.ToSign("a1", "《守则》", date(2026, 1, 5), clauses, ("",))
    return scene.submits(acknowledging.sign_form(to_sign, SAY), {"agree": [SAY("onboarding.sign.agree")]})


def _chapter(scene: Scene) -> Chapter:
    clauses = scene.house.books.clauses[:1]
    return Chapter(clauses[0].heading, clauses, date(2026, 1, 5))


def revises(scene: Scene) -> Awaitable[None]:
    chapter = _chapter(scene)
    answers = {"clause": numbered_title(chapter.clauses[0])}
    return scene.submits(reviews.revise_form(chapter, chapter.clauses, SAY), answers)


def assigns(scene: Scene) -> Awaitable[None]:
    return scene.submits(assign_form(["销售"], SAY), {"who": scene.person.id})


async def opens_panel(scene: Scene) -> None:
    """As of a link that was pasted while they were still let in."""
    said = await scene.person.says(scene.channel, f"{SITE}/code/index.html#{NUMBER}")
    pasted = scene.slack.now(said)
    assert pasted
    [clause] = [one for one in scene.house.books.clauses if one.name == CODE]
    shown = work_object(replace(clause, text="·"), SITE, f"{SITE}/code/index.html#{NUMBER}", SAY).to_dict()
    scene.slack.state.history.put(replace(pasted, entities={shown["app_unfurl_url"]: shown}))
    await scene.person.opens_link(pasted, shown["app_unfurl_url"])


async def finds_rules(scene: Scene) -> None:
    said = await scene.person.says(scene.channel, ASKED)
    await scene.person.uses_shortcut(FIND_RULES, on=said)


ITEM = Item("i1", "组1", "#owners", ())
SUGGESTION = Suggestion("s1", "code", (Remark("食堂太吵", date(2026, 1, 5), is_shown=True),))
SITE = "https://rules.example.org"
WALK: Mapping[tuple[str, str], Act] = {
    ("event", "app_mention"): lambda scene: scene.person.says(scene.channel, f"@守则 {NUMBER}"),
    ("event", "message"): lambda scene: scene.person.messages_bot(NUMBER),
    ("event", "app_home_opened"): lambda scene: scene.person.opens_home(),
    ("event", "link_shared"): lambda scene: scene.person.says(
        scene.channel, f"{SITE}/code/index.html#{NUMBER}"
    ),
    ("event", "entity_details_requested"): opens_panel,
    ("action", ASK_OWNER): clicking(ASK_OWNER, CODE),
    ("event", "team_join"): lambda scene: scene.slack.newcomer("newcomer"),
    ("event", "user_change"): lambda scene: scene.person.changes_locale("zh-TW"),
    ("command", COMMAND): lambda scene: scene.person.runs(f"{COMMAND} {NUMBER}"),
    ("command", f"{COMMAND} onboarding"): lambda scene: scene.person.runs(f"{COMMAND} onboarding"),
    ("command", f"{COMMAND} suggest"): lambda scene: scene.person.runs(f"{COMMAND} suggest"),
    ("command", f"{COMMAND} help"): lambda scene: scene.person.runs(f"{COMMAND} help"),
    ("command", f"{COMMAND} report"): lambda scene: scene.person.runs(f"{COMMAND} report"),
    ("shortcut", FIND_RULES): finds_rules,
    ("shortcut", ASK_RULE): lambda scene: scene.person.uses_shortcut(ASK_RULE),
    ("action", reply_row.SHARE): clicking(reply_row.SHARE, CODE, in_channel=True),
    ("action", buttons.SHOW.pattern.pattern): clicking(buttons.SHOW.id(0), CODE, in_channel=True),
    ("action", buttons.CHANGE): clicking(buttons.CHANGE, CODE, in_channel=True),
    ("action", buttons.PREFACE): clicking(buttons.PREFACE, "code", in_channel=True),
    ("action", buttons.CHOOSE.pattern.pattern): clicking(buttons.CHOOSE.id(0), CODE, in_channel=True),
    ("action", reply_row.PREVIOUS_CLAUSE): clicking(reply_row.PREVIOUS_CLAUSE, "code/2.1", in_channel=True),
    ("action", reply_row.NEXT_CLAUSE): clicking(reply_row.NEXT_CLAUSE, "code/1.3", in_channel=True),
    ("action", reply_row.RELATED): clicking(reply_row.RELATED, CODE, in_channel=True),
    ("action", reply_row.OPEN): clicking(reply_row.OPEN, CODE, in_channel=True),
    ("action", reply_row.SHARE_FROM_PAGE): clicking(reply_row.SHARE_FROM_PAGE, CODE),
    ("view", SHARE_FORM): shares,
    ("action", reply_row.VERSIONS): clicking(reply_row.VERSIONS, "code/1.1"),
    ("action", reply_row.BACK): clicking(reply_row.BACK, f"{CODE} q1", in_channel=True),
    ("action", reply_row.MENU): chooses(f"{reply_row.NEXT_CLAUSE} code/1.3"),
    ("action", reply_row.WHY): clicking(reply_row.WHY, "q1", in_channel=True),
    ("action", reply_row.STOP): clicking(reply_row.STOP, "stop", in_channel=True),
    ("action", reply_row.USEFUL): clicking(reply_row.USEFUL, "q1"),
    ("action", reply_row.USELESS): clicking(reply_row.USELESS, "q1"),
    ("view", USELESS_FORM): lambda scene: scene.submits(
        useless_form(_card(scene), SAY), {"why": "wrong-clause"}
    ),
    ("action", reply_row.ESCALATE): clicking(reply_row.ESCALATE, "q1"),
    ("view", escalation.ESCALATE_FORM): passes_on,
    ("action", escalation.REPLY_AND_CLOSE): clicking(escalation.REPLY_AND_CLOSE, "x1"),
    ("action", escalation.CLOSE): clicking(escalation.CLOSE, "x1"),
    ("view", escalation.REPLY_FORM): replies,
    ("action", desk.SETTLE): clicking(desk.SETTLE, "i1"),
    ("action", desk.CHANGE): clicking(desk.CHANGE, "i1"),
    ("action", desk.ANSWER): clicking(desk.ANSWER, "i1"),
    ("action", desk.ROUTE): clicking(desk.ROUTE, "i1"),
    ("action", desk.DISMISS): clicking(desk.DISMISS, "i1"),
    ("action", desk.SHOW): clicking(desk.SHOW, "i1", in_channel=True),
    ("view", forms.SETTLE_FORM): lambda scene: scene.submits(
        forms.settle_form(ITEM, (), "", SAY), {"find": NUMBER}
    ),
    ("view", forms.CHANGE_FORM): lambda scene: scene.submits(
        forms.change_form(ITEM, (), SAY), {"find": NUMBER}
    ),
    ("view", forms.ANSWER_FORM): lambda scene: scene.submits(forms.answer_form(ITEM, SAY), {"reply": "好"}),
    ("view", forms.ROUTE_FORM): lambda scene: scene.submits(
        forms.route_form(ITEM, {"code": Owner("组1", "#owners")}, SAY), {"whose": "组1"}
    ),
    ("view", forms.TELL_FORM): tells,
    ("action", TREND): clicking(TREND, "find"),
    ("action", SCORE.pattern.pattern): clicking(SCORE.id(1), "2026-10 1 find"),
    ("action", suggestions.SUGGEST): clicking(suggestions.SUGGEST, "new"),
    ("action", suggestions.REPLY): clicking(suggestions.REPLY, "i1"),
    ("action", suggestions.SHOW): clicking(suggestions.SHOW, "code", in_channel=True),
    ("action", suggestions.SEEN): clicking(suggestions.SEEN, "i1"),
    ("view", suggestions.SUGGEST_FORM): lambda scene: scene.submits(
        suggestions.suggest_form((), "0" * 16, "", SAY), {"text": "食堂太吵"}
    ),
    ("view", suggestions.GO_ON_FORM): lambda scene: scene.submits(
        suggestions.conversation(SUGGESTION, suggestions.Continued("0" * 16, "k"), SAY), {"text": "还有"}
    ),
    ("view", suggestions.REPLY_FORM): lambda scene: scene.submits(
        suggestions.reply_form(SUGGESTION, "k", SAY), {"text": "好"}
    ),
    ("action", GO.pattern.pattern): clicking(GO.id(0), f"clause {CODE}"),
    ("action", SEARCH): clicking(SEARCH, ASKED),
    ("action", my_data_view.OPEN): clicking(my_data_view.OPEN, "open"),
    ("action", my_data_view.TAKE): clicking(my_data_view.TAKE, "take"),
    ("action", my_data_view.ERASE): clicking(my_data_view.ERASE, "erase"),
    ("view", ASK_RULE): lambda scene: scene.submits(question_form(SAY), {"question": NUMBER}),
    ("action", onboarding.BEGIN): carrying(onboarding.BEGIN),
    ("action", onboarding.READ.pattern.pattern): carrying(onboarding.READ.id(0), CODE, "day"),
    ("action", onboarding.DONE.pattern.pattern): carrying(onboarding.DONE.id(0), "U0", "day", "t1"),
    ("action", onboarding.ASK.pattern.pattern): carrying(onboarding.ASK.id(0), NUMBER),
    ("action", onboarding.QUIZ): carrying(onboarding.QUIZ, "day"),
    ("action", onboarding.CHOOSE.pattern.pattern): carrying(onboarding.CHOOSE.id(0), "m", "day", 1, "q1", 0),
    ("action", onboarding.TICK): carrying(onboarding.TICK),
    ("action", onboarding.SUBMIT): carrying(onboarding.SUBMIT, "m", "day", 1, "q2"),
    ("action", onboarding.NEXT): carrying(onboarding.NEXT, "m", "day", 1, "q1"),
    ("action", onboarding.GRANT): carrying(onboarding.GRANT, "U0"),
    ("action", onboarding.SIGN): carrying(onboarding.SIGN, "day"),
    ("action", onboarding.SIGN_AGAIN): carrying(onboarding.SIGN_AGAIN),
    ("view", onboarding.SIGN_FORM): signs,
    ("action", onboarding.ASSIGN): carrying(onboarding.ASSIGN),
    ("view", onboarding.ASSIGN_FORM): assigns,
    ("action", onboarding.MINE): carrying(onboarding.MINE),
    ("action", onboarding.MY_DATA): carrying(onboarding.MY_DATA),
    ("action", onboarding.START): carrying(onboarding.START),
    ("action", publishing.PUBLISH): clicking(publishing.PUBLISH, "0" * 64),
    ("action", publishing.PUBLISH_SIGNED): clicking(publishing.PUBLISH_SIGNED, "0" * 64),
    ("action", acknowledging.SIGN): clicking(acknowledging.SIGN, "a1"),
    ("action", acknowledging.WHO): clicking(acknowledging.WHO, "a1"),
    ("view", acknowledging.SIGN_FORM): acknowledges,
    ("action", reviews.REVIEWED): clicking(reviews.REVIEWED, "code/1@2026-01-05"),
    ("action", reviews.REVISE): clicking(reviews.REVISE, "code/1@2026-01-05"),
    ("view", reviews.REVIEWED_FORM): lambda scene: scene.submits(
        reviews.reviewed_form(_chapter(scene), date(2099, 1, 5), SAY), {"next": "2099-01-05"}
    ),
    ("view", reviews.REVISE_FORM): revises,
    ("action", publishing.DECLINE): clicking(publishing.DECLINE, "0" * 64),
    ("action", FOLLOW.pattern.pattern): clicking(FOLLOW.id(0), f"+clause {CODE}\nclause {CODE}"),
    ("action", SHOW_PUBLICATION): clicking(SHOW_PUBLICATION, "2/code"),
    ("action", onboarding.EXPORT): carrying(onboarding.EXPORT),
    ("action", onboarding.CHECK): carrying(onboarding.CHECK),
    ("action", onboarding.COLLEAGUE): carrying(onboarding.COLLEAGUE, "U0"),
    ("action", onboarding.REMIND.pattern.pattern): carrying(onboarding.REMIND.id(0), "U0", "day", "buddy"),
    ("action", WRITE_DRAFT): clicking(WRITE_DRAFT, "F1"),
    ("action", READ_AS.pattern.pattern): clicking(READ_AS.id(0), '["F1", "accept", []]'),
    ("event", "message file"): lambda scene: scene.person.drops(scene.person.dm, {"守则.txt": b""}),
}
TO_MANAGERS = {
    ("event", "app_mention"),
    ("event", "message"),
    ("event", "link_shared"),
    ("event", "entity_details_requested"),
    ("command", COMMAND),
    ("shortcut", FIND_RULES),
    ("view", SHARE_FORM),
    ("view", ASK_RULE),
    *(
        ("action", name)
        for name in (
            *(reply_row.SHARE, reply_row.PREVIOUS_CLAUSE, reply_row.NEXT_CLAUSE, reply_row.RELATED),
            *(reply_row.OPEN, reply_row.MENU, SEARCH),
            *(each.pattern.pattern for each in (buttons.SHOW, buttons.CHOOSE, GO, FOLLOW)),
            *(each.pattern.pattern for each in (onboarding.READ, onboarding.ASK)),
        )
    ),
}
