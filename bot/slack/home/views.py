"""Pages as Slack takes them: the home tab's view, and the modal's with its question box."""

from collections.abc import Sequence

from bot.slack.blocks.elements import divider, line, plain, truncate
from bot.slack.blocks.rich_text import Block
from bot.slack.home.context import Frame
from bot.wording import Catalogue

ASK_RULE = "ask_rule"  # the global shortcut, and the modal that it opens
QUESTION = "question"  # the action id of the modal's box

View = dict[str, object]


def view(frame: Frame, blocks: Sequence[Block], query: str, say: Catalogue, seed: str = "") -> View:
    """A page in its frame; `query` stays with it. `seed` differs from view to view: the modal's box is to be empty."""
    if frame is Frame.HOME:
        return {"type": "home", "private_metadata": query, "blocks": list(blocks)}
    box = _box(say("modal.again"), say, seed)
    return _modal([*blocks, divider(), box], say) | {"private_metadata": query}


def form(say: Catalogue) -> View:
    """The modal as it opens."""
    box = _box(say("modal.question"), say, "first")
    box["element"]["focus_on_load"] = True
    return _modal([box], say)


def loading(question: str, say: Catalogue) -> View:
    """The modal while the question is looked up."""
    asked = line(say("modal.asked", question=truncate(question, 300)))
    modal = _modal([asked, line(say("modal.loading"))], say)
    del modal["submit"]
    return modal


def _modal(blocks: Sequence[Block], say: Catalogue) -> View:
    return {
        "type": "modal",
        "callback_id": ASK_RULE,
        "title": plain(say("modal.title")),
        "submit": plain(say("modal.submit")),
        "close": plain(say("modal.close")),
        "blocks": list(blocks),
    }


def _box(label: str, say: Catalogue, seed: str) -> Block:
    example = say("home.search.example", example=say("help.example"))
    element: Block = {"type": "plain_text_input", "action_id": QUESTION, "placeholder": plain(example)}
    return {"type": "input", "block_id": f"question/{seed}", "label": plain(label), "element": element}
