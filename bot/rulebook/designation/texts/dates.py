"""Days and times of day that are written as clause numbers are: 11.11 前, 9.30 到公司算迟到吗, 10.1-10.7 值班.

What follows tells them apart. What a clause may be called (4.3 打卡, 5.1 加班有什么补贴) makes no day of its number.
"""

import re

_DAY, _CLOCK = r"(?:1[0-2]|0?[1-9])\.(?:3[01]|[12][0-9]|0?[1-9])", r"(?:2[0-3]|[01]?[0-9])\.[0-5][0-9]"
_UNTIL = r"(?:\s?(?:[-~—–]|至|到)\s?[0-9]{1,2}\.[0-9]{1,2}(?![0-9.]))?"
_OF_CLAUSE = "半言一二两三几條条段句款项"  # 7.1 前半段, 后一款
_WHEN = (
    r"[这這]?(?:[那当當](?:[天日晚周週]|个?星期)|[早晚]上?[^退会會班津]|凌晨|[上中下]午|夜[里裡]|期[间間]|[之以][前后後]"
    rf"|前(?![面提台後后置端{_OF_CLAUSE}])|[后後](?![面果悔勤续來来台备備补補{_OF_CLAUSE}])"
    r"|起(?![草诉訴什因算薪作])|截止(?!日期|[时時][间間])"
    r"|大促|促[销銷]|双十[一二]|活[动動](?:当|那|期))"
)
_WHO = r"(?:[我咱]们?|公司|大家|店[里裡]?|[还還才就要会會能得也不]|可以|必[须須]|正常){0,3}"
_ACT = (
    r"(?:[上下加]班|[值当當补補]班|到[岗崗店]|[来來]?到?公司|打卡|[签簽]到|放假|休息|[调調]休|[开開](?:[门門工会會]|始)"
    r"|[关關][门門]|集合|出[发發]|[营營][业業])"
)
_DOES = rf"{_ACT}(?:[吗嗎么麼嘛没沒算行吧]|可以|有[没沒]有|不?[?？])"
# Whoever will be away says so of a day, also without asking: 7.5我请假
_AWAY = (
    r"(?:[我咱他她]们?)(?:[还還才就要会會得也想能]|打算|准备|可以|必[须須]|可能){0,3}"
    rf"(?:{_ACT}|[请請](?:[了个半一两天年事病婚产產丧喪]{{0,4}})假|休.{{0,2}}假|出差|加班|结婚|結婚|回[家老国國]|生日)(?!的|[时時])"
)
# From one day to another people do what a single clause may be called: 10.1-10.7 值班, but 4.3 打卡.
_DATED = re.compile(
    rf"(?:{_DAY}|{_CLOCK})(?![0-9.]){_UNTIL}\s*(?:{_WHEN}|{_WHO}{_DOES}|{_AWAY})"
    rf"|{_DAY}\s?(?:[-~—–]|至|到)\s?{_DAY}(?![0-9.])\s*{_WHO}{_ACT}"
)
_MAY_BE_DATED = re.compile(
    rf"(?:(?:1[0-2]|0?[1-9])\.(?:3[01]|[12][0-9])|{_CLOCK})(?![0-9.])\s*"
    r"(?![的这這那里裡中说說讲講写寫規规條条款])\w"
)


def is_dated(text: str, start: int) -> bool:
    """Whether the number at a place is a day or a time of day by what follows it."""
    return bool(_DATED.match(text, start))


def may_be_dated(text: str, start: int) -> bool:
    """Whether it may be one, where no clause has the number: 11.11 怎么排班."""
    return bool(_MAY_BE_DATED.match(text, start))
