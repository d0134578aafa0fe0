"""The owner's desk in the store: what comes onto it, one decision an item, and what goes with a person."""

from dataclasses import replace

import pytest
from bot.desk import Item, ItemState, LearnedPair, Learning
from bot.inquiries import Complaint, EscalationState, Opinion, Outcome, Question, QuestionResult
from bot.store import Address, Closed, Closing, Parcel, Purpose, Store

from tests.databases import at_once, everything, on_each_database, rows
from tests.store.stored_questions import NOW, WORD, answer, ask, pass_on

PARCEL = Parcel(Address("T1", "C1"), [{"text": "就是这条"}], Purpose.DESK)


def refused(store: Store, person: str, outcome: Outcome = Outcome.REFUSAL, words: str = "") -> Question:
    """Somebody asked, and nothing was found."""
    question = ask(store, person, words=words)
    assert store.questions.complete(NOW, question, QuestionResult(outcome, ("code/7.1",)), None)
    return question


def sorted_in(store: Store, *questions: Question) -> Item:
    """One item about all of these."""
    first = questions[0].id
    item = Item(first, "运营部", "U9", ("code/7.1",))
    store.desk.sort_in(NOW, [item], {each.id: first for each in questions})
    found = store.desk.find(first)
    assert found
    return found


def settled(item: Item, **more: object) -> Closing:
    return replace(Closing(item, ItemState.SETTLED, "U9", "code/7.1", "0" * 12), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "comes"),
    [(Outcome.REFUSAL, True), (Outcome.CHOICE, True), (Outcome.ANSWER, False), (Outcome.COURTESY, False)],
)
def test_what_was_not_found_or_only_offered_comes_onto_the_desk_once(
    any_store: Store, outcome: Outcome, *, comes: bool
) -> None:
    question = refused(any_store, "U1", outcome)
    assert [gap.question for gap in any_store.desk.gaps(0.0)] == [question.id] * comes
    if comes:
        sorted_in(any_store, question)
        assert any_store.desk.gaps(0.0) == ()


def test_an_answer_that_was_disliked_or_passed_on_comes_too(any_store: Store) -> None:
    disliked, passed_on, liked = (ask(any_store, f"U{number}") for number in range(1, 4))
    for question in (disliked, passed_on, liked):
        answer(any_store, question)
    any_store.feedback.give(NOW, Opinion(disliked.id, "U5", Complaint.OUTDATED, WORD))
    any_store.feedback.give(NOW, Opinion(liked.id, "U5"))
    letter = pass_on(any_store, passed_on, "U2")
    gaps = {gap.question: gap for gap in any_store.desk.gaps(0.0)}
    assert gaps.keys() == {disliked.id, passed_on.id}
    assert (gaps[passed_on.id].owner, gaps[passed_on.id].contact) == (letter.owner, letter.contact)
    voices = sorted_in(any_store, disliked, passed_on).voices
    assert [(one.person, one.is_agreed, one.comment) for one in voices] == [
        ("U5", False, ""),
        ("U2", True, WORD),
    ]


def test_words_are_read_once_five_people_asked_in_the_same_or_one_agreed(store: Store) -> None:
    ways = ("班车 没赶上？", "班车\n没赶上", "班车 没赶上", "班车 没赶上。", "班车 没赶上?")
    questions = [refused(store, f"U{number}", words=words) for number, words in enumerate(ways)]
    few = sorted_in(store, *questions[:4])
    assert (few.people, few.words, few.is_shown) == (4, "", False)
    store.desk.sort_in(NOW, [], {questions[4].id: few.id})
    many = store.desk.find(few.id)
    assert many
    assert (many.people, many.words, many.source) == (5, ways[0], questions[0].id)
    alone = refused(store, "U7")
    pass_on(store, alone, "U7")
    assert sorted_in(store, alone).words == alone.asked.text


def test_what_one_person_wrote_is_not_read_because_others_asked_something_like_it(store: Store) -> None:
    first = refused(store, "U0", words="我是王芳，班车没赶上")
    others = [refused(store, f"U{number}", words="班车没赶上") for number in range(1, 5)]
    item = sorted_in(store, first, *others)
    assert (item.is_shown, item.words, item.source) == (True, "", "")
    store.desk.sort_in(NOW, [], {refused(store, "U9", words="班车没赶上").id: item.id})
    enough = store.desk.find(item.id)
    assert enough
    assert enough.words == "班车没赶上"
    assert enough.source != first.id


def test_who_agrees_that_an_opinion_is_read_releases_their_comment_and_nobody_elses_words(
    store: Store,
) -> None:
    disliked = ask(store, "U1")
    answer(store, disliked)
    for number in range(2, 8):
        opinion = Opinion(disliked.id, f"U{number}", Complaint.OUTDATED, WORD, is_agreed=True)
        store.feedback.give(NOW, opinion)
    item = sorted_in(store, disliked)
    assert (item.people, item.is_shown, item.words, item.source) == (6, True, "", "")
    assert {voice.comment for voice in item.voices} == {WORD}
    store.feedback.give(NOW, Opinion(disliked.id, "U1", Complaint.OUTDATED, is_agreed=True))
    by_asker = store.desk.find(item.id)
    assert by_asker
    assert by_asker.words == disliked.asked.text


