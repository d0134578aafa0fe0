"""Words of somebody who may harm themselves: whatever else they name, they get the clause on psychological help."""

import re

from bot.answering.citing import citation, refusal
from bot.answering.deciding.judge import Judge
from bot.answering.reply import Answer, Reason, Refusal
from bot.rulebook import Clause

_OF_ONESELF = re.compile(
    r"""
    不想(?:再|继续)?活(?![动動跃躍]) | 活不下去 | (?<![不没沒])想死(?![你您他她它我咱大记記扛守磕])
    | (?:想|要)(?:自[杀殺](?![式性])|轻生|輕生|自尽|自盡|自残|自殘) | 生无可恋
    | (?:结束|結束)(?:自己|我)的?生命 | 活着?(?:真|好|也|都)?(?:没|没有|沒有?)(?:意思|意义|意義)
    | \bkill(?:ing)?[ ]myself\b | \b(?:end|take|taking|ending)[ ]my[ ](?:own[ ])?life\b
    | \b(?:want|wish|going)[ ]to[ ]die\b | \bwanna[ ]die\b | \bwish[ ]i[ ](?:was|were)[ ]dead\b
    | \b(?:don['’]?t|do[ ]not)[ ](?:want[ ]to|wanna)[ ](?:be[ ]alive|live(?:[ ]any[ ]?more|\W*$))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NAMED = re.compile(
    r"自[杀殺](?![式性])|轻生|輕生|自尽|自盡|\bsuicid(?:e|al)\b|\bself[- ]harm", re.IGNORECASE
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
