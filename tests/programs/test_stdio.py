"""`shouze mcp` as a process, asked over its standard streams by the SDK's own client: what staff get."""

import sys
from pathlib import Path
from shutil import copytree

from tests.cli.conftest import Shouze
from tests.cli.conftest import shouze as shouze  # noqa: PLC0414  # a fixture
from tests.programs.conftest import asking, refused, reply


async def test_a_program_gets_the_clause_the_refusal_and_the_contents_that_staff_get_and_no_draft(
    shouze: Shouze, environment: dict[str, str], folder: Path, tmp_path: Path
) -> None:
    from mcp.client.stdio import StdioServerParameters, stdio_client  # noqa: PLC0415  # as in conftest

    own = {
        "SHOUZE_KNOWLEDGE": str(copytree(folder, tmp_path / "knowledge")),
        "SHOUZE_DATABASE_URL": f"sqlite:///{tmp_path / 'shouze.db'}",
        "SHOUZE_PUBLISH": "reviewed",
    }
    assert shouze("publish", **own).status == 0
    written = tmp_path / "knowledge/code/01.yaml"
    written.write_text(written.read_text("utf-8").replace("须提前一天", "须提前三天"), "utf-8")
    command = StdioServerParameters(command=sys.executable, args=["-m", "bot", "mcp"], env=environment | own)
    log = tmp_path / "log"
    with log.open("w") as errors:
        async with asking(stdio_client(command, errlog=errors)) as client:
            offered = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert set(offered) == {"find_rule", "show_clause", "contents", "as_of"}
            assert offered["as_of"].input_schema["required"] == ["reference", "date"]
            assert all(
                tool.description and tool.annotations and tool.annotations.read_only_hint
                for tool in offered.values()
            )

            found = await reply(client, "find_rule", question="迟到怎么处理？")
            assert found["outcome"] == "answer"
            [cited] = found["citations"]
            assert cited["label"] == "《运营中心守则》第一章第一条"
            assert cited["text"] == "迟到由组长提醒，并记录在案。"
            assert cited["effective"] == "2026-06-01"

            silent = await reply(client, "find_rule", question="食堂几点开饭？")
            assert (silent["outcome"], silent["reason"]) == ("refusal", "silent")
            assert silent["whom_to_ask"] == {"name": "运营管理部", "contact": "#ops-rules"}

            shown = await reply(client, "show_clause", reference="第一章第三条")
            assert shown["citations"][0]["text"] == "病假按1.2办理，须提前一天告知组长。"

            contents = await reply(client, "contents", book="守则")
            assert [(each["book"], each["clauses"]) for each in contents["contents"]] == [("code", 2)]

            then = await reply(client, "as_of", reference="1.1", date="2026-02-01")
            assert (then["as_of"], then["citations"][0]["text"]) == ("2026-02-01", "迟到由组长提醒。")
            before = await reply(client, "as_of", reference="1.1", date="2020-02-01")
            assert before["outcome"] == "refusal"
            no_rule = await reply(client, "show_clause", reference="1.2")
            assert (no_rule["outcome"], no_rule["reason"]) == ("refusal", "no-such-clause")
            await refused(client, "as_of", reference="1.1", date="金丝雀")
    assert log.read_text("utf-8") == ""
