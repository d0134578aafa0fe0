"""Work Objects: what stands for a link below a message, and the panel that it opens before one person."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.workspace.wire import Payload


@dataclass(frozen=True, slots=True)
class Panel:
    """The panel before one person: the Work Object that they clicked on, below which message, and what the app shows.

    `trigger` is that of the last thing that they did there. `shown` is an entity, `error` says why there is none.
    """

    clicked: Payload = field(hash=False)
    channel: str
    ts: str
    trigger: str
    shown: Payload | None = field(default=None, hash=False)
    error: Payload | None = field(default=None, hash=False)

    @property
    def address(self) -> Payload:
        """What the app is told of the Work Object."""
        return {
            "external_ref": self.clicked["external_ref"],
            "entity_url": self.clicked["url"],
            "app_unfurl_url": self.clicked["app_unfurl_url"],
        }

    @property
    def buttons(self) -> list[Payload]:
        """The actions at its foot."""
        actions = (self.shown or {}).get("entity_payload", {}).get("actions", {})
        return [*actions.get("primary_actions", ()), *actions.get("overflow_actions", ())]

    @property
    def reads(self) -> str:
        """The words that a person reads in it."""
        if self.error:
            return "\n".join(str(self.error.get(name, "")) for name in ("custom_title", "custom_message"))
        return "\n".join([entity_reads(self.shown or {}), *(str(one["text"]) for one in self.buttons)])


def entity_reads(entity: Payload) -> str:
    """The words of a Work Object: its title, and its fields with what they are called."""
    return "\n".join(_words(entity.get("entity_payload") or {}))


def _words(payload: Payload) -> Iterator[str]:
    attributes = payload.get("attributes") or {}
    yield str(attributes.get("title", {}).get("text", ""))
    for each in (payload.get("fields") or {}).values():
        yield str(each["value"])
    for each in payload.get("custom_fields") or ():
        yield f"{each['label']}: {each['value']}"
