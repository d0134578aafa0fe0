"""The one row under a reply: what the reader thinks of it, the clauses that belong to it, and all else behind ⋯.

Slack's own feedback buttons stand only in messages and leave no room for a menu beside them; the row is the same on the
home tab and in windows. What was pressed is said in a small grey line below the row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answering import Answer, Choice, Citation, Contents, Reason, Refusal, Reply, SmallTalk, SmallTalkKind
from bot.inquiries import Escalation, EscalationState, Opinion
from bot.rulebook import Clause, Division, outline
from bot.rulebook.told_apart import told_apart
from bot.slack.blocks import limits
from bot.slack.blocks.elements import actions, button, menu, option, select
from bot.slack.blocks.rich_text import Block
from bot.wording import Catalogue

SHARE = "share_answer"  # show a private answer to the channel
SHARE_FROM_PAGE = "share_from_page"  # ask to which channel a clause is to be shown
PREVIOUS_CLAUSE, NEXT_CLAUSE = "leaf_back", "leaf_on"  # show the clause before or after
BACK = "back_to_answer"  # show the answer again that one has leafed away from
OPEN = "open_from_contents"  # show a heading or a clause of the contents to the one who clicks
VERSIONS = "show_versions"  # show what a clause of another day said before, and will say
RELATED = "show_related"  # show a clause that the one shown refers to
USEFUL, USELESS = "useful", "useless"  # what the reader thinks of the answer
ESCALATE = "escalate"  # ask the owner of that part
WHY = "why_this_clause"  # tell the one who clicks what of their question led to it
STOP = "stop_thread"  # answer no more in this thread unless mentioned
MENU = "more"  # behind it an option stands for a button: its value is that button's action and value
HEADING = "heading"  # begins the value of an option that opens a heading
_DONE = "✓"


@dataclass(frozen=True)
class Subject:
    """What a button is about: the question by its id ("" for none), and the clauses that are shown by their names.

    No clauses: those of the answer to the question.
    """

    question: str = ""
    clauses: tuple[str, ...] = ()

    @classmethod
    def of(cls, value: str) -> "Subject":
        """As a button's value has it."""
        words = value.split()
        return cls(
            next((word for word in words if "/" not in word), ""),
            tuple(word for word in words if "/" in word),
        )

    def __str__(self) -> str:
        return " ".join(filter(None, [*self.clauses, self.question]))


@dataclass(frozen=True)
class Offers:
    """Where a reply stands, and so what can be done with it.

    It `is_private`: one person alone sees it, who may share it where that `can_share`; in a thread that is followed
    they can have it stopped. It `is_page`: a clause that its reader has leafed to, in the place of the answer. It
    stands `in_view`: on the home tab or in a window, whose pages have links of their own to what is related.
    """

    is_private: bool = False
    can_share: bool = False
    can_stop: bool = False
    is_page: bool = False
    in_view: bool = False


def reply_row(
    reply: Reply, question: str, say: Catalogue, offers: Offers = Offers()
) -> tuple[Block, ...]:  # frozen
    """What can be done with a reply, as one row; none where there is nothing to do.

    `question` is its id in the store ("" where it has none: nothing can be said about it then).
    """
    cited = _cited(reply)
    clauses = tuple(citation.clause.name for citation in cited) if offers.is_page else ()
    about = str(Subject(question, clauses))
    row: list[Block] = []
    match reply:
        case Answer(published=day) if day:
            pass  # of its number another clause may stand today
        case Answer():
            row += _opinions(about, say) if question else []
        case Choice() | Refusal(Reason.SILENT):
            row += (
                [button(ESCALATE, say("escalate.button"), about)] if question and _has_contact(reply) else []
            )
        case _:
            pass
    row += () if offers.in_view else _menus(reply, cited, question, say, offers)
    if options := list(_options(reply, question, about, say, offers)):
        row.append(options[0] if len(options) == 1 else menu(MENU, list(map(_as_option, options))))
    return (actions(row),) if row else ()


def _menus(
    reply: Reply, cited: Sequence[Citation], question: str, say: Catalogue, offers: Offers
) -> Iterator[Block]:
    """What the clauses refer to, and what contents can be opened at."""
    if isinstance(reply, Answer) and reply.published:
        return
    if isinstance(reply, Answer) and reply.as_of:
        yield _versions([citation.clause for citation in cited], say("versions.button"))
    related = list(_clause_options(_related(cited), question, offers))
    related += [heading_option(division) for citation in cited for division in citation.divisions]
    if related := list({option["value"]: option for option in related}.values()):
        yield select(RELATED, say("related.menu"), related)
    if isinstance(reply, Contents) and (below := list(_below(reply))):
        yield select(OPEN, say("contents.menu"), below)


def _versions(clauses: Sequence[Clause], label: str) -> Block:
    if len(clauses) == 1:
        return button(VERSIONS, label, clauses[0].name)
    return select(VERSIONS, label, [option(clause.numbered_title, clause.name) for clause in clauses])


def _as_option(pressed: Block) -> Block:
    """A button as an option behind ⋯."""
    return option(pressed["text"]["text"], f"{pressed['action_id']} {pressed['value']}")


def _opinions(about: str, say: Catalogue) -> list[Block]:
    return [
        button(USEFUL, f"👍 {say('useful.button')}", about),
        button(USELESS, f"👎 {say('useless.button')}", about),
    ]


