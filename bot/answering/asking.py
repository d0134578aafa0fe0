"""Whether a message in a running conversation asks anything: what people say to each other is left alone."""

import re

_ASKS = re.compile(
    r"""
    [?？]\s*$
    | [吗么呢]\s*[。.!！~～]*\s*$
    | 什么|什麼|啥|怎么|怎麼|怎样|怎樣|咋|如何|为何|為何|哪|谁|誰|几[个天次点年月时小]
    | 多少|多久|多长|多長|多大|多高|何时|何時
    | 是否|能否|可否|有无|([\u4e00-\u9fff])[不没]\1|可不可以|能不能|需不需要|应不应该
    | 上一?[条條款项項章]|下一?[条條款项項章]|第[\d一二三四五六七八九十百两]+[条條款项項章]
    | ^\s*(?:what|when|where|who|whom|whose|which|why|how|can|could|may|must|do|does|did|is|are|am|will|would
        |should|shall|and)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NUMBER = re.compile(r"^\s*\d+(?:\.\d+)+\s*$")  # 7.1
_LONGEST = 300  # characters: who writes more is telling something


def asks(said: str) -> bool:
    """Whether a message asks: a question mark, a question word, or the place of a clause."""
    return len(said) <= _LONGEST and bool(_ASKS.search(said) or _NUMBER.match(said))
