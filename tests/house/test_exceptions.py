"""The exceptions of `bot` are drawn in one place, and each says what it is for."""

import inspect
from collections import Counter

import pytest

from tests.house.exceptions import defined, drawn, written


def test_the_tree_in_the_architecture_is_that_of_the_code() -> None:
    assert written() == drawn(), "python -m tests.house.exceptions --write draws it anew"


@pytest.mark.parametrize("error", defined(), ids=lambda error: error.__name__)
def test_an_exception_is_named_as_one_and_says_what_it_is_for(error: type[BaseException]) -> None:
    assert error.__name__.endswith("Error")
    assert (inspect.getdoc(error) or "") != (inspect.getdoc(error.__base__) or "")


def test_no_two_exceptions_have_the_same_name() -> None:
    names = Counter(error.__name__ for error in defined())
    assert [name for name, count in names.items() if count > 1] == []
