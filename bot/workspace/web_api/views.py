"""views.*, agents.sessions.*, assistant.threads.*: modals, the App Home, and what the agent pane shows."""

from bot.workspace.block_kit import limits
from bot.workspace.state import Pane, Update, UpdateKind, View
from bot.workspace.web_api.context import Context, Method
from bot.workspace.wire import ApiError, Payload

STATUSES = frozenset({"active", "closed", "processing", "suspended"})
TITLE_CHARACTERS = 200


def _open(context: Context) -> Payload:
    content = context.composing.view(context.arguments.structured("view"), "modal")
    trigger = context.state.triggers.redeem(context.arguments.required("trigger_id"))
    return _shown(context, context.state.views.open(trigger.user, content))


def _push(context: Context) -> Payload:
    content = context.composing.view(context.arguments.structured("view"), "modal")
    trigger = context.state.triggers.redeem(context.arguments.required("trigger_id"))
    if trigger.view_id is None or context.state.views.modal(trigger.user) is None:
        raise ApiError("not_found")
    return _shown(context, context.state.views.push(trigger.user, content))


def _update(context: Context) -> Payload:
    arguments = context.arguments
    content = context.composing.view(arguments.structured("view"), "modal", "home")
    views = context.state.views
    found = views.find(view_id=arguments.text("view_id"), external_id=arguments.text("external_id"))
    if found is None or found.kind != content["type"]:
        raise ApiError("not_found")
    _check_hash(context, found)
    return _shown(context, views.update(found, content))


def _publish(context: Context) -> Payload:
    if not context.state.app.has_home_tab:
        raise ApiError("not_enabled")
    content = context.composing.view(context.arguments.structured("view"), "home")
    user = context.user("user_id")
    before = context.state.views.home(user.id)
    if before:
        _check_hash(context, before)
    return _shown(context, context.state.views.publish(user.id, content))


def _check_hash(context: Context, present: View) -> None:
    given = context.arguments.text("hash")
    if given and given != present.hash:
        raise ApiError("hash_conflict")


def _shown(context: Context, view: View) -> Payload:
    return {"view": context.state.view_to_api(view)}


def _set_status(context: Context) -> Payload:
    status = context.arguments.required("status")
    if status not in STATUSES:
        raise ApiError("invalid_arguments")
    pane = _session(context)
    pane.session = status
    pane.title = pane.title or context.arguments.text("title")[:TITLE_CHARACTERS]
    return _told(context, "status_set")


def _rename(context: Context) -> Payload:
    title = context.arguments.required("title")
    pane = _session(context)
    if not pane.session:
        raise ApiError("session_not_found")
    pane.title = title[:TITLE_CHARACTERS]
    return _told(context, "title_set")


def _set_thread_status(context: Context) -> Payload:
    pane = _pane(context, missing="invalid_thread_ts")
    pane.status = context.arguments.text("status")
    loading = context.arguments.structured("loading_messages")
    pane.loading_messages = tuple(loading) if isinstance(loading, list) else ()
    return _told(context, "status_set")


def _set_thread_title(context: Context) -> Payload:
    _pane(context, missing="invalid_thread_ts").title = context.arguments.required("title")
    return _told(context, "title_set")


def _set_suggested_prompts(context: Context) -> Payload:
    prompts = context.arguments.structured("prompts")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= limits.SUGGESTED_PROMPTS:
        raise ApiError("invalid_arguments")
    if not all(isinstance(one, dict) and one.get("title") and one.get("message") for one in prompts):
        raise ApiError("invalid_arguments")
    pane = _pane(context)
    pane.prompts = tuple(prompts)
    pane.prompts_title = context.arguments.text("title")
    return _told(context, "prompts_set")


def _session(context: Context) -> Pane:
    """What the thread of an agent's session shows."""
    if not context.state.app.has_agent_view:
        raise ApiError("not_allowed")
    return _pane(context, missing="invalid_arguments", unknown="thread_not_found")


def _pane(context: Context, *, missing: str = "", unknown: str = "invalid_thread_ts") -> Pane:
    """What the thread shows, or the conversation where no thread is named; `missing` is the error for that."""
    channel, arguments = context.channel("channel_id"), context.arguments
    thread_ts = arguments.required("thread_ts", missing) if missing else arguments.text("thread_ts")
    if thread_ts and context.state.history.find(channel.id, thread_ts) is None:
        raise ApiError(unknown)
    return context.state.pane(channel.id, thread_ts)


def _told(context: Context, kind: UpdateKind) -> Payload:
    arguments = context.arguments
    context.state.feed.publish(Update(kind, arguments.text("channel_id"), arguments.optional("thread_ts")))
    return {}


def _validate(context: Context) -> Payload:
    """Blocks, a view or a message, checked as where they are sent. Source: Slack's reference of blocks.validate."""
    given = [name for name in ("blocks", "view", "message") if context.arguments.given.get(name) is not None]
    if len(given) != 1:
        raise ApiError("invalid_arguments", ["must provide exactly one of `blocks`, `view`, or `message`"])
    [name] = given
    value, kit = context.arguments.structured(name), context.composing.block_kit
    blocks = value.get("blocks") if name == "message" and isinstance(value, dict) else value
    found = kit.view(value) if name == "view" else kit.message(blocks)
    if found:
        root = f"/{'blocks' if name != 'view' else name}"
        errors = [
            {"code": "failed_constraint", "message": one.message, "pointer": one.pointer.removeprefix(root)}
            for one in found
        ]
        raise ApiError(f"invalid_{name}", errors=errors)
    return {}


METHODS = {
    "blocks.validate": Method(_validate, tier=4),
    "views.open": Method(_open, tier=4),
    "views.push": Method(_push, tier=4),
    "views.update": Method(_update, tier=4),
    "views.publish": Method(_publish, tier=4),
    "agents.sessions.setStatus": Method(_set_status, tier=3, scope="chat:write"),
    "agents.sessions.rename": Method(_rename, tier=3, scope="chat:write"),
    "assistant.threads.setStatus": Method(_set_thread_status, tier=3, scope="assistant:write"),
    "assistant.threads.setTitle": Method(_set_thread_title, tier=3, scope="assistant:write"),
    "assistant.threads.setSuggestedPrompts": Method(_set_suggested_prompts, tier=3, scope="assistant:write"),
}
