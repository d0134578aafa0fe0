"""What Slack's error codes mean for whoever called: everybody waits, this one message is lost, or it is tried again.

Source: Slack's reference of chat.postMessage, chat.postEphemeral, chat.update, chat.delete and conversations.*. What is
not named here may pass: it is asked after, and tried again.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from bot.slack.transport.errors import (
    AppRefusedError,
    NotNowError,
    NotTakenError,
    RateLimitedError,
    UnavailableError,
    UncertainError,
)


class Mend(StrEnum):
    """Where to look when Slack refuses the whole app."""

    TOKEN = "token"  # noqa: S105  # the name of a place to look at
    SCOPES = "scopes"
    ORGANISATION = "organisation"  # what its administrators have decided or are doing


OF_APP: Mapping[str, Mend] = {
    "account_inactive": Mend.TOKEN,
    "invalid_auth": Mend.TOKEN,
    "not_allowed_token_type": Mend.TOKEN,
    "not_authed": Mend.TOKEN,
    "token_expired": Mend.TOKEN,
    "token_revoked": Mend.TOKEN,
    "missing_scope": Mend.SCOPES,
    "access_denied": Mend.ORGANISATION,
    "ekm_access_denied": Mend.ORGANISATION,
    "enterprise_is_restricted": Mend.ORGANISATION,
    "org_login_required": Mend.ORGANISATION,
    "team_access_not_granted": Mend.ORGANISATION,
    "two_factor_setup_required": Mend.ORGANISATION,
}
OF_CONVERSATION = frozenset({
    "cannot_dm_bot", "cannot_reply_to_message", "channel_not_found", "channel_type_not_supported", "is_archived",
    "messages_tab_disabled", "method_not_supported_for_channel_type", "no_permission", "not_in_channel",
    "restricted_action", "restricted_action_non_threadable_channel", "restricted_action_read_only_channel",
    "restricted_action_thread_locked", "restricted_action_thread_only_channel", "thread_not_found", "user_disabled",
    "user_not_found", "user_not_in_channel", "user_not_visible", "users_not_found",
})  # fmt: skip
_OF_MESSAGE = frozenset({
    "block_mismatch", "invalid_arg_name", "invalid_arguments", "invalid_array_arg", "invalid_blocks",
    "invalid_blocks_format", "invalid_charset", "invalid_form_data", "invalid_json", "invalid_metadata_format",
    "invalid_metadata_schema", "invalid_post_type", "json_not_object", "markdown_text_conflict",
    "metadata_must_be_sent_from_app", "metadata_too_large", "missing_post_type", "msg_blocks_too_long", "msg_too_long",
    "no_text", "too_many_attachments",
})  # fmt: skip
OF_SHOWN_MESSAGE = frozenset({
    "cant_delete_message", "cant_update_message", "compliance_exports_prevent_deletion", "edit_window_closed",
    "message_not_found",
})  # fmt: skip
OF_FILE = frozenset({
    "blocked_file_type", "file_upload_size_restricted", "files_upload_disabled", "storage_limit_reached",
})  # fmt: skip
_FINAL = OF_CONVERSATION | _OF_MESSAGE | OF_SHOWN_MESSAGE | OF_FILE
_SURELY_NOT_DONE = frozenset({
    "accesslimited", "message_limit_exceeded", "rate_limited", "ratelimited", "request_timeout", "team_added_to_org",
})  # fmt: skip


def refusal(response: Any) -> NotNowError | NotTakenError:  # noqa: ANN401  # slack_sdk's response, or aiohttp's where it is no JSON
    """What a response that is no success means."""
    status: int = getattr(response, "status_code", 0) or getattr(response, "status", 0)
    data = getattr(response, "data", None)
    code = str(data.get("error") or "") if isinstance(data, Mapping) and status < 500 else ""
    wanted = response.headers.get("Retry-After", "")
    if (status == 429 or code in {"rate_limited", "ratelimited"}) and wanted.isdecimal():
        return RateLimitedError(float(wanted))
    if status == 429 or code in _SURELY_NOT_DONE:
        return UnavailableError(code or f"status {status}")
    if code in OF_APP:
        return AppRefusedError(code)
    return NotTakenError(code) if code in _FINAL else UncertainError(code or f"status {status}")
