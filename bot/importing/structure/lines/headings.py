"""Which lines are headings: 第一章 总则, Part II, 附件一, and what the file itself marks as one."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.importing.source import Line
from bot.importing.structure.lines.openings import FRAMED, is_framed, joined, opening_of, without_junk
from bot.rulebook import HeadingKind
from bot.rulebook.printed import read_heading

_RANKS = {
    HeadingKind.ANNEX: 1.0,
    HeadingKind.PART: 1.0,
    HeadingKind.SUBPART: 2.0,
    HeadingKind.CHAPTER: 3.0,
    HeadingKind.ARTICLE: 4.0,
    HeadingKind.SECTION: 5.0,
}
_ALONE = {"总则", "總則", "附则", "附則"}  # headings of law that often have no number
_READS_ON = re.compile(
    r"第|[的、，,；;。和及与與或至到中]|之?[规規]定|所[列称稱指述]|以及|或者|有关|有關|执行|适用|\([a-z\d]{1,3}\)"
    r"|\([^()]{1,60}\)[,;]?\s{1,3}[a-z]"  # section 4 (Files), then
    r"|(?:of|and|or|to|in|by|on|for|from|with|as|at|if|when|which|that|then|hereof|above|below"
    r"|shall|may|must|will|can|is|are|was|were|has|have|does|applies)\b"
)
_WRAPPED = re.compile(r"[a-z].*[.,;]$")  # the end of a sentence: section 4 (Files).
_READS_ON_APART = re.compile(r"第|[的、，,；;。]|之?[规規]定的")
_ENDS = re.compile(
    r"[。；;：:，,、？！?!]$|(?<=[a-z)\"”’'])\.$|\s\S*\d\.$|\b(?:to|of|the|an|and|or|by|under|see|is|are|that|which)$"
)
_ASKED_ABOUT = re.compile(r"(?:what|where|who|whom|which|how)\b.*\s(?:to|of|by|under|is|are)$", re.IGNORECASE)
_SENTENCE = re.compile(r"[。；！？]|; (?![A-Z])|(?<!\d)[a-z]\. [A-Z]")  # 1a. Arson is none
_LISTED = re.compile(r"[（(]?[1一][.．、）)]|《")  # what a list of annexes begins with
_VERB = re.compile(
    r"\b(?:is|are|was|were|may|must|shall|will|can|cannot|has|have)\b|^(?:Do not|Don[’']t|Never|Always|Please) [a-z]"
)
_GOES_ON = re.compile(r"(?:\S+ ){3}\S.*\b(?:in|on|at|for|with|from|as|not)$")
_ASKS = re.compile(r"(?:what|when|where|who|whom|whose|which|how|why|if)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:Q(?:uestion)?|问题?|問題?)\s{0,3}\d{0,3}\s{0,3}[:：.、．)]\s{0,3}(?P<question>\S.{0,200}[?？])",
    re.IGNORECASE,
)
_BOLDLY_ASKED = re.compile(
    r"(?P<question>\S[^?？]{0,200}[?？](?:.{0,60}[!！?？])?)"
)  # Why sign in? It takes so long!
_ANSWERED = re.compile(
    r"(?P<asked>(?:Q(?:uestion)?|问题?|問題?)\s{0,3}\d{0,3}\s{0,3}[:：.、．].{1,200}?[?？])"
    r"\s{0,9}(?P<answer>(?:A(?:nswer)?|答案?)\s{0,3}\d{0,3}\s{0,3}[:：.、．].+)",
    re.IGNORECASE,
)
_CAPITALS = re.compile("[A-Z]{3}")
_FEW_CAPITALS = re.compile("[A-Z]{2}")  # IT with an empty line before it, and OK without one
_COMPANY = re.compile(r"(?:\S+ ){1,4}(?:GMBH|LTD|INC|LLC|LLP|PLC|CORP|AG)\.?")  # who sent it, on a line alone
_EAST = re.compile("[\u2e80-\u9fff]")
_LONGEST = 40  # characters of a heading; letters count half
_IN_FRAME = re.compile(r"[【〖\[［〔]\s?(?P<words>[^【】〖〗\[\]［］〔〕]+?)\s?[】〗\]］〕]")
_BULLET = re.compile(r"[•●■▪◆➢*·–-]\s?(?=\S)")
_LARGER, _BOLD_AND_LARGER = 1.15, 1.05  # times the size of most letters
_LONGEST_LINE = 3 * _LONGEST  # with blanks between, and its number


@dataclass(frozen=True)
class FoundHeading:
    """A heading: `rank` says what stands under what (1 is outermost); `number` is "" where it has none."""

    kind: HeadingKind
    rank: float
    number: str
    title: str
    printed: str
    at: int = -1  # which line it is: two may be printed alike


def _reads_on(printed: str, title: str) -> bool:
    """Whether what stands behind 第一章 goes on as behind a reference; a blank before 适用范围 makes it a title."""
    is_apart = bool(_EAST.search(title)) and printed[: -len(title)].endswith(" ")
    return bool((_READS_ON_APART if is_apart else _READS_ON).match(title))


def _is_title(printed: str, title: str) -> bool:
    """Whether what stands behind 第一章 may be a title: apart from the number also a question or a call."""
    is_apart = not printed[: -len(title)][-1:].isalnum()
    return is_like_title(title.rstrip("？?！!") if is_apart else title)


def is_like_title(text: str) -> bool:
    """Whether a line is short and no sentence."""
    width = len(text) if _EAST.search(text) else len(text) / 2
    is_whole = not _ENDS.search(text) or bool(_ASKED_ABOUT.match(text))  # Who it applies to
    return bool(text) and width <= _LONGEST and is_whole and not _SENTENCE.search(text)


def is_large_title(text: str) -> bool:
    """Whether a line in larger letters is a title: it may also ask, or call out."""
    return is_like_title(text.rstrip("!！")) or bool(_BOLDLY_ASKED.fullmatch(text))


def says_something(text: str) -> bool:
    """Whether an English line is a statement, or its beginning: Members may vote, but not Who may apply."""
    return bool(_VERB.search(text) or _GOES_ON.match(text)) and not _ASKS.match(text)


def heading_of(line: Line) -> FoundHeading | None:
    """The heading that a line is by its words: 第一章 总则, Chapter 2, 附件一."""
    if line.table or line.missing or len(line.text) > _LONGEST_LINE:
        return None
    printed = " ".join(without_junk(joined(line)).split())
    words = framed["words"] if (framed := _IN_FRAME.fullmatch(printed)) else printed  # 【第二章 考勤】
    if words.replace(" ", "") in _ALONE:
        return FoundHeading(HeadingKind.OTHER, 1.0, "", words, printed)
    read = read_heading(words)
    rank = _RANKS.get(read.kind)
    if rank is None or not (is_like_title(words) or _is_title(words, read.title) or not read.title):
        return None
    if read.kind is HeadingKind.ANNEX and not read.number and _LISTED.match(read.title):
        return None  # 附件：1.申请表
    if not line.label and not line.heading and (_reads_on(words, read.title) or _WRAPPED.match(words)):
        return None
    return FoundHeading(read.kind, rank, read.number, read.title, printed)


def is_numbered(line: Line) -> bool:
    """Whether it is a heading within a document: 第二编 特别规定."""
    heading = heading_of(line)
    return bool(heading and heading.number)


def title_below(heading: FoundHeading, below: Sequence[Line]) -> str:
    """What a heading is called by the line below its number: ARTICLE I, and below it Membership."""
    if heading.title or not heading.number or not below or below[0].table or below[0].missing:
        return ""
    title = joined(below[0])
    named = heading_of(below[0])
    return "" if opening_of(below[0]) or (named and named.number) or not is_like_title(title) else title


def marked_heading(line: Line, rank: float) -> FoundHeading | None:
    """The heading that the file itself says a line is, whatever its words are."""
    printed = " ".join(joined(line).split())
    if line.heading is None or not printed:
        return None
    read = read_heading(printed)
    return FoundHeading(read.kind, rank, read.number, read.title, printed)


def larger_lines(lines: Sequence[Line]) -> dict[int, FoundHeading]:
    """Titles in larger letters than most of the text, the largest outermost; those in bold need not be much larger."""
    letters = Counter[float]()
    for line in lines:
        letters[line.size or 0.0] += len(line.text)
    body = letters.most_common(1)[0][0] if letters else 0.0
    larger = {
        index: line
        for index, line in enumerate(lines)
        if body
        and (line.size or 0.0) >= (_BOLD_AND_LARGER if line.bold else _LARGER) * body
        and is_large_title(joined(line))
    }
    printed = {index: " ".join(joined(line).split()) for index, line in larger.items()}
    return {
        index: FoundHeading(
            HeadingKind.OTHER, 1000.0 - (line.size or 0.0), "", printed[index], printed[index]
        )
        for index, line in larger.items()
    }


def bold_lines(lines: Sequence[Line]) -> dict[int, FoundHeading]:
    """Titles in bold with plain text right below them; the document's own has one of them there."""
    return _standing_out(lines, lambda line: line.bold)


