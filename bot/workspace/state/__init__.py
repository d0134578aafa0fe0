"""What the workspace holds: users, conversations, messages, files, views, and a feed of what changes in it."""

from bot.workspace.state.channels import Channel, ChannelKind
from bot.workspace.state.feed import Update, UpdateKind
from bot.workspace.state.files import LARGEST_FILE, File
from bot.workspace.state.manifest import EVENT_SCOPES, App, DeclaredShortcut, read_manifest
from bot.workspace.state.messages import Message
from bot.workspace.state.panels import Panel, entity_reads
from bot.workspace.state.users import AccountSettings, User, UserGroup
from bot.workspace.state.views import View, with_block_ids
from bot.workspace.state.workspace_state import Pane, Tokens, WorkspaceState

__all__ = [
    "EVENT_SCOPES", "LARGEST_FILE", "AccountSettings", "App", "Channel", "ChannelKind", "DeclaredShortcut", "File",
    "Message", "Pane", "Panel", "Tokens", "Update", "UpdateKind", "User", "UserGroup", "View",
    "WorkspaceState", "entity_reads", "read_manifest", "with_block_ids",
]  # fmt: skip
