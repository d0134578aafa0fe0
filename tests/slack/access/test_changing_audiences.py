"""Who belonged to an audience before a publication reads nothing of it afterwards, however slow Slack is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

import pytest
from bot.answering import Responders, RulesInForce
from bot.retrieval import Analyzer
from bot.rulebook import Audience, Library
from bot.slack.access.directory import Directory
from bot.slack.access.slack_user import SlackUser
from bot.slack.access.visibility import AccessResolver, Admission
from bot.wording import Language

from tests.responders import indexed
from tests.rulebook.restricted_books import MANAGERS, restricted, to
from tests.small_books import book

FORMER, NOW = "U0000FORMER", "U0000NOW"
BOARD = restricted(
    book({"7": {"7.1": "迟到须说明原因。", "7.2": "裁员方案由董事会批准。"}}), {"7.2": (to(MANAGERS),)}
)


@dataclass
class SlowSlack:
    """Tells who belongs to which audience; while it is asked for the first time, something else happens."""

    rules: Callable[[], RulesInForce]
    meanwhile: Callable[[], None]

    async def reader(self, user: str) -> SlackUser:
        audiences = self.rules().library.audiences
        self.meanwhile()
        groups = frozenset(key for key, members in audiences.items() if user in members)
        return SlackUser(user, Language.CHINESE, "Asia/Shanghai", groups)

    async def groups_in(self, _channel: str, person: str) -> frozenset[str]:
        return (await self.reader(person)).groups


@pytest.fixture
def access(analyzer: Analyzer) -> AccessResolver:
    """The rules are published with other managers while Slack is asked who they are."""

    def rules_for(manager: str) -> RulesInForce:
        changed = replace(BOARD, audiences=(Audience("管理层", (manager,)), *BOARD.audiences[1:]))
        return RulesInForce(Responders(Library((changed,)), lambda seen: indexed(seen, analyzer)))

    counting = [rules_for(FORMER)]
    published = rules_for(NOW)

    def publish() -> None:
        counting[:] = [published]

    directory = SlowSlack(lambda: counting[0], publish)
    return AccessResolver(lambda: counting[0], cast("Directory", directory), Admission())


@pytest.mark.parametrize(("person", "numbers"), [(FORMER, ["7.1"]), (NOW, ["7.1", "7.2"])])
async def test_what_a_person_may_see_is_looked_up_by_the_rules_that_answer(
    access: AccessResolver, person: str, numbers: list[str]
) -> None:
    seen = (await access.of_person(person)).responder.index.library.clauses
    assert [str(clause.number) for clause in seen] == numbers


async def test_a_conversation_is_looked_up_by_the_rules_that_answer_it(access: AccessResolver) -> None:
    seen = (await access.responder_in("C1", FORMER)).index.library.clauses
    assert [str(clause.number) for clause in seen] == ["7.1"]
