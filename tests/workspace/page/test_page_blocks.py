"""Blocks as HTML: each kind is shown, and what is not known is said."""

from typing import Any

import pytest
from bot.wording import Language

from tests.workspace.page.page_html import acting, asking, mark, plain, rich, shown

BUTTON = {"type": "button", "action_id": "share", "text": plain("分享"), "style": "primary"}
OPTIONS = [
    {"text": plain("甲"), "value": "a"},
    {"text": plain("乙"), "value": "b", "description": plain("说明")},
]


@pytest.mark.parametrize(
    ("block", "parts"),
    [
        pytest.param(rich({"type": "text", "text": "a<b"}), ["a&lt;b"], id="text"),
        pytest.param(
            rich({"type": "text", "text": "x", "style": {"bold": True, "italic": True}}),
            ["<em><strong>x</strong></em>"],
            id="styles",
        ),
        pytest.param(rich({"type": "user", "user_id": "U1"}), ["@王敏"], id="user"),
        pytest.param(rich({"type": "user", "user_id": "U2"}), ["@&lt;b&gt;Emma"], id="a user's name"),
        pytest.param(rich({"type": "channel", "channel_id": "C1"}), ["#ops"], id="channel"),
        pytest.param(
            rich({"type": "channel", "channel_id": "C9"}), ["不公开的频道"], id="a channel not found"
        ),
        pytest.param(rich({"type": "usergroup", "usergroup_id": "S1"}), ["@hr"], id="user group"),
        pytest.param(rich({"type": "broadcast", "range": "here"}), ["@here"], id="broadcast"),
        pytest.param(rich({"type": "emoji", "name": "tada"}), ["🎉"], id="emoji"),
        pytest.param(rich({"type": "emoji", "name": "x1", "unicode": "1f44d"}), ["👍"], id="emoji by code"),
        pytest.param(rich({"type": "emoji", "name": "no_such"}), [":no_such:"], id="unknown emoji"),
        pytest.param(
            rich({"type": "link", "url": "https://a.b/?q=1&r", "text": "c"}),
            ['href="https://a.b/?q=1&amp;r"', 'rel="noopener noreferrer"'],
            id="link",
        ),
        pytest.param(rich({"type": "color", "value": "#ff0000"}), ['fill="#ff0000"'], id="colour"),
        pytest.param(
            rich({"type": "date", "timestamp": 1795417440, "format": "{date_num} {time}"}),
            ["2026-11-23"],
            id="date",
        ),
        pytest.param(
            rich({"type": "date", "timestamp": 10**30, "format": "{date}", "fallback": "soon"}),
            ["soon"],
            id="a date that is none",
        ),
        pytest.param(
            {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": []}]},
            ["<blockquote"],
            id="quote",
        ),
        pytest.param(
            {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a  b"}]}
                ],
            },
            ["<pre", "a  b"],
            id="preformatted",
        ),
        pytest.param(
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_list",
                        "style": "ordered",
                        "indent": 1,
                        "offset": 2,
                        "elements": [rich({"type": "text", "text": "x"})["elements"][0]],
                    }
                ],
            },
            ['<ol class="list indent-1" start="3">', "<li>"],
            id="list",
        ),
        pytest.param(
            {"type": "section", "text": mark("*a*"), "fields": [plain("f")], "accessory": BUTTON},
            ["<strong>a</strong>", "f", "分享"],
            id="section",
        ),
        pytest.param({"type": "header", "text": plain("标题 :tada:")}, ["<h3", "标题 🎉"], id="header"),
        pytest.param({"type": "divider"}, ["<hr"], id="divider"),
        pytest.param(
            {
                "type": "context",
                "elements": [plain("a"), {"type": "image", "image_url": "https://x.y", "alt_text": "图"}],
            },
            ["a", 'aria-label="图"'],
            id="context",
        ),
        pytest.param(
            {"type": "image", "image_url": "https://x.y/z.png", "alt_text": "流程图", "title": plain("流程")},
            ["流程图", "流程", "打开图片"],
            id="image",
        ),
        pytest.param(
            {"type": "markdown", "text": "# h\n- i\n\n**b**"}, ["heading", "<li>i</li>", "<strong>b"], id="md"
        ),
        pytest.param(
            {
                "type": "table",
                "rows": [
                    [{"type": "raw_text", "text": "h"}],
                    [{"type": "raw_number", "text": "1", "value": 1}],
                ],
                "column_settings": [{"align": "right"}],
            },
            ["<th", "h", '<td class="align-right">', "1"],
            id="table",
        ),
        pytest.param(
            {"type": "alert", "level": "warning", "text": plain("注意")},
            ["alert-warning", "注意"],
            id="alert",
        ),
        pytest.param(acting(BUTTON), ["is-primary", 'data-action="share"', 'data-block="b1"'], id="button"),
        pytest.param(acting({**BUTTON, "url": "https://x.y"}), ['<a class="button'], id="button with a link"),
        pytest.param(
            acting(
                {
                    **BUTTON,
                    "confirm": {
                        "title": plain("t"),
                        "text": plain("真的？"),
                        "confirm": plain("y"),
                        "deny": plain("n"),
                    },
                }
            ),
            ['data-confirm-text="真的？"'],
            id="confirmation",
        ),
        pytest.param(
            acting({"type": "workflow_button", "text": plain("w")}), ["disabled"], id="workflow button"
        ),
        pytest.param(
            acting({"type": "overflow", "action_id": "o", "options": OPTIONS}),
            ["<details", "甲"],
            id="overflow",
        ),
        pytest.param(
            {
                "type": "context_actions",
                "block_id": "b1",
                "elements": [
                    {
                        "type": "feedback_buttons",
                        "action_id": "f",
                        "positive_button": {"text": plain("有用"), "value": "1"},
                        "negative_button": {"text": plain("没用"), "value": "0"},
                    },
                    {"type": "icon_button", "action_id": "i", "icon": "trash", "text": plain("删")},
                ],
            },
            ["有用", "没用", "删", 'data-value="0"'],
            id="feedback",
        ),
        pytest.param(
            asking(
                {"type": "static_select", "action_id": "s", "options": OPTIONS, "initial_option": OPTIONS[1]}
            ),
            ["<select", '<option value="1" selected>乙'],
            id="select",
        ),
        pytest.param(
            asking(
                {
                    "type": "static_select",
                    "action_id": "s",
                    "option_groups": [{"label": plain("组"), "options": OPTIONS}],
                }
            ),
            ['<optgroup label="组">', '<option value="1">乙'],
            id="select with groups",
        ),
        pytest.param(
            asking({"type": "users_select", "action_id": "s"}), ['value="U1"', "@王敏"], id="people"
        ),
        pytest.param(
            asking({"type": "multi_channels_select", "action_id": "s", "initial_channels": ["C2"]}),
            ['value="C2" checked', "#客服"],
            id="channels",
        ),
        pytest.param(
            asking({"type": "radio_buttons", "action_id": "r", "options": OPTIONS}),
            ['type="radio"', "说明"],
            id="radio",
        ),
        pytest.param(
            asking({"type": "checkboxes", "action_id": "c", "options": OPTIONS}),
            ['type="checkbox"'],
            id="boxes",
        ),
        pytest.param(asking({"type": "external_select", "action_id": "e"}), ["data-search"], id="external"),
        pytest.param(
            asking(
                {
                    "type": "plain_text_input",
                    "action_id": "p",
                    "multiline": True,
                    "initial_value": "</textarea>",
                },
                optional=True,
            ),
            ["<textarea", "&lt;/textarea&gt;", "（选填）"],
            id="long text",
        ),
        pytest.param(
            asking(
                {"type": "plain_text_input", "action_id": "p", "placeholder": plain("写")}, hint=plain("提示")
            ),
            ['placeholder="写"', "提示", 'aria-describedby="input-b1-hint'],
            id="short text",
        ),
        pytest.param(
            asking({"type": "datepicker", "action_id": "d", "initial_date": "2026-11-23"}),
            ['type="date"', "2026-11-23"],
            id="date input",
        ),
        pytest.param(asking({"type": "timepicker", "action_id": "d"}), ['type="time"'], id="time input"),
        pytest.param(
            asking({"type": "datetimepicker", "action_id": "d", "initial_date_time": 1795417440}),
            ['type="datetime-local"', "2026-11-23T"],
            id="moment input",
        ),
        pytest.param(
            asking({"type": "number_input", "action_id": "n", "is_decimal_allowed": False}),
            ['type="number"', 'step="1"'],
            id="number",
        ),
        pytest.param(asking({"type": "email_text_input", "action_id": "n"}), ['type="email"'], id="email"),
        pytest.param(asking({"type": "url_text_input", "action_id": "n"}), ['type="url"'], id="url"),
        pytest.param(
            asking(
                {
                    "type": "rich_text_input",
                    "action_id": "n",
                    "initial_value": rich({"type": "text", "text": "旧"}),
                }
            ),
            ["<textarea", "旧"],
            id="rich text input",
        ),
    ],
)
def test_every_kind_that_the_bot_may_use_is_shown(block: dict[str, Any], parts: list[str]) -> None:
    html = shown(block)
    for part in parts:
        assert part in html
    assert "不支持" not in html


@pytest.mark.parametrize(
    ("block", "said"),
    [
        pytest.param({"type": "video", "title": plain("培训录像")}, "不支持的内容：video", id="block"),
        pytest.param(rich({"type": "hologram"}), "不支持的内容：hologram", id="inline element"),
        pytest.param(
            {"type": "rich_text", "elements": [{"type": "rich_text_poem"}]}, "rich_text_poem", id="piece"
        ),
        pytest.param(acting({"type": "dial", "action_id": "d"}), "不支持的内容：dial", id="element"),
        pytest.param(
            asking({"type": "file_input", "action_id": "d"}), "不支持的内容：file_input", id="input"
        ),
    ],
)
def test_what_is_not_known_is_shown_as_such(block: dict[str, Any], said: str) -> None:
    assert said in shown(block)


def test_an_unknown_block_keeps_its_words() -> None:
    assert "培训录像" in shown({"type": "video", "title": plain("培训录像")})


def test_the_readers_language_is_spoken() -> None:
    assert "Unsupported content: video" in shown({"type": "video"}, language=Language.ENGLISH)
