"""最近变动 and the versions of a clause, read by clicking; and as pages of any size."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from bot.generation import Event, Publication
from bot.publishing import PublishedChange, Version, differences
from bot.rulebook import Clause, ClauseNumber, Library, Revision
from bot.slack.blocks.rich_text import Block
from bot.slack.home.context import PageContext
from bot.slack.home.history import changes_page, versions_page
from bot.slack.home.links import ToChanges, ToClause, ToVersions
from bot.slack.home.pages import clause_page
from hypothesis import given

from tests.slack.home.pages.libraries import libraries
from tests.slack.home.pages.test_pages import LARGE, assert_page_valid, context_over, led_to
from tests.small_books import TODAY, book, library

PUBLISHED = Publication(2, "a" * 64, Event.PUBLISHED, datetime(2026, 11, 20, 8, tzinfo=UTC), "bot")


@LARGE
@given(libraries(), libraries())
def test_the_changes_between_any_two_libraries_are_pages_that_slack_takes(old: Library, new: Library) -> None:
    change = PublishedChange(PUBLISHED, tuple(differences(old, new)))
    ctx = context_over(new, has_changes=True, changes=(change, change))
    for page in (1, 2, 99):
        assert_page_valid(list(changes_page(page, ctx)), ctx)


@LARGE
@given(libraries(), libraries())
def test_the_versions_of_any_clause_are_pages_that_slack_takes(old: Library, new: Library) -> None:
    clause = amended(new.clauses[0], old.clauses[0].text)
    published = (Version(PUBLISHED, clause), Version(PUBLISHED, None), Version(PUBLISHED, old.clauses[0]))
    ctx = context_over(new, has_changes=True, versions=published)
    for page in (1, 2, 99):
        shown = versions_page(replace(ToVersions.of(clause), page=page), ctx)
        assert shown
        assert_page_valid(list(shown), ctx)


def amended(clause: Clause, coming: str) -> Clause:
    texts = (Revision(clause.effective, clause.text), Revision(TODAY.replace(year=2099), coming))
    return replace(clause, revisions=texts)


def one_clause(text: str) -> Library:
    return library(book({"1": {"1.1": text}}))


def told(blocks: Iterator[Block] | None) -> str:
    return json.dumps(list(blocks or ()), ensure_ascii=False)


def test_a_clause_that_will_say_something_else_leads_to_what_that_is() -> None:
    [clause] = one_clause("迟到由组长提醒。").clauses
    rules = library(replace(book({"1": {"1.1": ""}}), clauses=(amended(clause, "迟到扣五十元。"),)))
    ctx = context_over(rules)
    blocks = list(clause_page(rules.clauses[0], 1, ctx))
    assert ToVersions.of(clause) in led_to(blocks)
    assert "看变化" in told(iter(blocks))
    shown = told(versions_page(ToVersions.of(clause), ctx))
    assert "自 2099-11-23 起" in shown
    assert '"text": "迟到扣五十元。", "style": {"bold": true}' in shown


@pytest.mark.parametrize("has_changes", [True, False])
def test_the_versions_are_offered_where_anything_was_ever_changed(has_changes: bool) -> None:  # noqa: FBT001  # a case
    ctx = context_over(one_clause("甲。"), has_changes=has_changes)
    clause = ctx.library.clauses[0]
    assert (ToVersions.of(clause) in led_to(list(clause_page(clause, 1, ctx)))) is has_changes


def test_a_change_leads_to_the_versions_of_its_clause_and_those_to_the_clause() -> None:
    old, new = one_clause("甲。"), one_clause("乙。")
    ctx = context_over(
        new,
        has_changes=True,
        changes=(PublishedChange(PUBLISHED, tuple(differences(old, new))),),
        versions=(Version(PUBLISHED, new.clauses[0]), Version(PUBLISHED, old.clauses[0])),
    )
    route = ToVersions("code", ClauseNumber.parse("1.1"))
    assert route in led_to(list(changes_page(1, ctx)))
    shown = list(versions_page(route, ctx) or ())
    assert {ToChanges(), ToClause.of(new.clauses[0])} <= set(led_to(shown))
    assert '"text": "甲。", "style": {"strike": true}' in told(iter(shown))


def test_of_a_clause_that_nobody_may_see_there_are_no_versions() -> None:
    ctx: PageContext = context_over(one_clause("甲。"))
    assert versions_page(ToVersions("code", ClauseNumber.parse("9.9")), ctx) is None
