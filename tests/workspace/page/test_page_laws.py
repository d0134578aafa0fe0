"""Whatever a text says, it stays text."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.workspace.page.page_html import acting, asking, mark, plain, rich, shown, tags_in

HOSTILE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "' autofocus onfocus='x",
            "</textarea></select><style>*{}</style>",
            "javascript:alert(1)",
            "data:text/html,<script>1</script>",
            "<https://a.b|<i>x</i>>",
            "*<b>* _<i>_ `<u>`",
            "&lt;script&gt;",
            "<!date^1^<b>^javascript:x|y>",
        ]
    ),
)
SLOTS: list[Callable[[str], dict[str, Any]]] = [
    lambda text: rich({"type": "text", "text": text}),
    lambda text: rich({"type": "link", "url": text, "text": text}),
    lambda text: rich({"type": "user", "user_id": text}),
    lambda text: rich({"type": "channel", "channel_id": text}),
    lambda text: rich({"type": "emoji", "name": text, "unicode": text}),
    lambda text: rich({"type": "color", "value": text}),
    lambda text: rich({"type": "date", "timestamp": 1, "format": text, "url": text}),
    lambda text: rich({"type": text}),
    lambda text: {"type": text or "x"},
    lambda text: {"type": "section", "text": mark(text), "fields": [mark(text), plain(text)]},
    lambda text: {"type": "header", "text": plain(text)},
    lambda text: {"type": "markdown", "text": text},
    lambda text: {"type": "alert", "level": text, "text": mark(text)},
    lambda text: {"type": "context", "elements": [mark(text)]},
    lambda text: {"type": "image", "alt_text": text, "image_url": text, "title": plain(text)},
    lambda text: {"type": "table", "caption": text, "rows": [[{"type": "raw_text", "text": text}]]},
    lambda text: acting(
        {"type": "button", "action_id": text, "text": plain(text), "url": text, "style": text}
    ),
    lambda text: acting(
        {"type": "overflow", "action_id": text, "options": [{"text": plain(text), "value": text}]}
    ),
    lambda text: asking(
        {"type": "plain_text_input", "action_id": text, "initial_value": text, "placeholder": plain(text)}
    ),
    lambda text: asking(
        {"type": "plain_text_input", "multiline": True, "action_id": text, "initial_value": text}
    ),
    lambda text: asking(
        {"type": "static_select", "action_id": text, "options": [{"text": plain(text), "value": text}]}
    ),
    lambda text: asking(
        {"type": "radio_buttons", "action_id": text, "options": [{"text": mark(text), "value": text}]}
    ),
]
FORMATTING = frozenset(
    {
        *(
            "a",
            "blockquote",
            "button",
            "code",
            "details",
            "div",
            "em",
            "fieldset",
            "figcaption",
            "figure",
            "h3",
        ),
        *(
            "input",
            "label",
            "legend",
            "li",
            "ol",
            "option",
            "p",
            "pre",
            "rect",
            "s",
            "select",
            "span",
            "strong",
        ),
        *("caption", "summary", "svg", "table", "td", "textarea", "th", "time", "tr", "u", "ul"),
    }
)


@given(text=HOSTILE, slot=st.sampled_from(SLOTS))
def test_no_text_of_a_block_can_create_a_tag_or_run(text: str, slot: Callable[[str], dict[str, Any]]) -> None:
    for tag, attributes in tags_in(shown(slot(text))).found:
        assert tag in FORMATTING
        assert not [
            name for name in attributes if name.startswith("on") or name in {"style", "src", "srcdoc"}
        ]
        assert (
            str(attributes.get("href", "https:")).lower().startswith(("http:", "https:", "mailto:", "tel:"))
        )


@given(text=HOSTILE)
def test_plain_text_makes_the_same_tags_whatever_it_says(text: str) -> None:
    def tags(words: str) -> list[str]:
        return tags_in(
            shown(rich({"type": "text", "text": words}), {"type": "header", "text": plain(words)})
        ).names

    assert tags(text) == tags("x")
