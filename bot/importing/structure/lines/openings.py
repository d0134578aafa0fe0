"""What a line may begin with: 第一条, 4.1.2, Section 8.03, 一、, 1. — a candidate only; the sequence decides."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from bot.importing.source import Line, printed
from bot.importing.structure.lines.counting import counts_through
from bot.rulebook.designation.designators import Certainty, Designator
from bot.rulebook.designation.numerals import parse_ordinal, parse_roman
from bot.rulebook.designation.parser import Parser


class Style(StrEnum):
    """How a document numbers its clauses."""

    ARTICLE = "第一条"
    LEVELS = "1.1"
    SECTION = "Section 1"  # § 1, Rule 1 and Clause 1 too
    LATIN_ARTICLE = "Article 1"
    HAN = "一、"
    BRACKETED = "（一）"  # only where they run on through the headings: they number items as well
    FIGURE = "1."
    FIGURE_BRACKETED = "1)"
    ROMAN = "I."
    LETTER = "A."


@dataclass(frozen=True)
class Form:
    """How a document numbers its clauses in a way of its own: what is alike before and behind what counts."""

    kind: str
    lead: str
    trail: str
    levels: int


Numbering = Style | Form


@dataclass(frozen=True)
class Opening:
    """A number at the start of a line: `label` as printed, `rest` what follows.

    `number` are its levels as figures, for the sequence (第三十九条之一 is 39, 1); `key` is how a rule file writes it.
    It is not `is_sure` where what follows reads on, as behind a reference.
    """

    style: Numbering
    number: tuple[int, ...]
    key: str
    label: str
    rest: str
    is_sure: bool


# The same length: signs that are printed, or recognised, for others.
_LOOKALIKES = str.maketrans({"笫": "第", "○": "〇", "Ｏ": "〇"})
_JUNK = re.compile(r"^(?:(?:折叠|展开|编辑本段)\s*)+(?=第)")  # buttons of web pages that came with the text
_BRACKETED = re.compile(
    r"[【\[［〔]\s*(?P<label>第[^】\]］〕]{1,12}[条條])\s*[】\]］〕]"
)  # 【第五条】 is 第五条
_BEHIND_ARTICLE = re.compile(r"\s*[：:、.．]?\s*")
_MAY_BEGIN = re.compile(r"[第笫§#\dA-Za-z一二三四五六七八九十百零〇]")
_READS_ON = re.compile(  # behind a number in a running text
    r"第?[一二三四五六七八九十\d]*[款项項]|之?规定|之?規定|所[列称稱指述]|的|、\s*[第\d一二三四五六七八九十]|[，,和及与與或至到中]|以及|或者"
    r"|执行|辦理|办理|处理|要求的?[，。]|情形|[）)；。]|[にのでを]|及び|又は|から|まで"
)
_UNIT = re.compile(
    r"\s*(?:[%％‰°℃]|[万萬亿億]?[元块天日周週年月]|小[时時]|秒|分[钟鐘]|倍|折|米|公[里斤分]|次|人[，。次]|[岁歲版]"
    r"|(?:[kcm]?[mg]|[ap]m|h|min|percent|(?:second|minute|hour|day|week|month|year|time)s?|million|per|x)\b)"
)
# Behind a unit a text goes on so; 1.3 年度目标 and 7.1 元数据 are titles.
_BEHIND_UNIT = re.compile(r"$|[\W\d_]|[的以之内前后左至到或和及每起为者多余整人]|工资|收入|奖金|时间")
_TITLE_BEHIND_UNIT = re.compile(r"\s[^，。；：、,;:]{1,20}$")
_HAN = re.compile(r"(?P<number>[一二三四五六七八九十百〇零]{1,6})(?:\s{0,3}、|[.．](?!\d)|(?=\s+\S))\s*")
_HAN_BRACKETED = re.compile(r"[（(](?P<number>[一二三四五六七八九十百〇零]{1,6})[）)]\s*")
_FIGURE = re.compile(r"(?P<number>\d{1,3})(?:[、．]|\.(?![\d.]|[a-z]\b)|(?=\s+[^\d\s.、]))\s*")
_FIGURE_BRACKETED = re.compile(r"(?P<number>\d{1,3})[)）]\s*(?=\S)")
_CODED = re.compile(r"(?P<letter>[A-Z])(?P<number>\d{1,2})(?:[.:：、]\s*|\s+)(?P<rest>[^\s\d].*)")
_LETTERED = re.compile(r"(?P<label>(?P<letters>[A-Z]|[IVX]{2,6})\.)\s{1,9}(?P<rest>\S.{0,80})$")
_LISTS = ((Style.HAN, _HAN), (Style.FIGURE, _FIGURE), (Style.FIGURE_BRACKETED, _FIGURE_BRACKETED))
ITEMS = {Style.FIGURE, Style.FIGURE_BRACKETED}  # what stands below any clause
FRAMED = re.compile(
    r"【\s{0,3}(?P<title>[^【】]{1,30}?)\s{0,3}】[:：]?|[●■◆★▲]\s*(?P<marked>[^。；，,;]{1,30}?)[:：]?"
)
_SENTENCE_ENDS = re.compile(r"[.;:,。；：，]$|\.\s[A-Z]")
_ARTICLE_WORD = re.compile(r"article\b", re.IGNORECASE)
_BEHIND_LABEL = " \t\u3000.．:：、—–-"
_LONGEST_BEGINNING = 80  # characters: a number with its part and what it is followed by
_LETTERS_FROM = 10_000  # A.1 stands behind 9.9 where both are in one book


def joined(line: Line) -> str:
    """A line as it is printed, with the number that its program shows."""
    return printed(line.label, line.text.strip())


def opening_of(line: Line) -> Opening | None:
    """The number that a line begins with, if it may be that of a clause or heading."""
    text = without_junk(joined(line))
    if bracketed := _BRACKETED.match(text):
        text = f"{bracketed['label']} {text[bracketed.end() :].strip()}"
    if not _MAY_BEGIN.match(text):
        return None
    return _designated(text, is_automatic=bool(line.label)) or _coded(text) or _listed(text)


def openings_of(lines: Sequence[Line]) -> dict[int, Opening]:
    """What lines begin with, by their places, but for automatic 1. in a list within another: these are items."""
    found = {
        index: opening
        for index, line in enumerate(lines)
        if not line.table and not line.missing and (opening := opening_of(line))
    }
    within = _answers(found)
    for style in ITEMS:
        own = [index for index, each in found.items() if each.style is style and lines[index].label]
        outermost = min((lines[index].indent or 0.0 for index in own), default=0.0)
        within |= {index for index in own if (lines[index].indent or 0.0) > outermost}
    numbered = {index: each for index, each in found.items() if index not in within}
    return dict(sorted({**_lettered(lines), **_bracketed(lines, numbered), **numbered}.items()))


def _answers(found: Mapping[int, Opening]) -> set[int]:
    """The lines A1 behind Q1: the text of what is asked."""
    return {
        index
        for (_, before), (index, opening) in pairwise(found.items())
        if before.key.startswith("Q") and opening.key == f"A{before.key[1:]}"
    }


def without_junk(text: str) -> str:
    """A line without the buttons of a web page before its number."""
    return _JUNK.sub("", text)


def _designated(text: str, *, is_automatic: bool) -> Opening | None:
    """What the grammar of references reads at the start: 第一条, 1.1, Section 1."""
    found = Parser(text[:_LONGEST_BEGINNING].translate(_LOOKALIKES)).designators(0)
    if len(found) != 1 or found[0].headings or found[0].until or not found[0].number:
        return None
    designator = found[0]
    style = _style(designator, text)
    if style is None:
        return None
    label, rest = _taken_apart(text, designator)
    unit = _UNIT.match(rest) if style is Style.LEVELS else None
    if (style is Style.LEVELS and not rest) or (unit and _BEHIND_UNIT.match(rest, unit.end())):
        return None
    reads_on = designator.parts or _reads_on(rest, style) or (unit and not _TITLE_BEHIND_UNIT.match(rest))
    is_sure = is_automatic or not reads_on
    counted = designator.number
    if style is Style.LEVELS and counted[-1] == "0":
        counted = counted[:-1]  # 2.0 heads 2.1
    levels = tuple(_figures(level) for level in counted)
    key = ".".join(designator.number)
    rest = _BEHIND_ARTICLE.sub("", rest, 1).rstrip() if style is Style.ARTICLE else rest.lstrip(_BEHIND_LABEL)
    return Opening(style, sum(levels, ()), key, label, rest, is_sure)


def _taken_apart(text: str, designator: Designator) -> tuple[str, str]:
    """The label as printed, and what follows; a part that is named belongs to what follows."""
    end = designator.end
    if designator.parts:
        end = 1 + next((at for at, sign in enumerate(text) if sign in "条條"), text.find("(") - 1)
    return text[:end].strip(), text[end:]


def _style(designator: Designator, text: str) -> Style | None:
    match designator.certainty:
        case Certainty.SURE:
            return Style.ARTICLE
        case Certainty.DOTTED:
            return Style.LEVELS
        case Certainty.WORD:
            return Style.LATIN_ARTICLE if _ARTICLE_WORD.match(text) else Style.SECTION
        case _:
            return None


def _reads_on(rest: str, style: Style) -> bool:
    if style is Style.ARTICLE:
        return bool(_READS_ON.match(rest))
    begins = rest.lstrip(_BEHIND_LABEL)[:1]
    return begins.islower() or rest[:1] in {",", "(", ";"} or begins in {")", "，", "）", "和", "或"}


def _figures(level: str) -> tuple[int, ...]:
    """7 -> 7; 39-1 -> 39, 1; A -> one behind all figures."""
    return tuple(
        int(piece) if piece.isdecimal() else _LETTERS_FROM + int(piece, 36) for piece in level.split("-")
    )


def _lettered(lines: Sequence[Line]) -> dict[int, Opening]:
    """The lines that begin with A. or IV.: sure where they count through, or before a title; else it may be a name."""
    found = {index: match for index, line in enumerate(lines) if (match := _LETTERED.match(joined(line)))}
    is_roman = any(len(match["letters"]) > 1 for match in found.values())
    opened = {
        index: opening for index, match in found.items() if (opening := _opened(match, is_roman=is_roman))
    }
    if not counts_through([opening.number for opening in opened.values()]):
        return opened
    return {index: replace(opening, is_sure=True) for index, opening in opened.items()}


def _opened(match: re.Match[str], *, is_roman: bool) -> Opening | None:
    """Where there is a II., I. is one of its kind, else a letter."""
    letters, rest = match["letters"], match["rest"]
    is_sure = not _SENTENCE_ENDS.search(rest)
    if number := parse_roman(letters) if is_roman else None:
        return Opening(Style.ROMAN, (number,), str(number), match["label"], rest, is_sure)
    if len(letters) > 1:
        return None
    return Opening(Style.LETTER, (ord(letters) - ord("@"),), letters, match["label"], rest, is_sure)


def is_framed(line: Line) -> bool:
    """Whether it is a title as messages have them: 【考勤】, ●请假."""
    return bool(FRAMED.fullmatch(line.text.strip()))


def bracketed_lines(lines: Sequence[Line]) -> dict[int, re.Match[str]]:
    """The lines that begin with （一）: clauses, or items."""
    return {index: match for index, line in enumerate(lines) if (match := _HAN_BRACKETED.match(joined(line)))}


def _bracketed(lines: Sequence[Line], others: Mapping[int, Opening]) -> dict[int, Opening]:
    """The lines that begin with （一） where they are clauses."""
    found = bracketed_lines(lines)
    numbers = {index: parse_ordinal(match["number"]) or 0 for index, match in found.items()}
    if not _come_once(numbers, others) and not _begin_below_frames(numbers, lines, others):
        return {}
    return {
        index: Opening(
            Style.BRACKETED,
            (numbers[index],),
            str(numbers[index]),
            match[0].strip(),
            joined(lines[index])[match.end() :],
            is_sure=True,
        )
        for index, match in found.items()
    }


def _come_once(numbers: Mapping[int, int], others: Mapping[int, Opening]) -> bool:
    """Whether each number comes once: right below several 一、, or without any."""
    han = [index for index, opening in others.items() if opening.style not in ITEMS]
    are_headings = all(others[index].style is Style.HAN and index + 1 in numbers for index in han)
    return [*numbers.values()] == list(range(1, len(numbers) + 1)) and len(han) != 1 and are_headings


def _begin_below_frames(
    numbers: Mapping[int, int], lines: Sequence[Line], others: Mapping[int, Opening]
) -> bool:
    """Whether they begin anew right below each 【总则】 and nowhere else; a few A1, A2 among them are items."""
    firsts = {index for index in numbers if index and is_framed(lines[index - 1])}
    before = (0, *numbers.values())
    follow = all(
        number == 1 + (0 if index in firsts else last)
        for (index, number), last in zip(numbers.items(), before, strict=False)
    )
    styles = [opening.style for opening in others.values() if opening.style not in ITEMS]
    return len(firsts) > 1 and follow and set(styles) <= {Style.LEVELS} and len(styles) < len(numbers)


def _coded(text: str) -> Opening | None:
    """A1, B2: a letter with a number; a text may begin with A4 paper."""
    match = _CODED.fullmatch(text)
    if not match:
        return None
    letter, number, rest = match["letter"], match["number"], match["rest"]
    return Opening(
        Style.LEVELS,
        (*_figures(letter), int(number)),
        f"{letter}{number}",
        f"{letter}{number}",
        rest,
        is_sure=not rest[0].islower(),
    )


def _listed(text: str) -> Opening | None:
    """一、, 1. and 1), which the grammar does not know: they number items as well."""
    for style, pattern in _LISTS:
        match = pattern.match(text)
        number = parse_ordinal(match["number"]) if match else None
        if match and number:
            rest = text[match.end() :]
            label = "".join(match[0].split())
            return Opening(style, (number,), str(number), label, rest, is_sure=bool(rest))
    return None
