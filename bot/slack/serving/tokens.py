"""Tokens that expire, renewed in time, by one process at a time."""

import logging
from dataclasses import dataclass, field, replace

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot as SlackBot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.transport.errors import SlackRefusedError, SlackUnreachableError
from bot.slack.transport.standing import own_team
from bot.store import AsyncStore, Installation

_log = logging.getLogger(__name__)
_AHEAD = 120  # minutes before it expires: what slack_sdk does
_REVOKED = {"account_inactive", "token_revoked"}  # invalid_auth may come of where the call comes from
_PATIENCE = 60.0  # seconds: whoever is to renew it and dies is followed by another


@dataclass(frozen=True)
class Renewal:
    """Renews tokens by the secrets of the app; `asking` reaches Slack with no token.

    Slack gives each only once: what could not be written is kept until it is.
    """

    client_id: str
    client_secret: str
    asking: AsyncWebClient
    store: AsyncStore
    _unwritten: dict[str, Installation] = field(default_factory=dict)  # by the token before

    async def renewed(self, installation: Installation) -> Installation:
        """The installation with a token that is good for a while; where Slack gives no other, the one it had."""
        now = self.store.now()
        if not installation.expires_at or installation.expires_at > now + _AHEAD * 60:
            return installation
        own, former = self.store.installations_of(installation.tenant), installation.token
        if former not in self._unwritten:
            if not await own.may_renew(installation, _PATIENCE):
                return installation  # another process is at it: its token is seen at the next look
            try:
                self._unwritten[former] = await self._rotated(installation)
            except (SlackTokenRotationError, SlackApiError, ClientError, OSError) as error:
                _log.error("token not renewed", extra={"tenant": installation.tenant, "error": _why(error)})
                return installation
        fresh = self._unwritten[former]
        await own.renew(fresh.token, fresh.refresh_token, fresh.expires_at)
        self._unwritten.pop(former, None)  # another one here may have been as fast
        return fresh

    async def is_revoked(self, installation: Installation) -> bool:
        """Whether Slack says that its token is good for nothing any more; where it says nothing, it may be."""
        try:
            await own_team(self.asking, installation.token)
        except SlackRefusedError as error:
            return error.code in _REVOKED
        except SlackUnreachableError:
            return False
        return False

    async def _rotated(self, installation: Installation) -> Installation:
        rotator = AsyncTokenRotator(
            client_id=self.client_id, client_secret=self.client_secret, client=self.asking
        )
        known = SlackBot(
            bot_token=installation.token,
            bot_id=installation.bot,
            bot_user_id=installation.bot_user,
            bot_scopes=installation.scopes,
            bot_refresh_token=installation.refresh_token,
            bot_token_expires_at=int(installation.expires_at),
            installed_at=installation.installed_at,
        )
        # Long before: whether it is time was decided above, by the store's clock.
        rotated = rotator.perform_bot_token_rotation(bot=known, minutes_before_expiration=2**31)
        told = await rotated or known
        return replace(
            installation,
            token=told.bot_token,
            refresh_token=told.bot_refresh_token or "",
            expires_at=float(told.bot_token_expires_at or 0),
        )


def _why(error: Exception) -> str:
    """Slack's word for it (`invalid_refresh_token`: nobody but who installs it anew helps), else the kind of error."""
    refusal = error.api_error if isinstance(error, SlackTokenRotationError) else error
    told = getattr(getattr(refusal, "response", None), "data", None)
    return str((told.get("error") if isinstance(told, dict) else "") or type(error).__name__)
