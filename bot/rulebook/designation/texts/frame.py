"""What people say around a reference: 看一下, 请问, 讲什么, show me, say; none of it says what is asked about.

lead       = 看, 请问, 谢谢, show me, what is ... | {who asks} look     能帮我看下, 再翻一翻, could you read
tail       = 讲什么, 怎么规定, say ... | say what            写的啥, 说的是什么
"""

import re

from bot.rulebook.designation.numerals import CHINESE_NUMERALS

_MARK = r"[\s*_~`\"“”„'‘’「」『』【】\[\]()（）<>＞＜#…→•►№。.,，、;；:：!！?？～—-]"
# 那 7.1 and 那四十条, but 那 500 is a quantity, and 那一条 points back
_NUMBER_NEXT = rf"(?=\s?(?:第|\d+\s?[.．。]\s?\d|(?:\d{{2,4}}|[{CHINESE_NUMERALS}]{{2,9}})\s?[条條]))"
_LEADS = (
    rf"(?:那么?|再看?|[还還]有|另外|然后|然後|[请請][看查]?|[从從自]){_NUMBER_NEXT}|今天的?|[现現]在的?|目前的?"
    "|请问一下|请问|請問|麻烦|谢谢你?|多谢|謝謝|你好|您好|我?[想要]看(?:[一看]?下|看)?|帮我|给我|給我|查一下|查询|查看|查|看一下|看看|看|显示|翻到|打开"
    "|根据|根據|依据|依照|按照|按|依|参见|参照|见|見|关于|规定|条目|条款|条文|我们的|我們的|里|中"
    r"|from(?=\s\S{0,12}\s?\d)"
    "|show me|show|what is|what's|what does|what do|what about|what|see|open|read|please|thanks|thank you|the|about"
    r"|everything under|under|(?:paragraph|para\.?|item|point)(?=[ ]\d{1,3}\.\d)"
    "|hi|hello"
)
# Whoever asks, and looks: a request in as many pieces as people make of it; what people have or write is none.
_ASKERS = (
    "[请請]|[烦煩][请請]|[劳勞][驾駕]|能不能|能否|可否|可以|能|[帮幫]忙|[帮幫]|我?想|我|[您你]|[再先去]|好的?|嗯|把"
    "|[违違]反"
)
_LOOKS = (
    r"(?:看[一下看]{0,2}|[查翻找读讀念问問][一下查看翻找读讀念问問]{0,2}|[说說讲講][说說讲講下]"
    r"|(?:解[释釋]|[确確][认認]|了解)(?:一?下)?|[发發贴貼](?:[给給]?我|一?下)|[贴貼])(?:[给給]我)?"
)
_ENGLISH_LEADS = (
    r"(?<![a-z])(?:(?:can|could|would|will)[ ](?:you|u|i|we|(?:some|any)(?:one|body))|(?:some|any)(?:one|body)"
    r"|(?:tell|remind|give|send|read|show)[ ](?:me|us)"
    r"|(?:i|we)[ ](?:need|want)|(?:paste|drop|post|share|send|forward|grab|print|copy)"
    r"|let(?:'s|[ ]me)|i(?:'d|[ ]would)[ ]like[ ]to|explain|check|list|look[ ](?:up|at)|pull[ ]up|find|quote"
    r"|(?:what(?:'s| is))[ ]in|what[ ]happens|whats|how[ ]do(?:es)?|is|are|where[ ](?:can[ ]i[ ]find|is)"
    r"|differences?[ ]between|compare|does|and|also|so|ok(?:ay)?|just)(?![a-z])"
)
_SAYS = (
    r"(?:[写寫讲講说說]|[规規]定)(?:了|的)?(?:是)?(?:[什甚][么麼]|啥)|(?:怎[么麼样樣]|咋)(?:[写寫讲講说說]|[规規]定|理解)的?"
    r"|[会會]怎[么麼]?[样樣]|有(?:[什甚][么麼]|啥)(?:[区區]别|[区區]別|差[别別]|不同|不一[样樣])"
    r"|[那这][几幾些](?:[条條章节節]|部分)|[还還]有效|[发發贴貼](?:[给給]?我|一?下)|[哈呗唄呀啊嘛啦]"
)
_ENGLISH_TAILS = (
    r"(?:to me|for me|still|appl(?:y|ies)|covers?|about|in full|again|very much|valid|in force|different"
    r"|in plain (?:words|english)|here|(?:in|to|into|with|for) (?:this|the|our) (?:channel|chat|thread|group|team)"
    r"|(?:to|with|for) (?:us|(?:all|every)(?:one|body)?|all of (?:us|you))|pls|plz|thx|ty|yeah|right|correct)(?![a-z])"
)
_TAILS = (
    "有?什么规定|是什么意思|是什么|什么内容|什么意思|是啥|如何规定"
    "|给我看看|給我看看|给我|給我|的?全文|的?原文|的?内容|的?規定|的?规定|一下|呢|吗|吧|谢谢|麻烦了|都|分别"
    "|今天的?|[现現]在的?|目前的?|也?看看|也看|到底|究竟|[办辦]理?|[执執]行|为?止"
    "|says?|means?|please|thanks|thank you|today|right now|now"
)
OUTLINE = (
    r"(?:(?:[总總]|章[节節])?目[录錄]|(?:table of )?contents"
    r"(?: of (?:this|the|our) \w{4,9}(?=[\W_]*(?:please|thank|(?:to|for) me|$)))?(?![a-z])"
    r"|toc(?![a-z])|all (?:the )?(?:chapters|sections|articles|clauses|rules)(?![a-z]))"
)
"""What the contents of a book are called, as part of a pattern."""
_STARTS = (
    rf"(?:{OUTLINE}|第|[0-9０-９{CHINESE_NUMERALS}§#附]|[前后後]面?的?[{CHINESE_NUMERALS}\d]|最[后後]|倒[数數]"
    r"|(?:art|sec|clause|rule|chapter|part|para|app|annex|exhibit|attach)[a-z]*\.?\s|(?:the\s)?(?:first|last|final)\s)"
)
_FRAME = rf"<[!@#][^<>\n]{{1,80}}>|{_MARK}"
# A request leads to the number itself, or else it may be how a document's name begins: 请假制度, 问责办法.
BEFORE = re.compile(
    rf"(?:{_FRAME}|{_LOOKS}|{_ENGLISH_LEADS}|{_LEADS}|{_ASKERS})*+(?={_STARTS})|(?:{_FRAME}|{_LEADS})*+",
    re.IGNORECASE,
)
AFTER = re.compile(rf"(?:{_MARK}|{_SAYS}|{_TAILS}|{_ENGLISH_TAILS})*+", re.IGNORECASE)
MARKS = re.compile(rf"(?:<[!@#][^<>\n]{{1,80}}>|{_MARK})*+")


def within_frame(text: str) -> str:
    """A message without the words that ask for what it names: 请问附则讲什么？ -> 附则."""
    before = BEFORE.match(text)
    start = before.end() if before else 0
    return next(
        (text[start:end] for end in range(start, len(text)) if AFTER.fullmatch(text, end)), text[start:]
    )
