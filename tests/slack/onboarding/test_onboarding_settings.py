"""The settings of the first weeks."""

from datetime import time

import pytest
from bot.settings import OnboardingSettings, SettingsError, read_settings


def test_without_any_the_days_and_hours_are_those_of_china() -> None:
    settings = read_settings(OnboardingSettings, {})
    assert settings.onboarding_country == "CN"
    assert settings.quiet_hours == (time(20), time(9))
    assert settings.onboarding_hr == ()


def test_people_and_groups_are_read_from_a_list() -> None:
    settings = read_settings(OnboardingSettings, {"SHOUZE_ONBOARDING_HR": "U0ABC, S0DEF"})
    assert settings.onboarding_hr == ("U0ABC", "S0DEF")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SHOUZE_ONBOARDING_COUNTRY", "Nowhere"),
        ("SHOUZE_ONBOARDING_COUNTRY", "DE-XX"),
        ("SHOUZE_ONBOARDING_QUIET", "20"),
        ("SHOUZE_ONBOARDING_QUIET", "20:00-25:00"),
        ("SHOUZE_ONBOARDING_ZONE", "Shanghai"),
        ("SHOUZE_ONBOARDING_ZONE", "../etc"),
        ("SHOUZE_ONBOARDING_HR", "@lily"),
    ],
)
def test_what_is_wrong_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as error:
        read_settings(OnboardingSettings, {name: value})
    [fault] = error.value.faults
    assert fault.name == name
    assert fault.kind != "missing"
