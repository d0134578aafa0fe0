"""Blocks and views that Slack takes, and such as it refuses."""

from typing import Any

Blocks = list[dict[str, Any]]


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "text", **more: object) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(action_id: str = "go", text: str = "Go", **more: object) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def actions(*elements: object) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def option(text: str = "one", value: str = "1") -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def select(*options: object, **more: object) -> dict[str, Any]:
    return {"type": "static_select", "action_id": "pick", "options": list(options), **more}


def rich(*elements: object) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(elements)}


def rich_section(*elements: object) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def cell(text: str = "x") -> dict[str, Any]:
    return {"type": "raw_text", "text": text}


def feedback(**more: object) -> dict[str, Any]:
    return {
        "type": "feedback_buttons",
        "action_id": "useful",
        "positive_button": {"text": plain("👍"), "value": "yes"},
        "negative_button": {"text": plain("👎"), "value": "no"},
        **more,
    }


def text_input(**more: object) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "why"}
    return {"type": "input", "block_id": "why", "label": plain("Why"), "element": element, **more}


def modal(*blocks: object, **more: object) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Title"), "submit": plain("Send"), "blocks": list(blocks), **more}


def home(*blocks: object) -> dict[str, Any]:
    return {"type": "home", "blocks": list(blocks)}


def overflow(count: int) -> dict[str, Any]:
    return {"type": "overflow", "action_id": "more", "options": [option(value=str(n)) for n in range(count)]}


def without(key: str, payload: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name != key}


def carousel(count: int) -> dict[str, Any]:
    return {"type": "carousel", "elements": [{"type": "card", "title": mrkdwn("t")}] * count}


def container(count: int) -> dict[str, Any]:
    return {"type": "container", "title": plain("t"), "child_blocks": [{"type": "divider"}] * count}


def data_table(count: int, **more: object) -> dict[str, Any]:
    return {"type": "data_table", "caption": "c", "rows": [[cell()]] * count, **more}


ALERT = {"type": "alert", "text": plain("!")}


CONFIRM = {"title": plain("Sure?"), "text": plain("Really"), "confirm": plain("Yes"), "deny": plain("No")}


GOOD: dict[str, Blocks] = {
    "a section": [section("*7.1* 迟到")],
    "a section of 3,000 characters": [section("字" * 3000)],
    "a section of ten fields": [{"type": "section", "fields": [mrkdwn("field")] * 10}],
    "a section with a button": [section(accessory=button())],
    "a section with a select": [section(accessory=select(option(), option("two", "2")))],
    "a section with an overflow menu": [section(accessory=overflow(5))],
    "fifty dividers": [{"type": "divider"}] * 50,
    "a header of 150 characters": [{"type": "header", "text": plain("h" * 150)}],
    "25 buttons": [actions(*(button(f"b{n}", "x" * 75, value="v" * 2000) for n in range(25)))],
    "a button with a confirmation": [actions(button(style="danger", confirm=CONFIRM))],
    "the same action id in two blocks": [actions(button("go")), actions(button("go"))],
    "a context of ten": [{"type": "context", "elements": [mrkdwn("c")] * 10}],
    "an image": [{"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a"}],
    "feedback buttons": [{"type": "context_actions", "elements": [feedback()]}],
    "a quoted clause": [
        rich(
            rich_section({"type": "text", "text": "第 7.1 条", "style": {"bold": True}}),
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "<!channel> *stays* text"}]},
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [rich_section({"type": "text", "text": "a"})],
            },
        )
    ],
    "a date in the reader's zone": [
        rich(
            rich_section(
                {"type": "date", "timestamp": 1700000000, "format": "{date}", "fallback": "2023-11-14"}
            )
        )
    ],
    "links and people": [
        rich(rich_section({"type": "link", "url": "https://example.org"}, {"type": "user", "user_id": "U1"}))
    ],
    "a table of 100 rows": [{"type": "table", "rows": [[cell()] * 20] * 100}],
    "a table with a number": [{"type": "table", "rows": [[{"type": "raw_number", "value": 3, "text": "3"}]]}],
    "markdown": [{"type": "markdown", "text": "**bold**"}],
    "a button that asks the agent": [actions(button(agent_prompt="p" * 4000, visible_to_user_ids=["U1"]))],
    "a carousel of ten cards": [carousel(10)],
    "a container of ten blocks": [container(10)],
    "a data table of 100 rows and a header": [data_table(101)],
}


