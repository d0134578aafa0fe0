"""Whether a payload has the shape of Slack's, wherever it is read: what is signed rightly may still be anything."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

_Text = str | None
_Object = dict[str, Any]
_ID = r"^[\x21-\x7e]{1,32}$"
_Id = Annotated[str, Field(pattern=_ID)] | None
_Trigger = Annotated[str, Field(min_length=1, max_length=128)] | None
_Moment = Annotated[str, Field(pattern=r"^\d{1,12}(\.\d{1,9})?$")]  # 1355517523.000005


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True)


class _Profile(_Shape):
    real_name: _Text = None
    display_name: _Text = None
    title: _Text = None


class _InGrid(_Shape):
    teams: list[str] = []


class _Person(_Shape):
    id: Annotated[str, Field(pattern=_ID)]
    team_id: _Id = None
    enterprise_id: _Id = None
    locale: _Text = None
    tz: _Text = None
    profile: _Profile | None = None
    enterprise_user: _InGrid | None = None


class _Named(_Shape):
    id: _Id = None
    enterprise_id: _Id = None


class _Message(_Shape):
    type: _Text = None
    subtype: _Text = None
    user: _Id = None
    text: _Text = None
    ts: _Moment | None = None
    thread_ts: _Moment | None = None
    bot_id: _Id = None
    blocks: list[_Object] | None = None
    attachments: list[_Object] | None = None
    files: list[_Object] | None = None


class _Reference(_Shape):
    id: _Text = None
    type: _Text = None


class _Event(_Shape):
    type: str
    subtype: _Text = None
    user: _Id | _Person = None
    user_id: _Id = None
    text: _Text = None
    ts: _Moment | None = None
    thread_ts: _Moment | None = None
    message_ts: _Text = None  # of what is still being written it is no moment
    links: list[_Object] | None = None
    external_ref: _Reference | None = None
    entity_url: _Text = None
    trigger_id: _Trigger = None
    event_ts: _Moment | None = None
    bot_id: _Id = None
    channel: _Id | _Named = None
    channel_id: _Id = None
    channel_type: _Text = None
    team: _Id = None
    team_id: _Id = None
    user_team: _Id = None
    enterprise: _Id | _Named = None
    enterprise_id: _Id = None
    tab: _Text = None
    message: _Message | None = None
    previous_message: _Message | None = None
    files: list[_Object] | None = None
    assistant_thread: _Object | None = None
    item: _Object | None = None
    inputs: _Object | None = None


class _Authorization(_Shape):
    user_id: _Id = None
    team_id: _Id = None
    enterprise_id: _Id = None
    is_bot: bool | None = None


class _State(_Shape):
    values: dict[str, dict[str, _Object]] | None = None


class _Title(_Shape):
    text: _Text = None


class _View(_Shape):
    id: Annotated[str, Field(pattern=_ID)]
    type: str
    callback_id: _Text = None
    private_metadata: _Text = None
    hash: _Text = None
    team_id: _Id = None
    app_installed_team_id: _Id = None
    title: _Title | None = None
    state: _State | None = None


class _Container(_Shape):
    type: _Text = None
    message_ts: _Moment | None = None
    thread_ts: _Moment | None = None
    channel_id: _Id = None


class _Chosen(_Shape):
    value: _Text = None


class _Action(_Shape):
    type: _Text = None
    action_id: str
    block_id: _Text = None
    value: _Text = None
    selected_option: _Chosen | None = None
    action_ts: _Moment | None = None


class _Payload(_Shape):
    type: _Text = None
    event: _Event | None = None
    event_id: _Id = None
    event_time: int | None = None
    authorizations: list[_Authorization] | None = None
    is_ext_shared_channel: bool | None = None
    user: _Id | _Person = None
    user_id: _Id = None
    team: _Id | _Named = None
    team_id: _Id = None
    enterprise: _Id | _Named = None
    enterprise_id: _Id = None
    channel: _Id | _Named = None
    channel_id: _Id = None
    container: _Container | None = None
    message: _Message | None = None
    view: _View | None = None
    state: _State | None = None
    actions: Annotated[list[_Action], Field(min_length=1)] | None = None
    callback_id: _Text = None
    trigger_id: _Trigger = None
    response_url: _Text = None
    command: _Text = None
    text: _Text = None
    function_data: _Object | None = None
    ssl_check: _Text = None


# What tells a kind of payload, and what each of that kind has.
_WHOLE = {
    "block_actions": {"user", "actions"},
    "view_submission": {"user", "view"},
    "view_closed": {"user", "view"},
    "message_action": {"user", "trigger_id", "callback_id"},
    "shortcut": {"user", "trigger_id", "callback_id"},
}
_ABOUT_PEOPLE = {"team_join", "user_change"}  # events with the whole person, and not the id alone
_COMMAND = {"command", "user_id", "team_id", "channel_id", "trigger_id", "response_url"}


def has_slacks_shape(told: object) -> bool:
    """Whether what came as JSON, or as a form's fields, is something that Slack tells, as far as it is read."""
    try:
        payload = _Payload.model_validate(told)
    except ValidationError:
        return False
    there = {name for name in payload.model_fields_set if getattr(payload, name) is not None}
    if payload.command is not None:
        return there >= _COMMAND
    if payload.type == "event_callback":
        told_of = payload.event
        if told_of is None or (told_of.type == "entity_details_requested" and not told_of.trigger_id):
            return False
        return told_of.type not in _ABOUT_PEOPLE or isinstance(told_of.user, _Person)
    if payload.type not in _WHOLE:
        return bool(payload.type or payload.ssl_check)
    return isinstance(payload.user, _Person) and there >= _WHOLE[payload.type]
