"""What managers and HR want done with a path: typed behind `/rule onboarding`, or filled into a form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.slack.blocks import limits
from bot.slack.blocks.elements import option
from bot.slack.blocks.rich_text import Block, context
from bot.slack.onboarding.buttons import ASSIGN_FORM
from bot.slack.surface import View, input_block, modal, with_submit
from bot.slack.transport.arriving.payloads import Submission
from bot.wording import Catalogue

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
_NAMED: Mapping[str, str] = {
    "buddy": "buddy",
    "导师": "buddy",
    "manager": "manager",
    "上级": "manager",
    "直属上级": "manager",
}


@dataclass(frozen=True)
class Command:
    """What is wanted, of which `person`; `role`, `start`, `buddy` and `manager` as far as they are given.

    `unread`: a word that says nothing here.
    """

    verb: Verb
    person: str = ""
    role: str = ""
    start: date | None = None
    buddy: str = ""
    manager: str = ""
    unread: str = ""


def parse(typed: str) -> Command | None:
    """The command that stands behind `/rule`; None for what is a question about the rules."""
    first, *words = typed.split() or [""]
    if typed.strip() == "我的入职" or (first.casefold() == "onboarding" and not words):
        return Command(Verb.SHOW)
    if first[:2] == "入职" and first[2:] in _WORDS and all(map(_names_no_subject, words)):
        first, words = first[:2], [first[2:], *words]  # 入职报告, without a blank
    verb = _WORDS.get(words[0].casefold()) if words and first.casefold() in _FIRST else None
    if verb is Verb.REPORT and [word.casefold() for word in words[1:]] == ["csv"]:
        return Command(Verb.EXPORT)
    return _read(verb, words[1:]) if verb else None


def _names_no_subject(word: str) -> bool:
    """Whether a word can stand in a command, where a question would go on about the rules."""
    return bool(_PERSON.fullmatch(word)) or word.casefold() == "csv"


def assign_form(roles: Sequence[str], say: Catalogue) -> View:
    """Who, with whom, in which role and from when on; only the first is needed."""
    names = [option(name, name) for name in (role[: limits.LABEL] for role in roles)]
    inputs: dict[str, Block] = {name: {"type": "users_select"} for name in ("who", "buddy", "manager")}
    inputs |= {"role": {"type": "static_select", "options": names}} if roles else {}
    inputs |= {"start": {"type": "datepicker"}}
    blocks = [
        input_block(
            name, say(f"onboarding.arrange.{name}"), box | {"action_id": name}, is_optional=name != "who"
        )
        for name, box in inputs.items()
    ]
    form = modal("onboarding.arrange", [*blocks, context(say("onboarding.arrange.hint"))], say)
    return with_submit(form, ASSIGN_FORM, say("onboarding.arrange.submit"))


def assigned(form: Submission) -> Command:
    """The submitted form as a command to change somebody's path; whoever is on none is to start one."""
    entered = {name: form.entered(name) for name in form.view.values}
    person, start = entered.pop("who"), entered.pop("start")
    return Command(Verb.CHANGE, person, start=date.fromisoformat(start) if start else None, **entered)


def _read(verb: Verb, words: list[str]) -> Command:
    people: dict[str, str] = {}
    roles: list[str] = []
    start: date | None = None
    expected = "person"
    for word in words:
        if person := _PERSON.fullmatch(word):
            people[expected], expected = person[1], "person"
        elif word.casefold() in _NAMED:
            expected = _NAMED[word.casefold()]
        elif day := _day(word):
            start = day
        elif word.startswith("@"):
            return Command(verb, unread=word)
        else:
            roles.append(word)
    return Command(verb, role=" ".join(roles), start=start, **people)


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
