"""One gate before the rulebook: each thing that the bot listens to, used by staff, a manager, a guest and a partner.

Whoever adds a listener says in `walk` how it is used, and it is tried by everybody.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest
from bot.onboarding.progress import Enrolment
from bot.rulebook import Audience
from bot.slack.gate import Shows
from bot.slack.listening import Registration, Registry
from slack_bolt.async_app import AsyncApp

from tests.rulebook.restricted_books import MANAGERS, restricted, to
from tests.slack.access.acts import NUMBER, SAY, SECRET, SITE, Scene
from tests.slack.access.walk import TO_MANAGERS, WALK
from tests.slack.conftest import QUICK, running
from tests.slack.onboarding.conftest import MORNING, TEXTS, House
from tests.slack.onboarding.conftest import clock as clock  # noqa: PLC0414  # fixtures
from tests.slack.onboarding.conftest import house as house  # noqa: PLC0414
from tests.small_books import book, library

REFUSALS = {
    "guest": SAY("admission.guest"),
    "partner": SAY("admission.outsider"),
}
ANY_REFUSAL = [SAY(f"admission.{why}") for why in ("guest", "outsider", "shared", "unknown")]
# Of the texts of the small book, and of the path over it.
RULES = ("迟到十分钟以上", "请假须提前", "不得代人打卡", "客户资料", "离座须锁屏", "第一天", "第一周", "章1")
RESTRICTED = {NUMBER: f"离职名单每季核定一次，{SECRET}不得外传。"}
PEOPLE = ("mei", "boss", "guest", "partner")


@pytest.fixture(params=PEOPLE)
async def scene(house: House, request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    slack, name = house.slack, str(request.param)
    slack.person("partner", team="T0OTHER")
    person = slack.person(name)
    channel = slack.channel(f"#{name}", [person])
    today = MORNING.date()
    start = date(today.year, today.month, today.day)
    managers = slack.user_group("managers", [slack.person("boss")])
    with_secret = TEXTS | {"1": TEXTS["1"] | RESTRICTED}
    rules = restricted(book(with_secret), {NUMBER: (to(MANAGERS),)})
    house.books = library(replace(rules, audiences=(Audience("管理层", (managers.id,)),)))
    enrolment = Enrolment(person.id, "general", "", start, "Asia/Shanghai", "", slack.person("boss").id)
    house.store.onboarding.enrol(house.clock(), enrolment, "U9")
    if name == "guest":
        await slack.makes_guest(person)
    given = replace(
        house.dependencies(SHOUZE_SITE_URL=SITE), timings=QUICK
    )  # nobody's path is looked after here
    async with running(given) as bot:
        await slack.connected()
        await slack.settled()
        yield Scene(house, bot, person, channel)


async def test_everybody_reads_what_is_theirs_and_who_is_not_let_in_why(scene: Scene) -> None:
    wrong: list[tuple[tuple[str, str], str]] = []
    told: set[tuple[str, str]] = set()
    for registration in scene.bot.listening.registry.registered:
        for key in _uses(registration):
            seen = await _seen(scene, key)
            wrong += _wrong(scene, key, registration.shows, seen)
            told |= {key} if SECRET in seen else set()
    assert wrong == []
    assert told == (TO_MANAGERS if scene.person.name == "boss" else set())


def _uses(registration: Registration) -> list[tuple[str, str]]:
    kind, name = registration.kind, registration.name
    if kind == "command" and registration.shows is not Shows.ANSWER:
        return [(kind, f"{name} {word}") for word in ("onboarding", "suggest", "report")]
    return [(kind, name), (kind, "message file")] if name == "message" else [(kind, name)]


async def _seen(scene: Scene, key: tuple[str, str]) -> str:
    """What somebody reads who used it."""
    while scene.person.modal:
        await scene.person.closes(scene.person.modal)
    before = scene.seen()
    await WALK[key](scene)
    await scene.slack.settled()
    return "\n".join(reads for _, reads in scene.seen() - before)


def _wrong(scene: Scene, key: tuple[str, str], shows: Shows, seen: str) -> list[tuple[tuple[str, str], str]]:
    """What is wrong with what they read."""
    refusal = REFUSALS.get(scene.person.name)
    if refusal is None:
        return [(key, "is refused") for each in ANY_REFUSAL if each in seen]
    is_told = shows in {Shows.NOTHING, Shows.UNFURL} or refusal in seen
    told = [] if is_told else [(key, f"no word of why: {seen!r}")]
    return told + [(key, f"shows {rule}") for rule in RULES if rule in seen]


@pytest.mark.parametrize("scene", PEOPLE[:1], indirect=True)
async def test_nothing_listens_beside_the_gate(scene: Scene) -> None:
    registered = scene.bot.listening.registry.registered
    alone = AsyncApp(client=scene.bot.app.client)
    Registry().listen(alone)
    # Bolt has no other list of them.
    assert len(scene.bot.app._async_listeners) == len(alone._async_listeners)
    assert {(one.kind, one.name) for one in registered} == {key for key in WALK if " " not in key[1]}
