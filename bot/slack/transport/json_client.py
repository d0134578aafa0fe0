"""A client of the Web API that takes nothing but JSON for Slack's word: proxies and pages to log in answer, too.

slack_sdk looks into a plain text as into what Slack tells, hands on aiohttp's response of what only says that it is
JSON, and stumbles where a pause is asked for in no number of seconds: all that would look like faults of ours.
"""

from typing import Any

from aiohttp import ClientPayloadError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient


class JsonClient(AsyncWebClient):
    """Whatever else comes than Slack's JSON is a SlackApiError whose response holds nothing, or a ClientError."""

    async def _request(self, *, http_verb: str, api_url: str, req_args: dict[str, Any]) -> dict[str, Any]:
        """What `api_call` ends in, and what further pages are asked for by."""
        try:
            told = await super()._request(http_verb=http_verb, api_url=api_url, req_args=req_args)
        except SlackApiError as error:
            response: Any = error.response  # aiohttp's
            return {"data": {}, "headers": response.headers, "status_code": response.status}
        except ValueError as error:
            raise ClientPayloadError(type(error).__name__) from error
        return told if isinstance(told["data"], dict) else told | {"data": {}}
