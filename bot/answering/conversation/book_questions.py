"""Questions about the books themselves, which no clause answers: 守则什么时候生效, 怎么联系运营管理部, 第七章谁负责.

    question = {lead} [document | heading] (什么时候生效 | 谁负责 | 多少条)
             | {lead} 怎么联系 owner | owner 的联系方式

What is asked about must be a book, heading or owner of this library: 病假什么时候生效 asks the rules. Where nothing is
named (一共多少条, when did it take effect) it is all the books, if no clause was spoken of.
"""

import re
from collections.abc import Iterator, Sequence

from bot.answering.reply import AboutBook, BookQuestion
from bot.rulebook import (
    AtClause,
    AtDivision,
    Library,
    Owner,
    Rulebook,
    document_alone,
    read_reference,
)
from bot.rulebook.books_named import books_named
from bot.rulebook.designation.texts.documents import own_kind

_LEAD = (
    r"(?:请问|請問|我想知道|我想问|想问|麻烦问一下|[这這][本个個部份套]?|整[个個本部]|全[书書文部]|[我你]们的?|[我你]們的?|公司的?|please|[\s,，]"
    r"|(?:the|our|this)\b){0,6}+"
)
_UNITS = "(?:clauses|rules|articles|chapters|sections|provisions)"
_TAIL = r"[\s?？。.!！啊呢呀吗]{0,6}+"
_WHEN = "(?:[从從自]?[什甚][么麼][时時]候|何[时時]|[几幾][时時]|哪一?天|哪一?年)"
_IN_FORCE = "(?:[开開]始|正式)?(?:生效|施行|[实實]施|[执執]行|[启啟]用)"
_WHO = "(?:[谁誰]|(?:哪[个個]|什[么麼])(?:部[门門]|人))"
_WHOM = rf"(?:(?:找|[问問]|[联聯][系繫络絡])(?:一下)?{_WHO}(?:[问問]|[联聯][系繫络絡])?)"
_AND_WHOM = rf"(?:[,，]?\s?{_WHOM})?"
_ABOUT_BOOK = {
    BookQuestion.EFFECTIVE: (
        rf"(?P<subject>.{{1,100}}?)(?:是|[从從]|自)?{_WHEN}{_IN_FORCE}的?",
        rf"(?P<subject>.{{1,100}}?)(?:的)?(?:生效|施行|[实實]施)(?:日期|[时時][间間])"
        rf"(?:是(?:[什甚][么麼]|多少|{_WHEN}))?",
        r"when (?:does|did|will) (?P<subject>.{1,100}?) (?:come into force|take effect|become effective|start)",
        r"(?:what is |what's )?(?:the )?effective date(?: of (?P<subject>.{1,100}?))?",
        r"since when (?:is|are|has|have) (?P<subject>.{1,100}?) (?:been )?(?:in (?:force|effect)|effective|valid)",
    ),
    BookQuestion.VERSION: (
        r"(?P<subject>.{1,100}?)(?:现在|目前)?(?:是|的)?(?:什么版本|哪个版本|哪一版|版本号?是多少|最新版本是什么)",
        r"(?:what|which) version (?:is|of) (?P<subject>.{1,100}?)(?: is this)?",
    ),
    BookQuestion.OWNER: (
        rf"(?P<subject>.{{1,100}}?)(?:是|由|[归歸])?{_WHO}[来來]?(?:[负負][责責]|管理?|制定|[维維][护護]|(?P<interprets>解[释釋])){{1,2}}的?{_AND_WHOM}",
        r"(?P<subject>.{1,100}?)的?(?:[负負][责責]人|(?:[负負][责責]|主管|(?P<interprets>解[释釋]))部[门門])(?:是[谁誰]|是哪[个個])?",
        r"who (?:is (?:responsible for|in charge of|the owner of)|looks after|owns|maintains|keeps) "
        r"(?P<subject>.{1,100}?)",
    ),
    BookQuestion.SIZE: (
        r"(?P<subject>.{1,100}?)(?:里|中)?(?:一共|总共|共|總共)?(?:有)?(?:(?:多少|几|幾)(?:条(?:规定|款)?|條(?:規定|款)?|章节?|章節)){1,2}",
        rf"how many {_UNITS}(?: (?:(?:are )?(?:there )?in|do|does|are|has) (?P<subject>.{{1,100}}?))?(?: have| got)?"
        r"(?: in (?:all|total))?",
        rf"(?:what is |what's )?(?:the )?(?:total )?number of {_UNITS}(?: in (?P<subject>.{{1,100}}?))?",
    ),
}
_CONTACT = (
    r"(?:怎么|怎麼|如何|怎样)(?:才能)?(?:联系|聯繫|联络|找)(?:到|上)?(?P<subject>.{1,100}?)",
    r"(?P<subject>.{1,100}?)(?:的)?(?:联系方式|聯繫方式)(?:是(?:什么|多少))?",
    r"(?P<subject>.{1,100}?)(?:怎么|怎麼|如何)(?:联系|聯繫|联络)",
    r"how (?:do|can) (?:i|we) (?:contact|reach) (?P<subject>.{1,100}?)",
)
_UNCLEAR = (
    r"(?:(?:里|里面)?(?:有|要是|如果)?(?:的|[什甚][么麼]|哪[里裡些儿兒])?(?:地方|内容)?"
    r"(?:疑?[问問][题題]?|[看弄搞]?(?:不太?|[没沒][看弄搞]?)(?:清楚|明白|懂|理解))?的?(?:地方|[话話])?)"
)
_WHOM_TO_ASK = (
    rf"(?P<subject>.{{1,100}}?){_UNCLEAR}[,，]?(?:[应應该該]{{1,2}}|要|可以)?{_WHOM}",
    r"whom? (?:do|can|should|must) (?:i|we) (?:contact|ask|talk to|speak to|reach|e-?mail|call|write to) (?:about"
    r"|regarding|concerning|for|on|with(?: any)? questions (?:about|on|regarding)) (?P<subject>.{1,100}?)",
)
_NAMED, _UNNAMED = ".{1,100}?", "(?:it|there|they)?"
_PATTERNS = tuple(
    (asked, re.compile(f"{_LEAD}(?:{pattern}){_TAIL}", re.IGNORECASE))
    for asked, patterns in (
        *_ABOUT_BOOK.items(),
        (BookQuestion.OWNER, _WHOM_TO_ASK),
        (BookQuestion.CONTACT, _CONTACT),
    )
    for pattern in patterns
)
_OF_ANY = tuple(
    (asked, re.compile(f"{_LEAD}(?:{pattern.replace(_NAMED, _UNNAMED)}){_TAIL}", re.IGNORECASE))
    for asked, patterns in _ABOUT_BOOK.items()
    for pattern in patterns
)
_COMMA = re.compile("[，,。！!；;]")
_ANY_BOOK = {"handbook", "rulebook", "manual", "book", "rules"}  # the books here, whatever their titles are
_INTERPRETED = re.compile("(?:[负負][责責]|[由归歸].{0,20})解[释釋]|解[释釋][权權]")
_ARTICLE = re.compile(r"(?:the|our|this)\s+|[这這]本", re.IGNORECASE)


