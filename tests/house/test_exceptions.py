"""The exceptions of `bot` are drawn in one place, and each says what it is for."""

import inspect
from collections import Counter

from tests.house.exceptions import defined, drawn, written


def test_the_tree_in_the_architecture_is_that_of_the_code() -> None:
    assert written() == drawn(), "python -m tests.house.exceptions --write draws it anew"


def test_an_exception_is_named_as_one_and_says_what_it_is_for() -> None:
    unnamed = [error for error in defined() if not error.__name__.endswith("Error")]
    unsaid = [error for error in defined() if inspect.getdoc(error) in {None, inspect.getdoc(error.__base__)}]
    assert (unnamed, unsaid) == ([], [])


def test_no_two_exceptions_have_the_same_name() -> None:
    names = Counter(error.__name__ for error in defined())
    assert [name for name, count in names.items() if count > 1] == []
