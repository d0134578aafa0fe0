"""What is told around a number in a running text: that it rules something, that people read it, or what it counts.

look number          组长让我看7.5, my manager told me to look at 7.5
number tell          7.5里写了, 7.5那条, 7.5 applies here
by number act        按 1.2 办理; 按 1.5 执行 is as often a rate
number unit          7.5小时, 3.5 days
"""

import re

_WINDOW = 40  # characters before a number that may tell of it
# 1.2 的规定, 按 1.2 办理: what follows says that it may be a clause; 按 1.5 执行 is as often a rate.
_RULED = re.compile(r"\s*的?(?:(?:规定|規定)(?![值数數量时時])|[顺順]序|程序|流程|步[骤驟])")
_ACTED_ON = re.compile(r"\s*(?:办理|辦理|处理|處理|处分|處分|处罚|處罰)")
_BY = re.compile(r"(?:按照?|依照?|依据|依據|根据|根據|参照|參照)\s*$")
_LOOK = re.compile(
    r"(?:(?<![好难難观觀])看|[查翻读讀念](?:[看阅閱])?|[参參][考看]|引用|提[到及过過]|[说說讲講写寫]到|遵守|符合|[适適]用|[对對]照)"
    r"(?:一?下|[了过過着著到的])?\s*$"
    r"|(?<![a-z])(?:look(?:ed|ing)? (?:at|up|into)|read(?:ing)?|check(?:ed|ing)?|explain(?:s|ed|ing)?"
    r"|(?:cit|quot)(?:e|es|ed|ing)"
    r"|mention(?:s|ed|ing)?|(?:refer(?:s|red|ring)?|point(?:s|ed|ing)?) (?:(?:me|us|you) )?to|violat(?:e|es|ed|ing)"
    r"|breach(?:es|ed|ing)?|br(?:eak|eaks|oke|eaking)|follow(?:s|ed|ing)?|says? in"
    r"|(?:fined|warned|cited|punished|disciplined|allowed|permitted|prohibited|required) under"
    r"|(?:e-?mail|message|note|question)s? about)\s*$",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\s*(?:[里裡中上]面?|[这這那]么)[规規]定|\s*(?:[里裡中上]面?)?(?:[写寫说說讲講提](?!不)|[这這那]一?[条條款]|[里裡]面|要求|允[许許]|禁止)"
    r"|\s+(?:(?:still|also|really|only) )?(?:appl(?:y|ies)|covers?|says?|states?|requires?|allows?|prohibits?|forbids?"
    r"|mentions?|means?|deals? with|is about)(?![a-z])",
    re.IGNORECASE,
)
_GOES_ON = re.compile(  # behind a number that is looked at: a word that counts nothing
    r"\s+(?:and|or|but|for|to|is|was|it|in|on|at|with|because|if|when|as|please|again|before|first|right|instead|too|that|then"
    r"|so|what)(?![a-z])",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s*(?:[%％万萬亿億元块塊天日周週月年秒倍折米克分个個次人件岁歲版楼樓级級号號星遍页頁]|小时|小時|公里|公斤|[a-z]"
    r"|[放长長]假|(?!第)[\u4e00-\u9fff]{2}[节節](?![点點奏约約省水能日目]))",  # 5.1 放假, 10.1 国庆节
    re.IGNORECASE,
)


def is_acted_on(text: str, start: int, end: int) -> bool:
    """Whether the words around a number say that something is done as it rules, or that people read it."""
    if _RULED.match(text, end) or _TELLS.match(text, end):
        return True
    before = text[max(0, start - _WINDOW) : start]
    if looks_before(text, start):
        return bool(_GOES_ON.match(text, end)) or not counts(text, end)
    return bool(_BY.search(before) and _ACTED_ON.match(text, end))


def looks_before(text: str, start: int) -> bool:
    """Whether the words before a place say that somebody reads or cites what stands there: 引用, 看了下."""
    return bool(_LOOK.search(text[max(0, start - _WINDOW) : start]))


def counts(text: str, end: int) -> bool:
    """Whether what stands behind a number is counted by it."""
    return bool(_UNIT.match(text, end))
