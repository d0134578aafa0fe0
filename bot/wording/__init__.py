"""Every sentence that people can read, in Chinese and English."""

from bot.wording.catalogue import Language, Wording, language_of, wording
from bot.wording.replies import courtesy, owner, standing, why

__all__ = ["Language", "Wording", "courtesy", "language_of", "owner", "standing", "why", "wording"]
