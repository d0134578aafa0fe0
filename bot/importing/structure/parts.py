"""Where several regulations in one file part: as somebody said, or as the file itself marks each of their titles."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.importing.source import ImportRefusedError, Line, Refusal
from bot.importing.structure.enclosed import parted_below_points, parted_from_notice
from bot.importing.structure.titles_alike import are_headings, chapters_alike, regulations_alike

_PAGE = re.compile(r"(?:p(?:age|\.)?\s{0,9}|第)?\s{0,9}(?P<page>\d{1,5})\s{0,9}页?", re.IGNORECASE)


@dataclass(frozen=True)
class Parting:
    """The lines of each part, those above the first, and whether the titles say for sure that they begin there."""

    parts: tuple[tuple[Line, ...], ...]
    above: tuple[Line, ...] = ()
    is_marked: bool = False


def parted(lines: Sequence[Line], parts: Sequence[str], listed: Collection[str] = ()) -> Parting:
    """The lines of each regulation; what stands before the first is left out where somebody said where they begin.

    `parts` are titles as they are printed, or pages (12, p. 12, 第12页); raises ImportRefusedError for one that is not
    there. `listed` are the entries of the contents.
    """
    starts = _said(lines, parts) if parts else regulations_alike(lines, listed)
    if not starts and not parts and (enclosed := parted_from_notice(lines) or parted_below_points(lines)):
        return Parting(enclosed)
    return replace(_at(lines, starts), is_marked=not parts) if starts else Parting((tuple(lines),))


def chapters_of_handbook(lines: Sequence[Line], listed: Collection[str]) -> Parting | None:
    """The chapters that stand below the title of a handbook, where all their titles are marked alike.

    They are sure where these are headings, or larger than the text.
    """
    starts = chapters_alike(lines, listed)
    return replace(_at(lines, starts), is_marked=are_headings(lines, starts)) if starts else None


def _at(lines: Sequence[Line], starts: Sequence[int]) -> Parting:
    ends = [*starts[1:], len(lines)]
    parts = tuple(tuple(lines[start:end]) for start, end in zip(starts, ends, strict=True))
    return Parting(parts, tuple(lines[: starts[0]]))


def _said(lines: Sequence[Line], parts: Sequence[str]) -> list[int]:
    starts, after = list[int](), 0
    for part in parts:
        page = _PAGE.fullmatch(part.strip())
        found = (
            index
            for index in range(after, len(lines))
            if _bare(lines[index].text) == _bare(part)
            or (page and (lines[index].page or 0) >= int(page["page"]))
        )
        if (start := next(found, None)) is None:
            raise ImportRefusedError(Refusal.UNKNOWN_PART, part=part)
        starts.append(start)
        after = start + 1
    return starts


def _bare(text: str) -> str:
    return "".join(text.split()).strip("《》")
