"""A bot whose rules stand on the web, with a clause that managers alone may see."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import date

import pytest
from bot.answering import CurrentRules, Responders
from bot.knowledge import Knowledge
from bot.retrieval import Analyzer
from bot.rulebook import Audience, Revision
from bot.store import Store
from bot.workspace import Message, Workspace
from bot.workspace.block_kit import readable

from tests.responders import indexed
from tests.rulebook.restricted_books import MANAGERS, restricted, to
from tests.slack.conftest import running, standing, surroundings_for
from tests.slack.owned_book import owned
from tests.small_books import FIRST_DAY, TODAY, book, library

SITE = "https://rules.example.org"
OPEN = f"{SITE}/code/index.html#7.1"
RESTRICTED = f"{SITE}/code/index.html#7.2"
[BOOK] = owned("#attendance", book({"7": {"7.1": "迟到由组长提醒。", "7.2": "奖金另行发放。"}})).books
RULES = restricted(BOOK, {"7.2": (to(MANAGERS),)})
LATER = "迟到由组长提醒，三次以上书面提醒。"
TEXTS = (Revision(FIRST_DAY, "迟到由组长提醒。"), Revision(date(2099, 1, 1), LATER))


@pytest.fixture
async def slack(empty_slack: Workspace, store: Store, analyzer: Analyzer) -> AsyncIterator[Workspace]:
    def over(known: Knowledge) -> Responders:
        return Responders(known.library, lambda seen: indexed(seen, analyzer))

    manager = empty_slack.person("manager")
    empty_slack.channel("#attendance", [manager])
    clauses = [replace(RULES.clauses[0], revisions=TEXTS), *RULES.clauses[1:]]
    audiences = (Audience("管理层", (manager.id,)),)
    rulebook = replace(RULES, audiences=audiences, clauses=tuple(clauses))
    rules = CurrentRules(Knowledge(library(rulebook), ()), over, lambda: TODAY, SITE)
    around = surroundings_for(empty_slack, rules().responders, store, SHOUZE_SITE_URL=SITE)
    async with running(replace(around, rules=rules)):
        await empty_slack.connected()
        yield empty_slack
    assert not empty_slack.recording.refused


async def unfurled(slack: Workspace, said: Message) -> Mapping[str, str]:
    """The cards below a message in which is a link to a clause that everybody may see, by their links."""

    def cards() -> Mapping[str, str]:
        return {url: readable(blocks) for url, blocks in standing(slack, said).unfurls.items()}

    return await slack.until(lambda: cards() or None)
