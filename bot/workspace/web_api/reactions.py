"""reactions.*: emoji under messages."""

from bot.workspace.state.messages import Message
from bot.workspace.web_api.context import Context, Method
from bot.workspace.wire import ApiError, Payload


def _add(context: Context) -> Payload:
    context.posting.react(_message(context), _name(context), context.state.bot.id)
    return {}


def _remove(context: Context) -> Payload:
    context.posting.unreact(_message(context), _name(context), context.state.bot.id)
    return {}


def _get(context: Context) -> Payload:
    message = _message(context)
    body = message.to_api(with_metadata=False)
    return {"type": "message", "channel": message.channel, "message": body}


def _name(context: Context) -> str:
    name = context.arguments.required("name", "no_reaction_specified").strip(":")
    if not name.replace("_", "").replace("-", "").replace("+", "").replace(":", "").isalnum():
        raise ApiError("invalid_name")
    return name


def _message(context: Context) -> Message:
    channel = context.own_channel()
    found = context.state.history.find(
        channel.id, context.arguments.required("timestamp", "no_item_specified")
    )
    if found is None or found.ephemeral_to:
        raise ApiError("message_not_found")
    return found


METHODS = {
    "reactions.add": Method(_add, tier=3, scope="reactions:write"),
    "reactions.remove": Method(_remove, tier=2, scope="reactions:write"),
    "reactions.get": Method(_get, tier=3, scope="reactions:read"),
}
