"""Question -> Reply: references go straight to their clause, all else is searched and judged."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from string import ascii_letters

from bot.answering.asked_by_number import AskedByNumber
from bot.answering.citing import MOST, citation, refusal
from bot.answering.conversation.book_questions import about_all_books, about_book
from bot.answering.conversation.days.earlier import Earlier, no_edition
from bot.answering.conversation.days.point_in_time import names_no_day
from bot.answering.conversation.distress import reply_to_distress
from bot.answering.conversation.following.combined import combined_question
from bot.answering.conversation.following.follow_up import (
    FollowUp,
    counts,
    follow_up_of,
    meant,
    resumed,
    still_of,
)
from bot.answering.conversation.following.talk_search import TalkSearch
from bot.answering.conversation.ill_intent import has_ill_intent
from bot.answering.conversation.pointing.asked_back import of_several, option_picked
from bot.answering.conversation.pointing.beside import with_its_document
from bot.answering.conversation.pointing.navigation import Target, target_of
from bot.answering.conversation.small_talk import asks, small_talk_kind
from bot.answering.deciding.chooser import Abstention, Chooser
from bot.answering.deciding.confidence import Calibration, calibrations
from bot.answering.deciding.judge import OPTIONS, Judge
from bot.answering.reply import (
    CERTAIN,
    Answer,
    Choice,
    Citation,
    Contents,
    Reason,
    Refusal,
    Reply,
    SmallTalk,
    SmallTalkKind,
    Thread,
    Turn,
    next_thread,
)
from bot.retrieval import ConversationContext, Index, is_generic
from bot.rulebook import Clause, read_references
from bot.rulebook.designation.texts.frame import within_frame

_WHOLE = 0.4  # what a term of the whole question counts beside one of the part that is looked at
_PART = re.compile(r"[，,；;。？?！!\n]+")
_PATH = re.compile(r"\s[›>»→/|]\s")  # between headings, as people copy them
_SHORTEST_PART = 4  # characters: shorter ones (谢谢, 急) ask nothing of their own


@dataclass(frozen=True)
class Responder:
    """Answers questions from one index. Calling it is pure.

    Of clauses that are nearly as good as the best those come first that are `preferred`. Where it is in doubt, a
    `chooser` is asked, once a question. `earlier` tells what was published, for the same readers. Where `today` is
    known, so is which day 上个月 or last year means.
    """

    index: Index
    calibrations: dict[str, Calibration] = field(default_factory=calibrations)
    preferred: frozenset[Clause] = frozenset()
    chooser: Chooser | None = None
    earlier: Earlier = no_edition
    today: date | None = None

    @property
    def judge(self) -> Judge:
        """What decides whether a clause is good enough."""
        return Judge(self.index, self.calibrations, self.preferred)

    @property
    def _talk(self) -> TalkSearch:
        return TalkSearch(self.index, self.judge)

    def __call__(self, question: str, thread: Thread | None = None) -> Reply:
        """The one reply to a question; a follow-up goes on from `thread`."""
        return self.turn(question, thread or Thread()).reply

    def turn(self, question: str, thread: Thread) -> Turn:
        """The reply to a message in a thread, and the thread as it goes on."""
        question = with_its_document(question, thread, self.index.library)
        question = of_several(question, thread, self.index.library, self.index.as_titled)
        option = option_picked(question, thread, self.index.library)
        target = Target(option) if option else target_of(question, thread, self.index.library)
        if target:
            return self._shown(target, thread)
        message, question = question, meant(question)
        words = () if self._talk.is_by_itself(question, thread) else self.index.words(question)
        follow_up = follow_up_of(message, words, thread) if words else None
        if follow_up and (counts(question) or not self._certain(question)):
            return self._following_up(follow_up, question, thread)
        alone = self._alone(question)
        if words and thread.clauses and not isinstance(alone, Answer):
            is_silent = isinstance(alone, Refusal)
            if turn := self._still(question, words, thread, is_silent=is_silent):
                return turn
            if is_silent:
                alone = (
                    self._talk.nearby(question, thread) or self._talk.of_the_talk(question, thread) or alone
                )
        reply = self._chosen(alone, question)
        return Turn(reply, next_thread(thread, question, reply))

    def _still(self, question: str, words: Sequence[str], thread: Thread, *, is_silent: bool) -> Turn | None:
        """The turn of a question that may go on from the clause shown, if it comes to the same clause."""
        follow_up = still_of(question, words, self.index.search(question), thread, is_silent=is_silent)
        if follow_up is None:
            return None
        match judged := self._talk.following_up(follow_up, question, thread):
            case Answer(shown) | Choice(shown, lacks=None) if shown[0].clause == thread.clauses[0]:
                is_spoken_of = self._talk.speaks(shown[0].clause, question)
                return self._understood(judged, question, thread) if is_spoken_of else None
            case _:
                return None

    def _shown(self, target: Target, thread: Thread) -> Turn:
        if target.division:
            reply = Contents((target.division,))
            return Turn(reply, next_thread(thread, target.division.heading.title, reply))
        if target.clause is None:
            nearest = map(Citation.whole, thread.shown[:1])
            return Turn(refusal(self.index.library, Reason.NO_SUCH_CLAUSE, nearest), thread)
        first = replace(citation(self.index, target.clause, ""), marked=target.part)
        further = (citation(self.index, clause, "") for clause in target.further)
        shown = Answer((first, *further), CERTAIN)
        # A clause reached by leafing is the subject from now on, whatever was asked before.
        understood = thread.question if target.clause in thread.clauses else target.clause.title
        return Turn(shown, next_thread(thread, understood, shown))

    def _following_up(self, follow_up: FollowUp, question: str, thread: Thread) -> Turn:
        if not follow_up.sure or follow_up.is_whole:
            alone = self._alone(question)
            if isinstance(alone, Answer):
                reply = self._talk.doubted(alone, follow_up, question) if follow_up.replaces else alone
                return Turn(reply, next_thread(thread, question, reply))
        thread = resumed(follow_up, thread)
        return self._understood(self._talk.following_up(follow_up, question, thread), question, thread)

    def _understood(self, judged: Reply, question: str, thread: Thread) -> Turn:
        """The turn of a follow-up; where nothing is found for it, the talk stays where it was."""
        reply = self._chosen(judged, combined_question(thread, question, judged))
        if isinstance(reply, Refusal) and thread.shown:
            return Turn(reply, thread)
        return Turn(reply, next_thread(thread, combined_question(thread, question, reply), reply))

    def _chosen(self, reply: Reply, question: str) -> Reply:
        """A doubtful reply once the chooser has read the best clauses; what lacks the fact asked for stays in doubt."""
        if self.chooser is None or not isinstance(reply, Choice):
            return reply
        match self.chooser.choose(question, reply.candidates):
            case Abstention.UNDECIDED:
                return reply
            case Abstention.NONE:
                nearest = map(Citation.whole, reply.candidates[:MOST])
                return refusal(self.index.library, Reason.SILENT, nearest, reply.confidence)
            case place:
                chosen = citation(self.index, reply.candidates[place], question)
        if lacks := self.judge.lacks(question, chosen.clause):
            others = (option for option in reply.options if option.clause != chosen.clause)
            return replace(reply, options=(chosen, *others)[:OPTIONS], lacks=lacks)
        return Answer((chosen,), reply.confidence)

    def _alone(self, question: str) -> Reply:
        if not any(map(str.isalnum, question)):
            return refusal(self.index.library, Reason.NO_QUESTION)
        kind = small_talk_kind(question)
        if kind and not (kind is SmallTalkKind.CANNOT and self._refers(question)):
            return SmallTalk(kind)
        told = self._certain(question) or about_all_books(question, self.index.library)
        return told or self._unanswerable(question) or self._searched(question)

    def _unanswerable(self, question: str) -> Refusal | None:
        """What is said to a question of words that any question may hold, or to one that no clause may serve."""
        letters = set(ascii_letters)  # one alone is the number of something, and no word
        words = [word for word in self.index.words(question) if word not in letters]
        whole = "".join(words)  # 报到, of which each character may stand anywhere
        is_vague = all(map(is_generic, words)) and (whole.isascii() or is_generic(whole))
        reason = Reason.VAGUE if is_vague else Reason.SILENT if has_ill_intent(question) else None
        return refusal(self.index.library, reason) if reason else None

    def _refers(self, question: str) -> bool:
        """Whether an errand is but to show what it names: send me chapter 4."""
        return bool(read_references(self.index.as_titled(question), self.index.library.names))

    def _certain(self, question: str) -> Reply | None:
        """What needs no search: the clause whose title, wording or text it is, or what the question refers to."""
        titled = self.index.as_titled(question)
        is_path = _PATH.search(titled)
        for said in dict.fromkeys((question, titled, within_frame(titled) if is_path else titled)):
            if len(named := self.index.named(said)) == 1:
                words = "" if self.index.clause_names.is_place(named[0], said) else question
                return Answer((citation(self.index, named[0], words),), CERTAIN)
        asked = AskedByNumber(self.index, self.judge, self.earlier, self.today)
        return (
            asked.on_its_day(titled)
            or about_book(titled, self.index.library)
            or asked.referred_to(titled)
            or reply_to_distress(question, self.judge)
        )

    def section(self, reference: str) -> Reply:
        """What stands at a reference, or the contents of all books where it is empty; words are a question."""
        return self(reference) if reference.strip() else Contents.of(self.index.library.books)

    def _searched(self, question: str) -> Reply:
        reply = self.judge(self.index.search(question), question)
        # What tells the story around a question (推都推不掉) asks nothing: a clause found by it answers nothing.
        parts = [part for part in _PART.split(question) if len(part.strip()) >= _SHORTEST_PART and asks(part)]
        found = self._with_parts(reply, parts, question) if len(parts) > 1 else reply
        if isinstance(found, Answer) and names_no_day(question, self.today):
            return replace(found, is_day_unread=True)
        return found

    def _with_parts(self, reply: Reply, parts: Sequence[str], question: str) -> Reply:
        """A question that asks several things is also answered by what answers one of them best, where that is sure."""
        if isinstance(reply, Refusal) or (isinstance(reply, Choice) and reply.lacks):
            return reply
        answers = dict[Clause, Answer]()
        for part in parts:
            ranking = self.index.search(part, context=ConversationContext(question, _WHOLE, is_whole=True))
            answer = self.judge(ranking, part)
            if isinstance(answer, Answer):
                answers.setdefault(answer.citations[0].clause, answer)
        if isinstance(reply, Answer) and reply.citations[0].clause not in answers:
            answers = {reply.citations[0].clause: reply} | answers
        if len(answers) < (1 if isinstance(reply, Answer) else 2):
            return reply  # one half that is sure makes a doubtful whole no surer
        first = tuple(answers.values())[:MOST]
        return Answer(tuple(answer.citations[0] for answer in first), first[0].confidence)
