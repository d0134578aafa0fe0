"""The only writer to Slack: posts messages, to a conversation or to one person."""

from collections.abc import Sequence

from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack.errors import NotInChannelError, NotShownError
from bot.slack.ui import Message

_NO_MEMBER = {"not_in_channel", "channel_not_found"}


class Gateway:
    """Posts with one client; links are never unfolded, and nothing in a text is read as a mention."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def post(self, channel: str, thread: str | None, messages: Sequence[Message]) -> None:
        """Post to a conversation, in the thread if one is given; raises NotInChannelError or SlackApiError."""
        for message in messages:
            try:
                await self._client.chat_postMessage(
                    channel=channel,
                    thread_ts=thread,
                    text=message.text,
                    blocks=message.blocks,
                    unfurl_links=False,
                    unfurl_media=False,
                    mrkdwn=False,
                )
            except SlackApiError as error:
                if error.response.get("error") in _NO_MEMBER:
                    raise NotInChannelError(channel) from error
                raise

    async def whisper(self, response_url: str, messages: Sequence[Message], *, replace: bool = False) -> None:
        """Show to the one person who ran a command or clicked; `replace`: instead of what they clicked on.

        Raises NotShownError where Slack does not take it (the URL is good for five uses in 30 minutes).
        """
        webhook = AsyncWebhookClient(
            response_url, session=self._client.session, retry_handlers=[AsyncRateLimitErrorRetryHandler(2)]
        )
        for message in messages:
            sent = await webhook.send(
                text=message.text,
                blocks=message.blocks,
                response_type="ephemeral",
                replace_original=replace,
            )
            if sent.status_code != 200:
                raise NotShownError(sent.status_code)
