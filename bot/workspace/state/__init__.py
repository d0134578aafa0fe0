"""What the workspace holds: users, conversations, messages, files, views, and a feed of what changes in it."""

from bot.workspace.state.channels import Channel
from bot.workspace.state.channels import ChannelKind
from bot.workspace.state.feed import Update
from bot.workspace.state.feed import UpdateKind
from bot.workspace.state.files import LARGEST_FILE
from bot.workspace.state.files import File
from bot.workspace.state.manifest import EVENT_SCOPES
from bot.workspace.state.manifest import App
from bot.workspace.state.manifest import DeclaredShortcut
from bot.workspace.state.manifest import read_manifest
from bot.workspace.state.messages import Message
from bot.workspace.state.users import Account
from bot.workspace.state.users import User
from bot.workspace.state.users import UserGroup
from bot.workspace.state.views import View
from bot.workspace.state.views import with_block_ids
from bot.workspace.state.workspace_state import Pane
from bot.workspace.state.workspace_state import Tokens
from bot.workspace.state.workspace_state import WorkspaceState
from bot.workspace.state.workspace_state import new_state

__all__ = [
    "EVENT_SCOPES", "LARGEST_FILE", "Account", "App", "Channel", "ChannelKind", "DeclaredShortcut", "File",
    "Message", "Pane", "Tokens", "Update", "UpdateKind", "User", "UserGroup", "View",
    "WorkspaceState", "new_state", "read_manifest", "with_block_ids",
]  # fmt: skip
