"""What is found for a question that leans on what was said before, where the question alone finds too little."""

from dataclasses import dataclass

from bot.answering.conversation.distress import is_in_distress
from bot.answering.conversation.following.follow_up import (
    FEW,
    QUANTITY,
    FollowUp,
    conversation_context,
    is_long,
    refers_back,
    talk_context,
)
from bot.answering.conversation.ill_intent import has_ill_intent
from bot.answering.conversation.small_talk import small_talk_kind
from bot.answering.deciding.judge import NEARBY, Judge
from bot.answering.reply import Answer, Choice, Refusal, Thread
from bot.retrieval import Index
from bot.rulebook import Clause


@dataclass(frozen=True)
class TalkSearch:
    """Searches an index beside a talk, and judges what it finds. Who goes on from a clause asks about the rules."""

    index: Index
    judge: Judge

    def is_by_itself(self, question: str, thread: Thread) -> bool:
        """Whether a message goes on from nothing; what was asked just before, by itself, is decided as it was."""
        is_again = self.index.normalise(question) == self.index.normalise(thread.question)
        is_apart = small_talk_kind(question) or is_in_distress(question) or has_ill_intent(question)
        return is_again or bool(is_apart)

    def nearby(self, question: str, thread: Thread) -> Answer | Choice | None:
        """What is found, less sure than usual, beside the clause shown: who goes on from one asks about the rules."""
        ranking = self.index.search(question)
        if not ranking.hits or ranking.hits[0].clause.heading != thread.clauses[0].heading:
            return None
        match judged := self.judge(ranking, question, bar=NEARBY):
            case Answer(found) | Choice(found, lacks=None) if self.speaks(found[0].clause, question):
                return judged
            case _:
                return None

    def speaks(self, clause: Clause, question: str) -> bool:
        """Whether a clause has half of the words that say what a question is about, or that points at what was said.

        A question that leaves out its subject says little else; one with words of its own that no clause shown has is
        another question: 明天北京会下雨吗. Of 1,308 pairs of golden questions one after the other 31 instead of 49
        are answered otherwise than alone, of which 23 leave out their subject; all 436 are answered alike when asked
        twice, instead of 349.
        """
        held = [bool(written) for _, written in self.index.held(question, clause)]
        return refers_back(question) or 2 * sum(held) >= len(held)

    def of_the_talk(self, question: str, thread: Thread) -> Choice | None:
        """What is found where the talk is, for a question that says too little of it: 手写的那些后来怎么补."""
        near = {hit.clause for hit in self.index.search(question, FEW).hits}
        ranking = self.index.search(question, context=talk_context(thread))
        shown = thread.clauses[0].heading
        best = next((hit.clause for hit in ranking.hits), None)
        if best is None or best not in near or best.heading != shown or is_long(question):
            return None
        match judged := self.judge(ranking, question, bar=NEARBY):
            case Answer(found) | Choice(found, lacks=None) if self.speaks(found[0].clause, question):
                return Choice(found, judged.confidence)
            case _:
                return None

    def following_up(self, follow_up: FollowUp, question: str, thread: Thread) -> Answer | Choice | Refusal:
        """What is found for a follow-up beside the talk; see `doubted`."""
        judged = self._judged(follow_up, question, thread)
        return self.doubted(judged, follow_up, question) if isinstance(judged, Answer) else judged

    def doubted(self, answer: Answer, follow_up: FollowUp, question: str) -> Answer | Choice:
        """An answer, in doubt where its clause has nothing of what a follow-up says: 有什么吃的, after 年假."""
        is_held = self._is_held(follow_up, question, answer.citations[0].clause)
        return answer if is_held else Choice(answer.citations, answer.confidence)

    def _is_held(self, follow_up: FollowUp, question: str, clause: Clause) -> bool:
        """Whether a clause has a word of a follow-up; all of them, where that may be a question of its own."""
        words = self.index.held(question, clause) if follow_up.own else ()
        held = [bool(written) for word, written in words if not QUANTITY.fullmatch(word)]
        is_another = follow_up.replaces or not follow_up.sure
        return not held or (all(held) if is_another else any(held))

    def _judged(self, follow_up: FollowUp, question: str, thread: Thread) -> Answer | Choice | Refusal:
        """What is found beside the talk; what lacks the fact asked for gives way to a clause beside it that has it."""
        before = conversation_context(follow_up, thread, self.index.library)
        bar = NEARBY if thread.clauses else 1.0
        judged = self.judge(self.index.search(question, context=before), question, bar)
        if not (isinstance(judged, Choice) and judged.lacks and thread.clauses):
            return judged
        lacking, heading = judged.options[0].clause, thread.clauses[0].heading
        others = self.index.search(question, context=before, within=heading, without=(lacking,))
        match other := self.judge(others, question, bar):
            case Answer() | Choice(lacks=None):
                return other
            case _:
                return judged
