"""What the environment says, checked: each setting by the kind of value that it takes, all faults at once."""

from bot.settings.faults import KINDS, SettingFault, SettingsError
from bot.settings.models import (
    HttpSettings,
    InstallableSettings,
    OnboardingSettings,
    ProgramHttpSettings,
    ProgramSettings,
    Settings,
    SlackSettings,
    SocketSettings,
    StoreSettings,
    read_settings,
)
from bot.settings.tenant import OF_TENANTS, as_tenant
from bot.settings.values import ListenAddress, NotAnAddressError, read_listen_address

__all__ = [
    "KINDS",
    "OF_TENANTS",
    "HttpSettings",
    "InstallableSettings",
    "ListenAddress",
    "NotAnAddressError",
    "OnboardingSettings",
    "ProgramHttpSettings",
    "ProgramSettings",
    "SettingFault",
    "Settings",
    "SettingsError",
    "SlackSettings",
    "SocketSettings",
    "StoreSettings",
    "as_tenant",
    "read_listen_address",
    "read_settings",
]
