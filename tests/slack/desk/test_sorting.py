"""Questions that were not answered well, put together where they ask the same."""

from functools import partial

from bot.answering import Responder
from bot.desk import Gap
from bot.inquiries import Outcome
from bot.slack.desk.sorting import sort_in

from tests.counted_calls import calls


def gaps(responder: Responder, count: int) -> list[Gap]:
    titles = [clause.title for clause in responder.index.library.clauses]
    return [
        Gap(f"q{number}", f"{title}有没有补贴", Outcome.REFUSAL, (), float(number))
        for number, title in enumerate(titles[:count])
    ]


def test_of_twice_as_many_not_four_times_as_much_is_made(responder: Responder) -> None:
    few, many = gaps(responder, 20), gaps(responder, 40)
    sort_in(many, (), responder.index)  # what is read once for all
    counted = [calls(partial(sort_in, each, (), responder.index)) for each in (few, many)]
    assert counted[1] < 3 * counted[0]