def about_book(question: str, library: Library) -> AboutBook | None:
    """What a question asks about a book, a heading or an owner of the library; None where it asks the rules.

    What stands before it, set off by a comma, only calls somebody or tells a story: 老师，守则什么时候生效.
    """
    parts = [0, *(comma.end() for comma in _COMMA.finditer(question))]
    return next(filter(None, (_about_book(question[start:], library) for start in parts)), None)


def _about_book(question: str, library: Library) -> AboutBook | None:
    for asked, pattern in _PATTERNS:
        if match := pattern.fullmatch(question.strip()):
            subject = _of_title(match["subject"] or "", question, library)
            told = _told(asked, subject, library) if subject else None
            if told and not (match.groupdict().get("interprets") and _rules_interpretation(told.books)):
                return told
    return None


def _rules_interpretation(books: Sequence[Rulebook]) -> bool:
    """Whether a clause says who interprets one of the books: then that answers."""
    return any(_INTERPRETED.search(clause.text) for book in books for clause in book.clauses)


def _of_title(subject: str, question: str, library: Library) -> str:
    """What is asked about, where the book's own title for what is but its last words: this agreement."""
    bare = _ARTICLE.sub("", subject, 1).strip()
    is_pointed_at = re.search(rf"\b(?:the|our|this) {re.escape(bare)}", question, re.IGNORECASE)
    ends = (name for name in library.names if name.casefold().endswith(f" {bare.casefold()}"))
    return next(ends, bare) if is_pointed_at else bare


def about_all_books(question: str, library: Library) -> AboutBook | None:
    """What a question asks that names nothing, and follows on nothing: 一共多少条, when did it take effect."""
    for asked, pattern in _OF_ANY:
        if pattern.fullmatch(question.strip()):
            return _told(asked, "", library)
    return None


def _told(asked: BookQuestion, subject: str, library: Library) -> AboutBook | None:
    if asked is BookQuestion.CONTACT:
        owners = dict.fromkeys(
            each for each in _owners(library) if each.name.casefold() == subject.casefold()
        )
        return AboutBook(asked, owners=tuple((owner.name, owner) for owner in owners)) if owners else None
    if books := _books(subject, library):
        owned = tuple((book.label, book.owner) for book in books)
        return AboutBook(asked, books, owned if asked is BookQuestion.OWNER else ())
    reference = read_reference(subject, library.names) if asked is BookQuestion.OWNER else None
    match library.find(reference, alone=True) if reference else None:
        case AtDivision(division):
            return AboutBook(asked, owners=((division.heading.label, division.heading.owner),))
        case AtClause(clause):
            return AboutBook(asked, owners=((clause.label, clause.heading.owner),))
        case _:
            return None


def _books(subject: str, library: Library) -> tuple[Rulebook, ...]:
    books = tuple(book for book in library.books if book.clauses)
    is_any = subject.casefold() in _ANY_BOOK
    document = subject if is_any else document_alone(subject, library.names)
    if document is None:
        return ()
    meant = tuple(books_named(document, books)) if document else books
    return meant or (books if is_any or own_kind(document) else ())


def _owners(library: Library) -> Iterator[Owner]:
    for book in library.books:
        yield book.owner
        yield from (division.heading.owner for division in book.all_divisions)
