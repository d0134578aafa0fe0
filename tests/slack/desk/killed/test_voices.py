"""A bot that dies while staff are asked what they think, answer or suggest, or an owner hears of a review: all once."""

from datetime import timedelta
from functools import partial

from bot.pulse import PulseQuestion, Round
from bot.store import Address, Parcel, Purpose, Store
from bot.suggestions import suggestion_id
from bot.workspace import Person, View

from tests.databases import opened, rows
from tests.publishing.folders import chapter
from tests.slack.acknowledging.conftest import MONDAY
from tests.slack.desk.killed.conftest import NOON, Voices, nothing
from tests.slack.desk.test_pulse import TITLE
from tests.slack.mortal_bots import on_either_side
from tests.slack.owned_book import told
from tests.small_books import write

SAID, ADDED = "会议室不够。", "二楼尤其不够。"
CODE = "7K2M9ABC3DEF4GHJ"


async def sent(person: Person, form: View, words: str) -> None:
    """They send it, and again where Slack tells them that nobody heard."""
    for _ in range(3):
        if (await person.submits(form, {"text": words})).is_acked:
            return


@on_either_side
async def test_everybody_is_asked_once_what_they_think(voices: Voices, moment: str) -> None:
    await voices.through_death(f"pulses.invite:{moment}", nothing, voices.are_asked)
    assert [len(told(voices.slack, person, TITLE)) for person in (voices.writer, voices.head)] == [1, 1]


@on_either_side
async def test_an_owner_is_told_once_that_a_chapter_is_to_be_read_again(voices: Voices, moment: str) -> None:
    due = MONDAY + timedelta(days=5)
    write(voices.folder, {"code/01.yaml": f"review_by: {due}\n{chapter()}"})
    said = f"请在 {due} 前复核"
    await voices.through_death(f"chapter_reviews.tell:{moment}", nothing, partial(voices.hears, said))
    assert len(voices.heard(said)) == 1


async def test_an_answer_is_kept_once(voices: Voices) -> None:
    async def scores() -> None:
        await voices.writer.clicks(await voices.asked(voices.writer), "pulse_score_4")

    async def sees_it_marked() -> None:
        await scores()
        await voices.slack.until(
            lambda: "primary" in str(told(voices.slack, voices.writer, TITLE)[0].blocks) or None
        )

    await voices.through_death("pulses.answer:after", scores, sees_it_marked)
    with opened(voices.database) as store:
        assert store.pulses.answers("2026-11", voices.writer.id) == {"find": 4}
    assert len(told(voices.slack, voices.writer, TITLE)) == 1


async def test_a_suggestion_is_kept_once_and_its_writer_has_the_code(voices: Voices) -> None:
    forms: list[View] = []

    async def sends() -> None:
        forms[:] = forms or [await voices.form(voices.writer, "匿名建议")]
        await sent(voices.writer, forms[0], SAID)

    await voices.through_death("suggestions.write:after", sends, sends)
    shown = voices.writer.modal
    assert shown
    assert "只显示这一次" in shown.reads
    with opened(voices.database) as store:
        assert len(rows(store, "suggestion_remark")) == 1


def suggested(store: Store) -> None:
    """Three people wrote on the day before."""
    for number in range(3):
        store.suggestions.write(f"{number}" * 8, "code", f"{SAID}{number}", MONDAY - timedelta(days=3))


async def test_owners_hear_once_that_there_is_something_to_read(voices: Voices) -> None:
    with opened(voices.database) as store:
        suggested(store)
    said = "有 3 条匿名建议等您看"
    await voices.through_death("suggestions.show:after", nothing, partial(voices.hears, said))
    assert len(voices.heard(said)) == 1


@on_either_side
async def test_a_round_is_closed_once_and_leaves_counts_alone(voices: Voices, moment: str) -> None:
    with opened(voices.database) as store:
        answered(store)
    # A look closes what is over before it asks anybody.
    await voices.through_death(f"pulses.close_until:{moment}", nothing, voices.are_asked)
    with opened(voices.database) as store:
        [over] = store.pulses.results()
        assert (over.asked, [each.counts for each in over.results]) == (5, [{1: 0, 2: 1, 3: 0, 4: 4, 5: 0}])
        assert not rows(store, "pulse_answer")
        assert {row["round"] for row in rows(store, "pulse_invitation")} <= {"2026-11"}


def answered(store: Store) -> None:
    """Five people were asked in the month before, and answered."""
    store.pulses.open(
        Round("2026-10", MONDAY - timedelta(days=20), MONDAY, (PulseQuestion("find", "找得到"),))
    )
    for number in range(5):
        person = f"U{number}"
        parcel = Parcel(Address("T1", person), [], Purpose.NOTICE, person)
        store.pulses.invite(NOON, "2026-10", person, parcel, f"{number}" * 32)
        store.pulses.answer("2026-10", person, "find", 4 if number else 2)


@on_either_side
async def test_what_a_writer_adds_is_kept_once(voices: Voices, moment: str) -> None:
    with opened(voices.database) as store:
        store.suggestions.write(suggestion_id(CODE), "code", SAID, MONDAY)
    forms: list[View] = []

    async def goes_on() -> None:
        forms[:] = forms or [await returned(voices)]
        await sent(voices.writer, forms[0], ADDED)

    await voices.through_death(f"suggestions.go_on:{moment}", goes_on, goes_on)
    shown = voices.writer.modal
    assert shown
    assert shown.reads.count(ADDED) == 1
    with opened(voices.database) as store:
        found = store.suggestions.find(suggestion_id(CODE))
        assert found
        assert [remark.text for remark in found.remarks] == [SAID, ADDED]


async def returned(voices: Voices) -> View:
    """The writer comes back by their code; what they said, and a box."""
    await voices.writer.runs(f"/rule {CODE}")
    return await voices.slack.until(
        lambda: voices.writer.modal if voices.writer.modal and SAID in voices.writer.modal.reads else None,
        timeout=30,
    )


async def test_a_reply_is_kept_once(voices: Voices) -> None:
    with opened(voices.database) as store:
        suggested(store)
        store.suggestions.show(NOON, store.suggestions.waiting(), {})
    forms: list[View] = []

    async def replies() -> None:
        forms[:] = forms or [await voices.form(voices.head, "回复")]
        await sent(voices.head, forms[0], "下周加两间。")

    await voices.through_death("suggestions.reply:after", replies, replies)
    with opened(voices.database) as store:
        assert sum(row["is_owner"] for row in rows(store, "suggestion_remark")) == 1
