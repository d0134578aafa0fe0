"""The inline pieces that texts share: mentions, links, emoji. Everything that comes in is escaped."""

from urllib.parse import urlsplit

from markupsafe import Markup

from bot.workspace.page.html.reading import Reading

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_LINK = Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>')
_MENTION = Markup('<span class="mention">{}</span>')


def user(user_id: str, reading: Reading) -> Markup:
    """@ and the person's name."""
    return _MENTION.format(f"@{reading.names.users.get(user_id, user_id)}")


def channel(channel_id: str, reading: Reading) -> Markup:
    """# and the channel's name; a channel that the reader does not find stays nameless."""
    return _MENTION.format(f"#{reading.names.channels.get(channel_id) or reading.phrase('channel.unknown')}")


def user_group(group_id: str, reading: Reading) -> Markup:
    """@ and the handle of a user group."""
    return _MENTION.format(f"@{reading.names.groups.get(group_id, group_id)}")


def broadcast(scope: str) -> Markup:
    """@here, @channel, @everyone."""
    return Markup('<span class="mention is-broadcast">{}</span>').format(f"@{scope}")


def link(url: str, label: str) -> Markup:
    """A link; an address of another kind than the web's or mail's is shown as text."""
    return _LINK.format(url, label) if is_safe(url) else Markup("{}").format(label)


def unescaped(text: str) -> str:
    """Text of a message as a person reads it: Slack escapes these three and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def is_safe(url: str) -> bool:
    """Whether the address may be followed."""
    try:
        return urlsplit(url).scheme.lower() in SAFE_SCHEMES
    except ValueError:
        return False


def unsupported(kind: object, reading: Reading) -> Markup:
    """In the place of a piece of text that this page does not know."""
    return Markup('<span class="unsupported">{}</span>').format(reading.phrase("unsupported", type=kind))
