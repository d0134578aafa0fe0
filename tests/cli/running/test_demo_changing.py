"""The demo while its rules change: what is saved in the folder counts in seconds, what an owner settled at once."""

import asyncio
import html
import re
from collections.abc import Callable
from pathlib import Path

from aiohttp import ClientSession
from bot.cli.context import CliContext, shipped_manifest
from bot.cli.running.demo import demo_rules, demo_workspace
from bot.settings import Settings, read_settings
from bot.wording import Language, catalogue_for
from bot.workspace import Person, Workspace

from tests.cli.running.shown_demo import shown
from tests.publishing.folders import LATE, LATER, a_folder, chapter
from tests.slack.owned_book import clicks_for_modal, passes_on

SAY = catalogue_for(Language.CHINESE)
OWNED = chapter().replace("title: 考勤", 'title: 考勤\nowner: {name: 考勤组, contact: "#attendance"}')
NOTICES = 'notices: "#random"\n'


class Visitor:
    """The page as somebody reads and uses it over HTTP."""

    def __init__(self, session: ClientSession, url: str, start: str) -> None:
        self.session, self.url = session, url
        self.person = self._found(r'data-as="(\w+)"', start)
        self.sidebar = start

    async def says(self, channel: str, text: str) -> None:
        sent = {"as": self.person, "channel": self._id(channel), "text": text}
        async with self.session.post(f"{self.url}page/acts/say", json=sent) as answer:
            assert (await answer.json())["ok"]

    async def reads(self, channel: str, words: str, times: int = 1) -> None:
        await self.sees(channel, lambda page: page.count(words) >= times)

    async def sees(self, channel: str, is_there: Callable[[str], bool]) -> None:
        where = {"as": self.person, "in": self._id(channel)}
        async with (
            asyncio.timeout(90),
            self.session.get(f"{self.url}page/changes?as={self.person}") as changes,
        ):
            async for _ in changes.content:
                async with self.session.get(self.url, params=where) as page:
                    shown = html.unescape(re.sub(r"<[^>]+>", "", await page.text()))
                    if is_there(shown):
                        return

    def _id(self, channel: str) -> str:
        return self._found(rf'id="entry-(\w+)"(?:(?!</li>).)*?entry-name">{channel}<', self.sidebar)

    @staticmethod
    def _found(pattern: str, page: str) -> str:
        found = re.search(pattern, page, re.DOTALL)
        assert found, pattern
        return found[1]


async def test_a_rule_that_is_saved_while_one_looks_is_what_is_answered_unless_it_is_faulty(
    cache: Path, tmp_path: Path
) -> None:
    folder = a_folder(tmp_path / "rules", chapter(), more=NOTICES)
    options = ("--no-browser", "--port", "0", "--knowledge", str(folder))
    async with shown(cache, *options, SHOUZE_ENCODER="none") as (_, url), ClientSession() as session:
        async with session.get(url) as page:
            visitor = Visitor(session, url, await page.text())
        await visitor.says("random", "/rule 1.1")
        await visitor.reads("random", LATE)
        a_folder(folder, chapter(LATER), more=NOTICES)
        await visitor.reads("random", "规则文件夹有改动，正在检查")
        await visitor.reads("random", "1 条有改动")
        await visitor.says("random", "/rule 1.1")
        await visitor.reads("random", LATER, times=2)  # in the word on the change, and in the answer
        a_folder(folder, chapter(LATE).replace("title:", "titel:"), more=NOTICES)
        await visitor.reads("random", "code/01.yaml:2: ")
        await visitor.reads("random", "全部内容见 shouze check。")
        await visitor.says("random", "/rule 1.1")
        await visitor.reads("random", LATER, times=3)
        a_folder(folder, chapter(LATE), more=NOTICES)
        await visitor.reads("random", "按原来的规则回答。\n改动没有生效")  # said on while the mend is checked
        await visitor.sees("random", lambda page: "改动没有生效" not in page)


async def test_what_an_owner_settles_is_answered_from_then_on(cache: Path, tmp_path: Path) -> None:
    environment = {"SHOUZE_CACHE": str(cache), "SHOUZE_ENCODER": "none"}
    cli = CliContext(environment, read_settings(Settings, environment), SAY)
    with demo_rules(cli, a_folder(tmp_path / "rules", OWNED), lambda _: None) as begun:
        demo = demo_workspace(shipped_manifest(), begun.rules, begun.store, SAY, follower=begun.follower)
        async with demo as slack:
            # Nobody has said or suggested anything there, as they have in the operations centre that ships.
            assert slack.messages("random") == []
            assert not begun.store.suggestions.before_owners()
            staff, owner = slack.person("wang.min"), slack.person("li.jianguo")
            answer = await slack.reply_to(await staff.messages_bot("班车没赶上怎么办"))
            await passes_on(slack, staff, answer)
            before = begun.rules()
            await settles(slack, owner, "code/1.1")
            await slack.until(lambda: begun.rules() is not before or None)
            again = await slack.person("emma").messages_bot("我今天没赶上班车，该怎么办")
            reads = (await slack.reply_to(again)).reads
            assert LATE in reads
            assert "最接近" not in reads
            assert not slack.recording.refused


async def settles(slack: Workspace, owner: Person, clause: str) -> None:
    """Choose 就是这条 on the home tab, and the clause."""
    await owner.opens_home()
    home = await slack.until(
        lambda: owner.home if owner.home and "等您处理：1 件" in owner.home.reads else None
    )
    form = await clicks_for_modal(slack, owner, home, "就是这条")
    await owner.submits(form, {"clause": clause})
    await slack.until(lambda: (owner.modal and "好了" in owner.modal.reads) or None)
