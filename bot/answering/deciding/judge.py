"""A ranking -> an answer, a choice or a refusal: where "good enough" is decided."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.citing import MOST, citation, refusal
from bot.answering.deciding.chooser import CHOICES
from bot.answering.deciding.confidence import Calibration, pick_model
from bot.answering.deciding.fact import unstated_fact
from bot.answering.mark import LEADS_IN, nearest_first
from bot.answering.reply import Answer, Choice, Citation, Lack, Reason, Refusal, Unmentioned
from bot.retrieval import Hit, Index, Ranking
from bot.rulebook import Clause

NEARBY = 0.3
"""Of the odds from which a clause is shown: from here on it is named, and its owner may know."""

OPTIONS = 4
"""Clauses shown where it is in doubt which is meant."""

# How far behind the best (see Ranking.within) a clause may be that the asker's path prefers, and one that is offered.
# Where the first clause is wrong (87 questions to the shipped book, whole and bare) the right one is among up to three
# offered for 75, .7 a question; with .4 for 76, 1.2 a question.
_PREFERRED, _OFFERED = 0.1, 0.3
# So many times the odds from which a clause is shown must speak for one that lacks what is asked for. With
# vectors, of 90 questions that the shipped book does not answer 11 instead of 20 are shown anything.
_ODDS_WHERE_LACKING = 3.0
# By words, where odds differ more: of near misses that the shipped book does not answer .34 instead of .58 are shown
# anything, of what it does .925 instead of .927.
_LEXICAL_ODDS_WHERE_LACKING = 9.0
# Of the question's information so much must stand in one sentence of what is said as sure. In books of ten clauses .033
# instead of .047 of the questions that none answers are said as sure by words (of one clause .030 instead of .059), and
# with vectors .038 instead of .044 (.042 instead of .095), and up to .07 fewer of the right ones; in larger books
# nothing changes.
_LEAST_COVERAGE = 0.2
# And so much where a clause has none of its words as they were asked.
_LEAST_IN_OTHER_WORDS = 0.66
# Who asks where something is written, or why it is so, takes for given that it is: 迟到一次罚款五百是哪一条规定的
_TAKEN_FOR_GIVEN = re.compile(
    r"(?:哪|第几)一?[条章节](?!路)|为(?:什么|啥|何)|凭(?:什么|啥)"
    r"|\bwhy\b|\b(?:which|what|where is the) (?:rule|clause|section|chapter)\b(?: (?:says?|states?|covers?))?"
    r"|\bwhere does it say\b"
)
_NEAR_SENTENCES = 2  # of a clause: in which, or in its title, the fact asked for must stand


@dataclass(frozen=True)
class Judge:
    """Judges rankings of one index. Of clauses that are nearly as good as the best the `preferred` ones come first."""

    index: Index
    calibrations: dict[str, Calibration]
    preferred: frozenset[Clause] = frozenset()

    def __call__(self, ranking: Ranking, question: str, bar: float = 1.0) -> Answer | Choice | Refusal:
        """A clause is shown from that share of the usual odds on, and where it is likely right."""
        confidence, hits = self.confidence(ranking), self._preferred_first(ranking)
        calibration, relevance = self._calibration(ranking), self.relevance(ranking)
        is_likely = confidence > calibration.answer
        if not (is_likely or _is_past(calibration.choice, relevance, bar)):
            return self.silent(ranking)
        lacks = None if ranking.evidence.is_settled else self.lacks(question, hits[0].clause)
        clearer = bar * self._odds_where_lacking
        if lacks and not (is_likely or _is_past(calibration.choice, relevance, clearer)):
            return self.silent(ranking)
        if bar >= 1 and self._is_elsewhere(ranking, question):
            return self.silent(ranking)
        if is_likely and not lacks and self.is_clear(ranking, question):
            return Answer((self._cited(hits[0], question),), confidence)
        offered = ranking.within(_OFFERED)
        nearest, *others = [hit for hit in hits if hit in offered][:OPTIONS]
        first = self._cited(nearest, "" if lacks else question)
        options = (first, *(self._cited(hit, "") for hit in others))
        return Choice(options, confidence, lacks, tuple(hit.clause for hit in hits[:CHOICES]))

    def confidence(self, ranking: Ranking) -> float:
        """The calibrated probability that the best clause is right."""
        return self._calibration(ranking).confidence(ranking.evidence) if ranking.hits else 0.0

    def relevance(self, ranking: Ranking) -> float:
        """The probability that the book speaks of what is asked."""
        return self._calibration(ranking).relevance(ranking.evidence) if ranking.hits else 0.0

    def is_clear(self, ranking: Ranking, question: str) -> bool:
        """Whether one clause is ahead, and holds enough of the question to be said as sure where it is likely right.

        By words alone it has one of them as it was asked, or other words for all of them, or for several that say most
        of it: where some are read as others (seat as desk, ride as travel) and the rest is missing, it is about
        something else. Two English handbooks say 106 of 266 right ones as sure and 17 of 667 questions that they
        do not answer; 96 and 14 where it must be all.
        """
        evidence = ranking.evidence
        if evidence.is_settled or len(ranking.within(0.0)) > 1 or evidence.query_coverage < _LEAST_COVERAGE:
            return evidence.is_settled
        held = self.index.held(question, ranking.hits[0].clause)
        if asked := _TAKEN_FOR_GIVEN.search(self.index.normalise(question)):
            return all(written for word, written in held if word not in asked[0])
        if self.index.has_vectors:
            return True
        found = [word == written for word, written in held if written]
        if any(found) or len(found) == len(held):
            return not self._rests_on_one_word(held)
        return len(found) > 1 and evidence.query_coverage >= _LEAST_IN_OTHER_WORDS

    def _is_elsewhere(self, ranking: Ranking, question: str) -> bool:
        """Whether an English question is about what the book has no word for, by words and outside a talk.

        With that, and .30 instead of .20 of the everyday questions shown: of two handbooks .614 instead of .583 of the
        right ones are shown (.531 instead of .490 of fresh ones), .170 instead of .189 of those that none answers; cut
        to ten clauses .271 instead of .323 of them. Chinese books lose as many right ones as others.
        """
        if not self.index.is_english or self.index.has_vectors or ranking.evidence.is_settled:
            return False
        return self._rests_on_one_word(self.index.held(question, ranking.hits[0].clause))

    def _rests_on_one_word(self, held: Sequence[tuple[str, str]]) -> bool:
        """Whether a clause has one word at most of a question, and two others stand nowhere: 冰箱里的星期五能转正吗.

        By words alone: of 1,100 questions to four books four are then near, two of which none answers. Vectors know
        other words: with them eleven would be, two of which none answers.
        """
        found = [word for word, written in held if written]
        unknown = [word for word, written in held if not written and not self.index.mentions(word)]
        return len(found) <= 1 and len(unknown) > 1

    def lacks(self, question: str, clause: Clause) -> Lack | None:
        """A topic that no clause mentions, or a kind of fact that the title and the nearest sentences do not state."""
        if topic := self.index.unmentioned_topic(question):
            return Unmentioned(topic)
        asked = self.index.normalise(question)
        nearest = nearest_first(self.index.sentences(question, clause))[:_NEAR_SENTENCES]
        captions = [table.caption for table in clause.tables if table.caption]  # 津贴标准（单位：元）
        near = [clause.title, *captions, *(sentence.text for sentence in nearest)]
        if any(sentence.endswith(LEADS_IN) for sentence in near):
            near = [clause.title, clause.text]
        return unstated_fact(asked, self.index.normalise("\n".join(near)))

    def silent(self, ranking: Ranking) -> Refusal:
        """Where nothing is near no clause is named, and the book's owner is whom to ask."""
        is_near = _is_past(self._calibration(ranking).choice, self.relevance(ranking), NEARBY)
        near = ranking.hits[:MOST] if is_near else ()
        nearest = (Citation.whole(hit.clause, hit.score) for hit in near)
        return refusal(self.index.library, Reason.SILENT, nearest, self.confidence(ranking))

    def _preferred_first(self, ranking: Ranking) -> tuple[Hit, ...]:
        """The hits in their order, but of those nearly as good as the best the preferred ones first."""
        if not self.preferred:
            return ranking.hits
        near = ranking.within(_PREFERRED)
        return tuple(
            sorted(ranking.hits, key=lambda hit: (hit not in near, hit.clause not in self.preferred))
        )

    def _cited(self, hit: Hit, question: str) -> Citation:
        return citation(self.index, hit.clause, question, hit.score)

    @property
    def _odds_where_lacking(self) -> float:
        return _ODDS_WHERE_LACKING if self.index.has_vectors else _LEXICAL_ODDS_WHERE_LACKING

    def _calibration(self, ranking: Ranking) -> Calibration:
        return pick_model(ranking.evidence, self.calibrations)


def _is_past(least: float, relevance: float, times: float) -> bool:
    """Whether the odds are more than so many times those of the least relevance."""
    return relevance * (1 - least) > times * least * (1 - relevance)
