"""Words of somebody who may harm themselves: whatever else they name, they get the clause on psychological help."""

import re

from bot.answering.citing import citation, refusal
from bot.answering.deciding.judge import Judge
from bot.answering.reply import Answer, Reason, Refusal
from bot.rulebook import Clause

_OF_ONESELF = re.compile(
    r"""
    不想(?:再|继续|繼續)?活(?![动動跃躍]) | 活不下去 | 活[够夠腻膩]了 | 不想[在留]?在?[这這]个?(?:世界|世上|人世)
    | (?<![不没沒])想(?:去死|死(?![你您他她它我咱大记記扛守磕党黨]))
    | (?:想|要)(?:自[杀殺](?![式性])|轻生|輕生|自尽|自盡|自[残殘](?!式)) | 生[无無]可[恋戀] | [想就要]一死了之 | 割腕
    | (?:想|要)(?:[从從].{1,6})?跳(?:[楼樓](?![梯机機价價])|下去)
    | (?:不如|不然|[还還]是|干脆|乾脆|我)死了(?:算了|更好|好了)
    | (?:结束|結束)(?:自己|我)?的?(?:生命|性命)(?![周週]期) | (?:想|要)了[结結]自己
    | 活[着著得](?:真|好|也|都|太|很)?(?:累|(?:[没沒]有?|有[什甚][么麼])(?:意思|意[义義]))
    | \bkill(?:ing)?[ ]myself\b(?![ ]laughing) | \b(?:end|take|taking|ending)[ ]my[ ](?:own[ ])?life\b
    | \b(?:want|wish|going)[ ]to[ ]die\b(?![ ](?:of|for|laughing)\b) | \bwan(?:na|t)[ ]die\b
    | \bwish[ ]i[ ](?:was|were)[ ]dead\b
    | \bbetter[ ]off[ ](?:dead|without[ ]me\b) | \bend(?:ing)?[ ]it[ ]all\b | \bno[ ]reason[ ]to[ ]live\b
    | \btired[ ]of[ ](?:living|life)\b(?![ ](?:in|at|with|far|on|here|out)\b)
    | \b(?:not|isn['’]?t)[ ]worth[ ]living\b | \bcan(?:['’]?t|not)[ ]go[ ]on[ ]living\b
    | \b(?:want|going)[ ]to[ ](?:hurt|harm|cut)[ ]myself\b | \b(?:hurt|harm|cutt)ing[ ]myself\b
    | \b(?:don['’]?t|do[ ]not)[ ](?:want[ ]to|wanna)[ ](?:be[ ]alive|live(?:[ ]any[ ]?more|[ ]like[ ]this|\W*$))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NAMED = re.compile(
    r"自[杀殺](?![式性])|轻生|輕生|自尽|自盡|(?<!career )\bsuicid(?:e|al)\b|\bself[- ]harm", re.IGNORECASE
)
_HELP = re.compile(
    r"""
    心理(?:咨[询商]|諮[詢商]|援助|辅导|輔導|疏导|疏導|支持|热线|熱線)|员工(?:援助|帮助|关怀)(?:计划|热线)|\bEAP\b
    | \bemployee[ ]assistance | \bmental[- ]health[ ](?:support|help|line|first)
    | (?<!legal[ ])(?<!career[ ])(?<!disciplinary[ ])\bcounsell?(?:ing|ors?)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ASKED_AS = ("心理咨询", "心理援助", "counselling", "employee assistance EAP")


def is_in_distress(said: str) -> bool:
    """Whether somebody says that they do not want to live (不想活了, I want to die), or names suicide."""
    return bool(_OF_ONESELF.search(said) or _NAMED.search(said))


def reply_to_distress(said: str, judge: Judge) -> Answer | Refusal | None:
    """The clause on psychological help, else a kind word and whom to ask, and no clause with words in common.

    None for anything else, and where somebody asks for what a clause says of suicide.
    """
    if not is_in_distress(said):
        return None
    library = judge.index.library
    if not _OF_ONESELF.search(said) and any(_NAMED.search(_text(clause)) for clause in library.clauses):
        return None
    for asked in _ASKED_AS:
        ranking = judge.index.search(asked)
        for hit in ranking.hits:
            if _HELP.search(_text(hit.clause)):
                return Answer((citation(judge.index, hit.clause, asked),), judge.confidence(ranking))
    return refusal(library, Reason.DISTRESS)


def _text(clause: Clause) -> str:
    return f"{clause.title}\n{clause.text}"
