"""Readers and HTML for tests of the page."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

from bot.wording import Language, catalogue_for
from bot.workspace.page import Names, Viewpoint, blocks_html

NOW = datetime(2026, 11, 23, 7, 4, tzinfo=UTC)
NAMES = Names(
    users={"U1": "王敏", "U2": "<b>Emma</b>"}, channels={"C1": "ops", "C2": "客服"}, groups={"S1": "hr"}
)


def viewpoint(language: Language = Language.CHINESE) -> Viewpoint:
    return Viewpoint(catalogue_for(language), UTC, NOW, NAMES)


def shown(*blocks: dict[str, Any], language: Language = Language.CHINESE) -> str:
    return str(blocks_html(blocks, viewpoint(language)))


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mark(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "rich_text",
        "block_id": "b1",
        "elements": [{"type": "rich_text_section", "elements": list(elements)}],
    }


def acting(element: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "block_id": "b1", "elements": [element]}


def asking(element: dict[str, Any], **others: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
    return {"type": "input", "block_id": "b1", "label": plain("原因"), "element": element, **others}


@dataclass
class Tags(HTMLParser):
    """The tags of some HTML with their attributes, and its words."""

    found: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def names(self) -> list[str]:
        return [tag for tag, _ in self.found]


def tags_in(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    tags.close()
    return tags
