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
