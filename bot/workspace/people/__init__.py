"""What people do in the workspace: write, click, fill in modals, run commands. Tests and the page drive it by this."""

from bot.workspace.people.gestures import Gestures, Interaction
from bot.workspace.people.person import Person, Where, find_channel

__all__ = ["Gestures", "Interaction", "Person", "Where", "find_channel"]
