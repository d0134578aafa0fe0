"""What a person does on the page, carried out as `Person` does it; each act tells what the page is to say."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.workspace.block_kit import Element, elements
from bot.workspace.page.forms import chosen, read_form
from bot.workspace.page.viewpoint import Viewpoint
from bot.workspace.people import Interaction, Person
from bot.workspace.state import Message, View, WorkspaceState
from bot.workspace.wire import ApiError, Payload


class NotThereError(Exception):
    """The page named something that is not there (any more)."""


@dataclass(frozen=True, slots=True)
class PageAct:
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
        """The modal or home that is meant; NotThereError when this person does not have it open."""
        found = self.state.views.find(view_id=self.text("view"))
        if found is None or found.user != self.person.id:
            raise NotThereError
        return found

    @property
    def target(self) -> Message | View:
        """The message or the view in which an element was used."""
        return self.view if self.text("view") else self.message

    def element(self, on: Message | View) -> Element:
        """The element that was used, by its block and action id; NotThereError when it is not in there."""
        wanted = (self.text("block"), self.text("action"))
        found = next(
            (one for one in elements(list(on.blocks)) if (one.block_id, one.action_id) == wanted), None
        )
        if found is None:
            raise NotThereError
        return found


async def perform(name: str, act: PageAct) -> Payload:
    """Do it; the answer has `ok`, and `problem` (a sentence) or `errors` (by block id) when it did not go well."""
    try:
        return {"ok": True} | (await ACTS[name](act) or {})
    except NotThereError:
        return {"ok": False, "problem": act.viewpoint.phrase("problem.gone")}
    except (ApiError, LookupError, PermissionError, ValueError):
        return {"ok": False, "problem": act.viewpoint.phrase("problem.refused")}


async def _say(act: PageAct) -> Payload:
    text, channel, thread = act.text("text").strip(), act.text("channel"), act.text("thread")
    if not text:
        return {}
    if text.startswith("/") and not text.startswith("//"):
        return await _run(act, text, channel, thread)
    sent = await act.person.says(channel, text, thread=thread or None)
    return {"ts": sent.ts}


async def _run(act: PageAct, line: str, channel: str, thread: str) -> Payload:
    command = line.partition(" ")[0]
    phrase = act.viewpoint.phrase
    if command not in act.state.app.commands:
        offered = ", ".join(act.state.app.commands) or "–"
        return {"ok": False, "problem": phrase("problem.command", command=command, offered=offered)}
    if thread:
        return {"ok": False, "problem": phrase("problem.thread", command=command)}
    return _taken(await act.person.runs(line, in_=channel), act)


async def _click(act: PageAct) -> Payload:
    on = act.target
    element = act.element(on)
    raw = act.sent.get("value")
    choice = raw if element.kind in {"feedback_buttons", "button"} else chosen(element.payload, raw)
    return _taken(await act.person.clicks(on, element.path, choose=choice), act)


async def _search(act: PageAct) -> Payload:
    on = act.target
    element = act.element(on)
    options = await act.person.searches(on, element.path, act.text("text"))
    return {"options": [{"text": one["text"]["text"], "value": one.get("value", "")} for one in options]}


async def _submit(act: PageAct) -> Payload:
    raw = act.sent.get("answers")
    form = read_form(act.view, raw if isinstance(raw, dict) else {}, act.viewpoint)
    if form.errors:
        return {"ok": False, "errors": form.errors}
    interaction = await act.person.submits(act.view, form.answers)
    if interaction.errors:
        return {"ok": False, "errors": interaction.errors}
    return _taken(interaction, act)


async def _close(act: PageAct) -> None:
    await act.person.closes(act.view, everything=act.sent.get("everything") is True)


async def _shortcut(act: PageAct) -> Payload:
    on = act.message if act.text("ts") else None
    return _taken(await act.person.uses_shortcut(act.text("name"), on=on), act)


async def _react(act: PageAct) -> None:
    message, name, person = act.message, act.text("name"), act.person
    await (person.unreacts if message.reacted(person.id, name) else person.reacts)(message, name)


async def _edit(act: PageAct) -> None:
    text = act.text("text").strip()
    if text:
        await act.person.edits(act.message, text)


async def _delete(act: PageAct) -> None:
    await act.person.deletes(act.message)


async def _look(act: PageAct) -> None:
    """The person goes to a conversation or a tab of the app: the app is told, as Slack tells it."""
    channel, tab = act.text("channel"), act.text("tab")
    if channel == act.person.dm.id:
        if tab == "home" and act.state.app.has_home_tab:
            await act.person.opens_home()
        elif tab == "messages":
            await act.person.opens_pane()
    else:
        await act.person.looks_at(channel)


async def _speak(act: PageAct) -> None:
    """The interface in another language."""
    locale = act.text("locale")
    if locale in {"zh-CN", "en-US"}:
        await act.person.changes_locale(locale)


def _taken(interaction: Interaction, act: PageAct) -> Payload:
    if interaction.is_acked:
        return {}
    return {"ok": False, "problem": act.viewpoint.phrase("problem.timeout")}


ACTS: Mapping[str, Callable[[PageAct], Awaitable[Payload | None]]] = {
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
