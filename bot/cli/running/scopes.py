"""The scopes that the app's manifest asks for, and what does not work without each."""

from bot.cli.context import shipped_manifest
from bot.cli.errors import NoManifestError
from bot.wording import Catalogue

_LOST = {
    "app_mentions:read": "scopes.mentions",
    "assistant:write": "scopes.pane",
    "channels:read": "scopes.readers",
    "commands": "scopes.commands",
    "files:read": "scopes.documents",
    "files:write": "scopes.files",
    "groups:read": "scopes.readers",
    "im:history": "scopes.direct",
    "im:write": "scopes.letters",
    "links:read": "scopes.links",
    "links:write": "scopes.links",
    "usergroups:read": "scopes.groups",
    "users:read": "scopes.people",
}


def shipped_scopes() -> frozenset[str]:
    """What the app's manifest asks for and needs; nothing where there is none. Raises KnowledgeError."""
    try:
        scopes = shipped_manifest()["oauth_config"]["scopes"]
        return frozenset(scopes["bot"]).difference(scopes.get("bot_optional") or ())
    except NoManifestError:
        return frozenset()


def missing_scope(scope: str, say: Catalogue) -> str:
    """That a scope was not granted, and what does not work because of that."""
    return say("serve.scope-missing", scope=scope, loss=say(_LOST.get(scope, "scopes.other")))
