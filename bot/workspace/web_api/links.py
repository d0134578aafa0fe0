"""chat.unfurl, entity.presentDetails: what stands below a link in somebody's message, and the panel behind it."""

from collections.abc import Iterable
from dataclasses import replace
from html import escape
from typing import Any

from bot.workspace.block_kit import Violation, entity_violations
from bot.workspace.state import Message, Update
from bot.workspace.web_api.context import Context, Method
from bot.workspace.wire import ApiError, Payload

_STATUSES = frozenset({
    "restricted", "internal_error", "not_found", "custom", "custom_partial_view", "timeout", "edit_error",
})  # fmt: skip


def _unfurl(context: Context) -> Payload:
    """Put cards below a person's message, by the links in it that they stand for; the bot need not be a member.

    Work Objects are shown where the app has previews of their type switched on, and else left out without a word.
    """
    unfurls = context.arguments.structured("unfurls")
    metadata = context.arguments.structured("metadata")
    if not metadata and (not isinstance(unfurls, dict) or not unfurls):
        raise ApiError("missing_unfurls")
    message = _linked(context)
    cards = {url: _card(context, one) for url, one in _mapping(unfurls).items()}
    entities = {each["app_unfurl_url"]: each for each in _entities(metadata)}
    if any(escape(url, quote=False) not in message.text for url in {**cards, **entities}):
        raise ApiError("cannot_unfurl_url")
    shown = {url: each for url, each in entities.items() if each["entity_type"] in context.state.app.previews}
    context.posting.unfurl(message, cards, shown)
    return {}


def _linked(context: Context) -> Message:
    channel = context.state.channels.get(context.arguments.required("channel", "missing_channel"))
    if channel is None:
        raise ApiError("channel_not_found")
    message = context.state.history.find(channel.id, context.arguments.required("ts", "missing_ts"))
    if message is None or message.bot_id:
        raise ApiError("cannot_find_message")
    return message


def _mapping(unfurls: object) -> dict[str, Any]:
    return unfurls if isinstance(unfurls, dict) else {}


def _card(context: Context, card: Payload) -> tuple[Payload, ...]:
    """The blocks of a card: rich text is none that Slack takes there. Source: slackapi/java-slack-sdk#948 and #876."""
    blocks = context.composing.content("", card.get("blocks")).blocks
    rich = [place for place, block in enumerate(blocks) if block["type"] == "rich_text"]
    if rich:
        violations = [Violation("unsupported type: rich_text", f"/blocks/{place}/type") for place in rich]
        raise ApiError("invalid_blocks", violations)
    return blocks


def _entities(metadata: object) -> Iterable[Payload]:
    if metadata is None:
        return ()
    violations = list(entity_violations(metadata, "unfurl"))
    if violations or not isinstance(metadata, dict):
        raise ApiError("invalid_arguments", violations)
    return list(metadata["entities"])


def _present_details(context: Context) -> Payload:
    """Fill the panel that a person has just opened: with the Work Object they clicked on, or with why there is none.

    The trigger is looked at first, then the shape. Source: Slack's reference of the method, and an app's report
    (derive-to/derive#625).
    """
    trigger = context.arguments.required("trigger_id")
    user = context.state.triggers.redeem(trigger).user
    panel = context.state.panels.get(user)
    if panel is None or panel.trigger != trigger:
        raise ApiError("invalid_trigger_id")
    error = context.arguments.structured("error")
    if isinstance(error, dict):
        if error.get("status") not in _STATUSES:
            raise ApiError("invalid_arguments", ["[ERROR] unknown status [json-pointer:/error/status]"])
        panel = replace(panel, shown=None, error=error)
    else:
        metadata = context.arguments.structured("metadata")
        violations = list(entity_violations(metadata, "panel"))
        if violations or not isinstance(metadata, dict):
            raise ApiError("invalid_arguments", violations)
        if any(metadata[name] != panel.clicked[name] for name in ("external_ref", "url")):
            raise ApiError("entity_metadata_does_not_match_trigger")
        panel = replace(panel, shown=metadata, error=None)
    context.state.panels[user] = panel
    context.state.feed.publish(Update("panel_shown", panel.channel, panel.ts, user))
    return {}


METHODS = {
    "chat.unfurl": Method(_unfurl, tier=3, scope="links:write"),
    "entity.presentDetails": Method(_present_details, tier=3),
}
