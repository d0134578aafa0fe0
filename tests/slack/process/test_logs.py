"""The log tells what happened by ids; what people type is nowhere in it, at any level, whatever fails."""

import asyncio
import io
import itertools
import json
import logging
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bot.answering import Reply, Responder, Responders
from bot.answering.reply import Turn
from bot.cli.logs import log_handler
from bot.slack.process.going_on import looking
from bot.store import Condition, Store, StoreError
from bot.workspace import Workspace
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from tests.slack.conftest import running, served, surroundings_for

CANARY = "金丝雀儿"


async def converse(slack: Workspace) -> None:
    """Everything that a person can type, once."""
    alice = slack.person("alice", locale="zh-CN")
    slack.channel("#ops", members=[alice])
    asked = await alice.says("#ops", f"@守则 {CANARY}迟到怎么处理？")
    await slack.until(lambda: slack.replies_to(asked) or None)
    await alice.says("#ops", f"那{CANARY}病假呢？", thread=asked)
    await alice.edits(asked, f"@守则 {CANARY}早退怎么处理？")
    await alice.messages_bot(f"{CANARY}年假几天？")
    await alice.runs(f"/rule {CANARY}", in_="#ops")
    await alice.opens_home()
    await alice.uses_shortcut("ask_rule")
    await slack.modal(alice)
    await slack.settled()
    await slack.redelivers(asked)
    await alice.deletes(asked)
    await slack.settled()


@pytest.mark.parametrize("form", ["json", "console"])
async def test_a_whole_conversation_leaves_no_word_in_the_process_output(
    empty_slack: Workspace, cache: Path, form: str
) -> None:
    others = {"SHOUZE_LOG": form, "SHOUZE_LOG_LEVEL": "debug"}
    with served(empty_slack, cache, **others) as shouze:
        await empty_slack.until(lambda: empty_slack.connections == 2 or None)
        empty_slack.faults.fails("chat.postMessage", times=1)
        await converse(empty_slack)
        shouze.sends(signal.SIGTERM)
        await shouze.status(30)
        log, written = shouze.err, shouze.out + shouze.err
    assert "settled" in written
    assert CANARY not in written
    assert json.dumps(CANARY).strip('"') not in written
    if form == "json":
        lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
        [*_, last] = [line for line in lines if line["event"] == "settled"]
        assert last.keys() == {"event", "level", "logger", "timestamp", "question", "outcome", "surface"}


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """What the log writes while everything is logged."""
    written = io.StringIO()
    handler = log_handler(written, "json")
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


def events(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


class Broken(Responder):
    """Fails, and repeats the question in its exception, as libraries do."""

    def turn(self, question: str, *_: object) -> Turn:
        raise KeyError(question)

    def section(self, reference: str = "", *_: object) -> Reply:
        raise KeyError(reference)


async def test_a_failing_responder_leaves_no_word(
    empty_slack: Workspace, responders: Responders, responder: Responder, store: Store, stream: io.StringIO
) -> None:
    broken = Responders(responders.library, lambda _: Broken(responder.index))
    async with running(surroundings_for(empty_slack, broken, store)):
        await empty_slack.connected()
        await converse(empty_slack)
    incidents = [event for event in events(stream) if event["event"] == "incident"]
    assert incidents
    assert all(event["question"] and event["error"] == "KeyError" and event["at"] for event in incidents)
    assert CANARY not in stream.getvalue()


async def test_a_failing_store_leaves_no_word(
    empty_slack: Workspace, responders: Responders, store: Store, stream: io.StringIO
) -> None:
    dependencies = surroundings_for(empty_slack, responders, store)
    async with running(replace(dependencies, timings=replace(dependencies.timings, drain=0.1))):
        await empty_slack.connected()
        alice = empty_slack.person("alice", locale="zh-CN")
        empty_slack.channel("#ops", members=[alice])
        with store.engine.begin() as db:
            db.execute(text("ALTER TABLE question RENAME TO elsewhere"))
        await alice.says("#ops", f"@守则 {CANARY}迟到怎么处理？")
        await alice.runs(f"/rule {CANARY}", in_="#ops")
        await empty_slack.until(
            lambda: [event for event in events(stream) if event["event"] == "incident"] or None
        )
        with store.engine.begin() as db:
            db.execute(text("ALTER TABLE elsewhere RENAME TO question"))
    assert CANARY not in stream.getvalue()


def test_a_librarys_words_are_cut_where_values_begin(stream: io.StringIO) -> None:
    library = logging.getLogger("slack_sdk.somewhere")
    library.warning("Failed to connect (error: %s)", CANARY)
    library.error(f"Failed to run a listener: {CANARY}")  # as slack_sdk does
    logging.getLogger("asyncio").error(f"Task exception was never retrieved\nfuture: {CANARY}")  # noqa: G004  # as asyncio does
    logging.getLogger("anything").info(CANARY)
    try:
        raise OperationalError(CANARY, {"text": CANARY}, ValueError(CANARY))  # noqa: TRY301  # here, so that it has a place
    except OperationalError:
        logging.getLogger("aiohttp.server").exception("Error handling request")
    assert CANARY not in stream.getvalue()
    assert [event["event"] for event in events(stream)] == [
        "Failed to connect",
        "Failed to run a listener",
        "Task exception was never retrieved",
        "Error handling request",
    ]
    assert events(stream)[-1]["error"] == "OperationalError"
    assert "test_logs.py" in str(events(stream)[-1]["at"])


@pytest.mark.parametrize(
    ("error", "tells_where"),
    [
        pytest.param(StoreError(Condition.AWAY), False, id="the database is away"),
        pytest.param(StoreError(Condition.FAILING), True, id="the database does not take our SQL"),
        pytest.param(KeyError(CANARY), True, id="a fault of ours"),
    ],
)
async def test_what_goes_wrong_is_told_without_a_word_and_the_next_look_comes(
    stream: io.StringIO, error: Exception, *, tells_where: bool
) -> None:
    looks = itertools.count()
    again = asyncio.Event()

    async def look() -> None:
        if next(looks):
            again.set()
        raise error

    watching = asyncio.create_task(looking(look, 0.0, logging.getLogger("bot.slack"), "not looked"))
    await again.wait()
    watching.cancel()
    [first, *_] = events(stream)
    assert (first["event"], first["error"], first["level"]) == ("not looked", type(error).__name__, "error")
    assert ("in look" in str(first.get("at"))) == tells_where
    assert CANARY not in stream.getvalue()


def test_an_own_line_says_all_that_it_was_given(stream: io.StringIO) -> None:
    logging.getLogger("bot.slack.serving").info("purged", extra={"claims": 3})
    [event] = events(stream)
    assert (event["event"], event["claims"], event["level"]) == ("purged", 3, "info")


@pytest.mark.parametrize(
    ("is_terminal", "form", "is_json"),
    [
        pytest.param(True, "auto", False, id="a terminal"),
        pytest.param(False, "auto", True, id="no terminal"),
        pytest.param(True, "json", True, id="a terminal, and JSON is asked for"),
        pytest.param(False, "console", False, id="no terminal, and lines are asked for"),
    ],
)
def test_a_person_gets_lines_and_a_machine_json(is_terminal: bool, form: str, is_json: bool) -> None:  # noqa: FBT001  # a row of the table
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return is_terminal

    screen = Screen()
    handler = log_handler(screen, form)  # type: ignore[arg-type]  # one of its forms
    handler.handle(logging.getLogger("bot.x").makeRecord("bot.x", logging.INFO, "", 1, "posted", (), None))
    assert screen.getvalue().startswith("{") == is_json
    assert "posted" in screen.getvalue()
