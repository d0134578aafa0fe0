"""What fewer than five people did is told by no count, alone or beside the others: every world is tried."""

from collections.abc import Mapping, Sequence

from bot.tallies import ENOUGH_PEOPLE, Tally, Told, Untold, told
from hypothesis import given
from hypothesis import strategies as st

MANY = 9


Tree = Mapping[str, Sequence[str]]
"""Each sum with its parts, those that have parts of their own last."""


def possible(told_: Mapping[str, Told], tree: Tree) -> dict[str, set[int]]:
    """The values that each count may have for somebody who knows what is told: every world is tried."""
    most = sum(count for count in told_.values() if not isinstance(count, Untold)) + MANY * len(told_)
    ranges = {Untold.FEW: range(1, ENOUGH_PEOPLE), Untold.BESIDE: range(ENOUGH_PEOPLE, most)}
    found = {key: set(ranges[each]) if isinstance(each, Untold) else {each} for key, each in told_.items()}
    for whole, parts in tree.items():
        found[whole] &= sums_of([found[part] for part in parts])
    for whole, parts in reversed(list(tree.items())):
        rest = {part: sums_of([found[each] for each in parts if each != part]) for part in parts}
        for part in parts:
            found[part] &= {all_ - others for all_ in found[whole] for others in rest[part]}
    return found


def sums_of(values: Sequence[set[int]]) -> set[int]:
    """What one of each come to."""
    found = {0}
    for each in values:
        found = {one + another for one in found for another in each}
    return found


def test_so_few_are_not_told_and_nobody_and_enough_are() -> None:
    people = [f"U{number}" for number in range(ENOUGH_PEOPLE)]
    tallies = {"none": Tally.of([]), "few": Tally.of(people[:-1] * 3), "enough": Tally.of(people)}
    assert told(tallies) == {"none": 0, "few": Untold.FEW, "enough": ENOUGH_PEOPLE}


def test_whoever_is_not_known_any_more_may_be_the_same_one_each_time() -> None:
    assert Tally.of(["", "", "U1", "U1"]).people == 2
    assert Tally.of([""] * MANY).is_few


def test_that_few_did_it_is_not_said_where_it_may_have_been_more() -> None:
    forgotten = {"known": Tally.of(["U1"]), "once": Tally.of(["", "U1"]), "often": Tally.of([""] * MANY)}
    assert told(forgotten) == {"known": Untold.FEW, "once": Untold.FEW, "often": Untold.BESIDE}


def test_of_counts_whose_sum_is_told_no_one_alone_is_left_out() -> None:
    tallies = {"all": Tally(30, MANY), "a": Tally(2, 2), "b": Tally(8, MANY), "c": Tally(20, MANY)}
    expected = {"all": 30, "a": Untold.FEW, "b": Untold.BESIDE, "c": 20}
    assert told(tallies, [(["all"], ["a", "b", "c"])]) == expected


def test_where_each_of_those_left_out_must_be_one_another_is_left_out() -> None:
    tallies = {"all": Tally(12, MANY), "1.1": Tally(10, 5), "1.2": Tally(1, 1), "2.1": Tally(1, 1)}
    found = told(tallies, [(["all"], ["1.1", "1.2", "2.1"])])
    assert found == {"all": 12, "1.1": Untold.BESIDE, "1.2": Untold.FEW, "2.1": Untold.FEW}


def test_where_the_smallest_one_left_out_can_only_be_five_another_is_left_out() -> None:
    tallies = {"all": Tally(12, MANY), "a": Tally(2, 2), "b": Tally(5, 5), "c": Tally(5, 5)}
    assert told(tallies, [(["all"], ["a", "b", "c"])])["c"] is Untold.BESIDE


@given(st.lists(st.lists(st.integers(0, MANY), min_size=1, max_size=4), min_size=1, max_size=4))
def test_nothing_that_few_did_can_be_worked_out(kinds: list[list[int]]) -> None:
    """Kinds with parts, each done by so many people, once each; how many all of a kind are, and all kinds, is told."""
    tallies = {
        f"{kind}/{part}": Tally(count, count)
        for kind, parts in enumerate(kinds)
        for part, count in enumerate(parts)
    }
    tallies |= {f"{kind}": Tally(sum(parts), sum(parts)) for kind, parts in enumerate(kinds)}
    whole = sum(map(sum, kinds))
    tallies["all"] = Tally(whole, whole)
    tree = {f"{kind}": [f"{kind}/{part}" for part in range(len(parts))] for kind, parts in enumerate(kinds)}
    tree["all"] = [f"{kind}" for kind in range(len(kinds))]
    found = told(tallies, [([sum_], parts) for sum_, parts in tree.items()])
    for key, tally in tallies.items():
        assert (found[key] is Untold.FEW) == (0 < tally.people < ENOUGH_PEOPLE)
        assert isinstance(found[key], Untold) or found[key] == tally.count
    values = possible(found, tree)
    if all(isinstance(count, Untold) for key, count in found.items() if tallies[key].count):
        return  # nothing more can be left out
    assert all(len(values[key]) > 1 for key, count in found.items() if count is Untold.FEW)
