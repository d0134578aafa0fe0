"""Headings as they are printed, or by their titles: 第二章 招聘与录用 › 第二节 录用, 4.2 Incidents, 附则, 休假第二条.

message = {heading above} heading                 each as it is printed, as 第二章, or by its title alone
        | unit number title                      附件A加班倍率 of what is printed 附录A 加班倍率
        | [the] title [那一] 章 | the title chapter | chapter title
        | [book [的]] (title | beginning [那一] 章) [有哪些条] | (title | beginning chapter) of book
number  = 第七章客户服务标准                        in a text: what the grammar reads without the title
        | title ([那章] (第 number 条 | （number）) | section number)
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.rulebook.designation.numerals import NUMERAL
from bot.rulebook.designation.texts.documents import document_alone
from bot.rulebook.designation.texts.frame import within_frame
from bot.rulebook.division import Division
from bot.rulebook.heading import Heading, HeadingKind
from bot.rulebook.printed import read_heading

_BETWEEN = re.compile(r"[\s›>→»·:：.．—_*`《》【】〖〗“”\"]+")
_UNIT = re.compile(
    r"(?:in\s+)?(?:the\s+)?(?:(?:chapter|section|part)\s+)?(?P<title>.{2,80}?)"
    r"(?:[那这]?[一个]?[章节编]|\s(?:chapter|section|part))?",
    re.IGNORECASE,
)
_CLAUSE_BEHIND = re.compile(r"\s{0,9}(?:[那这]?[一个]?[章节编])?[的里中]?\s{0,9}(?=第[^章节编]{1,8}[条條])")
_BRACKETED_BEHIND = re.compile(  # of 二、值班, below which are （一） and （二）
    rf"\s{{0,3}}(?:[那这]?[一个]?[章节])?[的里中]?\s{{0,3}}[(（](?P<number>{NUMERAL})[)）]"
)
_UNIT_BEHIND = re.compile(r"\s{0,3}[那这]?[一个]?[章节编]")
_SECTION_BEHIND = re.compile(
    r"\s{0,3}[,:›>–—-]?\s{0,3}(?=(?:sec|§|clause|article)[a-z.]{0,7}\s?[\dIVXL])", re.IGNORECASE
)
_PATH_BEHIND = re.compile(r"\s{0,3}[›»→>/|]\s{0,3}")  # 2. Attendance > 2.2
_OF_BOOK = re.compile(
    r"(?P<title>.{2,60}?),?\s(?:of|in|from)\s(?:(?:the|our)\s)?(?P<book>\S.{1,100})", re.IGNORECASE
)
_LISTED = re.compile(
    r"[里裡中]?(?:[一总總]共|都)?(?:有|是)?(?:[哪那]些|[哪那]?[几幾多][条條]|多少|[什甚][么麼])(?:[条條]文?|[规規]定|[内內]容)?"
)
_BEGINNING = re.compile(
    r"(?:the\s)?(?P<title>.{2,60}?)(?:\s?[那这這]?[一个個]{0,2}[章节節编編]|\s(?:chapter|section|part))",
    re.IGNORECASE,
)
_TIES = " ,，:：的"
_LONGEST = 120  # characters of a message that is nothing but a path of headings
_SHORTEST = 2  # characters of a title
_TELLING = 4  # characters of a title that is no accident in a sentence


def headings_called(text: str, divisions: Sequence[Division]) -> tuple[Division, ...]:
    """The headings that the whole of a text is the name of: several where they share a title."""
    if len(text) > _LONGEST:
        return ()
    folded = text.casefold()
    divisions = [each for each in divisions if each.heading.title.casefold() in folded and each.heading.title]
    framed = within_frame(text) if divisions else text
    for said in dict.fromkeys((text, framed)):
        if found := tuple(each for each in divisions if _is_path(_squeezed(said), each.heading)):
            return found
    read = read_heading(framed)
    named = (read.kind, read.number, _squeezed(read.title))  # 附件A加班倍率 of 附录A 加班倍率
    if found := tuple(each for each in divisions if named == _apart(each.heading)):
        return found
    unit = _UNIT.fullmatch(framed)
    title = _squeezed(unit["title"]) if unit else ""
    return tuple(each for each in divisions if title and title == _squeezed(each.heading.title))


def headings_in_book(
    text: str, names: Sequence[str], divisions: Callable[[str], Sequence[Division]]
) -> tuple[Division, ...]:
    """The headings that the whole of a text names with a book; `divisions` are those of what is called so, "" of all.

    With a word for a heading beside it, the beginning of one title is enough: 章程经费那章, the meals section.
    """
    folded = text.casefold()
    begins = (each.heading.title[:_SHORTEST].casefold() for each in divisions(""))
    may_name = len(text) <= _LONGEST and any(each and each in folded for each in begins)
    for document, said in _behind_books(within_frame(text), names) if may_name else ():
        if found := _with_unit(said.strip(_TIES), divisions(document), is_of_book=bool(document)):
            return found
    return ()


def _behind_books(said: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What may be a book's name in a text, "" for none, with the rest."""
    asked = next((match for match in _LISTED.finditer(said) if match.end() == len(said)), None)
    said = said[: asked.start()] if asked else said
    yield "", said
    if (match := _OF_BOOK.fullmatch(said)) and (document := document_alone(match["book"], names)):
        yield document, match["title"]
    for end in range(len(said) - 1, 1, -1):
        if document := document_alone(said[:end], names):
            yield document, said[end:]


