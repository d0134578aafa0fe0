"""What was found in knowledge files, or keeps a document from being imported, in words."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from bot.importing.source import ImportRefusedError
from bot.importing.writing.unfit import UnfitTextError
from bot.knowledge import Finding, IssueKind, WarningKind, Word, severity_of
from bot.obstacles import Obstacle
from bot.rulebook.designation.numerals import CHINESE_NUMERALS
from bot.wording.catalogue import Catalogue

Found = TypeVar("Found", Finding[IssueKind], Finding[WarningKind], Finding[IssueKind] | Finding[WarningKind])
_QUOTATIONS = {"written", "cut", "key", "known", "heading", "clause", "before", "first"}
_WITHHELD = "\0"  # in the place of a quotation: no file of rules can hold it
_LONGEST = 200  # characters of what a sentence quotes: as many lines of a terminal as a person reads
_NAMES_A_PLACE = re.compile(
    r"[0-9A-Za-z_./-]{1,20}(?: › [0-9A-Za-z_./-]{1,20}){0,8}"
    rf"|(?:第[0-9{CHINESE_NUMERALS}]{{1,9}}[编編章节節条條](?:之[0-9{CHINESE_NUMERALS}]{{1,3}})?){{1,4}}"
)


def _visible(words: Mapping[str, Word]) -> dict[str, Word]:
    return {
        name: tuple(map(_shortened, word)) if isinstance(word, tuple) else _shortened(word)
        for name, word in words.items()
    }


def _shortened(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def visible(text: object) -> str:
    """A file's name, or what stands in one, with what a terminal would obey or hide written out."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in str(text)
    )


def finding_sentence(finding: Finding[IssueKind] | Finding[WarningKind], say: Catalogue) -> str:
    """What was found, and what to do about it."""
    withheld = {name: say("finding.withheld") for name, word in finding.words.items() if word == _WITHHELD}
    words = _visible(finding.words) | withheld
    if words.get("expected") in {"text", "list", "mapping"}:
        words["expected"] = say(f"expected.{words['expected']}")
    if isinstance(why := finding.words.get("why"), Obstacle):
        words["why"] = say(f"obstacle.{why}")
    if isinstance(finding.kind, IssueKind):
        return say(f"fault.{finding.kind}", **words)
    return say(f"warning.{finding.kind}", **words)


def place(finding: Finding[IssueKind] | Finding[WarningKind], folder: Path | None = None) -> str:
    """Where it was found: the file (in `folder`) and, where it stands on one, the line."""
    kind = finding.kind
    has_line = kind.has_line if isinstance(kind, IssueKind) else kind is not WarningKind.NOT_READ
    is_inside = folder is not None and finding.path.is_relative_to(folder) and finding.path != folder
    path = visible(finding.path.relative_to(folder) if folder and is_inside else finding.path)
    return f"{path}:{finding.line}" if has_line else path


def without_quotations(finding: Found) -> Found:
    """The same without what it quotes of the files, but for numbers and single Latin words: 7.1, 第七条, titel."""
    bare = {
        name: word
        if name not in _QUOTATIONS or (isinstance(word, str) and _NAMES_A_PLACE.fullmatch(word))
        else _WITHHELD
        for name, word in finding.words.items()
    }
    return replace(finding, words=bare)


def finding_line(finding: Finding[WarningKind], say: Catalogue) -> str:
    """The sentence behind how much it matters."""
    severity = say(f"severity.{severity_of(finding.kind)}")
    return say("lint.finding", severity=severity, sentence=finding_sentence(finding, say))


def refusal_sentence(error: ImportRefusedError, say: Catalogue) -> str:
    """Why a file is not imported, and what to do instead."""
    words = _visible(error.words)
    if not isinstance(error, UnfitTextError):
        return say(f"import.refused.{error.refusal.replace('_', '-')}", **words)
    file, what = words["file"], finding_sentence(error.fault, say)
    if place := next((say(f"import.{name}", **{name: at}) for name, at in error.place.items()), ""):
        return say("import.refused.unfit-text-at", file=file, place=place, what=what)
    return say("import.refused.unfit-text", file=file, what=what)
