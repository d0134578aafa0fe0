"""A clause as one of Slack's Work Objects: below a link to it for all who read there, and in the panel behind it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from slack_sdk.models.metadata import (
    ContentItemEntityFields,
    EntityActionButton,
    EntityActions,
    EntityAttributes,
    EntityCustomField,
    EntityMetadata,
    EntityPayload,
    EntityStringField,
    EntityTitle,
    ExternalRef,
)

from bot.publishing import Version
from bot.rulebook import Clause
from bot.rulebook.addresses import permanent_address
from bot.slack.blocks.elements import labelled_title, truncate
from bot.slack.blocks.rich_text import pieces
from bot.wording import Catalogue, change_to_come, clause_source, with_contact
from bot.wording.changes import text_over_time

ASK_OWNER = "ask_owner_of_clause"  # the button at the foot of the panel; its value is the clause's name
_KIND = "slack#/entities/content_item"
_LONGEST = 2_800  # characters of a field


def work_object(clause: Clause, site: str, url: str, say: Catalogue) -> EntityMetadata:
    """What stands below `url`, as it was pasted."""
    fields = list(_fields(clause, say))
    own = f"{site}/{permanent_address(clause)}"
    return _entity(clause, fields, ExternalRef(clause.name, "clause"), own, say, app_unfurl_url=url)


def panel(
    clause: Clause, history: Iterable[tuple[str, str]], clicked: ExternalRef, url: str, say: Catalogue
) -> EntityMetadata:
    """What one reader sees of the clause that they `clicked` on: with its `history`, and whom to ask."""
    versions = (
        _field(f"version_{place}", since, truncate(said.rstrip(), _LONGEST))
        for place, (since, said) in enumerate(history, 1)
    )
    fields = [*_fields(clause, say), *versions]
    ask = EntityActionButton(say("object.ask"), ASK_OWNER, clause.name)
    return _entity(clause, fields, clicked, url, say, actions=EntityActions(primary_actions=[ask]))


def _entity(  # noqa: PLR0913  # the parts of Slack's object
    clause: Clause,
    fields: Sequence[EntityCustomField],
    reference: ExternalRef,
    url: str,
    say: Catalogue,
    *,
    actions: EntityActions | None = None,
    app_unfurl_url: str | None = None,
) -> EntityMetadata:
    """The object; it changes with the clause alone, so that no reader's panel is ever shown below the link."""
    changed = datetime.combine(clause.effective, time(), UTC)
    attributes = EntityAttributes(
        EntityTitle(labelled_title(clause)),
        say("object.kind"),
        str(clause.number),
        metadata_last_modified=int(changed.timestamp()),
    )
    description = EntityStringField(_texts(clause)[0], long=True)
    payload = EntityPayload(
        attributes,
        ContentItemEntityFields(description=description),
        list(fields),
        display_order=["description", *(str(each.key) for each in fields)],
        actions=actions,
    )
    return EntityMetadata(_KIND, payload, reference, url, app_unfurl_url)


def _texts(clause: Clause) -> list[str]:
    return pieces(clause.text.rstrip(), _LONGEST) or [" "]


def _fields(clause: Clause, say: Catalogue) -> Iterator[EntityCustomField]:
    for place, piece in enumerate(_texts(clause)[1:], 2):
        yield _field(f"text_{place}", say("object.text"), piece)
    yield _field("source", say("object.source"), clause_source(clause, say))
    if coming := change_to_come(clause, say):
        yield _field("coming", say("object.coming"), coming)
    yield _field("owner", say("object.owner"), with_contact(clause.heading.owner, say))


def history(
    clause: Clause, versions: Sequence[Version], zone: ZoneInfo, say: Catalogue
) -> Iterator[tuple[str, str]]:
    """What it will say and said: by the dates in its file, and as it was published; since when, and the words."""
    for _, after in reversed(list(pairwise(clause.wordings))):
        yield say("versions.since", date=after.effective.isoformat()), after.text
    for version in versions if len(versions) > 1 else ():
        day = version.publication.at.astimezone(zone).date().isoformat()
        said = text_over_time(version.clause, say) if version.clause else say("versions.gone")
        yield say("object.published", date=day), said


def _field(key: str, label: str, value: str) -> EntityCustomField:
    return EntityCustomField(key=key, label=label, value=value, type="string", long=True)
