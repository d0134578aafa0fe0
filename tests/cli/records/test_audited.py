"""Each command that changes what is stored, or takes it out, leaves a record of the user of the operating system.

A command that is not named here fails the walk: whoever adds one says what it records, or why nothing.
"""

import os
import pwd
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from bot.audit import Action
from bot.cli import command_line
from bot.desk import LearnedPair, Learning
from bot.generation import Event, Generation
from bot.knowledge import read_files
from bot.onboarding.progress import Enrolment
from bot.store import Installation, Store, new_secret
from sqlalchemy import text

from tests.cli.conftest import Shouze
from tests.databases import opened
from tests.publishing.folders import LATE, LATER, chapter
from tests.small_books import BOOK
from tests.store.deliveries.test_dead_letters import given_up

SECRET = new_secret()
ACTOR = f"cli:{pwd.getpwuid(os.getuid()).pw_name}"
SHIPPED = Generation(read_files(Path("knowledge")))
OLD, NEW = (Generation({"code/book.yaml": BOOK, "code/01.yaml": chapter(late)}) for late in (LATE, LATER))
_READS = "reads the knowledge files alone"
_WRITES = "writes a file of the knowledge folder, which has a history of its own"
UNRECORDED: Mapping[str, str] = {
    "ask": _READS,
    "section": _READS,
    "check": _READS,
    "diff": "shows rules, as whoever may read the folder and the database reads them",
    "history": "shows what was published, from a log of its own",
    "eval": _READS,
    "site": "writes the rules as pages, as whoever may read the folder reads them",
    "onboarding preview": _READS,
    "import": _WRITES,
    "init": "writes a new folder, and none that is there",
    "completion": "prints a script for a shell",
    "learn": _WRITES,
    "demo": "works on a database of its own, gone when it ends",
    "serve": "the bot: what people do with it is recorded by its listeners",
    "mcp": "shows what everybody may see",
    "doctor": "shows settings and counts, of nobody",
    "audit": "shows the records: whoever may read the database may read them",
    "onboarding verify": "says whether the signatures hold",
    "privacy periods": "shows settings",
    "learned list": "shows what owners settled, and nobody",
    "learned export": "shows what owners settled, and nobody",
    "report": "shows counts, of nobody",
    "tenants list": "shows who installed the bot, and no person",
    "tenants show": "shows counts, of nobody",
    "outbox list": "shows ids and reasons, of nobody, and no word",
}
RECORDED: Mapping[str, tuple[tuple[str, ...], tuple[Action, str]]] = {
    "privacy export": (("U1",), (Action.EXPORTED, "U1")),
    "privacy erase": (("U1", "--yes"), (Action.ERASED, "U1")),
    "secret rotate": ((), (Action.ROTATED, "")),
    "outbox retry": (("one",), (Action.RETRIED, "one")),
    "outbox drop": (("two",), (Action.DROPPED, "two")),
    "learned drop": (("f1",), (Action.UNLEARNED, "f1" * 16)),
    "onboarding report": ((), (Action.REPORTED, "")),
    "onboarding acknowledgements": ((), (Action.REPORTED, "")),
    "tenants export": (("T0A", "/dev/null"), (Action.TENANT_EXPORTED, "T0A")),
    "tenants remove": (("T0A", "--yes"), (Action.TENANT_REMOVED, "T0A")),
    "publish": ((), (Action.PUBLISHED, SHIPPED.id)),
    "rollback": ((OLD.id,), (Action.RESTORED, OLD.id)),
}


@pytest.fixture
def filled(made: str) -> Iterator[Store]:
    with opened(made) as store:
        enrolment = Enrolment("U1", "general", "", date(2027, 1, 14), "Asia/Shanghai")
        store.onboarding.enrol(1_800_000_000.0, enrolment, "U9")
        for id_ in ("one", "two"):
            given_up(store, id_=id_)
        for number, generation in enumerate((OLD, NEW)):
            store.publications.keep(number, generation)
            store.publications.note(number, generation.id, Event.PUBLISHED, "bot")
        store.learned.learn(1.0, Learning((LearnedPair("", "迟到", "code/1.1", "0" * 12),)), "U9")
        with store.engine.begin() as db:
            db.execute(text("UPDATE learned_pair SET id = :id"), {"id": "f1" * 16})
        acme = Installation("T0A", "Acme", "T0A", "B1", "U0", "chat:write", "xoxb-1")
        store.of("T0A").installations.keep(1.0, acme)
        yield store


def commands() -> set[str]:
    """All commands, with the names of their groups before them."""
    found = set()
    top = command_line({})
    for name, command in getattr(top, "commands").items():  # noqa: B009  # Click's group, behind Typer's own type
        inside = getattr(command.load(), "commands", None)
        found |= {f"{name} {each}" for each in inside} if inside else {name}
    return found


def test_every_command_is_named_here() -> None:
    assert commands() == UNRECORDED.keys() | RECORDED.keys()


@pytest.mark.parametrize("command", RECORDED)
def test_it_leaves_a_record(shouze: Shouze, url: str, filled: Store, command: str) -> None:
    options, (action, target) = RECORDED[command]
    before = filled.audit.verify().count
    assert shouze(*command.split(), *options, SHOUZE_DATABASE_URL=url, SHOUZE_SECRET=SECRET).status == 0
    new = [link.record for link in filled.audit.chain()][before:]
    assert [(one.actor, one.action, one.target) for one in new] == [(ACTOR, action, target)]


def test_what_is_not_done_leaves_none(shouze: Shouze, url: str, filled: Store, tmp_path: Path) -> None:
    before = filled.audit.verify().count
    shouze("privacy", "erase", "U1", typed="n\n", SHOUZE_DATABASE_URL=url)
    shouze("onboarding", "report", "--knowledge", str(tmp_path), SHOUZE_DATABASE_URL=url)
    assert filled.audit.verify().count == before
