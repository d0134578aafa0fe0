"""What a tenant says for itself: its file takes the place of the environment, and may say nothing else."""

from pathlib import Path

import pytest
from bot.settings import (
    OF_TENANTS,
    OnboardingSettings,
    Settings,
    SettingsError,
    SlackSettings,
    StoreSettings,
    as_tenant,
    read_settings,
)

HOUSE = {"SHOUZE_TENANT": "T0A", "SHOUZE_REVIEW": "off", "SHOUZE_TIMEZONE": "Asia/Shanghai"}


def written(folder: Path, text: str) -> dict[str, str]:
    (folder / "tenants").mkdir()
    (folder / "tenants" / "T0A.toml").write_text(text, "utf-8")
    return {**HOUSE, "SHOUZE_KNOWLEDGE": str(folder)}


def test_without_a_tenant_the_environment_is_as_it_is() -> None:
    environment = {"SHOUZE_REVIEW": "off"}
    assert as_tenant(environment) is environment


def test_a_tenant_s_own_words_come_before_the_environment_s(tmp_path: Path) -> None:
    own = as_tenant(written(tmp_path, 'SHOUZE_TIMEZONE = "Europe/Berlin"\nSHOUZE_ALLOW_GUESTS = true'))
    assert (own["SHOUZE_TIMEZONE"], own["SHOUZE_ALLOW_GUESTS"], own["SHOUZE_REVIEW"]) == (
        "Europe/Berlin",
        "true",
        "off",
    )
    assert own["SHOUZE_KNOWLEDGE"] == str(tmp_path / "tenants" / "T0A")
    assert read_settings(OnboardingSettings, own).onboarding_zone == "Europe/Berlin"


def test_a_mark_that_editors_put_before_a_text_is_none_of_its_words(tmp_path: Path) -> None:
    own = as_tenant(written(tmp_path, '\ufeffSHOUZE_TIMEZONE = "Europe/Berlin"'))
    assert own["SHOUZE_TIMEZONE"] == "Europe/Berlin"


@pytest.mark.parametrize(
    ("more", "zone"),
    [("", "Europe/Berlin"), ('\nSHOUZE_ONBOARDING_ZONE = "Europe/Paris"', "Europe/Paris")],
)
def test_the_zone_of_all_for_first_weeks_does_not_come_before_a_tenant_s_own(
    tmp_path: Path, more: str, zone: str
) -> None:
    of_all = written(tmp_path, f'SHOUZE_TIMEZONE = "Europe/Berlin"{more}')
    own = as_tenant({**of_all, "SHOUZE_ONBOARDING_ZONE": "Asia/Shanghai"})
    assert read_settings(OnboardingSettings, own).onboarding_zone == zone


def test_without_a_file_there_is_the_folder_alone(tmp_path: Path) -> None:
    own = as_tenant({**HOUSE, "SHOUZE_KNOWLEDGE": str(tmp_path)})
    assert own == {**HOUSE, "SHOUZE_KNOWLEDGE": str(tmp_path / "tenants" / "T0A")}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param('SHOUZE_SECRET = "x"', "SHOUZE_SECRET", "not-own", id="the process's own"),
        pytest.param('SHOUZE_KNOWLEDGE = "/"', "SHOUZE_KNOWLEDGE", "not-own", id="another's rules"),
        pytest.param('SLACK_BOT_TOKEN = "x"', "SLACK_BOT_TOKEN", "not-own", id="a token"),
        pytest.param("SHOUZE_REVIEW: off", "T0A.toml", "file", id="no TOML"),
        pytest.param("SHOUZE_REVIEW = " + "[" * 5_000, "T0A.toml", "file", id="too deep"),
    ],
)
def test_what_it_may_not_say_is_named(tmp_path: Path, text: str, name: str, kind: str) -> None:
    with pytest.raises(SettingsError) as error:
        as_tenant(written(tmp_path, text))
    [fault] = error.value.faults
    assert (fault.name, fault.kind) == (name, kind)


def test_all_that_it_may_say_is_a_setting() -> None:
    known = {
        field.alias
        for model in (Settings, SlackSettings, StoreSettings)
        for field in model.model_fields.values()
    }
    assert known > OF_TENANTS
