"""What replies and the questions of a quiz say in words, the same in the terminal and in Slack."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.answering import (
    AboutBook,
    Answer,
    BookQuestion,
    Choice,
    Citation,
    Grounds,
    Reason,
    Refusal,
    SmallTalk,
    SmallTalkKind,
    Unmentioned,
)
from bot.onboarding.quiz import TRUE, OneOf, QuizQuestion, SeveralOf, TrueFalse
from bot.rulebook import Clause, Division, Heading, HeadingKind, Owner, Rulebook, Source
from bot.wording.catalogue import Catalogue

MOST_HEADINGS = (
    120  # that contents show: a book of more shows fewer levels, two hundred lines being no overview
)
# Characters of a book's preface that stand above its contents, and above those of several books.
PREFACE_OF_ONE, PREFACE_OF_SEVERAL = 600, 120


_OF_HEADINGS = {
    "contents.hint": "contents.hint.heading",
    "contents.hint.slack": "contents.hint.slack.heading",
}
_MOST_OWNERS = 8
_LONGEST_EXCERPT = 60  # characters of what a clause will say


def refusal_message(refusal: Refusal, say: Catalogue) -> str:
    """Why a question was refused; also since when something is repealed, or from when on it will be in force."""
    is_several = refusal.reason is Reason.WHICH_CLAUSE and refusal.nearest
    example = refusal.nearest[0].clause.label if is_several else say("help.example")
    gone = refusal.repealed
    end = gone.repeal if gone else None
    named = gone.heading.book_label if gone and refusal.is_of_book else gone.titled_label if gone else ""
    day = end.on if end else refusal.as_of
    if refusal.coming:
        named, day = refusal.coming.titled_label, refusal.coming.effective
    number, reason = say("help.number"), f"refusal.{refusal.reason}"
    if refusal.published:  # whether there was none or none that may be shown is not told
        reason = "refusal.not-published"
    published = refusal.published or ""
    sentence = say(reason, example=example, clause=named, date=day or "", number=number, published=published)
    book = say("refusal.repealed.by", book=refusal.by_book.label) if refusal.by_book else ""
    is_nowhere = refusal.reason is Reason.NO_SUCH_CLAUSE and not refusal.nearest
    return say.in_a_row(
        [sentence, end.note if end else "", book, say("refusal.contents") if is_nowhere else ""]
    )


def change_to_come(clause: Clause, say: Catalogue) -> str:
    """That a clause will say something else, or end, and from which day on; "" where nothing is known."""
    after = clause.next_wording
    if after:
        return say("change.coming", date=after.effective.isoformat(), text=_excerpt(after.text))
    return say("change.end", date=clause.repeal.on.isoformat()) if clause.repeal else ""


def _excerpt(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_EXCERPT else f"{words[:_LONGEST_EXCERPT]}…"


def citation_notes(citation: Citation, say: Catalogue) -> Iterator[str]:
    """What is said of a clause below its words: by which number it was asked for, where it stands, what will change."""
    clause = citation.clause
    if citation.former:
        yield say("answer.former", number=citation.former, clause=clause.place)
    if citation.missing_part:
        yield say("answer.no-part", part=citation.missing_part)
    yield clause_source(clause, say)
    yield from filter(None, [change_to_come(clause, say)])


def answer_notes(answer: Answer, say: Catalogue) -> Iterator[str]:
    """What is said below all clauses: of what was asked for, what is not shown, and what is not there."""
    if answer.left_out:
        yield say("answer.more", count=answer.left_out)
    if answer.absent:
        yield say("answer.absent", named=say.listed(answer.absent))


def as_of_message(answer: Answer, say: Catalogue, past: str = "answer.as-of") -> str:
    """What stands before clauses of another day, or of today where the day asked for is none; else "".

    `past` is the sentence for a day before this one: it says where texts are found that were changed without a date.
    """
    if answer.as_of is None:
        return say("answer.day-unread") if answer.is_day_unread else ""
    day = answer.as_of.isoformat()
    if answer.published:
        return say("answer.as-published", date=day, published=answer.published.isoformat())
    if answer.is_to_come:
        return say("answer.as-of-coming", date=day)
    return say(past, date=day, clause=answer.citations[0].clause.number)


def contents_notes(
    divisions: Sequence[Division],
    shown: Sequence[tuple[int, Division]],
    say: Catalogue,
    key: str = "contents.hint",
) -> Iterator[str]:
    """What stands below contents: that they have more levels than are shown, and how to read on, by their own names."""
    deepest = max((depth for depth, _ in shown), default=0)
    if any(depth == deepest and division.divisions for depth, division in shown):
        yield say("contents.deeper")
    if not divisions:
        yield say("contents.none")
    else:
        named = divisions[0].heading.short_label
        clause = _number_of_one([clause for each in divisions for clause in each.clauses], named)
        yield say(key if clause else _OF_HEADINGS[key], heading=named, clause=clause)


def _number_of_one(clauses: Sequence[Clause], heading: str) -> str:
    """The first number that one clause alone has, or what else names one; "" where nothing but the heading does."""
    counted = Counter(map(_number_typed, clauses))
    own = (label for label, count in counted.items() if count == 1 and label not in {"", heading})
    others = (name for each in clauses for name in (each.place, each.title) if name not in {"", heading})
    return next(own, None) or next(others, "")


def _number_typed(clause: Clause) -> str:
    """Its number, behind its heading's where it begins anew: 附件一 1."""
    label = clause.short_label
    is_anew = bool(label and clause.printed) and clause.place != label
    return f"{clause.heading.short_label} {label}" if is_anew else label


