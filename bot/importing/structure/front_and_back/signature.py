"""What stands below the last clause, and is none of its words: who made the document and when, what readers sign."""

import re
from collections.abc import Collection, Sequence

from bot.importing.source import Line
from bot.importing.structure.front_and_back.days import is_day, without_day
from bot.importing.structure.front_and_back.endings.attestation import attested_from
from bot.importing.structure.front_and_back.endings.closing_remarks import remarks_from
from bot.importing.structure.front_and_back.endings.closing_words import (
    ends_text,
    is_said_at_length,
    is_said_below,
    is_seal,
    is_sent_to,
    names_maker,
    says_how_to_reach,
)
from bot.importing.structure.front_and_back.endings.contacts import contacts_from
from bot.importing.structure.front_and_back.endings.small_print import small_print_from
from bot.importing.structure.front_and_back.endings.sources import sources_from
from bot.importing.structure.front_and_back.forms_to_sign import (
    heads_form,
    is_annex,
    is_to_fill_in,
    signed_form,
)
from bot.importing.structure.front_and_back.mail import ends_message, sender_from
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import heading_of, is_like_title, says_something
from bot.importing.structure.lines.openings import joined, opening_of

_REMARK = re.compile(r"[（(][^（）()。]{2,30}[）)]")  # below a day: （张贴于各楼）
_ORGANISATION = re.compile(  # what its name ends with
    r"[^\d。；：:;]*(?:公司|集团|集團|中心|委员会|委員會|办公室|[部厂院校会局处所室馆站社园组]|[大中小]学"
    r"|(?<![a-z])(?:ltd|limited|inc|llc|plc|gmbh|company|corp|corporation|group|board|committee|council|department"
    r"|office|team|association|foundation|university)\.?)(?:\s{0,3}[（(](?:盖章|蓋章|公章|印章|章|seal)[）)]|\s{1,3}[制编印宣])?",
    re.IGNORECASE,
)
_ISSUER = re.compile(  # without a day below
    r"[\u4e00-\u9fff]{2,24}(?:公司|集[团團]|委[员員][会會]|[协協][会會]|[学學]校|[大中小][学學]|[学學]院|[医醫]院|幼儿园|幼兒園)"
    r"|(?:[A-Z][\w&.'’-]{0,30} (?:(?:of|the|and|for|at|&) ){0,2}){2,8}(?:Association|Society|Company|Co-?op"
    r"|Cooperative|Club|Corporation|Foundation|University|College|School|Council|Trust|Inc\.?|Ltd\.?|LLC)"
)
_LISTED = re.compile(  # 附件：1.申请表, and below it 2.审批单
    r"(?=.)(?P<begins>附[件表录錄]?\s{0,3}[:：]|(?:annex(?:es)?|appendi(?:x|ces)|attachments?)\s{0,3}:)?\s{0,9}"
    r"(?P<number>\d{1,2}\s?[.．、]|[（(]?[一二三四五六七八九十]{1,2}[）)、])?\s{0,9}(?P<title>.*?)[。；;]?",
    re.IGNORECASE,
)
_NEXT_LISTED = re.compile(r"\s[（(]?[2二]\s?[.．、)）]")  # on the same line
_CONTACT = re.compile(
    r"[联聯][系络絡繫]人\s{0,3}[:：]|contact(?: persons?)?\s{0,3}:", re.IGNORECASE
)  # of a notice
_PLACE = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}")  # Bonn, 20 April 2026
_BETWEEN = " \t\u3000,，"  # a name and the day on the same line
_DAY_CALLED = re.compile(r"(?:日期|date)\s{0,3}[:：]\s{0,3}", re.IGNORECASE)
_LEADS_ON = re.compile(r"[如以]下|下[列表图文]|见|為|为|\b(?:below|following|follows)\b", re.IGNORECASE)
_BLANK = re.compile("[_＿]{4}")  # to be filled in
_ASKS_WHO = re.compile(  # what stands above a name
    r".{0,20}(?:人|者|\bby|signed)[:：]?|by order of the \w+|for and on behalf of .{3,60}", re.IGNORECASE
)
_CALLED_FORM = re.compile(
    r"(?:回执|(?:承诺|声明|保证|申请|确认|责任)书|[表单函])$|\b(?:form|acknowledge?ment|receipt|declaration)$",
    re.IGNORECASE,
)
_LONGEST_FORM = 5  # lines above who signs it
_MOST = 15  # lines
_LONGEST_ADDRESS = 8  # lines, with the name
_MONTH = re.compile(  # 二〇一八年六月　日, and a day to be filled in
    r"(?:(?:(?:中華|中华)?民[國国]|平成|令和)?\s{0,9}[\d〇○零元一二三四五六七八九]{0,4})\s{0,9}年"
    r"\s{0,9}[\d一二三四五六七八九十]{0,3}\s{0,9}月(?:\s{0,9}[\d一二三四五六七八九十]{0,3}\s{0,9}日)?"
    r"|(?:19|20)\d\d[./]\d{1,2}"
)
_LONGEST = 60  # characters of one of its lines
_LONGEST_LIST = 250  # of those to whom it is sent
_LONGEST_NAME = 25  # characters of an organisation's, or of whoever signs
_WORDS_OF_FIELD = 3
_MOST_NAMES = 2  # lines: a name, and as what its bearer signs


