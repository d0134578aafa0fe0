"""Blocks and views: the words and elements in them, and whether Slack would take them. Knows no channel."""

from bot.workspace.block_kit.elements import Element, choices, elements, find_element, plain, readable
from bot.workspace.block_kit.entities import entity_violations
from bot.workspace.block_kit.limits import Violation, characters
from bot.workspace.block_kit.validation import BlockKit, block_kit

__all__ = [
    "BlockKit", "Element", "Violation", "block_kit", "characters", "choices", "elements", "entity_violations",
    "find_element", "plain", "readable",
]  # fmt: skip