def heading_source(heading: Heading, say: Catalogue) -> str:
    """The headings above one, its book and that book's version."""
    above = heading.above.path_label if heading.above else ""
    book = say("contents.edition", title=heading.book_title, version=heading.version)
    return " · ".join(filter(None, [above, book]))


def plain_sentences(reply: AboutBook | SmallTalk, say: Catalogue) -> tuple[str, ...]:
    """A reply that shows no clause."""
    match reply:
        case SmallTalk(kind):
            return (small_talk_reply(kind, say),)
        case AboutBook():
            return tuple(_told_about_book(reply, say))


def _told_about_book(about: AboutBook, say: Catalogue) -> Iterator[str]:
    for book in () if about.owners else about.books:
        yield say.in_a_row(_of_book(book, about.asked, say))
    for subject, owner in about.owners:
        if about.asked is BookQuestion.OWNER:
            yield say("about.owner", subject=subject, owner=with_contact(owner, say))
        elif owner.contact:
            yield say("about.contact", owner=owner.name, contact=owner.contact)
        else:
            yield say("about.no-contact", owner=owner.name)


def _of_book(book: Rulebook, asked: BookQuestion, say: Catalogue) -> Iterator[str]:
    if asked is BookQuestion.SIZE:
        chapters = sum(each.heading.kind is HeadingKind.CHAPTER for each in book.all_divisions)
        key = "about.size.chapters" if chapters else "about.size"
        yield say(key, title=book.title, chapters=chapters, clauses=len(book.clauses))
        return
    effective = book.effective.isoformat()
    yield say("about.effective", title=book.title, version=book.version, effective=effective)
    if book.issued:
        yield say("about.issued", issued=book.issued.isoformat())
    if book.document_number:
        yield say("about.document-number", number=book.document_number)
    if book.replaces:
        yield say("about.replaces", titles=say.listed(book.replaces))


def doubt_message(choice: Choice, say: Catalogue) -> str:
    """What stands before the nearest clause of a choice: that it may not answer, and what it is known to lack."""
    match choice.lacks:
        case None:
            return say("choice.nearest")
        case Unmentioned(topic):
            return say("choice.unmentioned", topic=topic)
        case fact:
            return say("choice.lacks", fact=say(f"fact.{fact}"))


def grounds_message(grounds: Grounds, say: Catalogue) -> tuple[str, ...]:
    """By what a clause was found, which words of the question stand in it, and which do not."""
    missed = "".join(say("why.word", word=word) for word in grounds.missed)
    met = (
        say("why.word" if asked == written else "why.word.as", word=asked, written=written)
        for asked, written in grounds.met
    )
    words = [say("why.met", words="".join(met))] if grounds.met else []
    words += [say("why.missed", words=missed)] if missed else []
    return (say(f"why.way.{grounds.way}"), *words)


def whom_to_ask(owner: Owner, say: Catalogue) -> str:
    """Whom to ask, with the contact where there is one."""
    return say("refusal.owner", owner=with_contact(owner, say))


def books_to_ask(owners: Sequence[tuple[str, Owner]], say: Catalogue) -> Iterator[str]:
    """Whom to ask about each book, where nothing tells which one a question belongs to."""
    for title, owner in owners[:_MOST_OWNERS]:
        yield say("refusal.owner.of", title=title, owner=with_contact(owner, say))
    if len(owners) > _MOST_OWNERS:
        yield say("refusal.owners.more", count=len(owners) - _MOST_OWNERS)


def with_contact(owner: Owner, say: Catalogue) -> str:
    """Who answers for something, and how to reach them where that is known."""
    return say("owner.contact", name=owner.name, contact=owner.contact) if owner.contact else owner.name


def clause_source(clause: Clause, say: Catalogue) -> str:
    """The headings above it if its place does not name them, its version and first day, where the original is."""
    place, headings = clause.whereabouts
    edition = say("answer.edition", version=clause.heading.version, effective=clause.effective.isoformat())
    source = original(clause.source, say) if clause.source else ""
    return " · ".join(filter(None, ["" if headings in place else headings, edition, source]))


def original(source: Source, say: Catalogue) -> str:
    """Where the clause stands in the document that it was taken from."""
    if source.page:
        return say("answer.original.page", file=source.file, page=source.page)
    if source.paragraph:
        return say("answer.original.paragraph", file=source.file, paragraph=source.paragraph)
    if source.row:
        return say("answer.original.row", file=source.file, row=source.row)
    return say("answer.original", file=source.file)


def small_talk_reply(kind: SmallTalkKind, say: Catalogue) -> str:
    """The short reply to a greeting, thanks, a call for help, or an errand."""
    return say(f"courtesy.{kind}", example=say("help.example"), number=say("help.number"), command="/rule")


def question_form(question: QuizQuestion, say: Catalogue) -> str:
    """How a question is answered: by one option, by several, or as true or false."""
    match question:
        case OneOf():
            return say("onboarding.form.one")
        case SeveralOf():
            return say("onboarding.form.several")
        case TrueFalse():
            return say("onboarding.form.true-false")


def option_text(question: QuizQuestion, place: int, say: Catalogue) -> str:
    """What the option at a place says."""
    match question:
        case TrueFalse():
            return say("onboarding.true") if place == TRUE else say("onboarding.false")
        case OneOf() | SeveralOf():
            return question.options[place]
