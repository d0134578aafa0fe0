"""Where a text differs from the one before it."""

from collections.abc import Callable

import pytest
from bot.rulebook.editions.diff import DiffKind, DiffPiece, diff, word_diff
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


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("迟到三十分钟的扣五十元。", "迟到二十分钟的扣五十元。", "迟到[三十|二十]分钟的扣五十元。"),
        (OLD, NEW, "早班 [8:30 |9:00 ]上班。提前 10 分钟到岗。"),
        ("一天内答复。三天内办结。", "两天内答复。三天内办结。", "[一|两]天内答复。三天内办结。"),
        (
            "Late arrivals are fined 50 yuan.",
            "Late arrivals are fined 100 yuan.",
            "Late arrivals are fined [50 |100 ]yuan.",
        ),
        ("年假每年十天。", "年假每年十天，提前三天申请。", "年假每年十天[|，提前三天申请]。"),
        ("迟到扣五十元。", "迟到扣一百元。\n以后另定。", "迟到扣[五十|一百]元。[|\n以后另定。]"),
        ("迟到由组长提醒。", "迟到扣五十元。", "[迟到由组长提醒。|迟到扣五十元。]"),
    ],
)
def test_of_sentences_much_alike_the_words_are_marked(old: str, new: str, marked: str) -> None:
    assert shown(word_diff(old, new)) == marked


def shown(pieces: tuple[DiffPiece, ...]) -> str:
    """What goes and what comes in brackets, in its place."""
    signs = {DiffKind.KEPT: "{}", DiffKind.REMOVED: "[{}|]", DiffKind.ADDED: "[|{}]"}
    return "".join(signs[each.kind].format(each.text) for each in pieces).replace("|][|", "|")


Compared = Callable[[str, str], tuple[DiffPiece, ...]]
TEXTS = st.lists(
    st.sampled_from(["一。", "二；", "三", "迟到三十分钟，", "迟到五分钟，", "\n", "四！？", "。", ""]),
    max_size=8,
).map("".join)


@pytest.mark.parametrize("compared", [diff, word_diff])
@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts(compared: Compared, old: str, new: str) -> None:
    pieces = compared(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not DiffKind.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not DiffKind.REMOVED) == new
    assert all(piece.text for piece in pieces)


@pytest.mark.parametrize("compared", [diff, word_diff])
@given(TEXTS)
def test_a_text_that_did_not_change_is_kept(compared: Compared, text: str) -> None:
    assert {piece.kind for piece in compared(text, text)} <= {DiffKind.KEPT}