def test_who_asks_again_and_again_is_one_person_and_hears_once(store: Store) -> None:
    item = sorted_in(store, *(refused(store, "U1") for _ in range(6)))
    assert item.people == 1
    assert len(item.waiting) == 1


def test_a_decision_posts_learns_and_closes_in_one_piece(any_store: Store) -> None:
    question = refused(any_store, "U1")
    letter = pass_on(any_store, question)
    item = sorted_in(any_store, question)
    pair = LearnedPair("", WORD, "code/7.1", "0" * 12, question.id)
    telling = replace(PARCEL, subject=question.id)
    done = settled(item, learning=Learning((pair,)), tellings={"a" * 32: telling})
    assert any_store.desk.close(NOW, done) is Closed.DONE
    assert any_store.desk.close(NOW, done) is Closed.TAKEN
    ended = any_store.escalations.find(letter.id)
    after = any_store.desk.find(item.id)
    assert ended
    assert after
    assert (ended.state, ended.closed_by, after.state, after.waiting) == (
        "closed",
        "U9",
        ItemState.SETTLED,
        (),
    )
    assert len(any_store.learned.all()) == 1
    assert any_store.outbox.find("a" * 32)


def test_where_others_learned_meanwhile_nothing_of_it_is_done(any_store: Store) -> None:
    item = sorted_in(any_store, refused(any_store, "U1"))
    pair = LearnedPair("", WORD, "code/7.1", "0" * 12)
    any_store.learned.learn(NOW, Learning((pair,)), "U8")
    done = settled(item, learning=Learning((pair,), 0), tellings={"a" * 32: PARCEL})
    before = rows(any_store, "desk_item")
    assert any_store.desk.close(NOW, done) is Closed.OTHERS_LEARNED
    assert rows(any_store, "desk_item") == before
    assert any_store.outbox.find("a" * 32) is None


def test_who_asks_while_an_owner_decides_is_told_by_the_decision_too(any_store: Store) -> None:
    first, second = refused(any_store, "U1"), refused(any_store, "U2")
    as_read = sorted_in(any_store, first)
    any_store.desk.sort_in(NOW, [], {second.id: first.id})
    before = rows(any_store, "desk_item")
    tellings = {"a" * 32: replace(PARCEL, subject=first.id)}
    assert any_store.desk.close(NOW, settled(as_read, tellings=tellings)) is Closed.OTHERS_ASKED
    assert rows(any_store, "desk_item") == before
    assert any_store.outbox.find("a" * 32) is None
    by_now = any_store.desk.find(first.id)
    assert by_now
    assert [voice.person for voice in by_now.waiting] == ["U1", "U2"]
    assert any_store.desk.close(NOW, settled(by_now, tellings=tellings)) is Closed.DONE


def test_who_got_a_reply_while_an_owner_decides_is_not_told_again(any_store: Store) -> None:
    question = refused(any_store, "U1")
    letter = pass_on(any_store, question)
    as_read = sorted_in(any_store, question)
    ended = replace(letter, state=EscalationState.CLOSED, reply=WORD, closed_at=NOW, closed_by="U8")
    assert any_store.escalations.end(NOW, ended, PARCEL)
    assert any_store.desk.close(NOW, settled(as_read)) is Closed.OTHERS_ASKED
    by_now = any_store.desk.find(as_read.id)
    assert by_now
    assert not by_now.waiting


def test_who_comes_to_an_item_that_is_dealt_with_stays_to_be_sorted_in(any_store: Store) -> None:
    first, late = refused(any_store, "U1"), refused(any_store, "U2")
    item = sorted_in(any_store, first)
    assert any_store.desk.close(NOW, settled(item)) is Closed.DONE
    any_store.desk.sort_in(NOW, [], {late.id: item.id})
    assert [gap.question for gap in any_store.desk.gaps(0.0)] == [late.id]


def test_what_another_process_sorted_in_leaves_no_empty_item(any_store: Store) -> None:
    first, second = refused(any_store, "U1"), refused(any_store, "U2")
    item = sorted_in(any_store, first, second)
    any_store.desk.sort_in(NOW, [replace(item, id=second.id, voices=())], {second.id: second.id})
    assert [one.id for one in any_store.desk.items(ItemState.OPEN)] == [item.id]


@on_each_database
def test_of_several_owners_at_once_one_decides_and_each_asker_hears_once(database: str, store: Store) -> None:
    questions = [refused(store, f"U{number}") for number in range(5)]
    item = sorted_in(store, *questions)
    tellings = {each.id[::-1]: replace(PARCEL, subject=each.id) for each in questions}
    found = at_once(database, lambda one: one.desk.close(NOW, settled(item, tellings=tellings)))
    assert sorted(each.value for each in found) == ["done", "taken", "taken", "taken"]
    assert sum(row["purpose"] == "desk" for row in rows(store, "outbox")) == 5


