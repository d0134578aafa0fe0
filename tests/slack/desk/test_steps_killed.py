"""A bot that dies at each step of the desk: what came onto it is there once, and everybody hears once."""

from bot.desk import ItemState
from bot.inquiries import Outcome
from bot.workspace import Message

from tests.databases import opened
from tests.publishing.folders import chapter
from tests.slack.desk.test_killed import home
from tests.slack.desk.test_voices_killed import NOON, Voices, nothing
from tests.slack.desk.test_voices_killed import voices as voices  # noqa: PLC0414  # a fixture
from tests.slack.owned_book import clicks_for_modal, told
from tests.store.stored_questions import settled

ASKED = "我没赶上上班的班车怎么办"
OWNED = chapter().replace("title: 考勤\n", 'title: 考勤\nowner: {name: 考勤组, contact: "#attendance"}\n')


def posted(voices: Voices, channel: str) -> list[Message]:
    return [one for one in voices.slack.messages(channel) if ASKED in one.reads]


async def test_what_five_did_not_find_comes_before_its_owner_is_passed_on_settled_and_heard_of_once(
    voices: Voices,
) -> None:
    (voices.folder / "code/01.yaml").write_text(OWNED, "utf-8")
    slack, owner = voices.slack, voices.slack.person("owner", locale="zh-CN")
    slack.channel("#attendance", members=[owner])
    staff = [slack.person(f"staff{number}", locale="zh-CN") for number in range(5)]
    with opened(voices.database) as store:
        for person in staff:
            settled(store, ASKED, person.id, at=NOON - 60, outcome=Outcome.REFUSAL)
    for step in ("sort_in:after", "show:after", "tell:after"):
        await voices.dies(f"desk.{step}", nothing)

    async def passes_on() -> None:
        form = await voices.form(voices.head, "不归我")
        await voices.head.submits(form, {"whose": "code/1"})

    async def settles() -> None:
        form = await clicks_for_modal(slack, owner, await home(slack, owner), "就是这条")
        await owner.submits(form, {"find": "1.1"})

    await voices.dies("desk.route:after", passes_on)
    await voices.dies("desk.close:after", settles)
    with voices.bot():
        await slack.connected(timeout=30)
        await slack.until(lambda: all(told(slack, each, "就是这一条") for each in staff) or None, timeout=30)
        await slack.settled(timeout=30, quiet=1.0)
    assert [len(told(slack, each, "就是这一条")) for each in staff] == [1] * 5
    assert [len(posted(voices, channel)) for channel in ("#rules", "#attendance")] == [0, 1]
    with opened(voices.database) as store:
        [item] = store.desk.items(*ItemState)
        assert (item.state, item.people, item.owner) == (ItemState.SETTLED, 5, "考勤组")
        assert [pair.question for pair in store.learned.all()] == [ASKED]
