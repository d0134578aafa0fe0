"""agents.sessions.*: the state and the title of a conversation with an agent, one session a thread."""

from bot.workspace.state.feed import Change
from bot.workspace.web_api.context import Context, Method
from bot.workspace.wire import ApiError, Payload

STATUSES = frozenset({"active", "closed", "processing", "suspended"})
TITLE_CHARACTERS = 200


def _set_status(context: Context) -> Payload:
    status = context.arguments.required("status")
    if status not in STATUSES:
        raise ApiError("invalid_arguments")
    channel, thread_ts = _session(context)
    pane = context.state.pane(channel, thread_ts)
    pane.session = status
    pane.title = pane.title or context.arguments.text("title")[:TITLE_CHARACTERS]
    context.state.feed.publish(Change("status_set", channel, thread_ts))
    return {}


def _rename(context: Context) -> Payload:
    title = context.arguments.required("title")
    channel, thread_ts = _session(context)
    pane = context.state.pane(channel, thread_ts)
    if not pane.session:
        raise ApiError("session_not_found")
    pane.title = title[:TITLE_CHARACTERS]
    context.state.feed.publish(Change("title_set", channel, thread_ts))
    return {}


def _session(context: Context) -> tuple[str, str]:
    """The channel and the thread that the session is scoped to."""
    if not context.state.app.has_agent_view:
        raise ApiError("not_allowed")
    channel = context.channel("channel_id")
    thread_ts = context.arguments.required("thread_ts")
    if context.state.history.find(channel.id, thread_ts) is None:
        raise ApiError("thread_not_found")
    return channel.id, thread_ts


METHODS = {
    "agents.sessions.setStatus": Method(_set_status, tier=3, scope="chat:write"),
    "agents.sessions.rename": Method(_rename, tier=3, scope="chat:write"),
}