def capital_lines(lines: Sequence[Line]) -> dict[int, FoundHeading]:
    """Titles in capitals, as those in bold; the name of a company is none."""
    return _standing_out(lines, is_in_capitals)


def is_in_capitals(line: Line) -> bool:
    """Whether it is in capitals, and no company's name."""
    letters = _FEW_CAPITALS if line.is_apart else _CAPITALS
    text = line.text.strip()
    return text.isupper() and bool(letters.search(text)) and not _COMPANY.fullmatch(text)


def framed_lines(lines: Sequence[Line]) -> dict[int, FoundHeading]:
    """Titles in brackets or behind a mark, as messages have them: 【考勤】, ●请假."""
    found = {
        index: match for index, line in enumerate(lines) if (match := FRAMED.fullmatch(line.text.strip()))
    }
    standing_out = _standing_out(lines, is_framed)
    return {index: _alone(found[index]["title"] or found[index]["marked"]) for index in standing_out}


def listing_lines(lines: Sequence[Line]) -> dict[int, FoundHeading]:
    """Titles right above lists with bullets, where nothing stands between these."""
    listed = [_BULLET.match(joined(line)) is not None for line in lines]
    titles = [
        index
        for index, (is_item, is_below) in enumerate(pairwise(listed))
        if is_below and not is_item and is_like_title(joined(lines[index])) and not lines[index].table
    ]
    between = sum(not is_item for is_item in listed[titles[0] :]) if titles else 0
    return {index: _alone(joined(lines[index])) for index in titles} if between == len(titles) else {}


