"""Regulations that a notice encloses as its annexes: 关于印发《考勤办法》的通知, and below it 附件1 考勤办法."""

from collections.abc import Sequence
from dataclasses import replace

from bot.importing.source import Line
from bot.importing.structure.front_and_back.title import is_document_title
from bot.importing.structure.lines.headings import FoundHeading, heading_of
from bot.importing.structure.lines.openings import Style, opening_of
from bot.rulebook import HeadingKind

_SENDS = ("印发", "印發", "发布", "發布", "公布", "颁布")
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
    openings = [opening for line in before if (opening := opening_of(line))]
    return sum(opening.style in {Style.HAN, Style.ARTICLE} for opening in openings) >= _FEWEST


def _follows(annex: FoundHeading, other: FoundHeading) -> bool:
    """附件2 behind 附件1: the regulation may have annexes of its own, which count from one."""
    numbers = annex.number, other.number
    return all(number.isdecimal() for number in numbers) and int(other.number) == int(annex.number) + 1


def _bare(text: str) -> str:
    return "".join(text.split())
