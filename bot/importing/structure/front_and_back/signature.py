"""What stands below the last clause, and is none of its words: who made the document and when, what readers sign."""

import re
from collections.abc import Collection, Sequence

from bot.importing.source import Line
from bot.importing.structure.front_and_back.days import is_day, without_day
from bot.importing.structure.front_and_back.forms_to_sign import is_annex, is_to_fill_in, signed_form
from bot.importing.structure.front_and_back.mail import ends_message
from bot.importing.structure.front_and_back.small_print import small_print_from
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import heading_of, is_like_title, says_something
from bot.importing.structure.lines.openings import joined, opening_of

_KIND = "document|policy|policies|text|file|handbook|manual|code|rules?|regulations?|bylaws?|guidelines?"
_END_OF_TEXT = re.compile(
    r"[（(【\[<《—–=*#~\s-]*(?:(?:以下|本页|此页)无正文[^。；]{0,40}|正文完|全文完|此件[^（）()。；，]{2,10}|[完终終]|文[末终]"
    rf"|(?:the )?end(?: of (?:the |this )?(?:\w+ ){{0,2}}(?:{_KIND}))?)[）)】\]>》—–=*#~.。\s-]*"
    r"|特此(?:通知|公告|公布|通告|函告|函复|批复|说明)[。！!]?"
    r"|[_＿—–─━=*~\s-]{3,}",
    re.IGNORECASE,
)
_MADE_BY = re.compile(
    r"(?:(?:员工|本人)?(?:签收|签名|签字|确认)|编制|编写|拟制|拟定|起草|审核|审批|审定|复核|批准|核准|签发|会签|校[对對]|录入"
    r"|signature|prepared|drafted|reviewed|approved|signed|adopted|issued|authori[sz]ed|ratified|certified|attest(?:ed)?"
    r"|witness(?:ed)?|endorsed|submitted|recorded|compiled)"
    r"(?:人|者|部门|单位| by| on)?\s{0,3}[:：]"
    r"|(?:(?:document|policy) owner|last (?:reviewed|revised|updated|amended)|next review|review date)"
    r"(?: date| on)?\s{0,3}[:：]"
    r"|(?:adopted|approved|confirmed|ratified) by [^.;:]{3,60} on [^.;:]{6,20}\.?$"
    r"|最[后後](?:更新|修[订訂改])(?:日期|时间|時間)?\s{0,3}[:：]"
    r"|by order of the \w+|for and on behalf of .{3,60}$"
    r"|certified (?:as |to be )?(?:a |the )?true (?:and \w+ )?copy\b"
    r"|[^。；.;:：_＿]{1,40}[:：]\s?[_＿]{4,}[,，\s]{0,3}[^。；.;:：_＿]{0,30}$",
    re.IGNORECASE,
)
_SEALED = re.compile(  # The common seal of the Authority was affixed on 4 March 2019 in the presence of:
    r"(?:the )?(?:common |official )?seal of (?:the )?.{3,60} (?:was|is) (?:here(?:un)?to )?affixed\b[^.;]{0,60}[:.]?"
    r"|(?:in witness whereof|given under (?:my|our|the) (?:hand|seal)|signed (?:and sealed )?in the presence of)\b"
    r"[^.;]{0,80}[:.]?"
    r"|in the presence of\s?:",
    re.IGNORECASE,
)
_SENT_TO = re.compile(
    r"(?:抄\s?[送报報]|主\s?[送报報]|分\s?送|报\s?送|主题词|cc|copies to|distribution)\s{0,3}[:：].{1,200}"
    r"|[^，。；]{0,30}[\d〇○零一二三四五六七八九]{4}\s?年[^，。；]{3,9}日\s{0,9}印[发發](?:\s{0,9}[（(]?共印\s?\d{1,5}\s?份[）)]?)?"
    r"|[（(]?共印\s?\d{1,5}\s?份[）)]?"
    r"|[（(]?(?:政府)?(?:信息)?公开(?:形式|方式|属性|屬性|类别|选项)\s{0,3}[:：]\s{0,3}[^，。；]{2,12}?[）)]?",
    re.IGNORECASE,
)
_REACHED = re.compile(  # what tells where somebody is to be reached
    r"(?:[电電]话|電話|电\s话|传真|傳真|地址|地\s址|邮编|邮政编码|郵遞區號|[网網]址|[邮郵]箱|[电電]子[邮郵]件|联系人|[聯联][络絡系]人|联系方式|聯絡方式)\s{0,3}[:：]"
    r"|\b(?:tel(?:ephone)?|phone|fax|e-?mail|web(?:site)?|address)\b\.?\s{0,3}[:：]|\w@\w|\bwww\.\S+|https?://",
    re.IGNORECASE,
)
_CHANGES = re.compile(  # below the text, of its sections: Section 4.1 amended by Resolution 2023-02.
    r"(?:(?:(?:section|article|rule|chapter|clause)s?\s[^.;]{0,20}(?:\.\d[^.;]{0,20})?)?\b(?:amended|revised|added|adopted"
    r"|repealed|renumbered)\s(?:by|on)\b[^.;]{0,60}\d[^.;]{0,30}[.;]?\s{0,3})+",
    re.IGNORECASE,
)
_REMARK = re.compile(r"[（(][^（）()。]{2,30}[）)]")  # below a day: （张贴于各楼）
_OF_PAGE = re.compile(  # what a web page has below a text
    r"(?:[【\[]?(?:打印|关闭|返回|分享|收藏|上一[篇页条]|下一[篇页条])[^。；]{0,80}|版权所有|技术支持|主办单位|[^。；]{0,20}ICP备)"
    r"|附件[^。；]{0,80}\.(?:docx?|xlsx?|pptx?|pdf|zip|rar|wps)\b[^。；]{0,40}$"
    r"|(?:本|此|[该該])(?:[网網]?[页頁站](?:面|站)?|网站|網站)[^。；]{0,30}[仅僅]供[^。]{0,60}[。.]?$"
    r"|th(?:is|e) (?:web ?)?(?:page|site) is (?:provided |published )?(?:only )?for [^.]{0,30}\b"
    r"(?:information|reference|convenience)\b"
    r"|copyright\b|©|all rights reserved|(?:previous|next)(?: page| article)?\s?[:：]|print this page"
    r"|was this (?:page|article|information) (?:helpful|useful)"
    r"|(?:本|这|此)(?:页|页面|篇文章|文)对?[您你]?(?:是否)?有(?:用|帮助)",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(  # what its name ends with
    r"[^\d。；：:;]*(?:公司|集团|集團|中心|委员会|委員會|办公室|[部厂院校会局处所室馆站社园]|[大中小]学"
    r"|(?<![a-z])(?:ltd|limited|inc|llc|plc|gmbh|company|corp|corporation|group|board|committee|council|department"
    r"|office|team|association|foundation|university)\.?)(?:\s{0,3}[（(](?:盖章|蓋章|公章|印章|章|seal)[）)])?",
    re.IGNORECASE,
)
_LISTED = re.compile(  # 附件：1.申请表, and below it 2.审批单
    r"(?=.)(?P<begins>附[件表录錄]\s{0,3}[:：]|(?:annex(?:es)?|appendi(?:x|ces)|attachments?)\s{0,3}:)?\s{0,9}"
    r"(?P<number>\d{1,2}\s?[.．、]|[（(]?[一二三四五六七八九十]{1,2}[）)、])?\s{0,9}(?P<title>.*?)[。；;]?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}")  # Bonn, 20 April 2026
_BETWEEN = " \t\u3000,，"  # a name and the day on the same line
_DAY_CALLED = re.compile(r"(?:日期|date)\s{0,3}[:：]\s{0,3}", re.IGNORECASE)
_BLANK = re.compile("[_＿]{4}")  # to be filled in
_ASKS_WHO = re.compile(  # what stands above a name
    r".{0,20}(?:人|者|\bby|signed)[:：]|by order of the \w+|for and on behalf of .{3,60}", re.IGNORECASE
)
_CALLED_FORM = re.compile(
    r"(?:回执|(?:承诺|声明|保证|申请|确认|责任)书|[表单函])$|\b(?:form|acknowledge?ment|receipt|declaration)$",
    re.IGNORECASE,
)
_LONGEST_FORM = 5  # lines above who signs it
_MOST = 15  # lines
_LONGEST_ADDRESS = 8  # lines, with the name
_MONTH = re.compile(r"[\d〇○零一二三四五六七八九]{4}\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月")
_LONGEST = 60  # characters of one of its lines
_LONGEST_LIST = 250  # of those to whom it is sent
_LONGEST_NAME = 25  # characters of an organisation's, or of whoever signs
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
    if form := signed_form(lines, start):
        return form
    first = _signed_from(lines, start)
    listed = first
    while listed and (match := _LISTED.fullmatch(joined(lines[listed - 1]))) and _may_list(match, annexes):
        listed -= 1
        if match["begins"] and (match["title"] in annexes or first < start):
            return listed
    return first


def _may_list(match: re.Match[str], annexes: Collection[str]) -> bool:
    """Whether it names one of the annexes below, or one with a number that the file does not hold."""
    return match["title"] in annexes or (bool(match["number"]) and is_like_title(match["title"]))


def _signed_from(lines: Sequence[Line], end: int) -> int:
    """The first of the lines that are a signature, with what stands among and below them: where to reach whom."""
    first = at = _sender_from(lines, end)
    names = 0  # below which a day must stand
    while at and end - at < _MOST:
        at -= 1
        if _is_signature(lines[at], below=lines[at + 1] if at + 1 < end else None):
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
    """Whether names may stand below a line: a day that nothing asks for, a seal, or good wishes."""
    is_asked = lines[at - 1].text.rstrip().endswith((":", "："))
    text = joined(lines[at]).strip()
    return (_has_day(lines[at]) and not is_asked) or bool(_SEALED.fullmatch(text)) or ends_message(text)


def _sent_from(lines: Sequence[Line], form: int, end: int) -> int:
    """Where, below a form, stands to whom all of it was sent."""
    while end > form and _is_sent_to(joined(lines[end - 1]).strip()):
        end -= 1
    return end


def _may_be_name(line: Line) -> bool:
    """Whether it may be who signs, or as what: Jane Roe, Managing Director."""
    text = joined(line).strip()
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
        is_below_sentence = lines[at - 1].text.rstrip().endswith(("。", "."))
        is_name = len(name) <= _LONGEST_NAME and bool(_ORGANISATION.fullmatch(name)) and not lines[at].heading
        if is_name and is_below_sentence and any(map(_tells_where, lines[at + 1 : end])):
            return at
    return end


def _tells_where(line: Line) -> bool:
    is_short = len(line.text) <= _LONGEST and not line.text.rstrip().endswith(("。", "；"))
    is_plain = not line.table and not line.label and line.heading is None and not opening_of(line)
    return is_short and is_plain and bool(_REACHED.search(line.text))


def _titles(annexes: Sequence[Line]) -> set[str]:
    """What may be one."""
    headings = filter(None, map(heading_of, annexes))
    return {*(line.text.strip() for line in annexes), *(heading.title for heading in headings)}


def _is_signature(line: Line, below: Line | None) -> bool:
    text = joined(line).strip(" \t*")
    if line.table:
        return is_to_fill_in(line)
    if line.missing or line.label or line.heading is not None or len(text) > _LONGEST_LIST:
        return False
    if len(text) > _LONGEST:
        return _is_sent_to(text) or ends_message(text) or _is_long_signature(line, text)
    is_said = (
        _END_OF_TEXT.fullmatch(text)
        or _CHANGES.fullmatch(text)
        or _MADE_BY.match(text)
        or _is_sent_to(text)
        or _OF_PAGE.match(text)
        or _SEALED.fullmatch(text)
        or ends_message(text)
    )
    if is_said or _is_date(text) or is_to_fill_in(line):
        return True
    return not opening_of(line) and _is_name(text, below)


def _is_long_signature(line: Line, text: str) -> bool:
    is_said = _CHANGES.fullmatch(text) or _SEALED.fullmatch(text) or _MADE_BY.fullmatch(text)
    return bool(is_said) or is_to_fill_in(line)


def _is_who_signs(line: Line, above: Line) -> bool:
    """Whether it is the name below 签发人：, or By order of the committee."""
    text, asked = joined(line).strip(), joined(above).strip()
    is_asked = bool(_MADE_BY.match(asked) and _ASKS_WHO.fullmatch(asked)) and above.heading is None
    is_plain = not line.table and not line.label and line.heading is None and not opening_of(line)
    return is_asked and is_plain and is_like_title(text) and not says_something(text)


def _is_sent_to(text: str) -> bool:
    return bool(_SENT_TO.fullmatch(text)) and not says_something(text)


def _is_name(text: str, below: Line | None) -> bool:
    """Whether it is an organisation with a day, or a name above one; or holds a blank above other such lines."""
    if below is not None and _BLANK.search(text):
        return True
    name = without_day(text).strip(_BETWEEN)
    is_organisation = is_like_title(name) and bool(_ORGANISATION.fullmatch(name))
    if name != text:
        return is_organisation or bool(_PLACE.fullmatch(name) and text.startswith(f"{name},"))
    called = text.rstrip(":：")  # 总经理： above a day
    is_name = is_organisation or (len(text) <= _LONGEST_NAME and is_like_title(called) and called.isalpha())
    return is_name and below is not None and _is_date(joined(below).strip())


def _is_date(text: str) -> bool:
    bare = _DAY_CALLED.sub("", text, count=1)
    return is_day(bare) or bool(_MONTH.fullmatch(bare))
