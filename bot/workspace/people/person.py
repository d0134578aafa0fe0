"""A person at the keyboard: each method is something that people do in Slack."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import starmap
from typing import Any, TypeAlias, Unpack

from bot.workspace.delivery import Events
from bot.workspace.people.gestures import Gestures, Interaction
from bot.workspace.people.inputs import rich_text, typed
from bot.workspace.posting import Posting
from bot.workspace.state import (
    AccountSettings,
    Channel,
    File,
    Message,
    Pane,
    Panel,
    Update,
    User,
    View,
    WorkspaceState,
)
from bot.workspace.wire import Payload

Where: TypeAlias = str | Channel


def find_channel(state: WorkspaceState, where: Where) -> Channel:
    """The channel by `#name`, id or itself; LookupError when there is none."""
    wanted = where if isinstance(where, str) else where.id
    found = state.channels.get(wanted) or state.channels.named(wanted)
    if found is None:
        raise LookupError(f"there is no channel {wanted}")
    return found


@dataclass(frozen=True, slots=True)
class Person:
    """One member of the workspace. PermissionError: Slack would not let this person do that."""

    id: str
    _state: WorkspaceState = field(repr=False, compare=False)
    _posting: Posting = field(repr=False, compare=False)
    _events: Events = field(repr=False, compare=False)
    _gestures: Gestures = field(repr=False, compare=False)

    @property
    def user(self) -> User:
        """The account as it is now."""
        return self._state.users[self.id]

    @property
    def name(self) -> str:
        """The user name."""
        return self.user.name

    @property
    def dm(self) -> Channel:
        """The direct message with the bot."""
        return self._state.open_im(self.id)

    @property
    def channels(self) -> list[Channel]:
        """The channels and direct messages that this person is in."""
        return [one for one in self._state.channels.values() if self.id in one.members]

    @property
    def modal(self) -> View | None:
        """The modal on top, if one is open."""
        return self._state.views.modal(self.id)

    @property
    def home(self) -> View | None:
        """What the app's home tab shows this person."""
        return self._state.views.home(self.id)

    @property
    def panel(self) -> Panel | None:
        """The panel of a Work Object, if one is open."""
        return self._state.panels.get(self.id)

    @property
    def pane(self) -> Pane:
        """Suggested prompts and status of the agent pane."""
        return self._state.pane(self.dm.id)

    async def says(self, where: Where, text: str, *, thread: Message | str | None = None) -> Message:
        """Write in a channel, or in a thread of it: `await alice.says("#ops", "@Shouze 迟到怎么算")`."""
        return self._writes(where, text, thread, ())

    async def drops(
        self,
        where: Where,
        files: Mapping[str, bytes],
        text: str = "",
        *,
        thread: Message | str | None = None,
    ) -> Message:
        """Drop files (by name) into a conversation as one message, with words beside them or without."""
        return self._writes(where, text, thread, tuple(starmap(self._uploaded, files.items())))

    async def messages_bot(self, text: str, *, thread: Message | str | None = None) -> Message:
        """Write to the bot directly."""
        return await self.says(self.dm, text, thread=thread)

    async def edits(self, message: Message, text: str) -> Message:
        """Change one's own message."""
        current = self._own(message)
        wire = typed(text, self._state)
        return self._posting.edit(current, wire, (rich_text(wire, self._state.ids),), current.metadata)

    async def deletes(self, message: Message) -> None:
        """Delete one's own message."""
        self._posting.delete(self._own(message))

    async def pins(self, message: Message) -> Message:
        """Pin a message to its conversation."""
        return self._posting.pin(self._seen(message), self.id)

    async def reacts(self, message: Message, name: str) -> None:
        """Put an emoji under a message."""
        self._posting.react(self._seen(message), name, self.id)

    async def unreacts(self, message: Message, name: str) -> None:
        """Take one's emoji away."""
        self._posting.unreact(self._seen(message), name, self.id)

    async def runs(self, line: str, *, in_: Where | None = None) -> Interaction:
        """Run a slash command in a channel, or in the direct message with the bot; waits for the ack."""
        channel = self.dm if in_ is None else self._joined(in_)
        return await self._gestures.command(self.user, channel, line)

    async def clicks(self, on: Message | View, label: str, *, choose: object = None) -> Interaction:
        """Use a button or another element by its label, action id or option text; waits for the ack.

        `choose` is for elements that take a value: the text of an option, a date, a user id.
        """
        return await self._gestures.click(self.user, self._present(on), label, choose)

    async def searches(self, on: Message | View, action_id: str, text: str) -> list[Payload]:
        """Type into an external select; the options that the app offers. Hand one of them to `choose`."""
        return await self._gestures.search(self.user, self._present(on), action_id, text)

    async def submits(self, view: View, answers: Mapping[str, Any] | None = None) -> Interaction:
        """Fill in a modal (answers by block id, action id or label) and submit it; waits for the ack."""
        return await self._gestures.submit(self.user, self._open(view), answers or {})

    async def closes(self, view: View, *, everything: bool = False) -> Interaction | None:
        """Close a modal without submitting it, or with `everything` the whole stack."""
        return await self._gestures.close(self.user, self._open(view), is_cleared=everything)

    async def uses_shortcut(self, name: str, *, on: Message | None = None) -> Interaction:
        """Use a shortcut by its name or callback id: on a message, or anywhere; waits for the ack."""
        return await self._gestures.shortcut(self.user, name, self._seen(on) if on else None)

    async def opens_home(self) -> None:
        """Open the app's home tab."""
        if not self._state.app.has_home_tab:
            raise PermissionError("the manifest has no home tab")
        self._events.home_opened(self.id, "home", self.home)

    async def opens_link(self, message: Message, url: str) -> None:
        """Click on the Work Object that stands for a link below a message: its panel opens."""
        clicked = self._seen(message).entities[url]
        trigger = self._state.triggers.issue(self.id)
        panel = self._state.panels[self.id] = Panel(clicked, message.channel, message.ts, trigger)
        self._events.details_requested(self.user, panel)

    async def presses(self, label: str) -> Interaction:
        """Use a button of the panel; waits for the ack."""
        return await self._gestures.press(self.user, self._state.panels[self.id], label)

    async def opens_pane(self) -> None:
        """Open the app's messages, where the agent pane shows suggested prompts."""
        self._events.home_opened(self.id, "messages", None)

    async def looks_at(self, where: Where) -> None:
        """Have a channel on the screen; an agent is told so."""
        self._state.looked_at[self.id] = self._joined(where).id
        self._events.context_changed(self.id)

    async def changes_locale(self, locale: str) -> None:
        """Choose another language for the interface."""
        self.changes(locale=locale)

    def changes(self, **account: Unpack[AccountSettings]) -> None:
        """The account gets other properties, by its owner or an admin; the app hears `user_change`."""
        user = self._state.users.change(self.id, updated=int(self._state.clock()), **account)
        self._state.feed.publish(Update("user_changed", user=self.id))
        self._events.user_changed("user_change", user)

    async def joins(self, where: Where) -> None:
        """Join a channel; it is written there, as a message of subtype `channel_join`."""
        channel = self._state.channels.join(find_channel(self._state, where).id, self.id)
        self._moved(channel, "join", "joined")

    async def leaves(self, where: Where) -> None:
        """Leave a channel; it is written there, as a message of subtype `channel_leave`."""
        channel = self._state.channels.leave(find_channel(self._state, where).id, self.id)
        self._moved(channel, "leave", "left")

    def sees(self, where: Where | None = None) -> list[Message]:
        """The messages that this person sees there (None: in the direct message with the bot), oldest first."""
        channel = self.dm if where is None else find_channel(self._state, where)
        if not channel.visible_to(self.user):
            return []
        return [one for one in self._state.history.everything(channel.id) if one.visible_to(self.id)]

    def finds(self, channel_id: str, ts: str) -> Message | None:
        """A message as it stands now, if it is there and this person sees it."""
        message = self._state.history.find(channel_id, ts)
        is_seen = message and message.visible_to(self.id)
        return message if is_seen and self._state.channels[channel_id].visible_to(self.user) else None

    def _uploaded(self, name: str, content: bytes) -> File:
        state = self._state
        return state.files.add(
            File(
                id=state.ids.next("F"),
                name=name,
                size=len(content),
                user=self.id,
                team=state.team_id,
                created=int(state.clock()),
                origin=state.origin,
                title=name,
                content=content,
            )
        )

    def _writes(
        self, where: Where, text: str, thread: Message | str | None, files: tuple[File, ...]
    ) -> Message:
        channel = self._joined(where)
        root = thread.thread if isinstance(thread, Message) else thread
        wire = typed(text, self._state)
        message = Message(
            channel=channel.id,
            ts=self._state.timestamps.next(),
            user=self.id,
            text=wire,
            team=self.user.team_id,
            blocks=(rich_text(wire, self._state.ids),) if wire else (),
            files=files,
            thread_ts=root,
            client_msg_id=None if self.user.is_bot else str(uuid.uuid4()),
            bot_id=self.user.bot_id,
        )
        return self._posting.post(message)

    def _moved(self, channel: Channel, verb: str, done: str) -> None:
        self._state.feed.publish(Update("channel_changed", channel.id))
        subtype = f"{'group' if channel.kind == 'group' else 'channel'}_{verb}"
        ts, text = self._state.timestamps.next(), f"<@{self.id}> has {done} the channel"
        self._posting.post(Message(channel.id, ts, self.id, text, self.user.team_id, subtype=subtype))
        self._events.membership_changed(f"member_{done}_channel", self.id, channel)

    def _joined(self, where: Where) -> Channel:
        channel = find_channel(self._state, where)
        if self.id not in channel.members:
            raise PermissionError(f"{self.name} is not in #{channel.name}")
        if channel.is_archived:
            raise PermissionError(f"#{channel.name} is archived")
        return channel

    def _seen(self, message: Message) -> Message:
        current = self.finds(message.channel, message.ts)
        if current is None:
            raise PermissionError(f"{self.name} does not see this message")
        return current

    def _present(self, on: Message | View) -> Message | View:
        return self._seen(on) if isinstance(on, Message) else self._open(on)

    def _own(self, message: Message) -> Message:
        current = self._seen(message)
        if current.user != self.id:
            raise PermissionError(f"this is not a message of {self.name}")
        return current

    def _open(self, view: View) -> View:
        """The view as it stands now, if it is open before this person."""
        current = self._state.views.find(view_id=view.id)
        if current is None or current.user != self.id:
            raise PermissionError(f"{self.name} does not have this view open")
        return current
