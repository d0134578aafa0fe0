"""The writer of views."""

import logging

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.home.view_event import Visit
from bot.slack.home.views import View

_log = logging.getLogger(__name__)
# The reader has closed the modal, or another page already stands there: nobody waits for this one.
_OVERTAKEN = {"not_found", "view_not_found", "hash_conflict"}


async def show(view: View, visit: Visit, client: AsyncWebClient) -> None:
    """Put a view where the visit is; raises SlackApiError unless nobody is there to see it."""
    try:
        if visit.modal:
            await client.views_update(view_id=visit.modal, view=view)
        else:
            await client.views_publish(user_id=visit.user, view=view)
    except SlackApiError as error:
        code = error.response.get("error")
        if code not in _OVERTAKEN:
            raise
        _log.info("view of %s not shown: %s", visit.view, code)
