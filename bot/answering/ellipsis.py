"""Questions that leave out what they are about: 多久？ 谁批？ 那病假呢 How about sick leave?

Pure functions over the words and the thread; what is found for them is the index's business.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.thread import Thread
from bot.retrieval import ConversationContext
from bot.rulebook import Library

# What a term of the question before counts, and by what share the clause last shown and its chapter are raised.
# Chosen on the even ones of 123 dialogues (57 of 62 leaning turns right), checked on the odd ones (65 of 68). Each
# changed alone: _KEEPS .3: 53 + 61, .6: 57 + 63, 1.5: as 1; _TURNS .15: 56 + 62, .6: 57 + 63, nothing raised: 55 + 61;
# _MOVES .05: 55 + 65, .4: 56 + 64. The last 20 dialogues, when first tried: 18 of 25 turns, 20 after two mends.
# All 367 golden questions after three unrelated threads each: 1,101 of 1,101 replies equal those without a thread.
_KEEPS = 1.0, 0.3, 0.1  # 多久？ 谁批？ the subject stays
_TURNS = 0.3, 0.2, 0.1  # 那主管呢, of a clause that speaks of it
_MOVES = 0.2, -0.4, 0.4  # 那病假呢, after a clause that does not: its neighbours are raised, it is not
_NAMES = 0.2, 0.0, 0.0  # 合规培训呢, where that is another clause's title

_SHORTEST_SUBJECT = 3  # characters: with fewer besides its predicate, a question has no subject of its own
_LONGEST_PREDICATE = 4  # characters, where its object stands in the clause last shown
_LONGEST = 14  # characters of a question that leans without a word that says so

# What a question can be made of without saying what it is about; the longer expressions first.
_GENERIC = re.compile(
    r"""(?:
    [什甚][么麼][时時]候 | [为為][什甚啥][么麼]? | [什甚][么麼] | 多[长長][时時][间間] | 多久
    | 多少[钱錢天次个個人]? | 多[长長大高] | [几幾](?:天|个|個|次|小时|小時|分钟|分鐘|点|點|号|號|月|年)*
    | 怎[么麼][办辦样樣]? | 怎[样樣] | 如何 | 咋 | [谁誰] | 哪[里裡儿些个個]? | 是不是 | 要不要 | 能不能
    | 可不可以 | 用不用 | [会會]不[会會] | 不?需要 | [应應][该該] | 必[须須] | 可以 | 可否 | 能[够夠]?
    | 要 | [会會] | 得 | [该該] | 需 | 想 | 行 | 最[晚早长長多少后後] | 至少 | 之?[内內] | 以[内內前后後]
    | 之[前后後] | 提前 | 期限 | [时時][间間限] | [还還] | 也 | 都 | 再 | 就 | 又 | 只 | 才 | 不
    | [没沒]有? | 申[请請] | [办辦]理? | [审審]?批准? | 同意 | 提交 | 交 | [报報](?:告|(?![销銷表名]))
    | 答[复覆復] | 回[复覆復] | 告[诉訴] | 通知 | 知道 | 找 | [写寫] | 填 | 走 | 弄 | 搞 | 做 | [处處]理
    | 算 | [给給] | [对對] | 向 | 手[续續] | 流程 | 步[骤驟] | [条條]件 | 有 | 是 | 在 | 到 | 去 | [来來]
    | [从從] | 用 | 被 | [让讓] | 把 | 和 | 跟 | [与與] | 了 | 的 | 地 | [着著] | [过過] | [个個]
    | [们們] | [啊呀吧吗嗎呢么麼嘛哦] | 那 | [这這] | 它 | 其 | [请請][问問] | 麻[烦煩] | 一下 | 具[体體]
    | 大概 | 一般 | [我你您他她] | 自己 | [领領][导導] | 小[时時] | 天 | 日 | 次
    | \b(?:how|long|many|much|often|far|soon|fast|what|when|where|who|whom|why|which|is|are|was|were|do|does|did|can
        |could|may|must|should|shall|will|would|have|has|need|get|the|an?|to|for|in|of|on|at|by|with|from|if|and|or|but|so|then|i|we|you
        |he|she|they|it|its|that|this|those|these|them|my|our|your|me|us|be|been|there|any|also|about|approves?|apply|report|ask
        |submit|take|happens?|days?|hours?|advance|please|required|allowed|not|no|yes)\b
    )+""",
    re.IGNORECASE | re.VERBOSE,
)
_ENGLISH = re.compile(r"[a-z0-9'-]+")
_ASKS = re.compile(
    r"[什甚][么麼]|怎|多[久少长長]|[几幾谁誰哪咋]|如何|是不是|要不要|能不能|[会會]不[会會]|[吗嗎]"
)
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
class Leaning:
    """A question that leaves out what it is about.

    `own` is what it says besides, in pieces. Where it is not `sure`, it is a question of its own if the book answers
    it as it stands. `replaces`: it puts another subject in the place of the one before (那病假呢).
    """

    own: tuple[str, ...]
    sure: bool
    replaces: bool = False


def leaning_of(message: str, words: Sequence[str], thread: Thread) -> Leaning | None:
    """How a message (`words`: cut into words, simplified) leans on its thread.

    None where it is a question of its own, or nothing was shown before.
    """
    said = message.strip()
    if not thread.clauses:
        return None
    spelt = (
        _ENGLISH.findall(said.lower()) if said.isascii() else words
    )  # a Chinese dictionary cuts approves in two
    own = tuple(word for word in spelt if not _GENERIC.fullmatch(word))
    if (instead := _INSTEAD.fullmatch(said)) and not _ASKS.search(instead["subject"] or ""):
        return Leaning(own, sure=True, replaces=bool(own))
    short = len(own) <= 1 if said.isascii() else len(said) <= _LONGEST
    if not own or (short and _POINTS.search(said)):
        return Leaning(own, sure=True)
    if not said.isascii() and _has_no_subject(said, own, thread):
        return Leaning(own, sure=True)
    return Leaning(own, sure=False, replaces=True) if _GOES_ON.match(said) else None


def _has_no_subject(said: str, own: tuple[str, ...], thread: Thread) -> bool:
    """Whether a message is a predicate alone: 怎么预约, 提前多久说; or 要签协议吗, of a clause that speaks of 协议."""
    length = sum(map(len, own))
    begins = bool(_PREDICATE.match(said))
    if length < _SHORTEST_SUBJECT:
        return length == 1 or begins or (len(said) <= _LONGEST and _said_before(own, thread))
    return begins and length <= _LONGEST_PREDICATE and _said_before(own[-1:], thread)


def background(leaning: Leaning, thread: Thread, library: Library) -> ConversationContext:
    """How much of what was said before counts for a question that leans on it."""
    shares = _MOVES
    if not leaning.replaces:
        shares = _KEEPS
    elif _said_before(("".join(leaning.own),), thread):
        shares = _TURNS
    elif "".join(leaning.own) in {clause.title for clause in library.clauses}:
        shares = _NAMES
    weight, of_clause, of_chapter = shares
    return ConversationContext(thread.question, weight, thread.clauses, of_clause, of_chapter)


def _said_before(own: tuple[str, ...], thread: Thread) -> bool:
    """Whether the pieces all stand in the question before, or in the clause last shown."""
    shown = (f"{clause.title}\n{clause.text}" for clause in thread.clauses[:1])
    spoken = "\n".join([thread.question, *shown])
    return all(piece in spoken for piece in own)
