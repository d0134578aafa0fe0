"""A clause as a Work Object: whole, word for word, and as Slack takes it, however long it is."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.generation import Event, Publication
from bot.publishing import Version
from bot.slack.web_links.work_objects import history, panel, work_object
from bot.wording import Language, catalogue_for
from bot.workspace.block_kit import entity_violations
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.metadata import EventAndEntityMetadata, ExternalRef

from tests.small_books import book

SITE = "https://rules.example.org"
SAY = catalogue_for(Language.CHINESE)
CLAUSE = book({"7": {"7.1": "迟到由组长提醒。"}}).clauses[0]


@given(sentences=st.lists(st.text("迟到由组长提醒\n<&>*", min_size=1, max_size=400), min_size=1, max_size=40))
def test_its_fields_are_the_text_character_for_character(sentences: list[str]) -> None:
    clause = replace(CLAUSE, text="。".join(sentences) + "。")
    shown = panel(clause, (), ExternalRef(clause.name, "clause"), f"{SITE}/x", SAY).to_dict()
    below = EventAndEntityMetadata(entities=[work_object(clause, SITE, f"{SITE}/x", SAY)]).to_dict()
    assert [*entity_violations(shown, "panel"), *entity_violations(below, "unfurl")] == []
    for each in (shown, below["entities"][0]):
        payload = each["entity_payload"]
        further = [one["value"] for one in payload["custom_fields"] if one["key"].startswith("text_")]
        texts = [payload["fields"]["description"]["value"], *further]
        assert "".join(texts) == clause.text
        assert all(len(text) <= 3_000 for text in texts)


def test_what_was_published_before_stands_with_the_day_there() -> None:
    def at(hour: int, text: str) -> Version:
        moment = datetime(2026, 11, 22, hour, tzinfo=UTC)
        publication = Publication(hour, "0" * 64, Event.PUBLISHED, moment, "cli:root")
        return Version(publication, replace(CLAUSE, text=text))

    newer, older = at(17, "迟到由组长提醒。"), at(15, "迟到不提醒。")
    told = list(history(CLAUSE, (newer, older), ZoneInfo("Asia/Shanghai"), SAY))
    assert told == [("2026-11-23 发布", "迟到由组长提醒。"), ("2026-11-22 发布", "迟到不提醒。")]
    assert list(history(CLAUSE, (newer,), ZoneInfo("Asia/Shanghai"), SAY)) == []