def without_signatures(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Sequence[Line]]]:
    """The lines without what is signed at their end and before annexes, and the lines of each of these signatures."""
    kept, signatures, titles, ends = list(lines), list[Sequence[Line]](), {""}, [len(lines), *_annexes(lines)]
    for end, below in zip(ends, [len(lines), *ends], strict=False):
        titles |= _titles(lines[end:below])
        start = _start(lines, end, titles)
        if 0 < start < end:
            kept[start:end] = []
            signatures.append(lines[start:end])
    return kept, signatures[::-1]


def _annexes(lines: Sequence[Line]) -> list[int]:
    """Where annexes begin, from the last."""
    return [index for index, line in enumerate(lines) if is_annex(line)][::-1]


def _start(lines: Sequence[Line], end: int, annexes: Collection[str]) -> int:
    """Its first line, if any: of forms and records, of a signature, and of the annexes that are listed above it."""
    start = small_print_from(lines) if end == len(lines) else end
    while (before := _one_start(lines, start, annexes)) < start:
        start = before
    return start


def _one_start(lines: Sequence[Line], start: int, annexes: Collection[str]) -> int:
    for found in (sender_from, signed_form, attested_from, sources_from, remarks_from, contacts_from):
        if first := found(lines, start):
            return first
    if 1 < start < len(lines) and heads_form(lines[start - 1], lines[start]):
        return start - 1
    if start > 1 and (_is_left_empty(lines[start - 1]) or _is_said_alone(lines[start - 2 : start])):
        return start - 1
    first = _signed_from(lines, start)
    listed = first
    while listed and (match := _LISTED.fullmatch(joined(lines[listed - 1]))) and _may_list(match, annexes):
        listed -= 1
        are_several = bool(match["number"]) and (
            first - listed > 1 or bool(_NEXT_LISTED.search(match["title"]))
        )
        if match["begins"] and (match["title"] in annexes or first < start or are_several):
            return listed
    return first


def _may_list(match: re.Match[str], annexes: Collection[str]) -> bool:
    """Whether it names one of the annexes below, or one with a number that the file does not hold."""
    title = match["title"]
    return title in annexes or (bool(match["number"]) and is_like_title(title) and not asks_something(title))


