"""What replies and the questions of a quiz say in words, the same in the terminal and in Slack."""

from bot.answering import Choice, Reason, SmallTalkKind, Unmentioned
from bot.onboarding.quiz import TRUE, OneOf, QuizQuestion, SeveralOf, TrueFalse
from bot.rulebook import Clause, Owner, Source
from bot.wording.catalogue import Catalogue


def refusal_message(reason: Reason, say: Catalogue) -> str:
    """Why a question was refused."""
    return say(f"refusal.{reason}", example=say("help.example"))


def doubt_message(choice: Choice, say: Catalogue) -> str:
    """What stands before the nearest clause of a choice: that it may not answer, and what it is known to lack."""
    clause = choice.options[0].clause
    match choice.lacks:
        case None:
            return say("choice.nearest", clause=clause.label)
        case Unmentioned(topic):
            return say("choice.unmentioned", clause=clause.label, topic=topic)
        case fact:
            named = f"{clause.label} {clause.title}".strip()
            return say("choice.lacks", clause=named, fact=say(f"fact.{fact}"))


def whom_to_ask(owner: Owner, say: Catalogue) -> str:
    """Whom to ask, with the contact where there is one."""
    named = say("owner.contact", name=owner.name, contact=owner.contact) if owner.contact else owner.name
    return say("refusal.owner", owner=named)


def clause_source(clause: Clause, say: Catalogue) -> str:
    """The headings that it stands under, the version of its book, and since when it is in force."""
    heading = clause.heading
    return say(
        "answer.path",
        chapter=heading.path_label,
        version=heading.version,
        effective=clause.effective.isoformat(),
    )


def original(source: Source, say: Catalogue) -> str:
    """Where the clause stands in the document that it was taken from."""
    if source.page:
        return say("answer.original.page", file=source.file, page=source.page)
    if source.paragraph:
        return say("answer.original.paragraph", file=source.file, paragraph=source.paragraph)
    return say("answer.original", file=source.file)


def small_talk_reply(kind: SmallTalkKind, say: Catalogue) -> str:
    """The short reply to a greeting, thanks, a call for help, or an errand."""
    return say(f"courtesy.{kind}", example=say("help.example"), command="/rule")


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
