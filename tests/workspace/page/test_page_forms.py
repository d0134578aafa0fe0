"""Modals filled in on the page: answers as Slack names them, and sentences where something is missing."""

from typing import Any

import pytest
from bot.workspace.page.forms import chosen, offered, read_form
from bot.workspace.state import View

from tests.workspace.page.page_html import plain, viewpoint

OPTIONS = [{"text": plain("甲"), "value": "a"}, {"text": plain("乙"), "value": "b"}]


def view(element: dict[str, Any], **others: object) -> View:
    block = {"type": "input", "block_id": "b1", "label": plain("原因"), "element": element, **others}
    return View(
        "V1", "U1", {"type": "modal", "title": plain("x"), "blocks": [block, {"type": "divider"}]}, "V1"
    )


@pytest.mark.parametrize(
    ("element", "sent", "answer"),
    [
        pytest.param({"type": "plain_text_input"}, "好", "好", id="text"),
        pytest.param({"type": "static_select", "options": OPTIONS}, "1", OPTIONS[1], id="option"),
        pytest.param({"type": "checkboxes", "options": OPTIONS}, ["0", "1"], OPTIONS, id="options"),
        pytest.param({"type": "users_select"}, "U1", "U1", id="person"),
        pytest.param({"type": "datepicker"}, "2026-11-23", "2026-11-23", id="date"),
        pytest.param({"type": "datetimepicker"}, "1795417440", 1795417440, id="moment"),
        pytest.param(
            {"type": "external_select"},
            {"text": "丙", "value": "c"},
            {"text": plain("丙"), "value": "c"},
            id="found option",
        ),
    ],
)
def test_an_answer_is_what_slack_names(element: dict[str, Any], sent: object, answer: object) -> None:
    form = read_form(view(element), {"b1": sent}, viewpoint())
    assert form.answers == {"b1": answer}
    assert not form.errors


def test_rich_text_is_made_of_what_was_typed() -> None:
    made = chosen({"type": "rich_text_input"}, "好")
    assert made["elements"][0]["elements"] == [{"type": "text", "text": "好"}]


@pytest.mark.parametrize(
    ("element", "sent", "problem"),
    [
        pytest.param({"type": "plain_text_input"}, "", "请填写这一项", id="nothing"),
        pytest.param({"type": "plain_text_input", "min_length": 3}, "好", "3 到 3000 个字", id="too short"),
        pytest.param(
            {"type": "number_input", "is_decimal_allowed": False}, "1.5", "请填写数字", id="no number"
        ),
        pytest.param(
            {"type": "number_input", "is_decimal_allowed": True, "max_value": "2"},
            "2.5",
            "… 到 2",
            id="too large",
        ),
        pytest.param(
            {"type": "checkboxes", "options": OPTIONS, "max_selected_items": 1},
            ["0", "1"],
            "最多选 1",
            id="too many",
        ),
        pytest.param({"type": "static_select", "options": OPTIONS}, "7", "内容不对", id="no such option"),
        pytest.param({"type": "datetimepicker"}, "soon", "内容不对", id="no moment"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_place(
    element: dict[str, Any], sent: object, problem: str
) -> None:
    assert problem in read_form(view(element), {"b1": sent}, viewpoint()).errors["b1"]


def test_what_is_optional_may_stay_empty() -> None:
    form = read_form(view({"type": "plain_text_input"}, optional=True), {}, viewpoint())
    assert form.answers == {"b1": None}
    assert not form.errors


def test_people_and_channels_are_offered_by_name() -> None:
    first, *_ = offered({"type": "users_select", "initial_user": "U1"}, viewpoint())
    assert (first.value, first.text["text"], first.is_chosen) == ("U1", "@王敏", True)
    assert [one.text["text"] for one in offered({"type": "channels_select"}, viewpoint())] == [
        "#ops",
        "#客服",
    ]
