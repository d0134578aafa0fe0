"""Blocks and views: the words and elements in them, and whether Slack would take them. Knows no channel."""

from bot.workspace.block_kit.elements import Element
from bot.workspace.block_kit.elements import choices
from bot.workspace.block_kit.elements import elements
from bot.workspace.block_kit.elements import find_element
from bot.workspace.block_kit.elements import plain
from bot.workspace.block_kit.elements import readable
from bot.workspace.block_kit.limits import Violation
from bot.workspace.block_kit.limits import characters
from bot.workspace.block_kit.validation import BlockKit

__all__ = [
    "BlockKit", "Element", "Violation", "characters", "choices", "elements", "find_element", "plain", "readable",
]  # fmt: skip
