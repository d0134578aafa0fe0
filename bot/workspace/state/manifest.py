"""The app as its manifest declares it: scopes, events, commands, shortcuts, what its home shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

EVENT_SCOPES: Mapping[str, str] = {
    "app_mention": "app_mentions:read",
    "assistant_thread_context_changed": "assistant:write",
    "assistant_thread_started": "assistant:write",
    "channel_archive": "channels:read",
    "channel_rename": "channels:read",
    "channel_shared": "channels:read",
    "link_shared": "links:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_join": "users:read",
    "user_change": "users:read",
}


@dataclass(frozen=True, slots=True)
class DeclaredShortcut:
    """A declared shortcut; `kind` is `global` or `message`."""

    name: str
    kind: str
    callback_id: str


@dataclass(frozen=True, slots=True)
class App:
    """What the manifest says, as far as a workspace acts on it; `previews` are the types of Work Objects shown."""

    name: str
    description: str
    bot_name: str
    scopes: tuple[str, ...]
    events: frozenset[str]
    commands: Mapping[str, Mapping[str, Any]]
    shortcuts: tuple[DeclaredShortcut, ...]
    has_home_tab: bool
    has_agent_view: bool
    suggested_prompts: tuple[Mapping[str, Any], ...]
    unfurl_domains: tuple[str, ...] = ()
    previews: frozenset[str] = frozenset()
    id: str = "A00000001"

    def hears(self, event: str) -> bool:
        """Whether the app subscribed to this event and has the scope that it needs."""
        return event in self.events and EVENT_SCOPES.get(event, "") in {"", *self.scopes}

    @property
    def hears_context(self) -> bool:
        """Whether the app is told what a person looks at: an agent that subscribed to `app_context_changed`."""
        return self.has_agent_view and self.hears("app_context_changed")

    def shortcut(self, name: str, kind: str) -> DeclaredShortcut | None:
        """The shortcut with this name or callback id, if the manifest has it."""
        return next(
            (one for one in self.shortcuts if one.kind == kind and name in {one.name, one.callback_id}), None
        )


def read_manifest(manifest: Mapping[str, Any]) -> App:
    """The app of a manifest given as a mapping; a missing section counts as empty."""
    features = manifest.get("features") or {}
    settings = manifest.get("settings") or {}
    home = features.get("app_home") or {}
    previews = features.get("rich_previews") or {}
    display = manifest.get("display_information") or {}
    name = str(display.get("name", "app"))
    scopes = ((manifest.get("oauth_config") or {}).get("scopes") or {}).get("bot") or ()
    return App(
        name=name,
        description=str(display.get("description", "")),
        bot_name=str((features.get("bot_user") or {}).get("display_name", name)),
        scopes=tuple(scopes),
        events=frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or ()),
        commands={one["command"]: one for one in features.get("slash_commands") or ()},
        shortcuts=tuple(
            DeclaredShortcut(one["name"], one["type"], one["callback_id"])
            for one in features.get("shortcuts") or ()
        ),
        has_home_tab=bool(home.get("home_tab_enabled", False)),
        has_agent_view="agent_view" in features,
        suggested_prompts=tuple((features.get("agent_view") or {}).get("suggested_prompts") or ()),
        unfurl_domains=tuple(features.get("unfurl_domains") or ()),
        previews=frozenset(previews.get("entity_types") or ()) if previews.get("is_active") else frozenset(),
    )
