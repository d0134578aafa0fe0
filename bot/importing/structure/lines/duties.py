"""Whether a text asks something of people, or forbids it."""

import re

_DUTY = re.compile(
    r"应当|應當|必须|必須|不得|不准|不许|不許|禁止|严禁|嚴禁|请勿|請勿|[须須](?!知)|(?<![相供反适適对對响響])[应應](?![用急付聘届])"
    r"|\b(?:must|shall|may not|required to|not allowed|prohibited)\b",
    re.IGNORECASE,
)


def asks_something(text: str) -> bool:
    """Whether a word of duty stands in it: 不得, 应当, must."""
    return bool(_DUTY.search(text))


_BAN = re.compile(
    r"不得|不准|不许|不許|不可|不应|不應|禁止|严禁|嚴禁|勿|避免|杜绝"
    r"|\b(?:no|not|nor|never|nobody|cannot|prohibit(?:s|ed)?|forbid(?:s|den)?|ban(?:s|ned)?|unlawful|refrain|avoid)\b|n[’']t\b",
    re.IGNORECASE,
)


def forbids(text: str) -> bool:
    """Whether a word in it turns what follows into its opposite: No person shall:, 严禁."""
    return bool(_BAN.search(text))
