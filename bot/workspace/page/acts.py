"""What a person does on the page, carried out as `Person` does it; each act tells what the page is to say."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.workspace.block_kit import Element, elements
from bot.workspace.page.html.forms import chosen, read_form
from bot.workspace.page.html.viewpoint import Viewpoint
from bot.workspace.people import Interaction, Person
from bot.workspace.state import Message, View, WorkspaceState
from bot.workspace.wire import ApiError, Payload


class NotThereError(Exception):
    """The page named something that is not there (any more)."""


@dataclass(frozen=True, slots=True)
class Doing:
    """One act: who does it, and what the browser sent along."""

    person: Person
    state: WorkspaceState
    viewpoint: Viewpoint
    sent: Mapping[str, Any]

    def text(self, name: str) -> str:
        """A text that was sent, or nothing."""
        value = self.sent.get(name)
        return value if isinstance(value, str) else ""

    @property
    def message(self) -> Message:
        """The message that is meant; NotThereError when this person does not see it."""
        found = self.person.finds(self.text("channel"), self.text("ts"))
        if found is None:
            raise NotThereError
        return found

    @property
    def view(self) -> View:
        """The modal or home that is meant."""
        found = self.state.views.find(view_id=self.text("view"))
        if found is None or found.user != self.person.id:
            raise NotThereError
        return found

    @property
    def target(self) -> Message | View:
        """Where an element was used."""
        return self.view if self.text("view") else self.message

    def element(self, on: Message | View) -> Element:
        """The element that was used, by its block and action id."""
        wanted = (self.text("block"), self.text("action"))
        found = next(
            (one for one in elements(list(on.blocks)) if (one.block_id, one.action_id) == wanted), None
        )
        if found is None:
            raise NotThereError
        return found


async def perform(name: str, doing: Doing) -> Payload:
    """Do it; the answer has `ok`, and `problem` (a sentence) or `errors` (by block id) when it did not go well."""
    try:
        return {"ok": True} | (await ACTS[name](doing) or {})
    except NotThereError:
        return {"ok": False, "problem": doing.viewpoint.phrase("problem.gone")}
    except (ApiError, LookupError, PermissionError, ValueError):
        return {"ok": False, "problem": doing.viewpoint.phrase("problem.refused")}


async def _say(doing: Doing) -> Payload:
    text, channel, thread = doing.text("text").strip(), doing.text("channel"), doing.text("thread")
    if not text:
        return {}
    if text.startswith("/") and not text.startswith("//"):
        return await _run(doing, text, channel, thread)
    sent = await doing.person.says(channel, text, thread=thread or None)
    return {"ts": sent.ts}


async def _run(doing: Doing, line: str, channel: str, thread: str) -> Payload:
    command = line.partition(" ")[0]
    phrase = doing.viewpoint.phrase
    if command not in doing.state.app.commands:
        offered = ", ".join(doing.state.app.commands) or "–"
        return {"ok": False, "problem": phrase("problem.command", command=command, offered=offered)}
    if thread:
        return {"ok": False, "problem": phrase("problem.thread", command=command)}
    return _taken(await doing.person.runs(line, in_=channel), doing)


async def _click(doing: Doing) -> Payload:
    on = doing.target
    element = doing.element(on)
    raw = doing.sent.get("value")
    choice = raw if element.kind in {"feedback_buttons", "button"} else chosen(element.payload, raw)
    name = f"{element.block_id}/{element.action_id}"
    return _taken(await doing.person.clicks(on, name, choose=choice), doing)


async def _search(doing: Doing) -> Payload:
    on = doing.target
    element = doing.element(on)
    name = f"{element.block_id}/{element.action_id}"
    options = await doing.person.searches(on, name, doing.text("text"))
    return {"options": [{"text": one["text"]["text"], "value": one.get("value", "")} for one in options]}


async def _submit(doing: Doing) -> Payload:
    raw = doing.sent.get("answers")
    form = read_form(doing.view, raw if isinstance(raw, dict) else {}, doing.viewpoint)
    if form.errors:
        return {"ok": False, "errors": form.errors}
    interaction = await doing.person.submits(doing.view, form.answers)
    if interaction.errors:
        return {"ok": False, "errors": interaction.errors}
    return _taken(interaction, doing)


async def _close(doing: Doing) -> None:
    await doing.person.closes(doing.view)


async def _shortcut(doing: Doing) -> Payload:
    on = doing.message if doing.text("ts") else None
    return _taken(await doing.person.uses_shortcut(doing.text("name"), on=on), doing)


async def _react(doing: Doing) -> None:
    message, name, person = doing.message, doing.text("name"), doing.person
    await (person.unreacts if message.reacted(person.id, name) else person.reacts)(message, name)


async def _edit(doing: Doing) -> None:
    text = doing.text("text").strip()
    if text:
        await doing.person.edits(doing.message, text)


async def _delete(doing: Doing) -> None:
    await doing.person.deletes(doing.message)


async def _look(doing: Doing) -> None:
    """The person goes to a conversation or a tab of the app: the app is told, as Slack tells it."""
    channel, tab = doing.text("channel"), doing.text("tab")
    if channel == doing.person.dm.id:
        if tab == "home" and doing.state.app.has_home_tab:
            await doing.person.opens_home()
        elif tab == "messages":
            await doing.person.opens_pane()
    else:
        await doing.person.looks_at(channel)


async def _speak(doing: Doing) -> None:
    """The interface in another language."""
    locale = doing.text("locale")
    if locale in {"zh-CN", "en-US"}:
        await doing.person.changes_locale(locale)


def _taken(interaction: Interaction, doing: Doing) -> Payload:
    if interaction.is_acked:
        return {}
    return {"ok": False, "problem": doing.viewpoint.phrase("problem.timeout")}


ACTS: Mapping[str, Callable[[Doing], Awaitable[Payload | None]]] = {
    "say": _say,
    "click": _click,
    "search": _search,
    "submit": _submit,
    "close": _close,
    "shortcut": _shortcut,
    "react": _react,
    "edit": _edit,
    "delete": _delete,
    "look": _look,
    "speak": _speak,
}
