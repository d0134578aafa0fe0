"""What is signed again after clauses changed, and what the difference shows."""

from bot.onboarding import Change, Piece, difference, last_signed, to_resign
from hypothesis import given
from hypothesis import strategies as st

from .journeys import CLAUSES, FIRST, LIBRARY, SECOND, changed, later, signature

NEW = "早班 9:00 上班。提前 10 分钟到岗。"
SIGNED = signature(FIRST, CLAUSES["1.1"], CLAUSES["1.2"])


def test_nothing_is_signed_again_as_long_as_nothing_changed() -> None:
    assert to_resign([SIGNED], LIBRARY) == ()


def test_only_the_clause_that_changed_is_signed_again_beside_the_text_that_was_signed() -> None:
    (change,) = to_resign([SIGNED], changed(NEW))
    assert change.clause.text == NEW
    assert change.signed.text == CLAUSES["1.1"].text


def test_who_never_signed_the_clause_does_not_sign_the_change() -> None:
    assert to_resign([signature(SECOND, CLAUSES["2.1"])], changed(NEW)) == ()
    assert to_resign([], changed(NEW)) == ()


def test_what_is_gone_is_not_to_be_signed() -> None:
    assert to_resign([SIGNED], LIBRARY.seen_by(frozenset()).in_force(later(-24 * 365).date())) == ()


def test_who_signed_the_change_is_done_until_the_next_one() -> None:
    again = signature(FIRST, changed(NEW).clauses[0], at=later(1))
    assert to_resign([SIGNED, again], changed(NEW)) == ()
    (back,) = to_resign([SIGNED, again], LIBRARY)
    assert back.signed.text == NEW


def test_the_last_signature_of_a_clause_counts() -> None:
    again = signature(FIRST, changed(NEW).clauses[0], at=later(1))
    assert {name: clause.text for name, clause in last_signed([SIGNED, again]).items()} == {
        "code/1.1": NEW,
        "code/1.2": CLAUSES["1.2"].text,
    }


def test_a_difference_names_whole_sentences() -> None:
    assert difference(CLAUSES["1.1"].text, NEW + "\n迟到的补登。") == (
        Piece(Change.REMOVED, "早班 8:30 上班。"),
        Piece(Change.ADDED, "早班 9:00 上班。"),
        Piece(Change.KEPT, "提前 10 分钟到岗。"),
        Piece(Change.ADDED, "\n迟到的补登。"),
    )


TEXTS = st.lists(st.sampled_from(["一。", "二；", "三", "\n", "四！？", "。", ""]), max_size=8).map("".join)


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.change is not Change.REMOVED) == new
    assert all(piece.text for piece in pieces)


@given(TEXTS)
def test_a_text_that_did_not_change_is_kept(text: str) -> None:
    assert {piece.change for piece in difference(text, text)} <= {Change.KEPT}
