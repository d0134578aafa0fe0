"""`/rule onboarding ...`: what is typed -> what is wanted; what is a question is none of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_FIRST = ("onboarding", "入职")


class Verb(StrEnum):
    """What can be done."""

    SHOW = "show"
    START = "start"
    CHANGE = "change"
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    GRANT = "grant"
    RESTART = "restart"
    END = "end"
    REPORT = "report"
    EXPORT = "export"
    HELP = "help"


_WORDS: Mapping[str, Verb] = {verb.value: verb for verb in Verb if verb is not Verb.SHOW} | {
    "开始": Verb.START,
    "修改": Verb.CHANGE,
    "暂停": Verb.PAUSE,
    "恢复": Verb.RESUME,
    "跳过": Verb.SKIP,
    "再考": Verb.GRANT,
    "重来": Verb.RESTART,
    "结束": Verb.END,
    "报告": Verb.REPORT,
    "导出": Verb.EXPORT,
    "帮助": Verb.HELP,
}
_NAMED: Mapping[str, str] = {"buddy": "buddy", "导师": "buddy", "manager": "manager", "上级": "manager"}


@dataclass(frozen=True)
class Order:
    """What is wanted, of whom; `role`, `start`, `buddy` and `manager` as far as they are given.

    `unread`: a word that says nothing here.
    """

    verb: Verb
    who: str = ""
    role: str = ""
    start: date | None = None
    buddy: str = ""
    manager: str = ""
    unread: str = ""


def order(typed: str) -> Order | None:
    """The order that stands behind the command's name; None for what is a question about the rules."""
    first, *words = typed.split() or [""]
    if typed.strip() == "我的入职" or (first.casefold() == "onboarding" and not words):
        return Order(Verb.SHOW)
    verb = _WORDS.get(words[0].casefold()) if words and first.casefold() in _FIRST else None
    if verb is Verb.REPORT and [word.casefold() for word in words[1:]] == ["csv"]:
        return Order(Verb.EXPORT)
    return _read(verb, words[1:]) if verb else None


def _read(verb: Verb, words: list[str]) -> Order:
    found: dict[str, str] = {}
    roles: list[str] = []
    start: date | None = None
    expected = "who"
    for word in words:
        if person := _PERSON.fullmatch(word):
            found[expected], expected = person[1], "who"
        elif word.casefold() in _NAMED:
            expected = _NAMED[word.casefold()]
        elif day := _day(word):
            start = day
        elif word.startswith("@"):
            return Order(verb, unread=word)
        else:
            roles.append(word)
    return Order(verb, role=" ".join(roles), start=start, **found)


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
