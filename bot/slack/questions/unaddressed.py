"""What is asked in a thread without a mention: said before all where it is surely about the rules, else aside."""

from collections.abc import Sequence

from bot.answering import (
    Answer,
    Reason,
    Refusal,
    Reply,
    SmallTalk,
    SmallTalkKind,
    addresses_people,
)
from bot.slack.blocks.messages import OutgoingMessage, messages, with_context
from bot.slack.blocks.reply_row import Offers
from bot.wording import Catalogue

_ASKS_NOTHING = {Reason.VAGUE, Reason.NO_QUESTION}


def is_meant(reply: Reply) -> bool:
    """Whether all who read the thread are answered: what is sure, or that the talk is followed no more."""
    return isinstance(reply, Answer) or reply == SmallTalk(SmallTalkKind.STOP)


def aside(reply: Reply, asked: str, say: Catalogue) -> Sequence[OutgoingMessage]:
    """What whoever asked reads alone instead of nothing; none where people talk to each other."""
    asks_nothing = isinstance(reply, SmallTalk) or (
        isinstance(reply, Refusal) and reply.reason in _ASKS_NOTHING
    )
    if asks_nothing or addresses_people(asked):
        return ()
    return with_context(messages(reply, say, "", Offers(is_private=True)), say("thread.aside"))
