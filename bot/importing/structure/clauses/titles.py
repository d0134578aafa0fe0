"""What clauses are called: behind their number, before it, or on a line of its own above or below it."""

import re
from collections.abc import Mapping, Sequence

from bot.importing.source import Line
from bot.importing.structure.clauses.captions import captions, headings_of_one
from bot.importing.structure.clauses.run_in import (
    are_led_in,
    led_in,
    may_lead,
    named,
    run_in_patterns,
    runs_in,
)
from bot.importing.structure.clauses.sisters import asked, led_to_lists, titled_as_sisters
from bot.importing.structure.clauses.standing_alone import standing_alone
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import is_like_title, says_something
from bot.importing.structure.lines.openings import Opening, Style, joined, opening_of
from bot.importing.structure.numbering.found import Scheme
from bot.rulebook import parse_numeral

_ENDS_SENTENCE = re.compile(r"[。.；;：:！!？?][”’」）)\"']*$")
_BRACKETED = re.compile(r"[（(【\[](?P<title>[^（）()【】\[\]]{1,30})[）)】\]]\s*")
_APART = re.compile(r"(?P<title>[^\s，。；：、,;:]{2,12})[ \t\u3000]+(?P<rest>\S.*)")
_ALONE = {Style.ARTICLE, Style.LATIN_ARTICLE, Style.SECTION}  # whose numbers stand on a line of their own
_LONGEST_BELOW = 60  # characters of a title on a line of its own
_FORM = re.compile(r"(?:表|单|书|图|清单|名单|标准|流程|格式|样式|细则|办法|规定|目录|明细)$")
_COMMA = re.compile("，|(?<=[\u3400-\u9fff]),")  # many files of the East have the narrow one
_MOST = 0.8
_LONGEST_TITLE = 16  # characters behind 第一条 on a line of its own


class Titles:
    """The titles of a document's clauses: `above` by the lines before the numbers, `below` the lines behind them."""

    def __init__(self, lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme) -> None:
        self.above = captions(lines, scheme)
        self.below = _titles_below(lines, openings, scheme)
        self._may_be_line = _have_titles(scheme, openings)
        self._may_be_apart = _have_titles_apart(scheme, openings)
        self._run_in = run_in_patterns(scheme, openings)
        self._named = named([openings[index].rest for index in scheme.kept])
        self._asked = asked(scheme, openings)
        self._alone = titled_as_sisters(lines, openings, scheme) | standing_alone(lines, openings, scheme)
        self._led_on = led_to_lists(lines, openings, scheme)
        self._are_bold = _are_bold(lines, scheme)
        self._are_led_in = are_led_in(lines, openings, scheme)
        untitled = {at for at in scheme.kept if not self.of(at, lines[at], openings[at])[0]}
        self.above = self.above | headings_of_one(scheme, untitled)

    def of(self, index: int, line: Line, opening: Opening) -> tuple[str, str]:
        """The title of the clause that begins in this line, and what is left of it behind number and title."""
        if title := self.above.get(index - 1):
            return title, opening.rest
        is_marked = bool(line.heading)
        goes_on = says_something(opening.rest) or index in self._led_on
        may_be_line = is_marked or (self._may_be_line and not goes_on)
        is_plain = not (line.bold and self._are_bold)
        is_long = not is_like_title(opening.rest) and may_lead(opening.rest)
        if (
            alone := opening.rest
            if is_long and not is_plain and index not in self._led_on
            else self._alone.get(index)
        ):
            return alone, ""
        if found := self._asked.get(index) or led_in(line, opening, may_be_long=self._are_led_in):
            return found
        pattern = self._run_in.get(index)
        if (match := pattern and pattern.fullmatch(opening.rest)) and runs_in(match["title"]):
            return match["title"].strip(), match["rest"]
        if found := self._named.get(opening.rest):
            return found
        return _title(opening, may_be_line=may_be_line, may_be_apart=self._may_be_apart, is_plain=is_plain)


def is_title_of_annex(lines: Sequence[Line], index: int) -> bool:
    """Whether the line below 附件1 is its title: in bold or large letters, called like a form, or above a sentence."""
    line, body = lines[index] if index < len(lines) else Line(""), lines[index + 1 : index + 2]
    if not body or not is_like_title(joined(line)) or says_something(line.text):
        return False
    is_above_text = bool(_ENDS_SENTENCE.search(body[0].text.strip())) and not asks_something(line.text)
    is_marked = line.bold or line.heading is not None or bool(_FORM.search(line.text.strip()))
    return is_marked or (is_above_text and opening_of(line) is None)


def _title(opening: Opening, *, may_be_line: bool, may_be_apart: bool, is_plain: bool) -> tuple[str, str]:
    """The title of a clause and what is left of its line: 第一条【目的】…, 第一条（目的）…, 4.1 Leave."""
    match = _BRACKETED.match(opening.rest)
    if opening.style is Style.ARTICLE and match and parse_numeral(match["title"]) is None:
        return match["title"].strip(), opening.rest[match.end() :]
    if parts := _APART.fullmatch(opening.rest) if may_be_apart else None:
        return parts["title"], parts["rest"]
    is_title = may_be_line and is_like_title(opening.rest) and not (is_plain and _COMMA.search(opening.rest))
    return (opening.rest, "") if is_title else ("", opening.rest)


def _are_bold(lines: Sequence[Line], scheme: Scheme) -> bool:
    """Whether nearly all numbers stand on bold lines above plain ones."""
    above = [index for index in scheme.kept if index + 1 not in scheme.kept and index + 1 < len(lines)]
    bold = sum(lines[index].bold and not lines[index + 1].bold for index in above)
    return bold >= _MOST * len(scheme.kept)


def _have_titles(scheme: Scheme, openings: Mapping[int, Opening]) -> bool:
    """Whether clauses have a title behind their number: 条 only where most do, for lines end in sentences as well."""
    if scheme.style is not Style.ARTICLE:
        return True
    rests = [openings[index].rest for index in scheme.kept]
    return 2 * sum(len(rest) <= _LONGEST_TITLE and is_like_title(rest) for rest in rests) >= len(rests)


def _have_titles_apart(scheme: Scheme, openings: Mapping[int, Opening]) -> bool:
    """Whether nearly all 条 have a word before their text, with a blank between (第一条 目的 为保护秘密)."""
    rests = [openings[index].rest for index in scheme.kept]
    apart = sum(bool(_APART.fullmatch(rest)) for rest in rests)
    return scheme.style is Style.ARTICLE and apart >= _MOST * len(rests)


def _titles_below(lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme) -> set[int]:
    """The titles on the lines below numbers that stand alone, where nearly all do: Article 5, Sick leave, its text."""
    if scheme.style not in _ALONE:
        return set()
    begun = set(scheme.kept) | set(scheme.headings)
    alone = [index for index in scheme.kept if not openings[index].rest and index + 1 not in begun]
    titles = {
        index + 1
        for index in alone
        if index + 2 < len(lines)
        and is_like_title(text := joined(lines[index + 1]))
        and len(text) <= _LONGEST_BELOW
        and not says_something(text)
        and index + 1 not in openings
        and index + 2 not in begun
    }
    return titles if len(titles) >= _MOST * len(scheme.kept) else set()
