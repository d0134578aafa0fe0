"""The workspace as tests and pages use it: open it, fill it, look into it, disturb it."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self, TypeVar, Unpack

from aiohttp import web

from bot.workspace.assembly import Options, Parts
from bot.workspace.people import Interaction, Person, Where, find_channel
from bot.workspace.recording import AppDelivery
from bot.workspace.state import AccountSettings, Channel, Message, Update, UserGroup, View
from bot.workspace.wire import Payload

_Seen = TypeVar("_Seen")

# A busy machine may sleep through the whole quiet time at once; many short naps let the app go on in between.
GLANCES = 10
PATIENCE = 60.0  # seconds: what must come comes late on a busy machine


class Workspace:
    """A Slack workspace in this process, with one app installed: the manifest's.

    `recording` holds what happened between the app and the workspace, `faults` what is to go wrong, `state` all
    that is in the workspace.
    """

    def __init__(self, manifest: Mapping[str, Any], options: Options | None = None) -> None:
        self._options = options or Options()
        self._parts = Parts(manifest, self._options)
        self.state = self._parts.state
        self.faults = self._parts.faults
        self.recording = self._parts.recording
        self._apps: list[Callable[[], Awaitable[bool]]] = []

    async def __aenter__(self) -> Self:
        await self._parts.server.open(self._options.port, self._options.host)
        self.state.origin = self._parts.server.origin
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._parts.deliveries.close()
        self._parts.calls.close()
        await self._parts.sockets.close()
        await self._parts.server.close()

    @property
    def page_url(self) -> str:
        """The page's address, for a browser."""
        return f"{self._parts.server.origin}/"

    @property
    def base_url(self) -> str:
        """The Web API's address, for `AsyncWebClient(base_url=...)`."""
        return f"{self._parts.server.origin}/api/"

    @property
    def bot_token(self) -> str:
        """The bot token (`xoxb-...`)."""
        return self.state.tokens.bot

    @property
    def app_token(self) -> str:
        """The app-level token (`xapp-...`) that opens sockets."""
        return self.state.tokens.app

    @property
    def signing_secret(self) -> str:
        """The secret that signs HTTP requests."""
        return self.state.tokens.signing_secret

    @property
    def bot_user_id(self) -> str:
        """The user id of the bot."""
        return self.state.bot.id

    def person(self, name: str, *, team: str = "", **account: Unpack[AccountSettings]) -> Person:
        """The person of this name; made when there is none yet, with these properties of `state.User`.

        `team` is the id of another organisation.
        """
        return self._parts.person(self.state.add_person(name, team, account).id)

    @property
    def people(self) -> list[Person]:
        """Everybody but bots."""
        return [self._parts.person(user.id) for user in self.state.users.values() if not user.is_bot]

    async def newcomer(self, name: str, **account: Unpack[AccountSettings]) -> Person:
        """A person who joins the workspace now: the app hears `team_join`."""
        person = self.person(name, **account)
        self._parts.events.user_changed("team_join", person.user)
        return person

    async def deactivates(self, person: Person) -> None:
        """Somebody leaves the organisation: the account is closed, and the app hears `user_change`."""
        person.changes(deleted=True)

    def notice(self, sentences: Mapping[str, str]) -> None:
        """What the page says to everybody from now on, by the reader's language; nothing: no more."""
        self.state.notice = sentences
        self.state.feed.publish(Update("notice_set"))

    def channel(
        self,
        name: str,
        members: Iterable[Person] = (),
        *,
        private: bool = False,
        shared: bool = False,
        bot: bool = True,
    ) -> Channel:
        """A channel with these members, and the bot unless `bot` is false; `shared` with another organisation."""
        ids = frozenset([person.id for person in members] + ([self.bot_user_id] if bot else []))
        return self.state.add_channel(name, ids, "group" if private else "channel", shared=shared)

    async def makes_guest(self, person: Person) -> None:
        """An account becomes a guest's: the app hears `user_change`."""
        person.changes(is_restricted=True)

    def shares(self, where: Where) -> None:
        """The channel is shared with another organisation from now on: the app hears `channel_shared`."""
        channel = self.state.channels.share(find_channel(self.state, where).id)
        self._parts.events.channel_shared(channel)
        self.state.feed.publish(Update("channel_changed", channel.id))

    def user_group(self, handle: str, members: Iterable[Person]) -> UserGroup:
        """A user group of these people."""
        return self.state.add_user_group(handle, tuple(person.id for person in members))

    async def bot_joins(self, where: Where) -> None:
        """Somebody invites the bot into a channel."""
        await self._parts.person(self.bot_user_id).joins(where)

    async def bot_leaves(self, where: Where) -> None:
        """Somebody removes the bot from a channel."""
        await self._parts.person(self.bot_user_id).leaves(where)

    def sees(self, person: Person, where: Where | None = None) -> list[Message]:
        """The messages that this person sees there (None: the direct message with the bot), oldest first."""
        return person.sees(where)

    def messages(self, where: Where) -> list[Message]:
        """Every message there, everybody's ephemerals included, oldest first."""
        return self.state.history.everything(find_channel(self.state, where).id)

    def now(self, message: Message) -> Message | None:
        """The message as it stands now; None when it was deleted."""
        return self.state.history.find(message.channel, message.ts)

    def feed(self) -> AsyncIterator[Update]:
        """The updates from this call on, for a page."""
        return self.state.feed.subscribe()

    async def reply_to(self, to: Message | Interaction, timeout: float = PATIENCE) -> Message:
        """The first message of the bot after this one that its author sees there: in its thread or in the channel.

        For an interaction: the first one that the person sees in that channel. TimeoutError when none comes.
        """
        return await self.until(lambda: next(iter(self.replies_to(to)), None), timeout)

    def replies_to(self, to: Message | Interaction) -> list[Message]:
        """All messages of the bot so far that `reply_to` could mean, oldest first."""
        thread = to.thread if isinstance(to, Message) else None
        reader = to.user if to.user != self.bot_user_id else None
        return [
            one
            for one in self.state.history.everything(to.channel)
            if one.bot_id == self.state.bot_id
            and float(one.ts) > float(to.ts)
            and (reader is None or one.visible_to(reader))
            and (thread is None or not one.is_reply or one.thread_ts == thread)
        ]

    async def modal(self, person: Person, timeout: float = PATIENCE) -> View:
        """The modal on top before this person, as soon as there is one. TimeoutError when none comes."""
        return await self.until(lambda: person.modal, timeout)

    async def home(self, person: Person, timeout: float = PATIENCE) -> View:
        """The published home of this person, as soon as there is one. TimeoutError when none comes."""
        return await self.until(lambda: person.home, timeout)

    async def until(self, look: Callable[[], _Seen | None], timeout: float = PATIENCE) -> _Seen:
        """Wait until `look` sees something, in the workspace or elsewhere, and return that. TimeoutError otherwise."""
        return await self.state.feed.until(look, timeout)

    async def settled(self, timeout: float = PATIENCE, quiet: float = 0.05) -> None:
        """Wait until all deliveries are settled, no call is being answered, and nothing happened for `quiet` seconds.

        Apps that said when they are at work are waited for; another that works on without calling is not noticed: give
        it a longer `quiet`. Deliveries that a fault holds back to be overtaken are let go.
        """
        parts, calm = self._parts, 0
        async with asyncio.timeout(timeout):
            while calm < GLANCES:
                before = self._activity()
                parts.deliveries.release()
                await asyncio.sleep(quiet / GLANCES)
                is_last = calm == GLANCES - 1
                is_at_work = is_last and any([await is_busy() for is_busy in self._apps])
                is_calling = parts.deliveries.pending or parts.calls.busy or self._activity() != before
                calm = 0 if is_calling or is_at_work else calm + 1

    @contextmanager
    def waits_for(self, is_busy: Callable[[], Awaitable[bool]]) -> Iterator[None]:
        """Whatever is to be settled waits, too, until the app in this process is not `is_busy`."""
        self._apps.append(is_busy)
        try:
            yield
        finally:
            self._apps.remove(is_busy)

    async def answers(self, request: web.Request) -> web.StreamResponse:
        """Answer a call of the Web API that came to another server."""
        return await self._parts.endpoint.serve(request)

    def authorization_code(self) -> str:
        """An admin consents to the installation: the code that `oauth.v2.access` takes once.

        With `state.tokens.client_id` and `.client_secret`.
        """
        code = secrets.token_hex(8)
        self.state.authorization_codes.add(code)
        return code

    async def uninstalls_app(self) -> None:
        """An admin removes the app: it hears so, and its tokens are dead."""
        self.announces("tokens_revoked", {"tokens": {"oauth": [], "bot": [self.bot_user_id]}})
        self.announces("app_uninstalled", {})
        self.state.is_installed = False

    async def connected(self, timeout: float = PATIENCE) -> None:
        """Wait until the app has a socket."""
        await self._parts.sockets.connected(timeout)

    @property
    def connections(self) -> int:
        """How many sockets of the app take envelopes."""
        return self._parts.sockets.connections

    async def refreshes_sockets(self) -> None:
        """Ask the app to reconnect, as Slack does every few hours."""
        await self._parts.sockets.refresh()

    async def closes_sockets(self) -> None:
        """Close every socket politely."""
        await self._parts.sockets.close()

    def cuts_sockets(self, most: int | None = None) -> None:
        """Cut every connection without a word."""
        self._parts.sockets.cut(most)

    def delivery(self, event: Message | str) -> AppDelivery:
        """The last delivery about this message, or of this event type. LookupError when there is none."""
        for one in reversed(self.recording.deliveries):
            if isinstance(event, Message):
                found = (event.channel, event.ts) == (one.event.get("channel"), one.event.get("ts"))
            else:
                found = event in {one.event.get("type"), one.payload.get("type"), one.payload.get("command")}
            if found:
                return one
        raise LookupError("there was no such delivery")

    async def redelivers(self, event: Message | str | AppDelivery) -> AppDelivery:
        """Deliver an event once more although it was acked, and wait until that is settled."""
        delivery = event if isinstance(event, AppDelivery) else self.delivery(event)
        self._parts.deliveries.repeat(delivery)
        await delivery.settled.wait()
        return delivery

    def announces(self, kind: str, event: Payload) -> AppDelivery | None:
        """Any other event, as written; None when the app does not hear this kind."""
        return self._parts.events.announce(kind, event)

    async def verifies_url(self, challenge: str = "challenge") -> bool:
        """Whether the app answers Slack's check of a new events URL. LookupError without `events_url`."""
        if self._parts.http is None:
            raise LookupError("the workspace has no events_url")
        return await self._parts.http.verify_url(challenge)

    def _activity(self) -> tuple[int, int]:
        return len(self.recording.calls), len(self.recording.deliveries)
