"""What fewer than five people did is told by no count, alone or beside the others: held against linear algebra."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from bot.tallies import ENOUGH_PEOPLE, Tally, Told, Untold, told
from hypothesis import given
from hypothesis import strategies as st

MANY = 9


def settled(told_: Mapping[str, Told], sums: Sequence[Collection[str]]) -> set[str]:
    """What somebody who knows what is told can work out of the rest: unknowns with one solution."""
    unknown = [key for key, count in told_.items() if isinstance(count, Untold)]
    rows = [[float(key in keys) for key in unknown] for keys in sums]
    equations = np.array(rows).reshape(len(rows), len(unknown))
    rank = np.linalg.matrix_rank(equations) if unknown else 0
    found = set()
    for place, key in enumerate(unknown):
        alone = np.eye(len(unknown))[place]
        if rank and np.linalg.matrix_rank(np.vstack([equations, alone])) == rank:
            found.add(key)
    return found


def test_so_few_are_not_told_and_nobody_and_enough_are() -> None:
    people = [f"U{number}" for number in range(ENOUGH_PEOPLE)]
    tallies = {"none": Tally.of([]), "few": Tally.of(people[:-1] * 3), "enough": Tally.of(people)}
    assert told(tallies) == {"none": 0, "few": Untold.FEW, "enough": ENOUGH_PEOPLE}


def test_whoever_is_not_known_any_more_is_somebody_else_each_time() -> None:
    assert Tally.of(["", "", "U1", "U1"]) == Tally(4, 3)


def test_of_counts_whose_sum_is_told_no_one_alone_is_left_out() -> None:
    tallies = {"all": Tally(30, MANY), "a": Tally(2, 2), "b": Tally(8, MANY), "c": Tally(20, MANY)}
    expected = {"all": 30, "a": Untold.FEW, "b": Untold.BESIDE, "c": 20}
    assert told(tallies, [("all", "a", "b", "c")]) == expected


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
    sums = [
        [f"{kind}", *(f"{kind}/{part}" for part in range(len(parts)))] for kind, parts in enumerate(kinds)
    ]
    sums.append(["all", *(f"{kind}" for kind in range(len(kinds)))])
    found = told(tallies, sums)
    for key, tally in tallies.items():
        assert (found[key] is Untold.FEW) == (0 < tally.people < ENOUGH_PEOPLE)
        assert isinstance(found[key], Untold) or found[key] == tally.count
    few = {key for key, count in found.items() if count is Untold.FEW}
    assert not few & settled(found, sums)
