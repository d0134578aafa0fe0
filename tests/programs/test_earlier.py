"""`as_of` of files that were edited in place: programs get what was published then, and nothing closed today."""

import sys
from pathlib import Path

from tests.cli.conftest import made as made  # noqa: PLC0414  # a fixture
from tests.cli.rules.test_earlier import BEFORE, CLOSED, publish
from tests.programs.conftest import asking, reply
from tests.publishing.folders import LATE, LATER, chapter


async def test_a_program_gets_what_was_published_then_and_nothing_that_is_closed_today(
    environment: dict[str, str], made: str, tmp_path: Path
) -> None:
    from mcp.client.stdio import StdioServerParameters, stdio_client  # noqa: PLC0415  # as in conftest

    for month, written in ((3, chapter()), (6, CLOSED)):
        publish(made, tmp_path / "knowledge", month, written)
    own = {"SHOUZE_DATABASE_URL": made, "SHOUZE_KNOWLEDGE": str(tmp_path / "knowledge")}
    command = StdioServerParameters(command=sys.executable, args=["-m", "bot", "mcp"], env=environment | own)
    with (tmp_path / "log").open("w") as errors:
        async with asking(stdio_client(command, errlog=errors)) as client:
            then = await reply(client, "as_of", reference="1.1", date=BEFORE)
            assert (then["as_of"], then["citations"][0]["text"]) == (BEFORE, LATE)
            today = await reply(client, "show_clause", reference="1.1")
            assert today["citations"][0]["text"] == LATER
            closed = await reply(client, "as_of", reference="1.2", date=BEFORE)
            assert (closed["outcome"], closed["reason"]) == ("refusal", "no-such-clause")
