"""Questions in a store: asked, answered, found of no use, passed on."""

from itertools import count

from bot.inquiries import (
    Asked,
    Complaint,
    Escalation,
    Opinion,
    Outcome,
    Place,
    Question,
    QuestionResult,
    Surface,
)
from bot.store import Address, Parcel, Purpose, Store
from sqlalchemy import text

NOW = 1_763_900_000.5  # an afternoon
DAY = 86_400.0
WORD = "金丝雀"  # stands in everything that somebody typed
_number = count(1)


def ask(  # noqa: PLR0913  # a question has as many sides
    store: Store,
    person: str = "U1",
    *,
    at: float = NOW,
    channel: str = "C1",
    thread: str = "17.1",
    words: str = "",
) -> Question:
    """Somebody asked, and it waits."""
    number = next(_number)
    key = f"T1/{channel}/{number}"
    asked = Asked(
        key,
        Place("T1", channel, thread),
        f"{number}.0",
        person,
        Surface.MENTION,
        words or f"{WORD}{number}",
        "https://r",
    )
    assert store.questions.take(at, asked, f"Ev{number}")
    with store.engine.begin() as db:
        id_ = db.scalar(text("SELECT id FROM question WHERE key = :key"), {"key": key})
    found = store.questions.find(str(id_))
    assert found
    return found


def answer(store: Store, question: Question, *, at: float | None = None) -> None:
    """It was answered and posted."""
    then = question.asked_at if at is None else at
    asked = question.asked
    address = Address.at(asked.place)
    parcel = Parcel(address, [{"text": f"关于{asked.text}", "blocks": []}])
    settled = QuestionResult(Outcome.ANSWER, ("code/7.1",), 0.9, "inc", thread=f"state {asked.text}")
    assert store.questions.complete(then, question, settled, parcel)
    delivery = store.outbox.find(question.id)
    assert delivery
    store.outbox.progress(delivery, [], is_whole=True)


def answered(store: Store, key: str = "T1/C1/1.0", *clauses: str, person: str = "U1") -> str:
    """The id of a question that was just asked and answered with these clauses; nothing of it is to be posted."""
    question = Asked(key, Place("T1", "C1", "1.0"), "1.0", person, Surface.MENTION, "迟到怎么处理？")
    assert store.questions.take(NOW, question, f"event of {key}")
    [leased] = store.questions.lease(NOW, 1, 30.0)
    assert store.questions.complete(NOW, leased, QuestionResult(Outcome.ANSWER, clauses), None)
    return leased.id


def judge(store: Store, question: Question, person: str = "U1", *, at: float = NOW) -> None:
    """Somebody found the answer of no use."""
    assert store.feedback.give(at, Opinion(question.id, person, Complaint.UNCLEAR, f"{WORD}看不懂"))


def pass_on(store: Store, question: Question, person: str = "U1", *, at: float = NOW) -> Escalation:
    """The question was passed on to an owner."""
    new = Escalation(
        f"x{question.id[1:24]}", question.id, person, "运营部", "U9", question.asked.text, WORD, "https://l"
    )
    parcel = Parcel(Address("T1", "C9"), [{"text": f"<@{person}> {WORD}"}], Purpose.ESCALATION)
    assert store.escalations.open(at, new, parcel) is new
    return new


def told() -> Parcel:
    """What an asker is told of how their question ended."""
    return Parcel(Address("T1", "D9"), [{"text": "答复", "blocks": []}], Purpose.REPLY)


def settled(
    store: Store, words: str, person: str = "U1", *, at: float = NOW, outcome: Outcome = Outcome.ANSWER
) -> None:
    """Somebody asked in these words, and this became of it."""
    asked = Asked(f"T1/{next(_number)}", Place("T1", ""), "", person, Surface.HOME, words)
    begun = store.questions.begin(at, asked)
    assert store.questions.complete(at, begun, QuestionResult(outcome), None)
