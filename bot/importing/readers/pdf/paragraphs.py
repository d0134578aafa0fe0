"""Printed lines -> paragraphs: a full line goes on in the next one, unless that begins a paragraph of its own."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, starmap

from bot.importing.readers.pdf.page import is_wide
from bot.importing.readers.pdf.printed_lines import PrintedLine
from bot.rulebook.designation.numerals import NUMERAL

_FEWEST_BEGUN = 5  # paragraphs without a number: fewer are no habit
_EDGE = 0.97  # of the lines end at or before the right edge; the few others hang over, or belong to something else
_INDENT = 0.6  # of the size: what begins further to the right is indented
_HANGING = 5.0  # of the size: a list's text begins no further behind its label
_HANGING_ARTICLE = 8.0  # and that of 第一百二十三條
_LOOSER = 1.08  # of the usual distance: behind a sentence, so much begins a paragraph among lines set in
_NEAREST = 5  # a fifth of the lines stand at least as near to each other as those of a paragraph
_MOSTLY = 0.8  # of the lines that end early: so many with space below them are a habit
_SPACED = 1.25  # of the usual distance of two lines: from here on there is space between two paragraphs
_LARGE = 1.3  # of the size: no more is between two lines of large letters
_CLOSE = 2.0  # of the size: two lines of a title stand no further apart
_FURTHER_IN = 0.3  # of the width: what begins behind it may be set to the right
_OTHER_SIZE = 0.08  # of the size: headings differ by more
_ENDS = re.compile(r"[。！？；：.!?;:][”’」』）)\]\"']*$")
_LABEL = re.compile(
    rf"[（(]?(?:{NUMERAL}|[A-Za-z]|[ivx]{{1,5}})[)）.．、]|第\s*{NUMERAL}\s*[条條章节節编編款]|\d+(?:\.\d+)+\.?\s"
    r"|[①-⓿㊀-㊰•●■▪◆➢□☑✓–*-]|(?:article|section|chapter|part|appendix|annex|附[件录錄表](?:[\dA-Z]{1,2})?)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(rf"第\s*{NUMERAL}\s*[条條]")
_LABEL_ALONE = re.compile(  # 附件2 with its title, or without
    rf"第\s*{NUMERAL}\s*[条條](?:\s*之\s*{NUMERAL})?"
    rf"|附[件录錄表]\s*(?:{NUMERAL}|[A-Z])?(?:[\s:：]+[^，。；：,;:]{{1,40}}|[:：])?"
)
_UNBREAKABLE = re.compile(
    r"(?:[（《“「『(\[]*+(?:[!-~]++|.)|[（《“「『(\[]++)[，。、；：！？）》”」』％%.,;:!?)\]]*+"
)
_PARTED = 0.03  # of the lines end within a word where a program parts words
_TYPED = re.compile(  # what a hyphen behind it was typed for: self-employed, twenty-one
    r"(?:self(?!-ish)|non|well|full|half|vice|one|two|three|(?:first|third)(?!-ly)|second(?!-ar)"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)-"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TOGETHER = re.compile(r"[\u4e00-\u9fff](?=[A-Za-z0-9])|[A-Za-z0-9](?=[\u4e00-\u9fff])")
_APART = re.compile(r"[\u4e00-\u9fff] (?=[A-Za-z0-9])|[A-Za-z0-9] (?=[\u4e00-\u9fff])")
_HYPHENS = "-\u2010\u00ad\x02\ufffe"  # pdfium tells a hyphen at the end of a line as one of the last two
_LAST_HYPHEN = str.maketrans("\x02\ufffe", "--")
_Key = tuple[float, int]  # the width of a page, and the number of a column


@dataclass(frozen=True)
class Paragraph:
    """Lines that are one text."""

    lines: tuple[PrintedLine, ...]
    text: str


@dataclass(frozen=True)
class Habits:
    """How the document writes inside its lines: its words, and what stands between 在 and Slack.

    It `parts_words` at the ends of lines; where hardly a line ends with a hyphen, and no word that stands there is
    written whole elsewhere, that one was typed: second-class.
    """

    words: Counter[str]
    beside_chinese: str
    parts_words: bool


@dataclass(frozen=True)
class _Layout:
    """How pages of one width, or their columns, are set: the edges and the distance of two lines, in points.

    `is_spaced`: there is space between two paragraphs; `are_indented`: those without a number begin further in.
    """

    left: float
    right: float
    pitch: float
    is_spaced: bool
    are_indented: bool


def paragraphs(
    pages: Sequence[Sequence[PrintedLine]], widths: Sequence[float], habits: Habits
) -> tuple[Paragraph, ...]:
    """The paragraphs of all pages, over the ends of pages; `widths` are those of the pages, in points."""
    columns = defaultdict[_Key, list[list[PrintedLine]]](list)
    for page, width in zip(pages, widths, strict=True):
        for key in dict.fromkeys(_key(width, line) for line in page):
            columns[key].append([line for line in page if _key(width, line) == key])
    layouts = {key: _layout(its) for key, its in columns.items()}
    gathered: list[list[PrintedLine]] = []
    for page, width in zip(pages, widths, strict=True):
        for line in page:
            if gathered and _goes_on(gathered[-1], line, layouts[_key(width, gathered[-1][-1])]):
                gathered[-1].append(line)
            else:
                gathered.append([line])
    return tuple(Paragraph(tuple(lines), joined(lines, habits)) for lines in gathered)


def _key(width: float, line: PrintedLine) -> _Key:
    return width, line.column.number if line.column else 0


def _layout(pages: Sequence[Sequence[PrintedLine]]) -> _Layout:
    lines = [line for page in pages for line in page]
    left = Counter(round(line.left) for line in lines).most_common(1)[0][0] if lines else 0
    rights = sorted(line.right for line in lines if not line.has_leader) or [0.0]
    right = rights[min(len(rights) - 1, int(len(rights) * _EDGE))]
    pairs = [pair for page in pages for pair in pairwise(page)]
    steps = sorted(step for step in starmap(_step, pairs) if step > 0) or [0.0]
    pitch = steps[len(steps) // _NEAREST]  # inside paragraphs, even where most of them are one line
    after_short = [_step(*pair) for pair in pairs if not _is_full(*pair, right)]
    spaced = sum(step > _SPACED * pitch for step in after_short)
    begun = [line for before, line in pairs if not (_is_full(before, line, right) or _is_listed(line))]
    indented = sum(line.indent > left + _INDENT * line.size for line in begun)
    are_indented = len(begun) >= _FEWEST_BEGUN and indented == len(begun)
    return _Layout(left, right, pitch, spaced > _MOSTLY * len(after_short), are_indented)


def _is_listed(line: PrintedLine) -> bool:
    return line.has_leader or bool(_LABEL.match(line.text))


def _step(before: PrintedLine, line: PrintedLine) -> float:
    return before.baseline - line.baseline


def _goes_on(lines: Sequence[PrintedLine], following: PrintedLine, layout: _Layout) -> bool:
    """Whether the paragraph goes on in the line that follows."""
    last = lines[-1]
    if last.has_leader or following.has_leader or _is_set_otherwise(last, following):
        return False
    if not _is_full(last, following, layout.right) or _are_at_right(last, following, layout):
        return False
    if _is_title_cut(last, following, layout):
        return True
    if last.page == following.page and _step(last, following) > _reach(following, layout):
        return False
    is_flush = following.indent <= layout.left + _INDENT * following.size
    if (
        layout.are_indented
        and is_flush
        and lines[0].indent <= following.indent + 1
        and not _is_listed(following)
    ):
        return True
    is_beside = last.page == following.page
    is_looser = is_beside and _step(last, following) > _LOOSER * layout.pitch
    return _is_in_place(lines, following, is_spaced=layout.is_spaced and is_beside, is_looser=is_looser)


def _are_at_right(line: PrintedLine, following: PrintedLine, layout: _Layout) -> bool:
    """Whether both are set to the right, as who signs, and below it when: further in, to where they end alike.

    A title in bold may be one on several such lines.
    """
    inwards = layout.left + (layout.right - layout.left) * _FURTHER_IN
    return (
        not (line.is_bold and following.is_bold)
        and min(line.left, following.left) > inwards
        and abs(line.right - following.right) < _INDENT * line.size
        and abs(line.left - following.left) > _INDENT * line.size
    )


def _reach(line: PrintedLine, layout: _Layout) -> float:
    """How far below another a line of the same paragraph stands at most: larger letters need more room."""
    return max(_SPACED * layout.pitch, _LARGE * line.size)


def _is_title_cut(line: PrintedLine, following: PrintedLine, layout: _Layout) -> bool:
    """Whether a full line in the middle of the page goes on in a shorter one close below."""
    are_centred = all(
        abs(each.left + each.right - layout.left - layout.right) < each.size for each in (line, following)
    )
    is_shorter = following.left > line.left + _INDENT * line.size
    is_close = line.page == following.page and _step(line, following) < _CLOSE * line.size
    is_whole = _ENDS.search(line.text) or _LABEL.match(following.text)
    return are_centred and is_shorter and is_close and not is_whole


def _is_in_place(
    lines: Sequence[PrintedLine], following: PrintedLine, *, is_spaced: bool, is_looser: bool
) -> bool:
    """Whether a line that would be a full line's next one begins where the paragraph's lines begin."""
    first, last, reach = lines[0], lines[-1], _INDENT * following.size
    ended = bool(_ENDS.search(last.text)) and not is_spaced
    shift = following.indent - first.indent
    if len(lines) > 1:
        if abs(following.indent - lines[1].indent) > reach:
            return False
    elif shift > reach:
        hanging = _HANGING_ARTICLE if _ARTICLE.match(first.text) else _HANGING
        is_new = ended and (is_looser or not _LABEL.match(first.text))
        return shift < hanging * following.size and not is_new
    if ended and _LABEL_ALONE.fullmatch(following.text):
        return False
    is_indented = shift < -reach or shift > reach
    return is_indented or not (ended and (_LABEL.match(following.text) or last.text[-1] not in "；："))


def _is_set_otherwise(before: PrintedLine, line: PrintedLine) -> bool:
    differs = abs(before.size - line.size) > _OTHER_SIZE * before.size
    return differs or before.is_bold != line.is_bold


def _is_full(line: PrintedLine, following: PrintedLine, edge: float) -> bool:
    """Whether what the next line begins with had no more room in this one."""
    match = _UNBREAKABLE.match(following.text)
    usual = (line.right - line.left) / len(line.text) if line.text.isascii() else 0.0
    letter = max(usual, following.size / 2)
    width = sum(following.size if is_wide(each) else letter for each in match[0]) if match else 0
    return line.right + width + following.size / 2 > edge


def habits_of(pages: Sequence[Sequence[PrintedLine]]) -> Habits:
    """The habits of a document."""
    texts = [line.text for page in pages for line in page]
    words = Counter(word.lower() for text in texts for word in _WORD.findall(text))
    apart, together = (sum(len(pattern.findall(text)) for text in texts) for pattern in (_APART, _TOGETHER))
    parted = sum(text[-1] in _HYPHENS and text[-2:-1].isalpha() for text in texts)
    parts_words = parted > _PARTED * len(texts) or any(_parted_words(pages, words))
    return Habits(words, " " if apart > together else "", parts_words)


def _parted_words(pages: Sequence[Sequence[PrintedLine]], words: Counter[str]) -> Iterator[bool]:
    """Of each word that a hyphen parts at the end of a line, whether it is written whole elsewhere, and only so."""
    for before, line in chain.from_iterable(map(pairwise, pages)):
        if _is_parted(before.text, line.text):
            whole, parted = _whole_and_parted(before.text, line.text)
            yield bool(words[whole]) and not words[parted]


def _is_parted(text: str, following: str) -> bool:
    return text[-1] in _HYPHENS and text[-2:-1].isalpha() and following[0].islower()


def _whole_and_parted(text: str, following: str) -> tuple[str, str]:
    """What stands over the end of a line, as one word and with its hyphen, in small letters."""
    head, tail = _WORD.findall(text[:-1])[-1], _WORD.match(following)
    end = tail[0] if tail else ""
    return f"{head}{end}".lower(), f"{head}-{end}".lower()


def joined(lines: Iterable[PrintedLine], habits: Habits) -> str:
    """The lines as one: Chinese without a blank, English with one, a word that was parted whole again."""
    text = ""
    for line in lines:
        text = "".join(_glued(text, line.text, habits)) if text else line.text
    return text.translate(_LAST_HYPHEN)


def _glued(text: str, following: str, habits: Habits) -> Iterator[str]:
    if _is_parted(text, following):
        yield text[:-1]
        whole, parted = _whole_and_parted(text, following)
        more = habits.words[parted] - habits.words[whole]
        is_typed = not habits.parts_words or bool(_TYPED.match(parted))
        yield "-" if more > 0 or (not more and is_typed) else ""
    else:
        yield text
        chinese = [is_wide(text[-1]), is_wide(following[0])]
        if not any(chinese):
            yield " "
        elif not all(chinese) and text[-1].isalnum() and following[0].isalnum():
            yield habits.beside_chinese
    yield following