def _with_unit(said: str, divisions: Sequence[Division], *, is_of_book: bool) -> tuple[Division, ...]:
    unit = _BEGINNING.fullmatch(said)
    titles = {_squeezed(said)} if is_of_book else set[str]()
    if unit:
        titles.add(_squeezed(unit["title"]))
    if whole := tuple(each for each in divisions if _squeezed(each.heading.title) in titles - {""}):
        return whole
    begun = _squeezed(unit["title"]) if unit else ""
    halves = [each for each in divisions if len(begun) >= _SHORTEST and _begins(each.heading, begun)]
    return tuple(halves) if len(halves) == 1 else ()


def _begins(heading: Heading, words: str) -> bool:
    """Whether a title begins with words: 經費 of 經費、會計及財務, meals of Meals and Entertainment, not me."""
    title = heading.title.casefold()
    return title.startswith(words) and not (title[len(words) :][:1].isascii() and title[len(words)].isalnum())


def without_titles(text: str, headings: Sequence[Heading], names: Mapping[str, Sequence[str]]) -> str:
    """A text in which headings that are named with their titles, or by these, have their numbers alone.

    `names` are what the books, by their ids, are called.
    """
    small = _small(text)
    for heading in sorted(headings, key=lambda each: -len(each.title)):
        if len(heading.title) >= _SHORTEST and heading.number and _small(heading.title) in small:
            text = _without(text, heading, headings, names)
    return text


def _small(words: str) -> str:
    """Words in small letters, as long as they were: there are capitals that become two signs."""
    small = words.lower()
    return small if len(small) == len(words) else words


def _without(
    text: str, heading: Heading, headings: Sequence[Heading], names: Mapping[str, Sequence[str]]
) -> str:
    start = _small(text).find(_small(heading.title))
    if start < 0:  # no longer there
        return text
    end = start + len(heading.title)
    printed = text[max(text.rfind("第", 0, start), 0) : end]
    read = read_heading(printed)
    is_printed_so = bool(heading.printed) and text[:end].endswith(heading.printed)
    if is_printed_so or (read.kind, read.number, read.title) == (heading.kind, heading.number, heading.title):
        return _along_path(text, heading, start, end)
    clause, number = _CLAUSE_BEHIND.match(text, end), ""
    if heading.printed[: len(heading.printed) - len(heading.title)].endswith("、") and (
        bracketed := _BRACKETED_BEHIND.match(text, end)
    ):
        clause, number = bracketed, f"第{bracketed['number']}条"
    behind = clause or _SECTION_BEHIND.match(text, end)
    alike = [each for each in headings if each.title == heading.title]
    named = [each for each in alike if any(name in text for name in names[each.book])]
    if behind is None or (named or alike) != [heading]:
        return text
    books = names[heading.book]
    lead = text[:start] if within_frame(text[:start]).strip() or start >= _LONGEST else ""
    if lead and not (
        clause and (lead.removesuffix("的").endswith(tuple(books)) or _is_set_off(text, start, end))
    ):
        return text
    # Other books may have 總則 for 总则
    document = f"《{books[0]}》" if named or end - start >= _TELLING else ""
    path = " ".join(map(_by_number, heading.path))
    return f"{lead}{document}{path} {number}{text[behind.end() :]}"


def _along_path(text: str, heading: Heading, start: int, end: int) -> str:
    """A text without the title of a heading that stands there behind its number; of a path its number is enough."""
    if (path := _PATH_BEHIND.match(text, end)) is None:
        return f"{text[:start]} {text[end:]}"
    lead, behind = text[:start].rstrip(" .:：、"), text[path.end() :]
    is_repeated = lead.endswith(heading.number) and behind.startswith(f"{heading.number}.")
    return f"{lead.removesuffix(heading.number)}{behind}" if is_repeated else f"{lead} › {behind}"


def _is_set_off(text: str, start: int, end: int) -> bool:
    """Whether a title in a sentence is no part of another word: 年休假第二条 is not 休假第二条."""
    is_telling = end - start >= _TELLING or _UNIT_BEHIND.match(text, end)
    return bool(is_telling) or not text[start - 1].isalnum()


def _by_number(heading: Heading) -> str:
    """第二章 of what is printed 二、, which is a number alone."""
    is_bare = heading.kind is HeadingKind.OTHER and heading.number.isdecimal() and not heading.is_english
    return f"第{heading.number}章" if is_bare else heading.short_label


def _is_path(said: str, heading: Heading) -> bool:
    """Whether words name a heading, and before it nothing but headings above it, from the outermost."""
    *above, last = heading.path
    for name in _names(last):
        if said.endswith(name):
            rest = said.removesuffix(name)
            for each in reversed(above):
                rest = rest.removesuffix(next(filter(rest.endswith, (*_names(each), *_shortly(each))), ""))
            if not rest:
                return True
    return False


def _apart(heading: Heading) -> tuple[HeadingKind, str, str]:
    return heading.kind, heading.number, _squeezed(heading.title)


def _names(heading: Heading) -> Iterator[str]:
    yield from filter(None, (_squeezed(heading.label), _squeezed(heading.title)))


def _shortly(heading: Heading) -> Iterator[str]:
    yield from filter(None, [_squeezed(heading.short_label)] if heading.number else [])


def _squeezed(words: str) -> str:
    return _BETWEEN.sub("", words).casefold()
