"""What somebody does with the bot, where it takes more than a line to say."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.desk import Item, Learning
from bot.inquiries import Escalation
from bot.publishing import Harm, Lesson
from bot.rulebook import Library
from bot.slack.acknowledging import messages as acknowledging
from bot.slack.app import Bot
from bot.slack.blocks import reply_row
from bot.slack.blocks.elements import actions, button, menu, option
from bot.slack.blocks.reply_row import Subject
from bot.slack.desk.chapters import messages as reviews
from bot.slack.desk.chapters.chapter import Chapter
from bot.slack.desk.deciding import forms
from bot.slack.escalation import cards as escalation
from bot.slack.escalation.recipients import Addressee
from bot.slack.onboarding.journey.signing import sign_form
from bot.slack.onboarding.oversight.commands import assign_form
from bot.slack.questions.listeners import FIND_RULES
from bot.slack.questions.posted_answers import Card
from bot.slack.questions.sharing import share_form
from bot.slack.web_links.work_objects import work_object
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


def card(scene: Scene) -> Card:
    return Card(Subject("q1"), scene.person.id)


def shares(scene: Scene) -> Awaitable[None]:
    return scene.submits(share_form(Subject(clauses=(CODE,)), SAY), {"channel": scene.channel.id})


def passes_on(scene: Scene) -> Awaitable[None]:
    form = escalation.EscalationForm("q1", Addressee("组1", "#owners", "C1"), Language.CHINESE)
    return scene.submits(
        escalation.escalate_form(form, "迟到？", "", SAY, card(scene).metadata),
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


def chapter_of(scene: Scene) -> Chapter:
    clauses = scene.house.books.clauses[:1]
    return Chapter(clauses[0].heading, clauses, date(2026, 1, 5))


def revises(scene: Scene) -> Awaitable[None]:
    chapter = chapter_of(scene)
    answers = {"clause": chapter.clauses[0].numbered_title}
    return scene.submits(reviews.revise_form(chapter, chapter.clauses, SAY), answers)


def assigns(scene: Scene) -> Awaitable[None]:
    return scene.submits(assign_form(["销售"], SAY), {"who": scene.person.id})


async def others_come(scene: Scene) -> None:
    """Another organisation, into a channel where nobody asks."""
    scene.slack.shares(scene.slack.channel("#fair", [scene.person]))


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


SITE = "https://rules.example.org"
