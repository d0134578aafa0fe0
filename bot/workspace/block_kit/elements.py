"""Reading blocks as a person does: their words, and the elements that can be used."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.workspace.wire import Payload

INLINE = frozenset({"broadcast", "channel", "color", "date", "emoji", "link", "text", "user", "usergroup"})


@dataclass(frozen=True, slots=True)
class Element:
    """An interactive element and the block that it stands in."""

    block_id: str
    payload: Payload

    @property
    def action_id(self) -> str:
        """The element's action id."""
        return str(self.payload.get("action_id", ""))

    @property
    def path(self) -> str:
        """`block id/action id`, which no two elements of a message or view share."""
        return f"{self.block_id}/{self.action_id}"

    @property
    def kind(self) -> str:
        """The element's type, such as `button`."""
        return str(self.payload.get("type"))

    @property
    def label(self) -> str:
        """What stands on it."""
        return plain(self.payload.get("text") or self.payload.get("placeholder"))


def plain(text: object) -> str:
    """The characters of a text object, or of a bare text."""
    if isinstance(text, dict):
        return str(text.get("text", ""))
    return text if isinstance(text, str) else ""


def readable(blocks: Iterable[Payload]) -> str:
    """All the words in the blocks, a line for each paragraph, button and option."""
    words = "".join(word for block in blocks for word in _words(block))
    return "\n".join(line for line in words.splitlines() if line.strip())


def elements(blocks: Sequence[Payload]) -> Iterator[Element]:
    """Every interactive element, in the order in which it is seen."""
    for block in blocks:
        for payload in nested(block):
            if "action_id" in payload:
                yield Element(str(block.get("block_id", "")), payload)


def nested(value: object) -> Iterator[Payload]:
    """Every JSON object in this value, itself included, the outer before the inner."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for item in value if isinstance(value, list | tuple) else ():
        yield from nested(item)


def choices(element: Payload) -> list[Payload]:
    """The options of a select, overflow menu, radio buttons or checkboxes."""
    grouped = [option for group in element.get("option_groups", ()) for option in group.get("options", ())]
    return [*element.get("options", ()), *grouped]


def find_element(blocks: list[Payload], label: str, chosen: object) -> tuple[Element, object]:
    """The element that a person means, and what is chosen in it. LookupError names what there is instead.

    `label` may also be `block id/action id`, which no two elements share.
    """
    found = list(elements(blocks))
    for element in found:
        if label in {element.action_id, element.label, element.path}:
            return element, chosen
    for element in found:
        if label in _words_on(element.payload):
            return element, label
    offered = [
        word for element in found for word in (element.label, element.action_id, *_words_on(element.payload))
    ]
    raise LookupError(
        f"there is no {label!r} to click; there are: {', '.join(filter(None, offered)) or 'none'}"
    )


def _words_on(element: Payload) -> list[str]:
    """The texts of an element's options, or of its pair of feedback buttons."""
    pair = [element[name] for name in ("positive_button", "negative_button") if name in element]
    return [plain(one.get("text")) for one in [*choices(element), *pair]]


def _words(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _words(item)
    elif isinstance(value, dict):
        if value.get("type") in INLINE:
            yield _inline(value)
            return
        if isinstance(value.get("text"), str):
            yield value["text"]
        for name, item in value.items():
            if name != "confirm":
                yield from _words(item)
        yield "\n"


def _inline(element: Payload) -> str:
    """The words of one rich text element; people and channels appear as their marks on the wire."""
    marks = {
        "user": "<@{user_id}>",
        "channel": "<#{channel_id}>",
        "broadcast": "@{range}",
        "emoji": ":{name}:",
    }
    mark = marks.get(element["type"])
    if mark:
        return mark.format(**element)
    return str(element.get("text") or element.get("url") or element.get("fallback") or "")
