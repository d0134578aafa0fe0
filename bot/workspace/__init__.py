"""A Slack workspace in one process, which the real Bolt app talks to over real HTTP and real websockets.

For tests, and behind the demo page. It knows nothing of the bot: it is given the app's manifest as a mapping, and is
as strict as Slack about scopes, membership, visibility, limits, triggers and response URLs. A test runs this example:

    async with Workspace(manifest, Options(ack_timeout=1.0, retry_delays=(0.0, 0.1))) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.base_url)
        app = AsyncApp(client=client)
        listen(app)                                                 # your listeners
        handler = AsyncSocketModeHandler(app, slack.app_token, web_client=client)
        await handler.connect_async()

        alice = slack.person("alice", locale="zh-CN")
        slack.channel("#ops", members=[alice])                      # the bot is a member unless bot=False
        question = await alice.says("#ops", "@Shouze 迟到怎么算")    # -> Message; thread=<message> for a reply
        answer = await slack.reply_to(question)                     # the bot's next message in the thread or channel
        assert "7.1" in answer.reads                                # the words of the blocks; also .text, .blocks

        click = await alice.clicks(answer, "有用")                   # button text or action id -> Interaction
        assert click.is_acked and click.latency < 3
        why = await slack.modal(alice)                              # waits until a modal is open -> View
        sent = await alice.submits(why, {"原因": "看不懂"})           # by block id, action id or label
        assert not sent.errors and alice.modal is None

        lookup = await alice.runs("/rule 7.1", in_="#ops")          # without in_: in the DM with the bot
        shown = await slack.reply_to(lookup)                        # works for interactions too
        assert shown.ephemeral_to == alice.id
        assert slack.sees(alice, "#ops") == [question, answer, shown]

        asked = await alice.messages_bot("年假几天")                 # a DM; slack.sees(alice) reads it
        await alice.edits(asked, "病假几天")
        await alice.deletes(asked)
        await alice.opens_home()
        home = await slack.home(alice)
        await alice.opens_pane()
        await alice.uses_shortcut("查相关规则", on=question)
        await alice.reacts(question, "thumbsup")
        mei = await slack.newcomer("mei", locale="zh-TW")           # team_join
        await slack.settled()                                       # nothing pending, and quiet for 50 ms
        assert slack.recording.refused == []
        await handler.close_async()

The bot is mentioned by its display name in the manifest. People: `person(name, locale=, tz=, is_admin=,
is_restricted=, is_ultra_restricted=, is_bot=, team=<id of another organisation>)`. Channels: `channel(name, members,
private=, shared=, bot=)`. What is there at all: `slack.messages("#ops")`; a message as it stands now:
`slack.now(message)`; the agent pane: `alice.pane`; anything else: `await slack.until(lambda: ..., timeout)`.
A browser shows it all at `slack.page_url`; another page would follow `async for update in slack.feed()` and read
`slack.people`, `alice.channels`, `alice.sees(channel)`, `alice.home`, `alice.modal`, `alice.pane`.

Files that the bot uploads (`files_upload_v2`) are under their message: `message.files`, each with `name`, `title`,
`size`, `content` (bytes) and `text`. They may have 3 MiB.

Several workspaces that have one app: `Options(tokens=first.state.tokens.elsewhere())`, and `Distribution(first, second,
redirect_url=)`, where they install it by OAuth; with `Options(enterprise_id=)` a workspace stands for an organisation.

Record: `slack.recording.calls`, `.calls_to("chat.postMessage")`, `.deliveries`, `.acks`, `.late_acks`, and `.refused`:
the calls whose blocks or view Slack would not take. A fixture should assert that it is empty.

Faults of calls: `slack.faults.rate_limits(method, times=, retry_after=)`, `.fails(method, status=, after_doing_it=)`,
`.refuses(method, error)`, `.hangs(method)`, `.slows(method, seconds)`; the post of a file is the method `upload_url`.
Of deliveries: `.loses_frames(times)`, `.loses_acks(times)`, `.delays(seconds, times)`, `.reorders(times)`,
`.redelivers(times)`. At once: `await slack.redelivers(message)`, `await slack.refreshes_sockets()`,
`await slack.closes_sockets()`, `slack.cuts_sockets()`.

Its rooms, each importing only what stands below it: `page` (all of it in a browser), `people` (what a person does),
`web_api` (what the app calls), `delivery` (what the app is sent), `state` (what there is), `block_kit` (blocks and
views, and what Slack takes of them).
"""

from bot.workspace.assembly import Options
from bot.workspace.distribution import Distribution
from bot.workspace.people import Interaction, Person
from bot.workspace.recording import Ack, AppDelivery, Call, DeliveryAttempt
from bot.workspace.state import Message, View
from bot.workspace.workspace import Workspace

__all__ = [
    "Ack", "AppDelivery", "Call", "DeliveryAttempt", "Distribution", "Interaction", "Message", "Options",
    "Person", "View", "Workspace",
]  # fmt: skip
