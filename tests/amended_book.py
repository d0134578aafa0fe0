"""A book whose clauses are amended, repealed and renumbered."""

from dataclasses import replace
from datetime import date

from bot.rulebook import ClauseNumber, Library, Repeal, Revision

from tests.small_books import FIRST_DAY, book, library


def amended() -> Library:
    """7.1 gets another text, 7.2 ends and 7.9 follows it, which was 5.3 before."""
    rules = book({"7": {"7.1": "迟到由组长提醒。", "7.2": "打卡用工牌。", "7.9": "打卡用手机。"}})
    late, badge, phone = rules.clauses
    texts = (
        Revision(FIRST_DAY, late.text, late.title),
        Revision(date(2027, 1, 1), "迟到扣五十元。", late.title),
    )
    clauses = (
        replace(late, revisions=texts),
        replace(badge, repeal=Repeal(date(2027, 3, 1), "code/7.9", "改用手机打卡")),
        replace(phone, formerly=(ClauseNumber.parse("5.3"),)),
    )
    return library(replace(rules, clauses=clauses))
