"""chat.*, reactions.*: messages posted, edited and deleted, and emoji under them."""

from bot.workspace.block_kit import limits
from bot.workspace.posting import Content
from bot.workspace.state import Channel, Message
from bot.workspace.web_api.context import Context, Method
from bot.workspace.wire import ApiError, Payload


def _post_message(context: Context) -> Payload:
    channel = _target(context)
    content = _content(context)
    message = context.composing.bot_message(channel.id, content, thread_ts=context.thread(channel))
    return _posted(context, context.posting.post(message))


def _post_ephemeral(context: Context) -> Payload:
    channel = context.channel()
    if context.state.bot.id not in channel.members:
        raise ApiError("not_in_channel")
    reader = context.arguments.required("user", "user_not_in_channel")
    if reader not in channel.members:
        raise ApiError("user_not_in_channel")
    message = context.composing.bot_message(
        channel.id, _content(context), thread_ts=context.thread(channel), ephemeral_to=reader
    )
    return {"message_ts": context.posting.post(message).ts}


def _update(context: Context) -> Payload:
    """Change a message. Blocks that are not mentioned stay, whatever the text says; an empty list removes them.

    Source: the method's documentation, and python-slack-sdk#523.
    """
    channel = context.channel()
    before = _own_message(context, channel, "cant_update_message")
    content = _content(context)
    blocks = content.blocks if context.arguments.structured("blocks") is not None else before.blocks
    after = context.posting.edit(before, content.text, blocks, content.metadata or before.metadata)
    message = after.to_api(with_metadata=False)
    return {"channel": channel.id, "ts": after.ts, "text": after.text, "message": message}


def _delete(context: Context) -> Payload:
    channel = context.channel()
    message = _own_message(context, channel, "cant_delete_message")
    context.posting.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def _get_permalink(context: Context) -> Payload:
    channel = context.channel()
    message = context.message(channel, "message_ts")
    return {"channel": channel.id, "permalink": permalink(context.state.team_domain, message)}


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


def _own_message(context: Context, channel: Channel, error: str) -> Message:
    message = context.message(channel, "ts")
    if message.bot_id != context.state.bot_id:
        raise ApiError(error)
    return message


def _posted(context: Context, message: Message) -> Payload:
    body = context.state.history.to_api(message, with_metadata=True)
    return {"channel": message.channel, "ts": message.ts, "message": body}


def _react(context: Context) -> Payload:
    context.posting.react(_reacted(context), _emoji_name(context), context.state.bot.id)
    return {}


def _unreact(context: Context) -> Payload:
    context.posting.unreact(_reacted(context), _emoji_name(context), context.state.bot.id)
    return {}


def _get_reactions(context: Context) -> Payload:
    message = _reacted(context)
    body = message.to_api(with_metadata=False)
    return {"type": "message", "channel": message.channel, "message": body}


def _emoji_name(context: Context) -> str:
    name = context.arguments.required("name", "no_reaction_specified").strip(":")
    if not name.replace("_", "").replace("-", "").replace("+", "").replace(":", "").isalnum():
        raise ApiError("invalid_name")
    return name


def _reacted(context: Context) -> Message:
    return context.message(context.own_channel(), "timestamp", "no_item_specified")


METHODS = {
    "chat.postMessage": Method(_post_message, tier=3, scope="chat:write"),
    "chat.postEphemeral": Method(_post_ephemeral, tier=4, scope="chat:write"),
    "chat.update": Method(_update, tier=3, scope="chat:write"),
    "chat.delete": Method(_delete, tier=3, scope="chat:write"),
    "chat.getPermalink": Method(_get_permalink, tier=4),
    "reactions.add": Method(_react, tier=3, scope="reactions:write"),
    "reactions.remove": Method(_unreact, tier=2, scope="reactions:write"),
    "reactions.get": Method(_get_reactions, tier=3, scope="reactions:read"),
}
