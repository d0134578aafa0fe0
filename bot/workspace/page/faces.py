"""Avatars without pictures: initials on a colour, the same for the same person every time."""

import re
from dataclasses import dataclass

from bot.workspace.state import User

HUES = 10
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Face:
    """How an account looks: its name, initials, number of a colour, and whether it is an app."""

    id: str
    name: str
    initials: str
    hue: int
    is_app: bool
    title: str = ""


def face(user: User) -> Face:
    """The face of an account."""
    hue = sum(map(ord, user.id)) % HUES
    return Face(user.id, user.real_name, initials(user.real_name), hue, user.is_bot, user.title)


def initials(name: str) -> str:
    """The given name in Chinese (敏, 建国), the first letters of two words elsewhere."""
    han = _HAN.findall(name)
    if han:
        return "".join(han if len(han) < 3 else han[-2:])
    return "".join(word[0] for word in _WORD.findall(name)[:2]).upper() or "?"
