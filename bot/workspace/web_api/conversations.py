"""conversations.*, chat.*, reactions.*: conversations found and read; messages posted, edited, deleted, reacted to."""

from bot.workspace.block_kit import limits
from bot.workspace.posting import Content
from bot.workspace.state import Channel, Message
from bot.workspace.web_api.context import Context, Method
from bot.workspace.wire import ApiError, Payload

KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def _open(context: Context) -> Payload:
    context.require("im:write", "mpim:write", "channels:manage", "groups:write")
    users = context.arguments.text("users")
    if context.arguments.text("channel"):
        return {"channel": context.state.channel_to_api(context.channel()), "already_open": True}
    if not users:
        raise ApiError("users_list_not_supplied")
    if "," in users:
        raise ApiError("method_not_supported_for_channel_type")
    person = context.user("users")
    if person.id == context.state.bot.id or person.is_bot:
        raise ApiError("cannot_dm_bot")
    if person.deleted:
        raise ApiError("user_disabled")
    context.require("im:write")
    already = context.state.channels.im_between(context.state.bot.id, person.id)
    channel = context.state.open_im(person.id)
    is_whole = context.arguments.flag("return_im")
    body = context.state.channel_to_api(channel) if is_whole else {"id": channel.id}
    return {"channel": body} | ({"no_op": True, "already_open": True} if already else {})


def _info(context: Context) -> Payload:
    channel = context.channel()
    context.require(channel.scope("read"))
    body = context.state.channel_to_api(channel)
    if channel.kind != "im" and not context.arguments.flag("include_num_members"):
        body.pop("num_members")
    if context.arguments.flag("include_locale"):
        body["locale"] = "zh-CN"
    return {"channel": body}


def _list(context: Context) -> Payload:
    context.in_workspace()
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
    return {"channels": [context.state.channel_to_api(one) for one in page]} | following


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


def _post_message(context: Context) -> Payload:
    channel = _target(context)
    content = _content(context)
    message = context.posting.post_as_bot(channel.id, content, thread_ts=context.thread(channel))
    body = context.state.history.to_api(message, with_metadata=True)
    return {"channel": message.channel, "ts": message.ts, "message": body}


def _post_ephemeral(context: Context) -> Payload:
    channel = context.own_channel()
    reader = context.arguments.required("user", "user_not_in_channel")
    if reader not in channel.members:
        raise ApiError("user_not_in_channel")
    content, thread_ts = _content(context), context.thread(channel)
    message = context.posting.post_as_bot(channel.id, content, thread_ts=thread_ts, ephemeral_to=reader)
    return {"message_ts": message.ts}


def _update(context: Context) -> Payload:
    """Change a message. Blocks that are not mentioned stay, whatever the text says; an empty list removes them.

    Source: the method's documentation, and python-slack-sdk#523.
    """
    before = _own_message(context, "cant_update_message")
    content = _content(context)
    blocks = content.blocks if context.arguments.structured("blocks") is not None else before.blocks
    after = context.posting.edit(before, content.text, blocks, content.metadata or before.metadata)
    message = after.to_api(with_metadata=False)
    return {"channel": after.channel, "ts": after.ts, "text": after.text, "message": message}


def _delete(context: Context) -> Payload:
    message = _own_message(context, "cant_delete_message")
    context.posting.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def _get_permalink(context: Context) -> Payload:
    message = context.message(context.channel(), "message_ts")
    return {"channel": message.channel, "permalink": permalink(context.state.team_domain, message)}


def permalink(team_domain: str, message: Message) -> str:
    """The address of a message in the browser."""
    place = f"https://{team_domain}.slack.com/archives/{message.channel}/p{message.ts.replace('.', '')}"
    return f"{place}?thread_ts={message.thread_ts}&cid={message.channel}" if message.is_reply else place


def _target(context: Context) -> Channel:
    """The channel to post to, by id or name; a person's id stands for the direct message with that person."""
    wanted = context.arguments.required("channel", "channel_not_found")
    channels = context.state.channels
    direct = context.direct(wanted)
    if direct:
        return direct
    channel = context.visible(channels.get(wanted) or channels.named(wanted))
    if channel.is_archived:
        raise ApiError("is_archived")
    is_open = channel.kind == "channel" and "chat:write.public" in context.state.app.scopes
    if context.state.bot.id not in channel.members and not is_open:
        raise ApiError("not_in_channel")
    return channel


def _content(context: Context) -> Content:
    arguments = context.arguments
    markdown = arguments.text("markdown_text")
    if markdown and (arguments.text("text") or arguments.structured("blocks")):
        raise ApiError("markdown_text_conflict")
    if len(markdown) > limits.MARKDOWN_CHARACTERS:
        raise ApiError("msg_too_long")
    return context.composing.content(
        arguments.text("text") or markdown,
        arguments.structured("blocks"),
        arguments.structured("attachments"),
        arguments.structured("metadata"),
    )


def _own_message(context: Context, error: str) -> Message:
    message = context.message(context.channel(), "ts")
    if message.bot_id != context.state.bot_id:
        raise ApiError(error)
    return message


def _react(context: Context) -> Payload:
    context.posting.react(_reacted(context), _emoji_name(context), context.state.bot.id)
    return {}


def _unreact(context: Context) -> Payload:
    context.posting.unreact(_reacted(context), _emoji_name(context), context.state.bot.id)
    return {}


def _get_reactions(context: Context) -> Payload:
    message = _reacted(context)
    return {"type": "message", "channel": message.channel, "message": message.to_api(with_metadata=False)}


def _emoji_name(context: Context) -> str:
    name = context.arguments.required("name", "no_reaction_specified").strip(":")
    if not name.replace("_", "").replace("-", "").replace("+", "").replace(":", "").isalnum():
        raise ApiError("invalid_name")
    return name


def _reacted(context: Context) -> Message:
    return context.message(context.own_channel(), "timestamp", "no_item_specified")


METHODS = {
    "conversations.open": Method(_open, tier=3),
    "conversations.info": Method(_info, tier=3),
    "conversations.list": Method(_list, tier=2),
    "conversations.members": Method(_members, tier=4),
    "conversations.history": Method(_history, tier=3),
    "conversations.replies": Method(_replies, tier=3),
    "chat.postMessage": Method(_post_message, tier=3, scope="chat:write"),
    "chat.postEphemeral": Method(_post_ephemeral, tier=4, scope="chat:write"),
    "chat.update": Method(_update, tier=3, scope="chat:write"),
    "chat.delete": Method(_delete, tier=3, scope="chat:write"),
    "chat.getPermalink": Method(_get_permalink, tier=4),
    "reactions.add": Method(_react, tier=3, scope="reactions:write"),
    "reactions.remove": Method(_unreact, tier=2, scope="reactions:write"),
    "reactions.get": Method(_get_reactions, tier=3, scope="reactions:read"),
}
