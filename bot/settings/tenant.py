"""What a tenant says for itself, in one file: the same names as in the environment, of which it takes the place.

# tenants/T0123ABCD.toml
SHOUZE_TIMEZONE = "Europe/Berlin"
SHOUZE_ONBOARDING_HR = "U0123ABCD,U4567EFGH"
SHOUZE_ALLOW_GUESTS = true
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from bot.settings.faults import SettingFault, SettingsError

OF_TENANTS = frozenset({
    "SHOUZE_ALLOW_GUESTS", "SHOUZE_ALLOW_SHARED_CHANNELS", "SHOUZE_AUDIT_DAYS", "SHOUZE_DELIVERY_HOURS",
    "SHOUZE_LANGUAGE", "SHOUZE_ONBOARDING_COUNTRY", "SHOUZE_ONBOARDING_HR", "SHOUZE_ONBOARDING_QUIET",
    "SHOUZE_ONBOARDING_ZONE", "SHOUZE_PRIVACY_NOTICE", "SHOUZE_PUBLISH", "SHOUZE_QUESTIONS_A_MINUTE",
    "SHOUZE_QUESTION_DAYS", "SHOUZE_REVIEW", "SHOUZE_RULES_CHANNEL", "SHOUZE_RULES_OWNERS",
    "SHOUZE_SITE_URL", "SHOUZE_TIMEZONE",
})  # fmt: skip
"""What each tenant may say; all else is the process's own."""
_ZONE, _ZONE_OF_FIRST_WEEKS = "SHOUZE_TIMEZONE", "SHOUZE_ONBOARDING_ZONE"


def as_tenant(environment: Mapping[str, str]) -> Mapping[str, str]:
    """The environment as the tenant has it that SHOUZE_TENANT names, with its own folder of rules; else as it is.

    Raises SettingsError where its file cannot be read, or names anything else. Values are checked where they are used.
    """
    if not (tenant := environment.get("SHOUZE_TENANT")):
        return environment
    tenants = Path(environment.get("SHOUZE_KNOWLEDGE") or "knowledge") / "tenants"
    own = _with_own_settings(environment, tenants / f"{Path(tenant).name}.toml")
    return {**own, "SHOUZE_KNOWLEDGE": str(tenants / Path(tenant).name)}


def _with_own_settings(environment: Mapping[str, str], file: Path) -> Mapping[str, str]:
    try:
        told = tomllib.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        return environment
    except (OSError, ValueError, RecursionError) as error:  # no TOML is a ValueError, and no UTF-8 too
        raise SettingsError((SettingFault(file.name, "file"),)) from error
    if strange := sorted(told.keys() - OF_TENANTS):
        raise SettingsError(tuple(SettingFault(name, "not-own") for name in strange))
    if _ZONE in told:  # which is the zone for first weeks, too, where the same file names no other one
        environment = {name: value for name, value in environment.items() if name != _ZONE_OF_FIRST_WEEKS}
    return {**environment, **{name: _written(value) for name, value in told.items()}}


def _written(value: object) -> str:
    """A value as the environment has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
