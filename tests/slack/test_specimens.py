"""Each kind of message, modal and page that the bot draws is among its specimens, and Slack takes all of them."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from bot.knowledge import Knowledge
from bot.rulebook import Library
from bot.slack.specimens import specimens
from bot.wording import Language, catalogue_for
from bot.workspace.block_kit import block_kit

DRAWN = {"OutgoingMessage", "View", "tuple[OutgoingMessage, ...]"}  # what a function returns that draws
PARTS = {"with_submit", "shared_out", "posted_in"}  # of forms and messages that are drawn


@pytest.mark.parametrize("language", Language)
def test_slack_takes_all_of_them(knowledge: Knowledge, language: Language) -> None:
    drawn, kit = specimens(knowledge.library, knowledge.onboarding, catalogue_for(language)), block_kit()
    assert len(drawn.messages) > 30
    assert len(drawn.views) > 30
    faults = {name: kit.message(list(blocks)) for name, blocks in drawn.messages.items()}
    faults |= {name: kit.view(view) for name, view in drawn.views.items()}
    assert not {name: found for name, found in faults.items() if found}


def test_without_paths_and_without_clauses_there_are_fewer(knowledge: Knowledge) -> None:
    say = catalogue_for(Language.CHINESE)
    assert "welcome" not in specimens(knowledge.library, None, say).messages
    assert not specimens(Library(()), None, say).messages


def test_whatever_draws_a_message_or_a_modal_is_among_them() -> None:
    trees = (ast.parse(path.read_text("utf-8")) for path in Path("bot/slack").rglob("specimens.py"))
    nodes = [node for tree in trees for node in ast.walk(tree)]
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    used |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    assert set(_drawing()) - PARTS - used == set()


def _drawing() -> Iterator[str]:
    for path in Path("bot/slack").rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if node.returns and ast.unparse(node.returns) in DRAWN:
                yield node.name


@pytest.mark.parametrize("language", Language)
def test_no_sentence_that_can_be_chosen_is_cut(knowledge: Knowledge, language: Language) -> None:
    say = catalogue_for(language)
    drawn = specimens(knowledge.library, knowledge.onboarding, say)
    labels = [*_labels(drawn.views), *_labels(drawn.messages)]
    assert say("feedback.agree") in labels
    sentences = (label for label in labels if label.strip("？…"))  # those are what somebody asked
    assert not [label for label in sentences if label.endswith("…")]


@pytest.mark.parametrize("language", Language)
def test_whatever_leads_to_a_clause_without_a_title_says_how_it_begins(
    knowledge: Knowledge, language: Language
) -> None:
    books = (
        replace(book, clauses=tuple(replace(clause, title="") for clause in book.clauses))
        for book in knowledge.library.books
    )
    drawn = specimens(Library(tuple(books)), knowledge.onboarding, catalogue_for(language))
    labels = [*_on_buttons(drawn.views), *_on_buttons(drawn.messages), *_labels(drawn.views)]
    bare = re.compile(r"(\W*\d+\.\d+|(《.+》)?第\w+章第\w+条)\W*")
    assert not [label for label in labels if bare.fullmatch(label)]
    assert [label for label in labels if re.fullmatch(r"\d+\.\d+ .{10,}…", label)]


def _on_buttons(part: object) -> Iterator[str]:
    """What stands on the buttons in it, and in rows that have one at their end."""
    match part:
        case {"accessory": _, "text": {"text": str(label)}} | {
            "type": "button",
            "text": {"text": str(label)},
        }:
            yield label
        case Mapping():
            for each in part.values():
                yield from _on_buttons(each)
        case list() | tuple():
            for each in part:
                yield from _on_buttons(each)
        case _:
            pass


def _labels(part: object) -> Iterator[str]:
    """The texts of all options in it."""
    match part:
        case {"text": {"text": str(label)}, "value": _, **rest} if "type" not in rest:
            yield label
        case Mapping():
            for each in part.values():
                yield from _labels(each)
        case list() | tuple():
            for each in part:
                yield from _labels(each)
        case _:
            pass