def with_answers_apart(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, with a question and its answer on one (问：…？答：…) as two."""
    for line in lines:
        if match := _ANSWERED.fullmatch(line.text.strip()):
            yield replace(line, text=match["asked"], footnotes=())
            yield replace(line, text=match["answer"], label="", lead="", is_apart=False)
        else:
            yield line


def asked_lines(lines: Sequence[Line]) -> dict[int, FoundHeading]:
    """Questions with the answers below: Q1: Who signs?, 问：年假几天？, or in bold."""
    found = {
        index: match["question"]
        for index, line in enumerate(lines)
        if (
            match := _ASKED.fullmatch(line.text.strip())
            or (_is_set_off(line) and _BOLDLY_ASKED.fullmatch(line.text.strip()))
        )
    }
    return {
        index: _alone(question)
        for index, question in found.items()
        if index + 1 not in found or _is_set_off(lines[index])  # the answer was forgotten
    }


def _is_set_off(line: Line) -> bool:
    """Whether all of it is bold, or set off in another way where a reader tells only that."""
    return line.bold or (bool(line.lead.strip()) and line.lead.strip() == line.text.strip())


def _alone(title: str) -> FoundHeading:
    return FoundHeading(HeadingKind.OTHER, 1.0, "", title, title)


def _standing_out(lines: Sequence[Line], is_set_so: Callable[[Line], bool]) -> dict[int, FoundHeading]:
    bold = [index for index, line in enumerate(lines) if is_set_so(line) and is_like_title(joined(line))]
    around = _runs_at_ends(bold, len(lines))
    titles = [
        index
        for index in bold
        if index + 1 < len(lines) and not is_set_so(lines[index + 1]) and lines[index + 1].text
    ]
    if len(titles) < len({*bold} - (around - {*titles})) - 1:
        return {}
    return {index: _alone(" ".join(joined(lines[index]).split())) for index in titles}


def _runs_at_ends(places: Sequence[int], count: int) -> set[int]:
    """Those that the lines begin with, and end with: who sent it, and from where."""
    first = {place for at, place in enumerate(places) if place == at}
    last = {place for at, place in enumerate(reversed(places), 1) if place == count - at}
    return first | last


def ranks_of_marks(lines: Sequence[Line]) -> dict[int, float]:
    """How the levels that a file marks stand to 编, 章 and 节: each behind those that are marked with a level above."""
    levels: dict[int, float] = {}
    for line in lines:
        if line.heading is not None and (found := heading_of(line)):
            levels[line.heading] = max(levels.get(line.heading, 0.0), found.rank)
    ranks = dict[int, float]()
    for level in range(1, 10):
        above = [rank for marked, rank in levels.items() if marked <= level]
        ranks[level] = levels.get(level) or (max(above) if above else 0.0) + level / 10
    return ranks
