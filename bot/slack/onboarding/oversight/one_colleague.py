"""A new colleague as their manager and HR see them: each stage, who is waited for, and the button that reminds them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.onboarding.path import Assignee, Stage
from bot.onboarding.progress import Ending, assignee_of, open_steps
from bot.slack.blocks.elements import divider, line, option, select
from bot.slack.blocks.rich_text import Block, bullets, context, rich_text, section, text, user
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.onboarding.buttons import COLLEAGUE, REMIND, button, carried, row
from bot.slack.onboarding.enrolments import EnrolledUser, Supervision
from bot.slack.onboarding.reminding import Asked, RemindersAsked
from bot.slack.surface import Screen, View, modal, notice
from bot.slack.transport.arriving.payloads import Click
from bot.wording import Catalogue


@dataclass(frozen=True)
class ColleagueListeners:
    """Listens to the menu that names a colleague, and to the buttons on their page."""

    supervision: Supervision
    reminders: RemindersAsked
    screen: Screen

    def register(self, listening: Listening) -> None:
        """Listen."""
        listening.on_click(COLLEAGUE, self.show, Shows.IN_MODAL)
        listening.on_click(REMIND.pattern, self.remind, Shows.TO_PERSON)

    async def show(self, click: Click, say: Catalogue) -> None:
        """Somebody's page, in a modal."""
        [person] = carried(click)
        view = self._page(person, click.person, say)
        await self.screen.open_modal(
            click.trigger, "onboarding.person", view, say, is_above=click.is_in_modal
        )

    async def remind(self, click: Click, say: Catalogue) -> None:
        """Whoever is waited for in a stage is reminded; the page then says so."""
        person, stage, assignee = carried(click)
        said = await self._reminded(Asked(person, stage, Assignee(assignee)), click.person)
        if click.view:
            await self.screen.change_modal(
                click.view.id, await self._page(person, click.person, say, say(said))
            )
        else:
            await self.screen.tell(click, "onboarding.person", said, say)

    async def _reminded(self, asked: Asked, by: str) -> str:
        colleague = await self.supervision.enrolments.find(asked.person)
        if colleague is None:
            return "onboarding.not-on-path"
        if not await self.supervision.covers(by, colleague):
            return "onboarding.not-allowed"
        return await self.reminders.ask(asked, colleague, by)

    async def _page(self, person: str, by: str, say: Catalogue, said: str = "") -> View:
        colleague = await self.supervision.enrolments.find(person)
        if colleague is None:
            return notice("onboarding.person", "onboarding.not-on-path", say)
        if not await self.supervision.covers(by, colleague):
            return notice("onboarding.person", "onboarding.not-allowed", say)
        return colleague_view(colleague, say, said)


def colleague_menu(colleagues: Sequence[EnrolledUser], names: Mapping[str, str], say: Catalogue) -> Block:
    """The menu that leads to the page of each, by their names."""
    people = sorted(colleagues, key=lambda each: names.get(each.person, ""))
    options = [option(names.get(each.person) or each.person, f'["{each.person}"]') for each in people]
    return select(COLLEAGUE, say("onboarding.person.menu"), options)


def colleague_view(colleague: EnrolledUser, say: Catalogue, said: str = "") -> View:
    """Each stage with what is done in it and who is waited for; `said` stands above."""
    enrolment = colleague.enrolment
    facts = say("onboarding.person.facts", path=colleague.path.title, date=enrolment.start.isoformat())
    blocks = [line(f"✓ {said}", is_bold=True)] if said else []
    blocks.append(rich_text(section(user(colleague.person), text(f" · {facts}"))))
    if enrolment.is_paused:
        blocks.append(line(say("onboarding.progress.paused")))
    for stage in colleague.path.stages:
        blocks += [divider(), *_stage(stage, colleague, say)]
    blocks.append(context(say("onboarding.person.hint")))
    return modal("onboarding.person", blocks, say)


def _stage(stage: Stage, colleague: EnrolledUser, say: Catalogue) -> Iterator[Block]:
    left = open_steps(stage, colleague.progress)
    is_open = (
        colleague.opening_day(stage) <= colleague.today and not colleague.progress.ending(stage) and left
    )
    yield rich_text(section(text(stage.title, bold=True), text(f" · {_standing(stage, colleague, say)}")))
    if not is_open:
        return
    awaited = [doer for doer in Assignee if any(assignee_of(step) is doer for step in left)]
    yield rich_text(bullets(*(_waits(stage, doer, colleague, say) for doer in awaited)))
    named = [doer for doer in awaited if colleague.enrolment.who(doer)]
    if named and not colleague.enrolment.is_paused:
        yield row(
            *(
                button(REMIND.id(place), _label(doer, say), colleague.person, stage.id, doer.value)
                for place, doer in enumerate(named)
            )
        )


def _label(doer: Assignee, say: Catalogue) -> str:
    return say("onboarding.remind", doer=say(f"onboarding.doer.{doer}"))


def _waits(stage: Stage, doer: Assignee, colleague: EnrolledUser, say: Catalogue) -> Block:
    count = sum(assignee_of(step) is doer for step in open_steps(stage, colleague.progress))
    waits = say("onboarding.progress.waits", doer=say(f"onboarding.doer.{doer}"), count=count)
    person = colleague.enrolment.who(doer)
    return section(text(f"{waits} "), user(person) if person else text(say("onboarding.person.unnamed")))


def _standing(stage: Stage, colleague: EnrolledUser, say: Catalogue) -> str:
    left, ending = len(open_steps(stage, colleague.progress)), colleague.progress.ending(stage)
    if not left or ending:
        return say(
            f"onboarding.standing.{'skipped' if ending and ending.ending is Ending.SKIPPED else 'done'}"
        )
    opens, due = colleague.opening_day(stage), colleague.due_day(stage)
    if opens > colleague.today:
        return say("onboarding.person.opens", date=opens.isoformat())
    name = "onboarding.standing.late" if colleague.days_late(stage) else "onboarding.standing.open"
    done = say(name, done=len(stage.steps) - left, total=len(stage.steps))
    return f"{done} · {say('onboarding.person.due', date=due.isoformat())}"
