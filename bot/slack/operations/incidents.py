"""What went wrong, in the log: an id by which a person can name it, and never a text that somebody typed."""

import logging
import traceback
import uuid

from bot.slack.transport.errors import NotTakenError

_log = logging.getLogger(__name__)


def log_incident(error: Exception, what: str) -> str:
    """Log a failure; the id by which a person can name it. `what` says, in ids only, what was being done."""
    incident = uuid.uuid4().hex[:8]
    # The exception's own text may repeat a question: its kind and the frames say enough.
    frames = "".join(traceback.format_tb(error.__traceback__))
    kind = (
        f"{type(error).__name__} {error.code}" if isinstance(error, NotTakenError) else type(error).__name__
    )
    _log.error("incident", extra={"incident": incident, "doing": what, "error": kind, "at": frames})
    return incident