BAD: dict[str, Blocks] = {
    "51 blocks": [{"type": "divider"}] * 51,
    "a block without a type": [{"text": plain("x")}],
    "a block of an unknown type": [{"type": "paragraph", "text": plain("x")}],
    "a section without text": [{"type": "section"}],
    "a section with empty text": [section("")],
    "a section of 3,001 characters": [section("字" * 3001)],
    "a section whose text is a bare string": [{"type": "section", "text": "x"}],
    "a section with a misspelt key": [section(acessory=button())],
    "eleven fields": [{"type": "section", "fields": [mrkdwn("f")] * 11}],
    "no fields at all": [{"type": "section", "fields": []}],
    "a field of 2,001 characters": [{"type": "section", "fields": [mrkdwn("f" * 2001)]}],
    "a header in mrkdwn": [{"type": "header", "text": mrkdwn("h")}],
    "a header of 151 characters": [{"type": "header", "text": plain("h" * 151)}],
    "an empty header": [{"type": "header", "text": plain("")}],
    "a button without text": [actions({"type": "button", "action_id": "go"})],
    "a button text of 76 characters": [actions(button(text="x" * 76))],
    "a button text in mrkdwn": [actions({"type": "button", "action_id": "go", "text": mrkdwn("x")})],
    "a button value of 2,001 characters": [actions(button(value="v" * 2001))],
    "a button of an unknown style": [actions(button(style="warning"))],
    "a button value that is a number": [actions(button(value=1))],
    "an action id of 256 characters": [actions(button("a" * 256))],
    "a block id of 256 characters": [section(block_id="b" * 256)],
    "26 actions": [actions(*(button(f"b{n}") for n in range(26)))],
    "no actions": [actions()],
    "a plain text among actions": [actions(plain("x"))],
    "the same action id twice in a block": [actions(button("go"), button("go"))],
    "the same block id twice": [section(block_id="a"), section(block_id="a")],
    "eleven context elements": [{"type": "context", "elements": [mrkdwn("c")] * 11}],
    "an empty context element": [{"type": "context", "elements": [mrkdwn("")]}],
    "a button in a context": [{"type": "context", "elements": [button()]}],
    "six context actions": [
        {"type": "context_actions", "elements": [feedback(action_id=f"f{n}") for n in range(6)]}
    ],
    "feedback without its negative half": [
        {"type": "context_actions", "elements": [without("negative_button", feedback())]}
    ],
    "an image without alternative text": [{"type": "image", "image_url": "https://example.org/a.png"}],
    "101 options": [section(accessory=select(*(option(value=str(n)) for n in range(101))))],
    "an option text of 76 characters": [section(accessory=select(option("o" * 76)))],
    "an option value of 151 characters": [section(accessory=select(option(value="v" * 151)))],
    "a select without options": [section(accessory=select())],
    "six overflow options": [section(accessory=overflow(6))],
    "a confirmation title of 101 characters": [actions(button(confirm=CONFIRM | {"title": plain("t" * 101)}))],
    "an empty rich text element": [rich(rich_section({"type": "text", "text": ""}))],
    "a mrkdwn inside rich text": [rich(rich_section(mrkdwn("*x*")))],
    "an unknown rich text style": [rich(rich_section({"type": "text", "text": "x", "style": {"loud": True}}))],
    "a quote outside rich text": [{"type": "rich_text_quote", "elements": []}],
    "101 table rows": [{"type": "table", "rows": [[cell()]] * 101}],
    "21 table columns": [{"type": "table", "rows": [[cell()] * 21]}],
    "two tables": [{"type": "table", "rows": [[cell()]]}] * 2,
    "an input without a label": [without("label", text_input())],
    "an alert": [ALERT],
    "a carousel of eleven cards": [carousel(11)],
    "a carousel of none": [carousel(0)],
    "a card whose body has 201 characters": [{"type": "card", "body": mrkdwn("b" * 201)}],
    "a container of eleven blocks": [container(11)],
    "a data table of 300 rows": [data_table(300)],
    "a data table of its header alone": [data_table(1)],
    "a data table of 101 rows a page": [data_table(3, page_size=101)],
    "a data table with a short row": [data_table(3) | {"rows": [[cell()] * 2, [cell()]]}],
    "a prompt for the agent of 4,001 characters": [actions(button(agent_prompt="p" * 4001))],
}  # fmt: skip


BAD_VIEWS: dict[str, dict[str, Any]] = {
    "no type": {"title": plain("x"), "blocks": []},
    "no title": {"type": "modal", "blocks": []},
    "a title of 25 characters": modal(title=plain("t" * 25)),
    "a title in mrkdwn": modal(title=mrkdwn("t")),
    "a submit label of 25 characters": modal(submit=plain("s" * 25)),
    "a close label of 25 characters": modal(close=plain("s" * 25)),
    "an input but no submit": {"type": "modal", "title": plain("x"), "blocks": [text_input()]},
    "private metadata of 3,001 characters": modal(private_metadata="m" * 3001),
    "a callback id of 256 characters": modal(callback_id="c" * 256),
    "101 blocks": modal(*([{"type": "divider"}] * 101)),
    "a misspelt key": modal(calback_id="x"),
    "more than 250 kB": modal(*(section("字" * 3000) for _ in range(30))),
    "markdown in a modal": modal({"type": "markdown", "text": "x"}),
    "feedback buttons on the home": home({"type": "context_actions", "elements": [feedback()]}),
    "a home with a title": home() | {"title": plain("x")},
    "an alert on the home": home(ALERT),
    "a container on the home": home(container(1)),
    "a carousel in a modal": modal(carousel(1)),
    "a carousel on the home": home(carousel(1)),
    "an empty section in a modal": modal(section("")),
    "a placeholder of 151 characters": modal(
        text_input(element={"type": "plain_text_input", "action_id": "a", "placeholder": plain("p" * 151)})
    ),
}


GOOD_VIEWS: dict[str, dict[str, Any]] = {
    "a modal with an input": modal(text_input()),
    "a modal of 100 blocks": modal(*([{"type": "divider"}] * 100)),
    "a loading modal without submit": {"type": "modal", "title": plain("x"), "blocks": [section("…")]},
    "a modal that tells when it is closed": modal(section(), notify_on_close=True, clear_on_close=True),
    "an empty home": home(),
    "an alert in a modal": modal(ALERT),
    "a container in a modal": modal(container(1)),
    "a home with actions": home(section(accessory=button()), actions(button())),
}
