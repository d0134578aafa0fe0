"""Questions that leave out what they are about: 多久？ 谁批？ 那病假呢 How about sick leave?

Pure functions over the words and the thread; what is found for them is the index's business.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.conversation.following.english import ASIDE, own_words
from bot.answering.reply import Thread
from bot.retrieval import INTERROGATIVE, ConversationContext, Ranking, is_generic, sentences
from bot.rulebook import NUMERAL, AtClause, AtDivision, Clause, Library, find_references

# What a term of the question before counts, and by what share the clause last shown and its chapter are raised.
# Chosen on the even ones of 123 dialogues (57 of 62 follow-ups right), checked on the odd ones (65 of 68). Each
# changed alone: _KEEPS .3: 53 + 61, .6: 57 + 63, 1.5: as 1; _TURNS .15: 56 + 62, .6: 57 + 63, nothing raised: 55 + 61;
# _MOVES .05: 55 + 65, .4: 56 + 64. The last 20 dialogues, when first tried: 18 of 25 turns, 20 after two mends.
# All 367 golden questions after three unrelated threads each: 1,101 of 1,101 replies equal those without a thread.
_KEEPS = 1.0, 0.3, 0.1  # 多久？ 谁批？ the subject stays
# 多久结案, of which the clause shown (投诉的分级) says nothing: its neighbours are raised, it is not.
# So 227 of 304 turns of talks are right by words instead of 222.
_STRAYS = 0.5, -0.2, 0.3
_TURNS = 0.3, 0.2, 0.1  # 那主管呢, of a clause that speaks of it
_MOVES = 0.2, -0.4, 0.4  # 那病假呢, after a clause that does not: its neighbours are raised, it is not
_DEFERS = 0.3, 0.0, 0.5  # 那处分呢, of which the clause says only which chapter holds it: that is raised
_NAMES = 0.2, 0.0, 0.0  # 合规培训呢, where that is another clause's title

_SHORTEST_SUBJECT = 3  # characters: with fewer besides its predicate, a question has no subject of its own
_LONGEST_PREDICATE = 4  # characters, where its object stands in the clause last shown
_FEWEST_OF_ITS_OWN = 2  # words by which a case may be another subject
_MOST_OWN = 3  # words of an English one that can have its subject before
_LONGEST = 14  # characters of a follow-up without a word that says so
_SHORTEST_RESUMED = 2  # characters of what is asked, by which a clause shown earlier is found again
_MOST_OFFERED = 4  # clauses of a reply that are looked through for it: more are a chapter's contents
_STILL = (
    0.5  # how far behind the best clause (see Ranking.within) the one shown may be for a question on its own
)
# Where nothing is found for a question on its own: characters of one that may go on, and the place of the clause shown
# among those that are nearest to it. Of 120 questions that no clause answers 3 in 100 have any one clause there.
_LONGEST_SILENT, _FIRST_FEW = 30, 5
# Where nothing at all is found: the share that the title of the clause shown has in a question, by which its chapter is
# raised, and among how many of the clauses nearest to the question alone one must be. In four sets of 15 talks three of
# 153 turns more are right by words, and of 267 questions that no clause answers one more is shown one.
_TITLE, _CHAPTER = 0.8, 0.3
FEW = 30
"""Of the clauses nearest to a question alone one is where the talk is, or the question is no part of it."""


_ASKS = re.compile(rf"{INTERROGATIVE}|[吗嗎]")
_INSTEAD = re.compile(
    r"(?:那么|那麼|那要是|那|要是|如果|[还還]有)?(?P<subject>.{1,16}?)呢[?？。!！，,\s]*.{0,12}"
    r"|(?:and |so |but |ok,? )?(?:what|how) about .{1,60}",
    re.IGNORECASE | re.DOTALL,
)
# The same rule where something else is the case (忘了申请呢, 晚了两天才交呢, 五千以上呢), not another subject.
_CASE = re.compile(
    r"[忘没沒不未又]|[还還]是|万一|萬一|已[经經]|(?:超[过過]|[满滿]|第)?[\d一二两三四五六七八九十百千万半](?!般)"
    r"|.*(?:[过過完后後]|的[话話])$|.+[了才]",
    re.DOTALL,
)
# Something may be otherwise, and nothing else is asked: 要是没批下来, 没指定的话, what if the course costs more
_WHAT_IF = re.compile(
    r"(?:(?:and |so |but |ok,? )?what|even) if .{1,60}|(?:那|但)?(?:要是|如果|万一|萬一|假如).{1,10}|.{2,10}的[话話]",
    re.IGNORECASE | re.DOTALL,
)
_AND_THEN = re.compile(
    r"(?:那|再)?(?:然后|然後|接着|接下[来來]|之[后後]|后[来來]|下一步)(?:怎[么麼][办辦做])?"
)
# The same rule for another quantity, or for somebody else, and nothing more: 那一万五, 三百的, 我还在试用期，也一样？
QUANTITY = re.compile(
    rf"(?:那|要是|如果|换成|已[经經])?(?:这个?月|本月|今年|这周)?\s?第?{NUMERAL}\s?(?:万|千|百)?{NUMERAL}?(?:个|多)?"
    r"(?:元|块钱?|万|天|日|周|年|月|次|回|人|分钟|小时|钟头|工作日|星期|礼拜|岁|分)?[的了]?[话呢\W]*"
)
# 一年几次, 每次多久: how often or how long, of what was spoken of.
_PER = re.compile(r"[一每]个?(?:年|月|周|天|日|次|回|季度?|人|小时|星期)")
_LIKEWISE = re.compile(
    r".{2,16}?[，,\s]?(?:也|都|还)(?:是|算)?(?:一样|适用|这样|这么算|如此|按这个|归这条管)[吗么嘛\W]*",
    re.DOTALL,
)
# 一百条呢; what about 500: a number of three figures is no clause's
_COUNT = re.compile(
    rf"(?:那|要是|如果)?{NUMERAL}\W*[条條](?:以上|以内|以下)?[呢\W]*"
    r"|(?:and |so |but )?(?:(?:what|how) about )?\d[\d,]{2,12}\W*",
    re.IGNORECASE,
)
# For whom a rule holds, or when: 试用期能用吗, 实习生有吗, without more, ask that of the rule before.
_FOR_WHOM = re.compile(
    r"试用期?|實習生?|实习(?:生|期)?|新(?:人|来的|同事|员工)|(?:正式|兼职|全职|远程|外籍|女|男|老)(?:员工|职工|工)?|临时工"
    r"|外包(?:人员|员工)?|(?:劳务)?派遣(?:人员|员工|工)?|组长|主管|经理|总监|领导|管理层|专员|家属"
    r"|[早中晚夜白]班|周末|节假日|假期|出差|居家|在家|孕妇|怀孕"
)
_SECOND_CLAUSE = re.compile(r"[.,;?!]\s*\S")
_NO_LETTER = re.compile(r"\W")
_OR_NOT = re.compile(r"[吗嗎么麼]|([\u4e00-\u9fff])[不没沒]\1")
# Whoever asks says what was meant: 不是，我问的是病假 I meant sick leave
_NO = r"(?:不[是对對]|[错錯]了|no)[，,。.!！]\s*+"
_MEANS = (
    r"我(?:[刚剛]才?)?(?:[问問说說指要]的是?|是[问問说說指])|回到|[说說]回"
    r"|i (?:meant|mean|was asking about|asked about)\b|back to\b"
)
_CORRECTS = re.compile(
    rf"(?:{_NO}(?:{_MEANS}|我(?:[刚剛]才?)?[问問说說指])?|{_MEANS})[：:，,\s]*(?=\w)", re.IGNORECASE
)
_POINTS = re.compile(
    r"它|[这這那][条條项項款种種]|[该該本][条條]|[这這][个個]?(?:[要能可得多是有怎需算几幾]|[会會谁誰]|[?？呢吗嗎])"
    r"|[上前]面[那这這]?[条條个個]|[刚剛](?:才|刚|剛)|[这這那][样樣]|[这這那]种情况|[这這那]?期[间間]|\b(?:it|that|this|they|them|those|afterwards)\b|\bso\W*$",
    re.IGNORECASE,
)
_THOSE = re.compile(r"[这這那]些")
_GOES_ON = re.compile(r"(?:那么|那麼|那|[还還]有|另外)(?![个個边邊位天些])|(?:and|then|so)\b", re.IGNORECASE)
_PREDICATE = re.compile(
    r"(?:那么|那麼|那)?(?:[要需可能得应應必多怎咋什甚哪还還向跟提最至]|[会會谁誰几幾为為给給报報]|如何|[在去]哪|是不是|用不用|有[没沒]有)"
)


def meant(message: str) -> str:
    """A message without the words that say that it corrects a wrong turn: 不是，我问的是病假."""
    said = message.strip()
    corrects = _CORRECTS.match(said)
    return said[corrects.end() :] if corrects else said


@dataclass(frozen=True)
class FollowUp:
    """A question that leaves out what it is about.

    `own` is what it says besides, in pieces. Where it is not `sure`, it is a question of its own if the book answers
    it as it stands, and so it is where it `is_whole`. `replaces`: it asks the same of another subject (那病假呢).
    """

    own: tuple[str, ...]
    sure: bool
    replaces: bool = False
    is_whole: bool = False


def follow_up_of(message: str, words: Sequence[str], thread: Thread) -> FollowUp | None:
    """A message as a follow-up of its thread; `words`: what is meant by it cut into words, simplified, in lower case.

    None where it is a question of its own, or nothing was asked before.
    """
    said = meant(message)
    if thread == Thread():
        return None
    own = tuple(word for word in words if not is_generic(word) and not _PER.fullmatch(word))
    own = own_words(said) if said.isascii() else own
    if (instead := _INSTEAD.fullmatch(said)) and not _ASKS.search(subject := instead["subject"] or ""):
        return FollowUp(own, sure=True, replaces=bool(own) and not _CASE.match(subject))
    if said != message.strip() and len(said) <= _LONGEST and not _ASKS.search(said):
        return FollowUp(own, sure=True, replaces=bool(own))
    short = _is_short_english(said, own) if said.isascii() else len(said) <= _LONGEST
    if not own or (short and _points_back(said)) or _lacks_subject(said, own, thread):
        return FollowUp(own, sure=True, is_whole=_is_another_case(said, own, thread))
    if _GOES_ON.match(said):
        return FollowUp(own, sure=False, replaces=True)
    return FollowUp(own, sure=False) if short and _is_spoken_of(own, thread) else None


def _is_another_case(said: str, own: Sequence[str], thread: Thread) -> bool:
    """Whether an English message says for which case in words not said before: what if a dog gets out."""
    is_case = said.isascii() and bool(_WHAT_IF.fullmatch(said)) and not _POINTS.search(said)
    return is_case and len(own) >= _FEWEST_OF_ITS_OWN and not _said_before(tuple(own), thread)


def _points_back(said: str) -> bool:
    """Whether a short message points at what was said, or asks whether it holds for another quantity, or for others."""
    return bool(_POINTS.search(said) or any(each.fullmatch(said) for each in (QUANTITY, _LIKEWISE, ASIDE)))


def still_of(
    message: str, words: Sequence[str], ranking: Ranking, thread: Thread, *, is_silent: bool
) -> FollowUp | None:
    """A short question that the clause shown fits nearly as well as any, as a follow-up: 我能直接退吗.

    `ranking` is that of the question alone, `words` are as for `follow_up_of`; `is_silent`: alone nothing is found.
    """
    few = ranking.hits[:_FIRST_FEW] if is_silent else ()
    near = {hit.clause for hit in (*ranking.within(_STILL), *few)}
    longest = _LONGEST_SILENT if is_silent else _LONGEST
    if len(message) > longest or not near.intersection(thread.clauses[:1]):
        return None
    return FollowUp(tuple(word for word in words if not is_generic(word)), sure=False)


def is_long(message: str) -> bool:
    """Whether a message is too long to leave out what it is about."""
    return len(message) > _LONGEST_SILENT


def talk_context(thread: Thread) -> ConversationContext:
    """What a question leans on that is none of the known follow-ups: the subject of the clause last shown."""
    last = thread.clauses[0]
    return ConversationContext(last.title, _TITLE, (last,), 0.0, _CHAPTER)


def refers_back(message: str) -> bool:
    """Whether a message points at what was said: it, that, 这条, 手写的那些."""
    return bool(_POINTS.search(message) or _THOSE.search(message))


def counts(message: str) -> bool:
    """Whether a message says how many things there are, and names no clause: 一百条呢, of which a clause speaks."""
    return bool(_COUNT.fullmatch(message.strip()))


def _is_short_english(said: str, own: Sequence[str]) -> bool:
    """Whether an English message is one short sentence: what `it` is has not been said in it."""
    return len(own) <= 1 or (len(own) <= _MOST_OWN and not _SECOND_CLAUSE.search(said))


def _asks_for_whom(said: str) -> bool:
    """Whether a message asks, by yes or no, for whom or when, and for nothing else: 试用期能用吗."""
    named = _FOR_WHOM.search(said)
    rest = _NO_LETTER.sub("", said[: named.start()] + said[named.end() :]) if named else ""
    return bool(_OR_NOT.search(said)) and is_generic(rest)


def resumed(follow_up: FollowUp, thread: Thread) -> Thread:
    """The thread, back at another clause shown before where that speaks of what is asked and the last one does not."""
    if sum(map(len, follow_up.own)) < _SHORTEST_RESUMED or _said_before(follow_up.own, thread):
        return thread
    for clause in (*thread.clauses[1:_MOST_OFFERED], *thread.earlier):
        back = Thread(clause.title, (clause,), thread.clauses[:1])
        if _said_before(follow_up.own, back):
            return back
    return thread


def _lacks_subject(said: str, own: tuple[str, ...], thread: Thread) -> bool:
    """Whether a message has no subject: 怎么预约, 试用期能用吗; 要签协议吗, of a clause that speaks of 协议."""
    is_case = _WHAT_IF.fullmatch(said) and not _ASKS.search(said)
    if is_case or _AND_THEN.fullmatch(said.strip("?？。")) or _asks_for_whom(said):
        return True
    length = sum(map(len, own))
    begins = bool(_PREDICATE.match(said))
    if said.isascii():
        return False
    if length < _SHORTEST_SUBJECT:
        return length == 1 or begins or (len(said) <= _LONGEST and _said_before(own, thread))
    return begins and length <= _LONGEST_PREDICATE and _said_before(own[-1:], thread)


def conversation_context(follow_up: FollowUp, thread: Thread, library: Library) -> ConversationContext:
    """How much of what was said before counts for a follow-up."""
    shares, clauses, own = _MOVES, thread.clauses, "".join(follow_up.own)
    if not follow_up.replaces:
        shares = _KEEPS if _speaks_of_any(follow_up.own, clauses) else _STRAYS
    elif elsewhere := _deferred_to(own, clauses, library):
        shares, clauses = _DEFERS, elsewhere
    elif _said_before((own,), thread):
        shares = _TURNS
    elif own in {clause.title for clause in library.clauses}:
        shares = _NAMES
    weight, of_clause, of_chapter = shares
    return ConversationContext(thread.question, weight, clauses, of_clause, of_chapter)


def _deferred_to(subject: str, shown: Sequence[Clause], library: Library) -> tuple[Clause, ...]:
    """What stands where the clause shown says that its subject is regulated, no more (消防演练按第十一章进行)."""
    spoken = [sentence for each in shown[:1] for sentence in sentences(each.text) if subject in sentence]
    if not spoken or subject in shown[0].title:
        return ()
    found = [library.find(each) for sentence in spoken for each in find_references(sentence)[:1]]
    match found:
        case [AtDivision(division)]:
            return division.clauses
        case [AtClause(other)]:
            return (other,)
        case _:
            return ()


def _speaks_of_any(own: Sequence[str], shown: Sequence[Clause]) -> bool:
    """Whether the clause last shown has any of what a message says besides, or it says nothing."""
    return not (own and shown) or any(piece in f"{shown[0].title}\n{shown[0].text}" for piece in own)


def _said_before(own: tuple[str, ...], thread: Thread) -> bool:
    """Whether the pieces all stand in the question before, or in the clause last shown."""
    shown = (f"{clause.title}\n{clause.text}" for clause in thread.clauses[:1])
    spoken = "\n".join([thread.question, *shown])
    return all(piece in spoken for piece in own)


def _is_spoken_of(own: Sequence[str], thread: Thread) -> bool:
    """Whether half of what a message says stands in the clause last shown, in words of two characters at least."""
    found = sum(len(piece) for piece in own if len(piece) > 1 and _said_before((piece,), thread))
    return found >= sum(map(len, own)) / 2
