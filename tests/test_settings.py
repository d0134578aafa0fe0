"""Settings from a mapping: all that is wrong at once, and never a secret in a message."""

from pathlib import Path

import pytest
from bot.settings import (
    HttpSettings,
    ListenAddress,
    NotAnAddressError,
    SettingFault,
    Settings,
    SettingsError,
    SlackSettings,
    SocketSettings,
    read_listen_address,
    read_settings,
)

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def test_without_any_name_each_setting_has_its_default() -> None:
    settings = read_settings(Settings, {})
    assert settings.knowledge == Path("knowledge")
    assert settings.language == "zh"
    assert settings.cache == Path("~/.cache/shouze")


def test_settings_come_from_their_names_and_others_are_passed_over() -> None:
    environment = {"SHOUZE_KNOWLEDGE": "/k", "SHOUZE_LANGUAGE": "en", "SHOUZE_CACHE": "/c", "HOME": "/root"}
    settings = read_settings(Settings, environment)
    assert (settings.knowledge, settings.language, settings.cache) == (Path("/k"), "en", Path("/c"))


def test_the_settings_of_slack_have_defaults_but_for_the_tokens() -> None:
    settings = read_settings(SocketSettings, TOKENS)
    assert settings.bot_token.get_secret_value() == "xoxb-1"
    assert settings.app_token.get_secret_value() == "xapp-1"
    assert settings.sockets == 2
    assert settings.api_url == "https://slack.com/api/"


@pytest.mark.parametrize("environment", [{}, dict.fromkeys(TOKENS, "")], ids=["absent", "empty"])
def test_all_missing_names_are_told_at_once(environment: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as error:
        read_settings(SocketSettings, environment)
    assert error.value.faults == tuple(map(SettingFault, TOKENS))
    assert str(error.value) == "SLACK_BOT_TOKEN is missing, SLACK_APP_TOKEN is missing"


@pytest.mark.parametrize(
    ("model", "name", "value"),
    [
        pytest.param(SlackSettings, "SLACK_BOT_TOKEN", "xapp-secret", id="tokens-mixed-up"),
        pytest.param(SlackSettings, "SLACK_APP_TOKEN", "secret xapp-", id="prefix-further-on"),
        pytest.param(SlackSettings, "SHOUZE_SOCKETS", "0", id="no-socket"),
        pytest.param(SlackSettings, "SHOUZE_SOCKETS", "11", id="too-many-sockets"),
        pytest.param(SlackSettings, "SHOUZE_SOCKETS", "secret", id="no-number"),
        pytest.param(Settings, "SHOUZE_LANGUAGE", "secret", id="no-such-language"),
        pytest.param(Settings, "SHOUZE_TIMEZONE", "secret/../etc", id="no-such-zone"),
    ],
)
def test_a_wrong_value_is_told_by_its_name_and_not_repeated(
    model: type[Settings | SlackSettings], name: str, value: str
) -> None:
    with pytest.raises(SettingsError) as error:
        read_settings(model, {**TOKENS, name: value})
    assert [fault.name for fault in error.value.faults] == [name]
    assert error.value.faults[0].why
    assert "secret" not in f"{error.value!s}{error.value!r}{error.value.faults}"


def test_what_is_missing_and_what_is_wrong_are_told_together() -> None:
    with pytest.raises(SettingsError) as error:
        read_settings(SocketSettings, {"SLACK_BOT_TOKEN": "secret", "SHOUZE_SOCKETS": "x"})
    assert {fault.name: bool(fault.why) for fault in error.value.faults} == {
        "SLACK_BOT_TOKEN": True,
        "SLACK_APP_TOKEN": False,
        "SHOUZE_SOCKETS": True,
    }
    assert error.value.__cause__ is None  # pydantic's own error would repeat the token
    assert error.value.__suppress_context__


def test_secrets_are_not_shown() -> None:
    tokens = {
        "SLACK_BOT_TOKEN": "xoxb-canary",
        "SLACK_APP_TOKEN": "xapp-canary",
        "SLACK_SIGNING_SECRET": "canary",
    }
    settings = read_settings(SlackSettings, tokens)
    assert "canary" not in f"{settings!r}{settings}{settings.model_dump_json()}"


@pytest.mark.parametrize("model", [Settings, SlackSettings])
def test_each_setting_has_a_name_in_capitals(
    model: type[Settings | SlackSettings],
) -> None:
    for field in model.model_fields.values():
        assert field.alias
        assert field.alias.isupper()


def test_over_http_the_signing_secret_is_needed_and_no_app_token() -> None:
    with pytest.raises(SettingsError) as error:
        read_settings(HttpSettings, {})
    assert [fault.name for fault in error.value.faults] == ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]


@pytest.mark.parametrize(
    ("written", "host", "port"),
    [("0.0.0.0:3000", "0.0.0.0", 3000), ("[::1]:80", "::1", 80), ("bot.local:65535", "bot.local", 65535)],  # noqa: S104  # read, not listened on
)
def test_an_address_to_listen_on_is_read_and_written(written: str, host: str, port: int) -> None:
    assert read_listen_address(written) == ListenAddress(host, port)
    assert str(read_listen_address(written)) == written
    settings = read_settings(SocketSettings, {**TOKENS, "SHOUZE_STATUS": written})
    assert settings.status == ListenAddress(host, port)


@pytest.mark.parametrize(
    "written", ["3000", ":3000", "host", "host:", "host:0", "host:65536", "::1:80", "a b:1", ""]
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(NotAnAddressError):
        read_listen_address(written)
    if written:
        with pytest.raises(SettingsError):
            read_settings(SocketSettings, {**TOKENS, "SHOUZE_STATUS": written})


@pytest.mark.parametrize(
    ("chooser", "host"),
    [
        ("none", ""),
        ("fastembed:some/model", ""),
        ("openai:m@http://127.0.0.1:9/v1", "127.0.0.1"),
        ("openai:m@v2@https://user@models.example.org/v1", "models.example.org"),
    ],
)
def test_of_an_endpoint_that_doubtful_questions_are_sent_to_the_host_is_known(
    chooser: str, host: str
) -> None:
    assert read_settings(Settings, {"SHOUZE_CHOOSER": chooser}).asked_host == host
    assert read_settings(SlackSettings, {**TOKENS, "SHOUZE_CHOOSER": chooser}).asked_host == host
