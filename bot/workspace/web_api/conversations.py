"""conversations.*: find conversations, read them, open direct messages."""

from bot.workspace.state import Channel, Message
from bot.workspace.web_api.context import Context, Method
from bot.workspace.wire import ApiError, Payload

KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def _open(context: Context) -> Payload:
    context.require("im:write", "mpim:write", "channels:manage", "groups:write")
    users = context.arguments.text("users")
    if context.arguments.text("channel"):
        channel = context.channel()
        return {"channel": channel.to_api(context.state.bot.id, context.state.team_id), "already_open": True}
    if not users:
        raise ApiError("users_list_not_supplied")
    if "," in users:
        raise ApiError("method_not_supported_for_channel_type")
    person = context.state.users.get(users)
    if person is None:
        raise ApiError("user_not_found")
    if person.id == context.state.bot.id or person.is_bot:
        raise ApiError("cannot_dm_bot")
    if person.deleted:
        raise ApiError("user_disabled")
    context.require("im:write")
    already = context.state.channels.im_between(context.state.bot.id, person.id)
    channel = context.state.open_im(person.id)
    body: Payload = {"id": channel.id}
    if context.arguments.flag("return_im"):
        body = channel.to_api(context.state.bot.id, context.state.team_id)
    return {"channel": body} | ({"no_op": True, "already_open": True} if already else {})


def _info(context: Context) -> Payload:
    channel = context.channel()
    context.require(channel.scope("read"))
    body = channel.to_api(context.state.bot.id, context.state.team_id)
    if channel.kind != "im" and not context.arguments.flag("include_num_members"):
        body.pop("num_members")
    if context.arguments.flag("include_locale"):
        body["locale"] = "zh-CN"
    return {"channel": body}


def _list(context: Context) -> Payload:
    wanted = [part.strip() for part in context.arguments.text("types", "public_channel").split(",")]
    if not set(wanted) <= set(KINDS):
        raise ApiError("invalid_types")
    found: list[Channel] = []
    for channel in context.state.channels.values():
        if channel.kind in {KINDS[name] for name in wanted} and channel.visible_to(context.state.bot):
            context.require(channel.scope("read"))
            if not (channel.is_archived and context.arguments.flag("exclude_archived")):
                found.append(channel)
    page, following = context.page(found)
    viewer, team_id = context.state.bot.id, context.state.team_id
    return {"channels": [one.to_api(viewer, team_id) for one in page]} | following


def _members(context: Context) -> Payload:
    channel = context.channel()
    context.require(channel.scope("read"))
    page, following = context.page(sorted(channel.members))
    return {"members": list(page)} | following


def _history(context: Context) -> Payload:
    channel = context.own_channel("history")
    top = [one for one in context.state.history.posted(channel.id) if not one.is_reply]
    pins = {"pin_count": 0, "channel_actions_ts": None, "channel_actions_count": 0}
    return _page(context, _between(context, top)[::-1], default=100) | pins


def _replies(context: Context) -> Payload:
    channel = context.own_channel("history")
    history = context.state.history
    root = history.find(channel.id, context.arguments.required("ts", "thread_not_found"))
    if root is None or root.ephemeral_to:
        raise ApiError("thread_not_found")
    first = history.find(channel.id, root.thread)
    replies = _between(context, history.replies(channel.id, root.thread))
    return _page(context, [*([first] if first else []), *replies], default=1000)


def _page(context: Context, messages: list[Message], *, default: int) -> Payload:
    page, following = context.page(messages, default=default)
    with_metadata = context.arguments.flag("include_all_metadata")
    return {
        "messages": [context.state.history.to_api(one, with_metadata=with_metadata) for one in page],
        "has_more": bool(following["response_metadata"]["next_cursor"]),
    } | following


def _between(context: Context, messages: list[Message]) -> list[Message]:
    oldest = float(context.arguments.text("oldest", "0") or 0)
    latest = float(context.arguments.text("latest", "inf") or "inf")
    if context.arguments.flag("inclusive"):
        return [one for one in messages if oldest <= float(one.ts) <= latest]
    return [one for one in messages if oldest < float(one.ts) < latest]


METHODS = {
    "conversations.open": Method(_open, tier=3),
    "conversations.info": Method(_info, tier=3),
    "conversations.list": Method(_list, tier=2),
    "conversations.members": Method(_members, tier=4),
    "conversations.history": Method(_history, tier=3),
    "conversations.replies": Method(_replies, tier=3),
}
