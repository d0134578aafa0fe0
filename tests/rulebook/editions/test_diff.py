"""Where a text differs from the one before it."""

from bot.rulebook.editions.diff import DiffKind, DiffPiece, diff
from hypothesis import given
from hypothesis import strategies as st

OLD = "早班 8:30 上班。提前 10 分钟到岗。"
NEW = "早班 9:00 上班。提前 10 分钟到岗。"


def test_a_difference_names_whole_sentences() -> None:
    assert diff(OLD, NEW + "\n迟到的补登。") == (
        DiffPiece(DiffKind.REMOVED, "早班 8:30 上班。"),
        DiffPiece(DiffKind.ADDED, "早班 9:00 上班。"),
        DiffPiece(DiffKind.KEPT, "提前 10 分钟到岗。"),
        DiffPiece(DiffKind.ADDED, "\n迟到的补登。"),
    )


TEXTS = st.lists(st.sampled_from(["一。", "二；", "三", "\n", "四！？", "。", ""]), max_size=8).map("".join)


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts(old: str, new: str) -> None:
    pieces = diff(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not DiffKind.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not DiffKind.REMOVED) == new
    assert all(piece.text for piece in pieces)


@given(TEXTS)
def test_a_text_that_did_not_change_is_kept(text: str) -> None:
    assert {piece.kind for piece in diff(text, text)} <= {DiffKind.KEPT}
