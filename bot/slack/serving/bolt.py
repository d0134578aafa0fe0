"""A Bolt app that knows whose bot it is, and a log in which nobody's words stand."""

import logging
import re
from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient


def bolt_app(reading: AsyncWebClient, authorize: Callable[[], Awaitable[AuthorizeResult]]) -> AsyncApp:
    """An app that asks nobody who it is, and is handed only what came over a socket or was signed."""
    return AsyncApp(
        name="shouze",  # without one, Bolt looks through the whole stack for a file's name
        client=reading,
        authorize=authorize,
        request_verification_enabled=False,  # see transport/connection.events
        raise_error_for_unhandled_request=True,
        logger=bolt_log(),
    )


def bolt_log() -> logging.Logger:
    """Bolt's log. Bolt and slack_sdk log what people type, below the level of a warning: they never get so far."""
    log = logging.getLogger("bolt")
    for library in (log, logging.getLogger("slack_sdk"), logging.getLogger("slack_bolt")):
        library.setLevel(logging.WARNING)
    log.addFilter(_said_on_purpose)
    return log


def _said_on_purpose(record: logging.LogRecord) -> bool:
    """Not Bolt's warning that a client was given besides the token which it finds in the environment by itself."""
    return not re.search(r"`token`.* will be (?:unused|ignored)", record.getMessage())
