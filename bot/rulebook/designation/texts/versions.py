"""Numbers that are versions of a product: version 2.1.1, 升级到 3.2.2, 企业微信 4.1.2 版本, Slack 4.1 crashes."""

import re

_WINDOW = 40  # characters before a number that may tell of it
_CALLED = re.compile(
    r"(?:(?<![a-z])(?:version|ver\.?|v\.?|release|build|firmware)|版本[号號]?|固件)\s*$", re.IGNORECASE
)
_INSTALLED = re.compile(  # 升级到, 安装了 Chrome, upgrade Chrome to; 更新后按 3.2.2 办 is none
    r"(?:[升降][级級]|更新|安[装裝]|下[载載]|回退)(?:[了过過]|[^，。、；\d]{0,12}[到至成])?\s*(?:[a-z]{2,20}\s*)?$"
    r"|(?<![a-z])(?:(?:up|down)grad|updat|install|download)(?:e|es|ed|ing|s)?\s+(?:[a-z]{2,20}\s+){0,2}$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*的?(?:版(?![面权權式])|客[户戶]端|安[装裝]包|[闪閃]退|崩[溃潰]|下[载載])"
    r"|\s+(?:[a-z]{1,10}\s+)?(?:crash|freez|hang(?:s|ing)?(?![a-z])|installer|release)",
    re.IGNORECASE,
)
# A word in Latin letters amid Chinese is a product, but for what rules are called, and for capitals (SOP, HR).
_PRODUCT = re.compile(
    r"(?<![A-Za-z])(?![A-Z]+[^A-Za-z])"
    r"(?!(?i:policy|handbook|manual|rules?|guide|code|by-?laws?|charter|see|per|under|in|of)[^A-Za-z])"
    r"[A-Za-z]{2,20}\s{0,3}$"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")


def is_version(text: str, start: int, end: int) -> bool:
    """Whether the words around a number say that it is the version of a product."""
    before = text[max(0, start - _WINDOW) : start]
    if _CALLED.search(before) or _INSTALLED.search(before) or _BEHIND.match(text, end):
        return True
    return bool(_CHINESE.search(text) and _PRODUCT.search(before))