@on_each_database
def test_of_several_processes_one_tells_the_owner(database: str, store: Store) -> None:
    item = sorted_in(store, refused(store, "U1"))
    found = at_once(database, lambda one: one.desk.tell(NOW, "digest", [item], {"d" * 32: PARCEL}, "d" * 32))
    assert sorted(found) == [False, False, False, True]


def test_nothing_on_the_desk_holds_who_asked_or_in_which_words(any_store: Store) -> None:
    question = refused(any_store, "U1")
    item = sorted_in(any_store, question, refused(any_store, "U2"))
    any_store.desk.tell(
        NOW, "digest", [item], {"d" * 32: replace(PARCEL, messages=[{"text": WORD}])}, "d" * 32
    )
    any_store.privacy.erase(NOW, "U1", "cli:root")
    assert any_store.outbox.find("d" * 32) is None
    left = any_store.desk.find(item.id)
    assert left
    assert [voice.person for voice in left.voices] == ["U2"]
    assert question.asked.text not in everything(any_store)


def test_what_several_people_of_an_owner_were_told_goes_with_whoever_asked(any_store: Store) -> None:
    item = sorted_in(any_store, refused(any_store, "U1"), refused(any_store, "U2"))
    told = {letter * 32: replace(PARCEL, messages=[{"text": WORD}], subject="k" * 32) for letter in "de"}
    assert any_store.desk.tell(NOW, "digest", [item], told, "k" * 32)
    assert [each.id for each in any_store.outbox.together("k" * 32)] == sorted(told)
    assert [each.id for each in any_store.desk.told_by("k" * 32)] == [item.id]
    any_store.privacy.erase(NOW, "U1", "cli:root")
    assert not any_store.outbox.together("k" * 32)


@pytest.mark.parametrize("way", ["opinion", "letter"])
def test_what_an_owner_was_told_goes_with_whoever_said_it_of_anothers_question(
    any_store: Store, way: str
) -> None:
    question = ask(any_store, "U1")
    answer(any_store, question)
    if way == "opinion":
        any_store.feedback.give(NOW, Opinion(question.id, "U5", Complaint.OUTDATED, WORD))
    else:
        pass_on(any_store, question, "U5")
    item = sorted_in(any_store, question)
    any_store.desk.tell(
        NOW, "digest", [item], {"d" * 32: replace(PARCEL, messages=[{"text": WORD}])}, "d" * 32
    )
    any_store.privacy.erase(NOW, "U5", "cli:root")
    assert any_store.outbox.find("d" * 32) is None


def test_an_owner_sees_and_erases_what_they_said(any_store: Store) -> None:
    item = sorted_in(any_store, refused(any_store, "U1"))
    any_store.desk.close(NOW, replace(settled(item), state=ItemState.ANSWERED, reply=WORD))
    [held] = any_store.privacy.export("U9").desk
    assert (held.reply, held.state) == (WORD, "answered")
    assert any_store.privacy.erase(NOW, "U9", "cli:root").desk == 1
    assert not any_store.privacy.export("U9").desk


def test_a_message_to_an_owner_that_was_drawn_before_its_asker_went_is_not_posted_or_changed(
    any_store: Store,
) -> None:
    item = sorted_in(any_store, *(refused(any_store, f"U{number}") for number in (1, 2)))
    drawn = replace(PARCEL, messages=[{"text": WORD}])
    assert any_store.desk.tell(NOW, "digest", [item], {"d" * 32: drawn}, "d" * 32)
    assert any_store.desk.redraw(NOW, [item], drawn, "d" * 32)
    any_store.privacy.erase(NOW, "U1", "U1")
    assert not any_store.desk.redraw(NOW, [item], drawn, "d" * 32)
    assert not any_store.desk.tell(NOW, "reminded_at", [item], {"e" * 32: drawn})
    assert not rows(any_store, "outbox")


def test_an_answer_that_is_disliked_after_its_item_was_dealt_with_comes_again(any_store: Store) -> None:
    question = refused(any_store, "U1")
    item = sorted_in(any_store, question)
    any_store.feedback.give(NOW, Opinion(question.id, "U1", Complaint.OUTDATED))
    assert any_store.desk.close(NOW + 1, settled(any_store.desk.find(item.id) or item)) is Closed.DONE
    assert any_store.desk.gaps(0.0) == ()
    any_store.feedback.give(NOW + 2, Opinion(question.id, "U2", Complaint.WRONG_CLAUSE))
    assert [gap.question for gap in any_store.desk.gaps(0.0)] == [question.id]
    again = Item("i" * 32, "运营部", "U9", ("code/7.1",))
    any_store.desk.sort_in(NOW + 3, [again], {question.id: again.id})
    [found] = any_store.desk.items(ItemState.OPEN)
    assert (found.id, {voice.person for voice in found.waiting}) == (again.id, {"U1", "U2"})
    assert any_store.desk.gaps(0.0) == ()
