"""Regulations that a notice encloses as its annexes: 关于印发《考勤办法》的通知, and below it 附件1 考勤办法."""

from collections.abc import Sequence
from dataclasses import replace

from bot.importing.source import Line
from bot.importing.structure.front_and_back.title_page import is_document_title
from bot.importing.structure.lines.headings import FoundHeading, heading_of
from bot.importing.structure.lines.openings import Style, opening_of
from bot.rulebook import HeadingKind

_SENDS = ("印发", "印發", "发布", "發布", "公布", "颁布")
_FEWEST = 2  # numbers of the notice: with fewer it is but a preface


def parted_from_notice(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """The lines of the notice with its other annexes, and those of each regulation; none where it is no such notice."""
    annexes = {at: found for at, line in enumerate(lines) if (found := _annex(line))}
    notice, regulations, end = list[Line](), list[tuple[Line, ...]](), 0
    for at, annex in annexes.items():
        body = at + (not annex.title)
        title = annex.title or (lines[body].text.strip() if body < len(lines) else "")
        before = lines[: min(annexes)]
        if at < end or not _sends(before, title) or not _is_numbered(before):
            continue
        notice += lines[end:at]
        others = (place for place, other in annexes.items() if place > at and _follows(annex, other))
        end = next(others, len(lines))
        regulations.append((replace(lines[body], text=title, label=""), *lines[body + 1 : end]))
    return ((*notice, *lines[end:]), *regulations) if regulations else ()


def _annex(line: Line) -> FoundHeading | None:
    found = heading_of(line)
    return found if found and found.kind is HeadingKind.ANNEX else None


def _sends(before: Sequence[Line], title: str) -> bool:
    """Whether a line names it between brackets and says that it is sent herewith."""
    called = f"《{_bare(title)}》"
    return is_document_title(title) and any(
        called in _bare(line.text) and any(word in line.text for word in _SENDS) for line in before
    )


def _is_numbered(before: Sequence[Line]) -> bool:
    openings = [opening for line in before if (opening := opening_of(line))]
    return sum(opening.style in {Style.HAN, Style.ARTICLE} for opening in openings) >= _FEWEST


def _follows(annex: FoundHeading, other: FoundHeading) -> bool:
    """附件2 behind 附件1: the regulation may have annexes of its own, which count from one."""
    numbers = annex.number, other.number
    return all(number.isdecimal() for number in numbers) and int(other.number) == int(annex.number) + 1


def _bare(text: str) -> str:
    return "".join(text.split())
