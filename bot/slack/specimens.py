"""One of each kind of message, modal and page that the bot draws, of an organisation's own rules.

For `shouze doctor`, which asks Slack whether it would still take them. Nobody is shown any of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from bot.answering import (
    AboutBook,
    Answer,
    BookQuestion,
    Choice,
    Citation,
    Contents,
    Grounds,
    Reason,
    Refusal,
    Reply,
    SmallTalk,
    SmallTalkKind,
    Way,
)
from bot.generation import Event, Publication
from bot.inquiries import AnsweredQuestion, Escalation, Outcome, Surface
from bot.knowledge import IssueKind, ValidationIssue
from bot.onboarding.path import Onboarding
from bot.publishing import BookDifference, Gate, Objection, PublishedChange, Trouble, TroubleKind, Version
from bot.rulebook import Clause, Library, Repeal, Revision, Table
from bot.rulebook.editions.comparison import Change, ClauseChange
from bot.slack.acknowledging.specimens import acknowledging_messages, acknowledging_views
from bot.slack.blocks.messages import (
    OutgoingMessage,
    change_messages,
    messages,
    note,
    preface_messages,
    shared,
    under_question,
    with_context,
    with_said,
)
from bot.slack.blocks.reply_row import Offers, Subject
from bot.slack.blocks.rich_text import Block
from bot.slack.desk.specimens import desk_at_home, desk_messages, desk_views
from bot.slack.escalation import cards
from bot.slack.escalation.recipients import Addressee
from bot.slack.feedback import useless_form
from bot.slack.gate import refused_view
from bot.slack.home.context import Frame, PageContext
from bot.slack.home.history import changes_page, versions_page
from bot.slack.home.links import ToVersions
from bot.slack.home.pages import clause_page, division_page, preface_page, results_page
from bot.slack.home.start import start_page
from bot.slack.home.views import ViewEvent, loading_view, page_view, question_form
from bot.slack.importing.cards import report_message
from bot.slack.importing.conversion import DocumentReport, DocumentRequest
from bot.slack.onboarding.specimens import onboarding_messages, onboarding_views
from bot.slack.publishing.following import follower_message
from bot.slack.publishing.messages import (
    decided_message,
    elsewhere_message,
    settled_message,
    trouble_message,
)
from bot.slack.publishing.notices import difference_messages, notice_message
from bot.slack.pulse.specimens import pulse_at_home, pulse_messages, pulse_views
from bot.slack.questions.posted_answers import Card
from bot.slack.questions.reasons import reasons_view
from bot.slack.questions.sharing import share_form
from bot.slack.review.specimens import review_messages
from bot.slack.suggestions.specimens import suggestion_messages, suggestion_views, suggestions_at_home
from bot.slack.surface import View, notice
from bot.slack.transport.arriving.payloads import SentView
from bot.wording import Catalogue, Disclosure, Language

_SOMEBODY, _ID = "U0123456789", "0" * 32
_DAY, _MOMENT = date(2026, 1, 5), datetime(2026, 1, 5, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Specimens:
    """Messages (their blocks) and views by name."""

    messages: Mapping[str, Sequence[Block]]
    views: Mapping[str, View]


def specimens(library: Library, onboarding: Onboarding | None, say: Catalogue) -> Specimens:
    """All kinds, of the longest clause and the first path of these files; none of what they do not have."""
    clauses = sorted(library.clauses, key=lambda clause: len(clause.text), reverse=True)[:3]
    if not clauses:
        return Specimens({}, {})
    drawn, views = dict(_replies(library, clauses, say)), dict(_views(library, clauses, say))
    drawn |= _escalated(clauses, say) | dict(desk_messages(clauses, library, say))
    drawn |= dict(suggestion_messages(say)) | dict(pulse_messages(say))
    drawn |= review_messages(clauses, library, say)
    views |= dict(desk_views(clauses, library, say)) | dict(suggestion_views(library, say))
    views |= dict(pulse_views(say))
    drawn |= dict(acknowledging_messages(clauses, say))
    views |= dict(acknowledging_views(clauses, say))
    drawn |= {kind: trouble_message(_trouble(kind), say) for kind in TroubleKind}
    drawn |= {f"{kind} elsewhere": elsewhere_message(_trouble(kind), say) for kind in TroubleKind}
    drawn |= _told_of(_difference(clauses[0]), say)
    drawn["settled"] = settled_message(say("rules.mended"))
    drawn["decided"] = decided_message(drawn[TroubleKind.WAITING], Event.PUBLISHED, _SOMEBODY, say)
    if onboarding and onboarding.paths:
        drawn |= dict(onboarding_messages(clauses, library, onboarding, say))
        views |= dict(onboarding_views(clauses, library, onboarding, say))
    return Specimens({name: message.blocks for name, message in drawn.items()}, views)


def _all_replies(library: Library, clauses: Sequence[Clause]) -> Iterator[Reply]:
    citations = tuple(replace(Citation.whole(clause), related=library.related(clause)) for clause in clauses)
    divisions = tuple(division for book in library.books for division in book.all_divisions)
    before, _ = _amended(clauses[0])
    repealed = replace(clauses[0], repeal=Repeal(_DAY, note="·"))
    yield from (Answer(citations[:1], 0.9), Answer(citations, 0.9), Choice(citations[:4], 0.5))
    yield AboutBook(BookQuestion.EFFECTIVE, library.books[:1])
    yield from (Contents(divisions[:9], library.books[:1]), Contents(divisions[:1]))
    refused = (Refusal(reason, citations, clauses[0].heading.owner) for reason in Reason)
    yield from (
        replace(each, repealed=repealed) if each.reason is Reason.REPEALED else each for each in refused
    )
    yield from (Answer((Citation.whole(before),), 1.0), Answer((Citation.whole(before),), 1.0, as_of=_DAY))
    yield from (SmallTalk(kind) for kind in SmallTalkKind)


def _amended(clause: Clause) -> tuple[Clause, Clause]:
    """The clause with another text that comes, and as it reads then."""
    first = Revision(date.min, clause.text, clause.title, clause.tables)
    before = replace(clause, effective=date.min, revisions=(first, Revision(_DAY, "·", "·")))
    return before, before.on(_DAY)


def _replies(
    library: Library, clauses: Sequence[Clause], say: Catalogue
) -> Iterator[tuple[str, OutgoingMessage]]:
    for place, reply in enumerate(_all_replies(library, clauses)):
        name = f"reply {place}: {type(reply).__name__}"
        for kind, drawn in (
            ("public", messages(reply, say, _ID, Offers(can_stop=True))),
            ("private", messages(reply, say, _ID, Offers(is_private=True, can_share=True))),
            ("page", messages(reply, say, _ID, Offers(is_private=True, can_share=True, is_page=True))),
        ):
            yield from ((f"{name}, {kind} {part}", message) for part, message in enumerate(drawn))
    yield from (
        (f"shared {part}", message)
        for part, message in enumerate(shared(Answer((Citation.whole(clauses[0]),), 1.0), _SOMEBODY, say))
    )
    changes = change_messages(*_amended(clauses[0]), say)
    yield from ((f"change {part}", message) for part, message in enumerate(changes))
    prefaces = preface_messages(library.books[0], say)
    yield from ((f"preface {part}", message) for part, message in enumerate(prefaces))
    report = DocumentReport(sections=(("·", "  ·"), ("⚠ ·",)), is_cut=True, folders=("·",))
    yield "document", report_message(report, DocumentRequest(_SOMEBODY), say)
    changed = DocumentReport("·", needs="changes")
    yield "document with changes", report_message(changed, DocumentRequest(_SOMEBODY), say)
    several = DocumentReport("·", needs="parts", parts=("·", "·"))
    yield "document of several books", report_message(several, DocumentRequest(_SOMEBODY), say)
    pressed = (*messages(Answer((Citation.whole(clauses[0]),), 1.0), say, _ID),)[-1]
    tabled = replace(clauses[0], text="·：·", tables=(Table(("·",), (("·",),)),))
    yield "table", messages(Answer((Citation.whole(tabled),), 1.0), say, _ID)[0]
    yield "pressed", with_said(pressed, [say("card.useful", count=2), say("card.passed-on", owner="·")])
    yield "below what was asked", under_question(pressed, "？", say)
    yield "note", with_context([note(say("share.soon"))], "·")[0]


def _escalated(clauses: Sequence[Clause], say: Catalogue) -> dict[str, OutgoingMessage]:
    case = _escalation()
    answered = replace(case, closed_at=_MOMENT.timestamp(), closed_by=_SOMEBODY, reply="·")
    posted = cards.to_owner(case, clauses, say)
    return {
        "to the owner": posted,
        "closed": cards.closed(posted, answered, say),
        "to the asker": cards.to_asker(answered, clauses, say),
        "to the asker in public": cards.to_asker(answered, clauses, say, is_public=True),
        "not delivered": cards.lost(case, say),
    }


def _escalation() -> Escalation:
    link = "https://example.slack.com/archives/C0123456789/p1"
    return Escalation(_ID, _ID, _SOMEBODY, "·", "#help", "？", "·", link, opened_at=_MOMENT.timestamp())


def _trouble(kind: TroubleKind) -> Trouble:
    issue = ValidationIssue(Path("code/01.yaml"), 1, IssueKind.NO_BOOK_FILE)
    found = [issue] if kind is TroubleKind.BROKEN else []
    against = [Objection(Gate.GOLDEN, questions=("？",))] if kind is TroubleKind.HELD else []
    return Trouble(kind, "0" * 64, found, against, "1" * 64)


def _difference(clause: Clause) -> BookDifference:
    return BookDifference(clause.heading.book, "·", (ClauseChange(Change.REMOVED, clause, None),))


def _told_of(difference: BookDifference, say: Catalogue) -> dict[str, OutgoingMessage]:
    shown = difference_messages(difference, say)
    followed = follower_message([("1/·", difference)], say)
    notice = notice_message("1/·", difference, say)
    return {"notice of a change": notice, "difference": shown[0], "followed": followed}


def _views(library: Library, clauses: Sequence[Clause], say: Catalogue) -> Iterator[tuple[str, View]]:
    case, addressee = _escalation(), Addressee("·", "#help", "C0123456789")
    yield "question form", question_form(say, Disclosure(1, "·"))
    yield "loading", loading_view("？", say)
    yield "notice", notice("modal.title", "modal.loading", say)
    sent = SentView("V0123456789", "modal", "", "", {}, say("modal.title"))
    yield "refused", refused_view(sent, "modal.repeated", say)
    yield "of no use", useless_form(Card(Subject(_ID), _SOMEBODY), say)
    passed_on = cards.EscalationForm(_ID, addressee, Language.CHINESE)
    yield "share to", share_form(Subject(clauses=(clauses[0].name,)), say)
    yield "pass on", cards.escalate_form(passed_on, "？", say("escalate.consent"), say, "")
    yield "nobody to write to", cards.unreachable(addressee, say)
    yield "passed on already", cards.already(case, say)
    yield "reply", cards.reply_form(case, say)
    asked = AnsweredQuestion(_ID, "", "", _SOMEBODY, Surface.DIRECT, "？", Outcome.CHOICE, (), None)
    yield (
        "why",
        reasons_view(asked, [Grounds(each, Way.WORDS, (("·", "·"),), ("·",)) for each in clauses], say),
    )
    for frame in Frame:
        at_desk = desk_at_home(clauses, library, say) + suggestions_at_home(say) + pulse_at_home(say)
        context = PageContext(library, say, frame, query="？", open_questions=(case,), desk=at_desk)
        event = ViewEvent(_SOMEBODY, "V0123456789" if frame is Frame.MODAL else "", query="？")
        for name, blocks in _pages(context, clauses):
            yield f"{name}, {frame}", page_view(event, list(blocks), say)


def _pages(context: PageContext, clauses: Sequence[Clause]) -> Iterator[tuple[str, Iterator[Block]]]:
    division = next(division for book in context.library.books for division in book.all_divisions)
    yield "start", start_page(1, context)
    yield "preface", preface_page(context.library.books[0], 1, context)
    yield "heading", division_page(division, 1, context)
    yield "clause", clause_page(clauses[0], 1, context)
    published = Publication(1, _ID, Event.PUBLISHED, _MOMENT, "")
    changed = PublishedChange(published, (_difference(clauses[0]),))
    versions = (Version(published, None), Version(published, clauses[0]))
    context = replace(context, has_changes=True, changes=(changed,), versions=versions)
    yield "changes", changes_page(1, context)
    yield "versions", versions_page(ToVersions.of(clauses[0]), context) or iter(())
    for place, reply in enumerate(_all_replies(context.library, clauses)):
        yield f"results {place}: {type(reply).__name__}", results_page(reply, context)