def _signed_from(lines: Sequence[Line], end: int) -> int:
    """The first of the lines that are a signature, with what stands among and below them: where to reach whom."""
    first = at = _sender_from(lines, end)
    names = 0  # below which a day must stand
    while at and end - at < _MOST:
        at -= 1
        is_above_it = first < end and bool(_CONTACT.match(joined(lines[at]).strip()))
        if is_above_it or is_signature(lines[at], below=lines[at + 1] if at + 1 < end else None):
            if names and not _asks_for_names(lines, at):
                break
            first, names = at, 0
        elif at and _is_who_signs(lines[at], above=lines[at - 1]):
            continue
        elif names < _MOST_NAMES and _may_be_name(lines[at]):
            names += 1
        elif not _tells_where(lines[at]) and not _REMARK.fullmatch(joined(lines[at]).strip()):
            break
    is_form = any(map(is_annex, lines[max(0, first - 1) : first])) or _is_titled_annex(lines, first)
    if is_form or _is_within_form(lines, first):  # 附件1 请假申请表 is to be filled in as a whole
        return _sent_from(lines, first, end)
    return first


def _asks_for_names(lines: Sequence[Line], at: int) -> bool:
    """Whether names may stand below a line: a day that nothing asks for, a seal, good wishes, or a blank to sign on."""
    is_asked = lines[at - 1].text.rstrip().endswith((":", "："))
    text = joined(lines[at]).strip()
    return (_has_day(lines[at]) and not is_asked) or is_seal(text) or ends_message(text) or _is_blank(text)


def _is_blank(text: str) -> bool:
    return bool(_BLANK.match(text)) and not text.strip("_＿ \t\u3000")


def _is_left_empty(line: Line) -> bool:
    """Whether it is the name of what nobody filled in: 补充内容：, and nothing below it."""
    text, is_plain = joined(line).strip(), not (line.table or line.label or line.heading)
    named = text.rstrip(":：")
    is_short = len(named) <= _LONGEST_NAME and named.count(" ") < _WORDS_OF_FIELD
    is_name = is_short and is_like_title(named) and not says_something(named)
    leads_on = _LEADS_ON.search(named) or asks_something(named) or opening_of(line)
    return is_plain and named != text and is_name and not leads_on


def _is_said_alone(lines: Sequence[Line]) -> bool:
    """Whether, below a sentence, stands but the name of an organisation, or whom to reach."""
    above, line = lines
    text, is_plain = joined(line).strip(), not (line.table or line.label or line.heading)
    is_issuer = bool(_ISSUER.fullmatch(text)) and not asks_something(text)
    is_told = is_issuer or bool(_CONTACT.match(text) and len(text) <= _LONGEST)
    is_below_sentence = not above.table and above.text.rstrip().endswith(("。", "."))
    return is_plain and is_told and is_below_sentence and not opening_of(line)


def _sent_from(lines: Sequence[Line], form: int, end: int) -> int:
    """Where, below a form, stands to whom all of it was sent."""
    while end > form and is_sent_to(joined(lines[end - 1]).strip()):
        end -= 1
    return end


def _may_be_name(line: Line) -> bool:
    """Whether it may be who signs, or as what, also two beside each other: Jane Roe, Managing Director."""
    text = " ".join(joined(line).split())
    is_plain = not line.table and not line.label and line.heading is None and not opening_of(line)
    are_words = all(each.isalpha() or each in " .,·、-" for each in text)
    is_short = is_like_title(text) and len(text) <= _LONGEST_NAME
    return is_plain and are_words and is_short and not says_something(text) and not asks_something(text)


def _has_day(line: Line) -> bool:
    text = joined(line).strip()
    return _is_date(text) or without_day(text) != text


def _is_titled_annex(lines: Sequence[Line], at: int) -> bool:
    """Whether the line before is the title of the annex that the one above it names."""
    return at > 1 and is_annex(lines[at - 2]) and is_like_title(joined(lines[at - 1]).strip())


