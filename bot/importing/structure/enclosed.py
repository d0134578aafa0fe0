"""Regulations that a notice encloses as its annexes: 关于印发《考勤办法》的通知, and below it 附件1 考勤办法."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.importing.source import Line
from bot.importing.structure.front_and_back.title import is_document_title
from bot.importing.structure.lines.headings import FoundHeading, heading_of, is_like_title
from bot.importing.structure.lines.openings import Opening, Style, opening_of
from bot.rulebook import HeadingKind

_SENDS = ("印发", "印發", "发布", "發布", "公布", "颁布")
_BRACKETED = re.compile(r"[（(〔【\[].{1,60}[）)〕】\]]")  # when it was made
_FEWEST = 2  # numbers of the notice: with fewer it is but a preface


def parted_from_notice(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """The lines of the notice with its other annexes, and those of each regulation; none where it is no such notice.

    One without numbers is no book: it stands before the first of the regulations, whose title the annex then is.
    """
    annexes = {at: found for at, line in enumerate(lines) if (found := _annex(line))}
    before, end = lines[: min(annexes, default=0)], 0
    notice, others, regulations = [*before], list[Line](), list[tuple[Line, ...]]()
    for at, annex in annexes.items():
        body = at + (not annex.title)
        title = annex.title or _title_at(lines, body)
        if at < end or not _sends(before, title):
            continue
        others += lines[max(end, len(before)) : at]
        begin, behind = _title_again(lines, body, title)
        (others if regulations else notice).extend(
            line for line in lines[body + 1 : begin] if not _annex(line)
        )
        following = (place for place, other in annexes.items() if place > begin and _follows(annex, other))
        end = next(following, len(lines))
        regulations.append((replace(lines[begin], text=title, label=""), *lines[behind:end]))
    others += lines[end:]
    if not regulations or _is_numbered(before):
        return ((*notice, *others), *regulations) if regulations else ()
    regulations[0] = (*notice, *regulations[0])
    regulations[-1] = (*regulations[-1], *others)
    return tuple(regulations)


def parted_below_points(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """The same where no annex is named: points of the notice, and then the title that it names, above a first number.

    None where the notice has no points: it is but the preface.
    """
    titles = (at for at in range(1, len(lines)) if _begins_below(lines, at))
    starts = [at for at in titles if _sends(lines[:at], lines[at].text.strip())]
    points = [line for line in lines[: min(starts, default=0)] if not _is_title(line)]
    if sum(opening.number in {(1,), (2,)} for opening in _openings(points)) < _FEWEST:
        return ()
    return tuple(tuple(lines[start:end]) for start, end in pairwise([0, *starts, len(lines)]))


def _begins_below(lines: Sequence[Line], at: int) -> bool:
    """Whether the first number of a regulation stands below this line, but for what stands in brackets."""
    below = next((line for line in lines[at + 1 :] if not _BRACKETED.fullmatch(line.text.strip())), Line(""))
    heading, opening = heading_of(below), opening_of(below)
    return (heading.number == "1") if heading else opening is not None and opening.number == (1,)


def _is_title(line: Line) -> bool:
    opening = opening_of(line)
    return opening is not None and is_like_title(opening.rest)


def _annex(line: Line) -> FoundHeading | None:
    found = heading_of(line)
    return found if found and found.kind is HeadingKind.ANNEX else None


def _title_at(lines: Sequence[Line], at: int) -> str:
    """The title on this line, with its edition where that stands on the line below: （试行）."""
    written = [line.text.strip() for line in lines[at : at + 2]]
    is_edition = len(written) > 1 and written[1][:1] in {"（", "("} and written[1][-1:] in {"）", ")"}
    return "".join(written if is_edition else written[:1])


def _title_again(lines: Sequence[Line], at: int, title: str) -> tuple[int, int]:
    """From where to where the last such title before the first number stands: what is above is the notice's own."""
    begin, behind = at, at + 1
    for place in range(at, len(lines)):
        heading = heading_of(lines[place])
        is_numbered = heading and heading.number and heading.kind is not HeadingKind.ANNEX
        if is_numbered or opening_of(lines[place]):
            break
        for end in (place + 1, place + 2):
            if _bare("".join(line.text for line in lines[place:end])) == _bare(title):
                begin, behind = place, end
    return begin, behind


def _sends(before: Sequence[Line], title: str) -> bool:
    """Whether a line names it between brackets and says that it is sent herewith."""
    called = f"《{_bare(title)}》"
    return is_document_title(title) and any(
        called in _bare(line.text) and any(word in line.text for word in _SENDS) for line in before
    )


def _is_numbered(before: Sequence[Line]) -> bool:
    return sum(opening.style in {Style.HAN, Style.ARTICLE} for opening in _openings(before)) >= _FEWEST


def _openings(lines: Sequence[Line]) -> list[Opening]:
    return [opening for line in lines if (opening := opening_of(line))]


def _follows(annex: FoundHeading, other: FoundHeading) -> bool:
    """附件2 behind 附件1: the regulation may have annexes of its own, which count from one."""
    numbers = annex.number, other.number
    return all(number.isdecimal() for number in numbers) and int(other.number) == int(annex.number) + 1


def _bare(text: str) -> str:
    return "".join(text.split())
