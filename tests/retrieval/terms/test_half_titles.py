"""English titles of which words are left out."""

import pytest
from bot.retrieval.terms.half_titles import HalfTitles

_TITLES = (
    "Leave and Remote Work Policy",
    "Rules of the Rowing Society",
    "Parental Leave Guide",
    "Site Guide",
)
_KNOWN = {"police", "guided"}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("leave policy 3.1", "Leave and Remote Work Policy 3.1"),
        ("3.1 of the remote work policy", "3.1 of the Leave and Remote Work Policy"),
        ("Work & leave policy, 3.1", "Leave and Remote Work Policy, 3.1"),
        ("our leave policy", "our Leave and Remote Work Policy"),
        ("the policy 3.1", "the Leave and Remote Work Policy 3.1"),
        ("rules 4", "Rules of the Rowing Society 4"),
        ("rules of the rowing society 4", "rules of the rowing society 4"),
        ("see rules 4", "see Rules of the Rowing Society 4"),
        ("rules of the rowing 4", "Rules of the Rowing Society 4"),
        ("parental guide 2", "Parental Leave Guide 2"),
        ("rowing sociey 4", "rowing society 4"),
        ("rowng society 4", "rowing society 4"),
        ("can you post rules 4", "can you post Rules of the Rowing Society 4"),
        ("the quiett book 2", "the quiet book 2"),
        ("Rowing 章程第4条", "Rules of the Rowing Society 第4条"),
        ("Parental leave 手册 2", "Parental Leave Guide  2"),
        ("remoet work policy 3.1", "Leave and Remote Work Policy 3.1"),
    ],
)
def test_half_a_title_is_written_out(said: str, meant: str) -> None:
    assert _written_out(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "Leave and Remote Work Policy 3.1",
        "the guide 2",  # of which book?
        "insurance policy 3.1",
        "chess rules 4",
        "the rules of chess 4",
        "leave 3.1",
        "police 3.1",
        "staff guided 3.1",
        "rowing varsity 4",
        "Leave 制度 3",
        "Slack 规定 3",
    ],
)
def test_what_may_be_another_document_stays(said: str) -> None:
    assert _written_out(said) == said


def test_a_hyphen_and_a_plural_make_no_other_title() -> None:
    for said in ("by-laws 2.1", "bylaws 2.1", "by laws 2.1", "By-Law 2.1"):
        assert _written_out(said, "By-Laws of the Allotment Club") == "By-Laws of the Allotment Club 2.1"


def _written_out(said: str, *titles: str) -> str:
    books = {title: title for title in titles or _TITLES} | {"Quiet Book": "Site Guide"}
    return HalfTitles(books, tuple(books), _KNOWN.__contains__)(said)