def _cited(reply: Reply) -> Sequence[Citation]:
    match reply:
        case Answer(citations):
            return citations
        case Choice((nearest, *_)):
            return [nearest]
        case _:
            return ()


def _has_contact(reply: Answer | Choice | Refusal) -> bool:
    """Whether anybody whom the reply is to be passed on to may be reached."""
    owners = [citation.clause.heading.owner for citation in _cited(reply)[:1]]
    if isinstance(reply, Refusal):
        owners = [*filter(None, [reply.owner]), *(owner for _, owner in reply.owners)]
    return any(owner.address for owner in owners)


def _related(cited: Sequence[Citation]) -> list[Clause]:
    """The clauses that those cited refer to, each once, none of those that are shown."""
    shown = {citation.clause.name for citation in cited}
    related = {clause.name: clause for citation in cited for clause in citation.related}
    return [clause for name, clause in related.items() if name not in shown]


def _clause_options(clauses: Sequence[Clause], question: str, offers: Offers) -> Iterator[Block]:
    for clause, named in zip(clauses, told_apart(clauses), strict=True):
        yield option(" ".join(named).strip(), str(_led_to(clause.name, question, offers)))


def heading_option(division: Division) -> Block:
    """A heading in a menu."""
    heading = division.heading
    return option(heading.label, f"{HEADING} {heading.book}/{heading.key}")


def _below(contents: Contents) -> Iterator[Block]:
    """What a heading, or whole books, can be opened at."""
    match contents.divisions:
        case (division,):
            for clause in division.own_clauses:
                yield option(clause.numbered_title, clause.name)
            yield from map(heading_option, division.divisions)
        case divisions:
            yield from (heading_option(each) for _, each in outline(divisions, limits.SELECT))


def _led_to(name: str, question: str, offers: Offers) -> Subject:
    """A clause that takes the place of a private answer goes on being about its question."""
    return Subject(question if offers.is_private else "", (name,))


def _options(reply: Reply, question: str, about: str, say: Catalogue, offers: Offers) -> Iterator[Block]:
    """What stands behind ⋯, as buttons: what is too long for an option's value is left out."""
    chosen = list(_of_answer(reply, question, about, offers)) if isinstance(reply, Answer) else []
    of_today = isinstance(reply, Choice) or (isinstance(reply, Answer) and not reply.as_of)
    if question and of_today and not offers.is_page:
        chosen.append((WHY, "why.title", question))
    if offers.can_stop and reply != SmallTalk(SmallTalkKind.STOP):  # it has just been said
        chosen.append((STOP, "stop.button", question or "stop"))
    for action, label, value in chosen:
        if len(f"{action} {value}") <= limits.OPTION:
            yield button(action, say(label), value)


def _of_answer(answer: Answer, question: str, about: str, offers: Offers) -> Iterator[tuple[str, str, str]]:
    """Each option's action, the name of its label, and its value."""
    cited = tuple(citation.clause.name for citation in answer.citations)
    if len(cited) == 1 and not answer.as_of and not offers.in_view:
        beside = str(_led_to(cited[0], question, offers))
        yield PREVIOUS_CLAUSE, "leaf.back", beside
        yield NEXT_CLAUSE, "leaf.on", beside
    if offers.is_page and question:
        yield BACK, "leaf.answer", question
    if offers.can_share and not answer.as_of:
        value = about or str(Subject(clauses=cited))
        yield (SHARE_FROM_PAGE if offers.in_view else SHARE), "share.button", value
    if question and not answer.published and _has_contact(answer):
        yield ESCALATE, "escalate.button", about


def pressed(
    opinions: Sequence[Opinion],
    escalation: Escalation | None,
    say: Catalogue,
    offers: Offers = Offers(),  # frozen
) -> list[str]:
    """What became of an answer, as its card says it: to everybody how many, to one person alone what they said."""
    complaints = [opinion.complaint for opinion in opinions if opinion.complaint]
    said = []
    if useful := len(opinions) - len(complaints):
        said.append(say("card.useful.own") if offers.is_private else say("card.useful", count=useful))
    if complaints:
        reason = say(f"feedback.complaint.{complaints[-1]}")
        own = say("card.useless.own", reason=reason)
        said.append(own if offers.is_private else say("card.useless", count=len(complaints)))
    if escalation:
        is_closed = escalation.state is EscalationState.CLOSED
        said.append(say("card.replied" if is_closed else "card.passed-on", owner=escalation.owner))
    return said


def with_pressed(blocks: Sequence[Block], said: Sequence[str]) -> tuple[Block, ...]:
    """A message's blocks with what was pressed below their row, in the place of what stood there before."""
    before = [block for block in blocks if not _is_pressed(block)]
    rows = [index for index, block in enumerate(before, 1) if block["type"] == "actions"]
    end = rows[-1] if rows else len(before)
    line = {"type": "context", "elements": [_plain(sentence) for sentence in said]}
    return (*before[:end], *([line] if said else []), *before[end:])


def says(blocks: Sequence[Block], sentence: str) -> bool:
    """Whether that sentence stands below the row."""
    return any(_plain(sentence) in block["elements"] for block in blocks if _is_pressed(block))


def _plain(sentence: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": f"{_DONE} {sentence}", "emoji": False}


def _is_pressed(block: Block) -> bool:
    return block["type"] == "context" and str(block["elements"][0].get("text", "")).startswith(_DONE)