def _is_within_form(lines: Sequence[Line], at: int) -> bool:
    """Whether it is to be filled in within an annex that is called like a form: 附录A 签收回执."""
    if at == len(lines) or not is_to_fill_in(lines[at]):
        return False
    above = range(at - 1, max(-1, at - _LONGEST_FORM), -1)
    annex = next((place for place in above if is_annex(lines[place])), None)
    if annex is None or any(line.table or opening_of(line) for line in lines[annex + 1 : at]):
        return False
    return any(_CALLED_FORM.search(joined(line).strip()) for line in lines[annex : annex + 2])


def _sender_from(lines: Sequence[Line], end: int) -> int:
    """Where an organisation stands with its address, below a sentence; else the end."""
    for at in range(end - 1, max(1, end - _LONGEST_ADDRESS), -1):
        name = joined(lines[at]).strip()
        opening = opening_of(lines[at])
        is_numbered = opening is not None and not opening.label.isdecimal()  # as 12 Quay Street is not
        if not (_tells_where(lines[at]) or is_like_title(name)) or is_numbered or lines[at].label:
            break
        above = joined(lines[at - 1]).strip()
        is_below_sentence = above.endswith(("。", ".")) or ends_text(above)
        is_name = len(name) <= _LONGEST_NAME and bool(_ORGANISATION.fullmatch(name)) and not lines[at].heading
        if is_name and is_below_sentence and any(map(_tells_where, lines[at + 1 : end])):
            return at
    return end


def _tells_where(line: Line) -> bool:
    is_short = len(line.text) <= 2 * _LONGEST and not line.text.rstrip().endswith(("。", "；"))
    is_plain = not line.table and not line.label and line.heading is None and not opening_of(line)
    return is_short and is_plain and says_how_to_reach(line.text)


def _titles(annexes: Sequence[Line]) -> set[str]:
    """What may be one."""
    headings = filter(None, map(heading_of, annexes))
    return {*(line.text.strip() for line in annexes), *(heading.title for heading in headings)}


def is_signature(line: Line, below: Line | None = None) -> bool:
    """Whether a line is part of one: who made the document, a day, a blank to sign on, a name above a day `below`."""
    text = joined(line).strip(" \t*")
    if line.table:
        return is_to_fill_in(line)
    if line.missing or line.label or line.heading is not None or len(text) > _LONGEST_LIST:
        return False
    if len(text) > _LONGEST:
        return is_said_at_length(text) or ends_message(text) or is_to_fill_in(line)
    if is_said_below(text) or ends_message(text) or _is_date(text) or is_to_fill_in(line):
        return True
    return not opening_of(line) and _is_name(text, below)


def _is_who_signs(line: Line, above: Line) -> bool:
    """Whether it is the name below 签发人：, or By order of the committee."""
    text, asked = joined(line).strip(), joined(above).strip()
    is_asked = names_maker(asked) and bool(_ASKS_WHO.fullmatch(asked)) and above.heading is None
    is_plain = not line.table and not line.label and line.heading is None and not opening_of(line)
    return is_asked and is_plain and is_like_title(text) and not says_something(text)


def _is_name(text: str, below: Line | None) -> bool:
    """Whether it is an organisation with a day, or a name above one; or holds a blank above other such lines."""
    if below is not None and _BLANK.search(text):
        return True
    is_above_form = below is not None and not below.table and is_to_fill_in(below)
    name = without_day(text).strip(_BETWEEN)
    is_organisation = is_like_title(name) and bool(_ORGANISATION.fullmatch(name))
    if name != text:
        return is_organisation or bool(_PLACE.fullmatch(name) and text.startswith(f"{name},"))
    called = text.rstrip(":：")  # 总经理： above a day
    is_name = is_organisation or (len(text) <= _LONGEST_NAME and is_like_title(called) and called.isalpha())
    if is_organisation and is_above_form:
        return True
    return is_name and below is not None and _is_date(joined(below).strip())


def _is_date(text: str) -> bool:
    bare = _DAY_CALLED.sub("", text, count=1)
    return is_day(bare) or bool(_MONTH.fullmatch(bare))
