"""The tools as a server of the Model Context Protocol: what each takes, and how its reply is handed over."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from mcp.server import Server, ServerRequestContext
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from bot.programs.tools import NotADayError, NotAReferenceError, Tools, UnknownBookError
from bot.wording import Catalogue

_log = logging.getLogger(__name__)
_LONGEST = 4_000  # characters of an argument, as many as a message on Slack


@dataclass(frozen=True)
class _Arguments:
    """What a tool must be given, and what it may be."""

    needed: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    def wrong(self, given: Mapping[str, object]) -> str | None:
        """The name of one that is missing, or no text of that length; None where all are right."""
        for name in (*self.needed, *self.optional):
            value = given.get(name, "")
            is_needed = name in self.needed
            if not isinstance(value, str) or len(value) > _LONGEST or (is_needed and not value.strip()):
                return name
        return None

    def schema(self, say: Catalogue) -> dict[str, Any]:
        """The same as JSON Schema."""
        properties = {
            name: {"type": "string", "maxLength": _LONGEST, "description": say(f"program.argument.{name}")}
            for name in (*self.needed, *self.optional)
        }
        return {"type": "object", "properties": properties, "required": list(self.needed)}


_TAKES = {
    "find_rule": _Arguments(("question",)),
    "show_clause": _Arguments(("reference",)),
    "contents": _Arguments(optional=("book",)),
    "as_of": _Arguments(("reference", "date")),
}


def server_of(tools: Tools, say: Catalogue) -> "Server[Any]":
    """A server that offers the tools; it logs nothing of what is asked."""
    calls: dict[str, Callable[..., dict[str, Any]]] = {
        "find_rule": tools.find_rule,
        "show_clause": tools.show_clause,
        "contents": tools.contents,
        "as_of": tools.as_of,
    }
    offered = [_described(name, arguments, say) for name, arguments in _TAKES.items()]

    async def list_tools(
        _: "ServerRequestContext[Any]", __: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=offered)

    async def call_tool(_: "ServerRequestContext[Any]", asked: CallToolRequestParams) -> CallToolResult:
        takes, given = _TAKES.get(asked.name), asked.arguments or {}
        if takes is None:
            return _refused(say("program.no-tool", tools=", ".join(_TAKES)))
        if wrong := takes.wrong(given):
            return _refused(say("program.wrong-argument", name=wrong, most=_LONGEST))
        values = [str(given.get(name, "")) for name in (*takes.needed, *takes.optional)]
        return await asyncio.to_thread(_called, calls[asked.name], values, say)

    return Server(
        "shouze",
        version=metadata.version("shouze"),
        title=say("program.title"),
        instructions=say("program.instructions"),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _described(name: str, arguments: _Arguments, say: Catalogue) -> Tool:
    return Tool(
        name=name,
        description=say(f"program.tool.{name.replace('_', '-')}"),
        input_schema=arguments.schema(say),
        annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
    )


def _called(tool: Callable[..., dict[str, Any]], values: list[str], say: Catalogue) -> CallToolResult:
    try:
        reply = tool(*values)
    except NotADayError:
        return _refused(say("program.no-day"))
    except NotAReferenceError:
        return _refused(say("program.no-reference"))
    except UnknownBookError as error:
        return _refused(say("program.no-book", books=say.listed(error.titles)))
    except Exception as error:  # noqa: BLE001  # whoever asks hears of it, and none of its words
        _log.warning("no reply", exc_info=error)  # the log cuts its words
        return _refused(say("program.failed"))
    text = TextContent(type="text", text=json.dumps(reply, ensure_ascii=False))
    return CallToolResult(content=[text], structured_content=reply)


def _refused(why: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=why)], is_error=True)
