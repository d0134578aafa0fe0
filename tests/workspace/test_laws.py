"""What holds for any input at all."""

from typing import Any

from bot.workspace.block_kit import block_kit, characters, readable
from bot.workspace.people.inputs import rich_text, typed
from bot.workspace.state import WorkspaceState, read_manifest
from bot.workspace.wire import Ids, Timestamps
from hypothesis import given
from hypothesis import strategies as st

from .clock import ManualClock

BLOCK_KIT = block_kit()
WORDS = st.sampled_from(
    ["section", "actions", "modal", "home", "button", "mrkdwn", "plain_text", "rich_text", "text", "x"]
)
KEYS = st.sampled_from(
    ["type", "text", "blocks", "elements", "fields", "accessory", "options", "title", "block_id", "x"]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | WORDS
)
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS | st.text(), inner), max_leaves=20
)


def state() -> WorkspaceState:
    return WorkspaceState(read_manifest({}), ManualClock(), "T1", "Local")


@given(JSON)
def test_whatever_is_sent_is_judged_and_nothing_breaks(payload: Any) -> None:  # noqa: ANN401  any JSON at all
    for faults in (BLOCK_KIT.message(payload), BLOCK_KIT.view(payload), BLOCK_KIT.message([payload])):
        assert all(str(fault).startswith("[ERROR] ") for fault in faults)
    assert characters(payload) >= 0


@given(st.text())
def test_what_is_typed_is_what_is_read(text: str) -> None:
    words = text.replace("@", "").replace("#", "")
    block = rich_text(typed(words, state()), Ids())
    assert "".join(element["text"] for element in block["elements"][0]["elements"]) == words
    assert readable([block]).split() == words.split()


@given(st.lists(st.floats(-10, 10), min_size=2))
def test_timestamps_rise_whatever_the_clock_does(steps: list[float]) -> None:
    clock = ManualClock()
    timestamps = Timestamps(clock)
    given_out = []
    for step in steps:
        clock.passes(step)
        given_out.append(timestamps.next())
    assert given_out == sorted(set(given_out), key=float)
