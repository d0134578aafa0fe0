"""What a line may begin with: 第一条, 4.1.2, Section 8.03, 一、, 1. — a candidate only; the sequence decides."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.importing.source import Line, printed
from bot.rulebook.designation.designators import Certainty, Designator
from bot.rulebook.designation.numerals import parse_ordinal
from bot.rulebook.designation.parsing.parser import Parser


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
_AMENDED = re.compile(  # of a record of changes: 第4條、第6條條文, 第5條第2項修正
    r"(?P<first>第\s?[\d一二三四五六七八九十百]{1,5}\s?[条條](?:之[\d一二三四五六七八九十]{1,2})?)"
    r"(?P<others>(?:\s?[、,，及與与和至]?\s?第\s?[\d一二三四五六七八九十百]{1,5}\s?[条條項项款](?:之[\d一二三四五六七八九十]{1,2})?){0,60})"
    r"(?P<text>[条條]?文)?(?:修[正订訂]|增[訂订])?[。.]?"
)
_BEHIND_ARTICLE = re.compile(r"\s*[：:、.．，,]?\s*")
_MAY_BEGIN = re.compile(r"[第笫§#\dA-Za-z一二三四五六七八九十百零〇]")
_READS_ON = re.compile(  # behind a number in a running text
    r"第?[一二三四五六七八九十\d]*[款项項]|之?规定|之?規定|之(?![一二三四五六七八九十\d])|所[列称稱指述]|的|、\s*[第\d一二三四五六七八九十]|[，,和及与與或至到中]|以及|或者"
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
_FIGURE = re.compile(  # 1000. and 1,000., but not 2026 Report
    r"(?P<number>\d{1,3}|[1-9],?\d{3}(?=[、．.]))(?:[、．]|\.(?![\d.]|[a-z]\b)|(?=\s+[^\d\s.、]))\s*"
)
_FIGURE_BRACKETED = re.compile(r"(?P<number>\d{1,3})[)）]\s*(?=\S)")
_CODED = re.compile(r"(?P<letter>[A-Z])(?P<number>\d{1,2})(?:[.:：、]\s*|\s+)(?P<rest>[^\s\d].*)")
_INSERTED = re.compile(  # § 12a, Rule 8A: put in later between two others
    r"(?P<label>(?:§|(?P<article>article)\b|(?:section|rule|clause)\b)\s?(?P<number>\d{1,3})(?P<letter>[a-zA-Z]))[.:]?(?=\s)",
    re.IGNORECASE,
)
_LISTS = ((Style.HAN, _HAN), (Style.FIGURE, _FIGURE), (Style.FIGURE_BRACKETED, _FIGURE_BRACKETED))
ITEMS = {Style.FIGURE, Style.FIGURE_BRACKETED}  # what stands below any clause
FRAMED = re.compile(
    r"【\s{0,3}(?P<title>[^【】]{1,30}?)\s{0,3}】[:：]?|[●■◆★▲]\s*(?P<marked>[^。；，,;]{1,30}?)[:：]?"
)
_ARTICLE_WORD = re.compile(r"article\b", re.IGNORECASE)
_BEHIND_LABEL = " \t\xa0\u3000.．:：、—–-"
_POINT_BEHIND = re.compile(r"\s?\.(?=\s|$)|\.(?=[^\W\d])")  # Section 1. Name, 1.2.Name, Section 1 . Name
_LONGEST_BEGINNING = 80  # characters: a number with its part and what it is followed by
_LETTERS_FROM = 10_000  # A.1 stands behind 9.9 where both are in one book
FIRST_LETTER = _LETTERS_FROM + int("A", 36)
"""What A counts as a level: nothing is missing between 9.9 and A.1."""


def joined(line: Line) -> str:
    """A line as it is printed, with the number that its program shows."""
    return printed(line.label, line.text.strip())


def opening_of(line: Line) -> Opening | None:
    """The number that a line begins with, if it may be that of a clause or heading."""
    text = without_junk(joined(line))
    if bracketed := _BRACKETED.match(text):
        text = f"{bracketed['label']} {text[bracketed.end() :].strip()}"
    amended = _AMENDED.fullmatch(text)
    if not _MAY_BEGIN.match(text) or (amended and (amended["others"] or amended["text"])):
        return None
    is_heading = line.heading is not None
    designated = _designated(text, is_automatic=bool(line.label), is_heading=is_heading)
    return _inserted(text) or designated or _coded(text) or _listed(text)


def is_measure(text: str) -> bool:
    """Whether what stands behind a figure is measured by it, and no title: 3天内, but not 1年度目标."""
    unit = _UNIT.match(text)
    return bool(unit and _BEHIND_UNIT.match(text, unit.end()))


def without_junk(text: str) -> str:
    """A line without the buttons of a web page before its number."""
    return _JUNK.sub("", text)


def _inserted(text: str) -> Opening | None:
    """§ 12a, which stands behind § 12 as 第十二条之一 does behind 第十二条."""
    match = _INSERTED.match(text)
    if match is None:
        return None
    style = Style.LATIN_ARTICLE if match["article"] else Style.SECTION
    rest, letter = text[match.end() :], match["letter"]
    number = int(match["number"]), ord(letter.lower()) - ord("a") + 1
    is_sure = not _reads_on(rest, style)
    return Opening(style, number, f"{number[0]}{letter}", match["label"], rest.strip(_BEHIND_LABEL), is_sure)


def _designated(text: str, *, is_automatic: bool, is_heading: bool) -> Opening | None:
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
    if style is Style.LEVELS and (not rest or is_measure(rest)):
        return None
    if style is not Style.ARTICLE and (point := _POINT_BEHIND.match(rest)):
        label, rest = label + point[0], rest[point.end() :]  # as 1. and 一、 have theirs
    reads_on = designator.parts or _reads_on(rest, style) or (unit and not _TITLE_BEHIND_UNIT.match(rest))
    is_title = is_heading and rest.startswith(",")  # Section 2, Special Meetings
    is_sure = is_automatic or is_title or not reads_on
    counted = designator.number
    if style is Style.LEVELS and counted[-1] == "0":
        counted = counted[:-1]  # 2.0 heads 2.1
    levels = tuple(_figures(level) for level in counted)
    key = ".".join(designator.number)
    rest = (
        _BEHIND_ARTICLE.sub("", rest, 1).rstrip()
        if style is Style.ARTICLE
        else rest.lstrip(_BEHIND_LABEL + ",")
    )
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


def is_framed(line: Line) -> bool:
    """Whether it is a title as messages have them: 【考勤】, ●请假."""
    return bool(FRAMED.fullmatch(line.text.strip()))


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
        number = parse_ordinal(match["number"].replace(",", "")) if match else None
        if match and number:
            rest = text[match.end() :]
            label = "".join(match[0].split())
            if label.isdecimal() and is_measure(rest):
                return None
            return Opening(style, (number,), str(number), label, rest, is_sure=bool(rest))
    return None
