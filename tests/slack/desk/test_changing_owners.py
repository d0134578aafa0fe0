"""What waits for an owner while the rules name another, and while others come and go."""

from bot.rulebook import Owner
from bot.workspace import Message

from tests.publishing.desks import Process
from tests.slack.desk.conftest import CHAPTER, OWN_WORDS, SHUTTLE, Office, brought
from tests.slack.owned_book import passes_on, told

OWNER = '{name: 考勤组, contact: "#attendance"}'
SECOND = """\
chapter: 2
title: 食堂
owner: {name: 后勤组, contact: "#canteen"}
clauses:
  - {number: "2.1", title: 开饭, text: 食堂中午十二点开饭。}
"""


async def published(office: Office, process: Process, name: str, text: str, owner: Owner) -> None:
    """A rule file reads otherwise, and this is the first owner of it in every process."""
    (office.desk.folder / name).write_text(text, "utf-8")

    def counts() -> bool:
        library = process.rules().library
        return owner in {*(book.owner for book in library.books), *(each.owner for each in library.headings)}

    await office.slack.until(lambda: counts() or None)


async def test_what_waits_for_who_looks_after_nothing_any_more_goes_to_the_new_owner(office: Office) -> None:
    async with office.bot() as process:
        _, digest = await brought(office)
        new = CHAPTER.replace(OWNER, '{name: 人力组, contact: "#rules"}')
        await published(office, process, "code/01.yaml", new, Owner("人力组", "#rules"))
        await office.look()
        left = office.slack.now(digest)
        assert left
        assert "这一件现在归人力组" in left.reads
        assert SHUTTLE not in left.reads
        assert [SHUTTLE in one.reads for one in office.posted("#rules")] == [True]
        assert "等您处理：1 件" in (await office.opens_home(office.head)).reads
        assert "等您处理" not in (await office.opens_home(office.owner)).reads


async def test_it_goes_to_the_part_that_was_chosen_whatever_was_published_since(office: Office) -> None:
    cook = office.slack.person("cook", locale="zh-CN")
    office.slack.channel("#canteen", members=[cook])
    (office.desk.folder / "code/02.yaml").write_text(SECOND, "utf-8")
    async with office.bot() as process:
        _, digest = await brought(office)
        form = await office.opens(office.owner, digest, "不归我")
        book = (office.desk.folder / "code/book.yaml").read_text("utf-8").replace("运营管理部", "运营部")
        without = book.replace(', contact: "#rules"', "")
        await published(office, process, "code/book.yaml", without, Owner("运营部"))
        await office.submits(office.owner, form, {"whose": "后勤组"})
        await office.look()
        assert [SHUTTLE in one.reads for one in office.posted("#canteen")] == [True]


async def test_where_guests_read_the_owners_channel_a_letter_holds_no_words(office: Office) -> None:
    guest = office.slack.person("guest", locale="zh-CN", is_restricted=True)
    await guest.joins("#attendance")
    person = office.staff[0]
    async with office.bot():
        await passes_on(office.slack, person, await office.ask(person, SHUTTLE, where=""), note="老婆住院")
        await office.slack.until(lambda: office.posted() or None)
        assert "主页" in office.posted()[0].reads
        home = await office.opens_home(office.owner)
        assert SHUTTLE in home.reads
        form = await office.opens(office.owner, home, "规则没写，我来答")
        await office.submits(office.owner, form, {"reply": OWN_WORDS})
        assert len(told(office.slack, person, OWN_WORDS)) == 1
        shown: list[Message] = office.posted()
        assert not [words for words in (SHUTTLE, "老婆", OWN_WORDS) if words in str(shown)]
        assert not [one for one in shown if one.ts and person.id in one.reads]
