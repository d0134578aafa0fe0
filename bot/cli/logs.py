"""The log: JSON for machines or lines for a person, with ids and never a word that staff typed.

Own lines name what they tell of by ids. Bolt, slack_sdk and aiohttp log what people type: below a warning they are left
out whatever the level, and above it their words are cut where values begin, and an exception is its kind and places.
"""

import logging
import re
import traceback
from typing import Literal, TextIO

import structlog
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.typing import EventDict, Processor

Form = Literal["auto", "console", "json"]

_OWN = "bot"
_VALUES = re.compile(r"[:(\n].*", re.DOTALL)


def start_log(stream: TextIO, form: Form = "auto", level: str = "info") -> None:
    """Have everything that this process logs from `level` on written to a stream."""
    logging.basicConfig(handlers=[log_handler(stream, form)], level=level.upper())


def log_handler(stream: TextIO, form: Form = "auto") -> logging.Handler:
    """What writes log records to a stream; `auto` is for a person where the stream is a terminal."""
    is_console = stream.isatty() if form == "auto" else form == "console"
    handler = logging.StreamHandler(stream)
    handler.addFilter(lambda record: _is_own(record.name) or record.levelno >= logging.WARNING)
    chain: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        add_log_level,
        add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_values,
        _places_only,
    ]
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=stream.isatty())
        if is_console
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[*chain, _own_extras],
            processors=[ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    return handler


def _is_own(name: str) -> bool:
    return name.split(".", maxsplit=1)[0] == _OWN


def _without_values(_: object, __: str, event: EventDict) -> EventDict:
    if not _is_own(event["logger"]):
        event["event"] = _VALUES.sub("", event["event"]).strip()
        event["at"] = f"{event['_record'].module}:{event['_record'].lineno}"
    return event


def _places_only(_: object, __: str, event: EventDict) -> EventDict:
    """An exception's own text may repeat a question: its kind and the frames say enough."""
    event.pop("stack_info", None)
    if raised := event.pop("exc_info", None):
        kind, _error, frames = raised
        event["error"] = kind.__name__ if kind else ""
        event["at"] = "".join(traceback.format_tb(frames))
    return event


def _own_extras(logger: logging.Logger, method: str, event: EventDict) -> EventDict:
    return ExtraAdder()(logger, method, event) if _is_own(event["logger"]) else event
