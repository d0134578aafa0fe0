"""What is offered under a reply: nothing that leads nowhere."""

import pytest
from bot.answering import Answer, Choice, Citation, Reason, Refusal, Reply, SmallTalk, SmallTalkKind
from bot.rulebook import Owner
from bot.slack.blocks.replies import blocks
from bot.slack.blocks.reply_row import ESCALATE, Offers, reply_row
from bot.wording import Language, catalogue_for

from tests.small_books import book, owned_by

SAY = catalogue_for(Language.CHINESE)
NOBODY, QUALITY = Owner("客服质量组"), Owner("客服质量组", "#cs-quality")


def _replies(owner: Owner) -> list[Reply]:
    """One that answers, one in doubt, and one that is silent, over a book of that owner."""
    cited = Citation.whole(owned_by(book({"1": {"1.1": "迟到由组长提醒。"}}), owner).clauses[0])
    return [
        Answer((cited,), 1.0),
        Choice((cited,), 0.5),
        Refusal(Reason.SILENT, (cited,), owner),
        Refusal(Reason.SILENT, (), None, owners=(("运营中心守则", owner),)),
    ]


@pytest.mark.parametrize(("owner", "is_offered"), [(QUALITY, True), (NOBODY, False)])
def test_a_question_can_be_passed_on_to_an_owner_who_can_be_reached(
    owner: Owner, *, is_offered: bool
) -> None:
    for reply in _replies(owner):
        drawn = str(reply_row(reply, "q1", SAY, Offers(is_private=True)))
        assert (f"'{ESCALATE}" in drawn) is is_offered, reply


def test_the_reply_to_who_asked_for_silence_offers_it_no_more() -> None:
    in_thread = Offers(can_stop=True)
    assert reply_row(SmallTalk(SmallTalkKind.THANKS), "q1", SAY, in_thread)
    assert not reply_row(SmallTalk(SmallTalkKind.STOP), "q1", SAY, in_thread)


def test_a_doubtful_reply_of_one_clause_speaks_of_one() -> None:
    cited = Citation.whole(book({"1": {"1.1": "迟到由组长提醒。"}}).clauses[0])
    assert "都不是" not in str(list(blocks(Choice((cited,), 0.5), SAY)))
    assert "都不是" in str(list(blocks(Choice((cited, cited), 0.5), SAY)))
