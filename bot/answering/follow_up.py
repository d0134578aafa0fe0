"""Questions that leave out what they are about: 多久？ 谁批？ 那病假呢 How about sick leave?

Pure functions over the words and the thread; what is found for them is the index's business.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.reply import Reply, Thread, next_thread
from bot.retrieval import INTERROGATIVE, ConversationContext, is_generic
from bot.rulebook import Clause, Library

# What a term of the question before counts, and by what share the clause last shown and its chapter are raised.
# Chosen on the even ones of 123 dialogues (57 of 62 follow-ups right), checked on the odd ones (65 of 68). Each
# changed alone: _KEEPS .3: 53 + 61, .6: 57 + 63, 1.5: as 1; _TURNS .15: 56 + 62, .6: 57 + 63, nothing raised: 55 + 61;
# _MOVES .05: 55 + 65, .4: 56 + 64. The last 20 dialogues, when first tried: 18 of 25 turns, 20 after two mends.
# All 367 golden questions after three unrelated threads each: 1,101 of 1,101 replies equal those without a thread.
_KEEPS = 1.0, 0.3, 0.1  # 多久？ 谁批？ the subject stays
_TURNS = 0.3, 0.2, 0.1  # 那主管呢, of a clause that speaks of it
_MOVES = 0.2, -0.4, 0.4  # 那病假呢, after a clause that does not: its neighbours are raised, it is not
_NAMES = 0.2, 0.0, 0.0  # 合规培训呢, where that is another clause's title

_SHORTEST_SUBJECT = 3  # characters: with fewer besides its predicate, a question has no subject of its own
_LONGEST_PREDICATE = 4  # characters, where its object stands in the clause last shown
_LONGEST = 14  # characters of a follow-up without a word that says so
_LONGEST_BEFORE = 60  # characters of what was asked before that stay: some three short questions

_ENGLISH = re.compile(r"[a-z0-9'-]+")
_ASKS = re.compile(rf"{INTERROGATIVE}|[吗嗎]")
_INSTEAD = re.compile(
    r"(?:那么|那麼|那要是|那|要是|如果|[还還]有)?(?P<subject>.{1,16}?)呢[?？。!！，,\s]*.{0,12}"
    r"|(?:and |so |but |ok,? )?(?:what|how) about .{1,60}",
    re.IGNORECASE | re.DOTALL,
)
_POINTS = re.compile(
    r"它|[这這那][条條项項款种種]|[该該本][条條]|[这這][个個]?(?:[要能可得多是有怎需算几幾]|[会會谁誰]|[?？呢吗嗎])"
    r"|[上前]面[那这這]?[条條个個]|[刚剛](?:才|刚|剛)|[这這那][样樣]的?[话話]|[这這那]种情况|\b(?:it|that|this|they|them|those)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:那么|那麼|那|[还還]有|另外)(?![个個边邊位天些])|(?:and|then|so)\b", re.IGNORECASE)
_PREDICATE = re.compile(
    r"(?:那么|那麼|那)?(?:[要需可能得应應必多怎咋什甚哪还還向跟提最至]|[会會谁誰几幾为為给給报報]|如何|[在去]哪|是不是|用不用|有[没沒]有)"
)


@dataclass(frozen=True)
class FollowUp:
    """A question that leaves out what it is about.

    `own` is what it says besides, in pieces. Where it is not `sure`, it is a question of its own if the book answers
    it as it stands. `replaces`: it asks the same of another subject (那病假呢).
    """

    own: tuple[str, ...]
    sure: bool
    replaces: bool = False


def follow_up_of(message: str, words: Sequence[str], thread: Thread) -> FollowUp | None:
    """A message as a follow-up of its thread; `words`: the message cut into words, simplified, in lower case.

    None where it is a question of its own, or nothing was shown before.
    """
    said = message.strip()
    if not thread.clauses:
        return None
    # A Chinese dictionary cuts approves in two.
    spelt = _ENGLISH.findall(said.lower()) if said.isascii() else words
    own = tuple(word for word in spelt if not is_generic(word))
    if (instead := _INSTEAD.fullmatch(said)) and not _ASKS.search(instead["subject"] or ""):
        return FollowUp(own, sure=True, replaces=bool(own))
    short = len(own) <= 1 if said.isascii() else len(said) <= _LONGEST
    if not own or (short and _POINTS.search(said)):
        return FollowUp(own, sure=True)
    if not said.isascii() and _has_no_subject(said, own, thread):
        return FollowUp(own, sure=True)
    return FollowUp(own, sure=False, replaces=True) if _GOES_ON.match(said) else None


def _has_no_subject(said: str, own: tuple[str, ...], thread: Thread) -> bool:
    """Whether a message is a predicate alone: 怎么预约, 提前多久说; or 要签协议吗, of a clause that speaks of 协议."""
    length = sum(map(len, own))
    begins = bool(_PREDICATE.match(said))
    if length < _SHORTEST_SUBJECT:
        return length == 1 or begins or (len(said) <= _LONGEST and _said_before(own, thread))
    return begins and length <= _LONGEST_PREDICATE and _said_before(own[-1:], thread)


def conversation_context(follow_up: FollowUp, thread: Thread, library: Library) -> ConversationContext:
    """How much of what was said before counts for a follow-up."""
    shares = _MOVES
    if not follow_up.replaces:
        shares = _KEEPS
    elif _said_before(("".join(follow_up.own),), thread):
        shares = _TURNS
    elif "".join(follow_up.own) in {clause.title for clause in library.clauses}:
        shares = _NAMES
    weight, of_clause, of_chapter = shares
    return ConversationContext(thread.question, weight, thread.clauses, of_clause, of_chapter)


def _said_before(own: tuple[str, ...], thread: Thread) -> bool:
    """Whether the pieces all stand in the question before, or in the clause last shown."""
    shown = (f"{clause.title}\n{clause.text}" for clause in thread.clauses[:1])
    spoken = "\n".join([thread.question, *shown])
    return all(piece in spoken for piece in own)


def combined_question(thread: Thread, question: str, reply: Reply) -> str:
    """A follow-up, as it was understood: with what was asked before, while that still counts.

    Once the talk has moved to another clause, only those words of before are kept that the clause speaks of too: the
    lateness that somebody began with must not find its way back into the third question about sick leave.
    """
    clauses = next_thread(thread, "", reply).clauses
    before = thread.question
    if clauses and clauses[0] not in thread.clauses[:1]:
        before = _spoken_of(before, clauses[0])
    return f"{before} {question}".strip()[-_LONGEST_BEFORE:]


def _spoken_of(before: str, clause: Clause) -> str:
    """The pieces of what was asked before that stand in a clause, the longest first, two characters at least."""
    text = f"{clause.title}\n{clause.text}"
    kept, start = [], 0
    while start < len(before) - 1:
        end = start
        while end < len(before) and before[start : end + 1] in text:
            end += 1
        if end - start >= 2 and before[start:end].strip():
            kept.append(before[start:end].strip())
        start = max(end, start + 1)
    return " ".join(kept)
