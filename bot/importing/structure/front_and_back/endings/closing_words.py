"""What is said below a text of the text itself: that it ends, who made it and when, who changed it, whom to ask."""

import re

from bot.importing.structure.lines.headings import says_something

_KIND = "document|policy|policies|text|file|handbook|manual|code|rules?|regulations?|bylaws?|guidelines?"
_END_OF_TEXT = re.compile(
    r"[（(【\[<《—–=*#~\s-]*(?:(?:以下|本页|此页)无正文[^。；]{0,40}|正文完|全文完|此件[^（）()。；，]{2,10}|[完终終]|以\s{0,3}上|文[末终]"
    rf"|(?:the )?end(?: of (?:the |this )?(?:\w+ ){{0,2}}(?:{_KIND}))?)[）)】\]>》—–=*#~.。\s-]*"
    r"|特此(?:通知|公告|公布|通告|函告|函复|批复|说明)[。！!]?"
    r"|[_＿—–─━=*~\s-]{3,}"
    r"|(?:[^。；]{0,40}\s)?第\s?\d{1,3}\s?页[\s,，/]{0,3}共\s?\d{1,3}\s?页"
    r"|(?:[^。；]{0,40}\s)?共\s?\d{1,3}\s?[页頁][\s,，/]{0,3}第\s?\d{1,3}\s?[页頁]|第\s?\d{1,3}\s?[页頁]"
    r"|[-—–·]\s?\d{1,3}\s?[-—–·]|\d{1,3}\s?/\s?\d{1,3}"
    r"|(?:(?-i:[^a-z.;]{0,40})\s)?page \d{1,3} of \d{1,3}|page \d{1,3}"
    r"|本(?:文件|资料|文档)[为系属是][^，。；]{0,20}(?:内部|机密|保密|受控)(?:资料|文件|文档)"
    r"(?:[，,\s](?:未经[^，。；]{2,8})?(?:不得|请勿|严禁)(?:擅自|随意)?(?:复印|复制|翻印|转载|外传|传播)[^，。；]{0,10})?[。.]?"
    r"|(?:printed|hard) copies (?:of this \w+ )?are (?:uncontrolled|not controlled)\.?"
    r"|uncontrolled (?:if|when) printed\.?",
    re.IGNORECASE,
)
_MADE_BY = re.compile(
    r"(?:(?:员工|本人)?(?:签收|签名|签字|确认)|[编制][制定表]|编写|拟制|拟定|起草|审核|审批|审定|复核|批准|核准|签发|会签|校[对對]|录入"
    r"|signature|prepared|drafted|reviewed|approved|signed|adopted|issued|authori[sz]ed|ratified|certified|attest(?:ed)?"
    r"|witness(?:ed)?|endorsed|submitted|recorded|compiled)"
    r"(?:人|者|部门|单位| by| on)?\s{0,3}[:：]"
    r"|(?:(?:document|policy) owner|last (?:reviewed|revised|updated|amended)|next review|review date)"
    r"(?: date| due| on)?\s{0,3}[:：]"
    r"|(?:adopted|approved|confirmed|ratified) by [^.;:]{3,60} on [^.;:]{6,20}\.?$"
    r"|(?:[发發][布文]|更新|上[传傳]|[张張][贴貼])(?:日期|[时時][间間])\s{0,3}[:：]?\s{0,3}\d{4}\D"
    r"|最[后後](?:更新|修[订訂改])(?:日期|时间|時間)?\s{0,3}[:：]"
    r"|[^，。；:：]{0,12}(?:核[准備备定]|登[记記]|[备備立]案)(?:文[号號]|[证證]?[号號]|字[号號]|[编編][号號])\s{0,3}[:：]"
    r"|(?:prepared|drafted|reviewed|approved|compiled|signed) by$|(?:起草|编[制写]|审核|批准|拟[制定])[人者]$"
    r"|by order of the \w+|for and on behalf of .{3,60}$"
    r"|certified (?:as |to be )?(?:a |the )?true (?:and \w+ )?copy\b"
    r"|(?:[^。；.;:：_＿\s,，][^。；.;:：_＿]{0,39}[:：]\s?[_＿]{4,}[,，\s]{0,9}){1,4}[^。；.;:：_＿]{0,30}$",
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
    r"|\b(?:tel(?:ephone)?|phone|fax|e-?mail|web(?:site)?|address)\b\.?\s{0,3}[:：]|\w@\w|\bwww\.\S+|https?://"
    r"|(?-i:\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b|\b[A-Z]{2} \d{5}\b)",  # QY1 2AB, OH 44077
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?,?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WHEN = (
    rf"(?:(?:on|in|as of)\s)?(?:(?:the\s)?(?:{_DAY}\s(?:of\s)?)?{_MONTH}\s(?:{_DAY},?\s)?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-])?(?:(?:19|20)\d\d(?:-\d\d){0,2}|(?<=[/.-])\d\d)"
)
_FIGURE = "[\\d〇○零元一二三四五六七八九十]"
_YEAR = rf"(?:(?:(?:中華|中华)?民[國国]|大正|昭和|平成|令和)\s?{_FIGURE}{{1,4}}|{_FIGURE}{{4}})\s?年"
_MONTH_AND_DAY = r"(?:\s?[\d一二三四五六七八九十]{1,3}\s?月(?:\s?[\d一二三四五六七八九十]{1,3}\s?日)?)?"
_CHANGE = re.compile(  # of a section: Section 4.1 amended by Resolution 2023-02
    r"(?:(?:section|article|rule|chapter|clause)s?\s[^.;]{0,20}(?:\.\d[^.;]{0,20})?)?\b(?:amended|revised|added"
    r"|adopted|repealed|renumbered)\s(?:by|on)\b[^.;]{0,60}\d[^.;]{0,30}",
    re.IGNORECASE,
)
_BETWEEN_CHANGES = re.compile(r"[.;]\s{1,3}")
_MADE_WHEN = re.compile(  # Amended May 2011; Rules of the Club, revised May 2011; 2019年5月8日理事会通过
    r"(?:[A-Z][^.;,:\d]{2,60},\s)?"
    r"(?:(?:and\s)?(?:(?:first|last|duly|originally|most recently)\s)?(?:amended|revised|updated|adopted|approved"
    rf"|ratified|reviewed|issued)(?: and (?:restated|adopted|approved))?,?(?: (?:by|at) [^.;,:\d]{{3,60}}[:,]?)?"
    rf"\s{_WHEN}[.;,]?\s{{0,3}})+"
    rf"|[（(]?(?:{_YEAR}{_MONTH_AND_DAY}[^。；，：、年\d]{{0,40}}?"
    r"(?:通过|通過|修[订訂正改]|改[訂正]|制[定訂订]|[订訂]定|公布|发布|發布|核[定准備备])[，,、；;。]?\s{0,3})+[)）]?[。]?",
    re.IGNORECASE,
)
_OF_PAGE = re.compile(  # what a web page has below a text
    r"(?:[【\[]?(?:打印|关闭|返回|分享|收藏|上一[篇页条]|下一[篇页条])[^。；]{0,80}|版权所有|技术支持|主办单位|[^。；]{0,20}ICP备)"
    r"|附件[^。；]{0,80}\.(?:docx?|xlsx?|pptx?|pdf|zip|rar|wps)\b[^。；]{0,40}$"
    r"|(?:本|此|[该該])(?:[网網]?[页頁站](?:面|站)?|网站|網站)[^。；]{0,30}[仅僅]供[^。]{0,60}[。.]?$"
    r"|th(?:is|e) (?:web ?)?(?:page|site) is (?:provided |published )?(?:only )?for [^.]{0,30}\b"
    r"(?:information|reference|convenience)\b"
    r"|copyright\b|©|all rights reserved|(?:previous|next)(?: page| article)?\s?[:：]|print this page"
    r"|powered by\b|share (?:this|on)\b[^.:]{0,20}:|privacy policy\s?[|·]|设为首页|加入收藏|友情链接"
    r"|(?:扫一扫|扫码|长按)[^。；]{0,12}(?:关注|添加)[^。；]{0,20}$|[^，。；：:]{1,20}(?:官方微信|公众号|微信号)$"
    r"|(?:for )?(?:office|official) use only\b|以下由[^。；]{2,16}填写"
    r"|was this (?:page|article|information) (?:helpful|useful)"
    r"|(?:本|这|此)(?:页|页面|篇文章|文)对?[您你]?(?:是否)?有(?:用|帮助)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:copyright\s{0,3})?(?:©|\([cC]\))\s{0,3}\d{4}|版权所有|版權所有", re.IGNORECASE)


def is_said_below(text: str) -> bool:
    """Whether a line says such a thing, and nothing that could be a rule."""
    return bool(
        _END_OF_TEXT.fullmatch(text)
        or _tells_changes(text)
        or _MADE_BY.match(text)
        or _OF_PAGE.match(text)
        or _SEALED.fullmatch(text)
    ) or is_sent_to(text)


def is_said_at_length(text: str) -> bool:
    """Whether a line longer than a signature says it and no more: what it begins with alone does not tell."""
    is_told = any(said.fullmatch(text) for said in (_SEALED, _MADE_BY)) or _tells_changes(text)
    return is_told or bool(_COPYRIGHT.match(text)) or is_sent_to(text)


def _tells_changes(text: str) -> bool:
    """Whether it only tells when the text, or which of its sections, was made or changed."""
    changes = _BETWEEN_CHANGES.split(text.rstrip(".; "))
    return bool(_MADE_WHEN.fullmatch(text)) or all(map(_CHANGE.fullmatch, changes))


def is_sent_to(text: str) -> bool:
    """Whether it names those to whom the document is sent: 抄送：各部门."""
    return bool(_SENT_TO.fullmatch(text)) and not says_something(text)


def ends_text(text: str) -> bool:
    """Whether it says that the text is at its end: — 完 —, End of document."""
    return bool(_END_OF_TEXT.fullmatch(text))


def is_seal(text: str) -> bool:
    """Whether names of witnesses may stand below it."""
    return bool(_SEALED.fullmatch(text))


def names_maker(text: str) -> bool:
    """Whether it begins with who made, checked or approved the document: 编制：, Approved by:."""
    return bool(_MADE_BY.match(text))


def says_how_to_reach(text: str) -> bool:
    """Whether it holds a telephone number, an address or the like."""
    return bool(_REACHED.search(text))
