"""Settings: a mapping of names to texts (the environment) -> checked values, or all that is wrong at once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, SecretStr, ValidationError

from bot.settings.faults import SettingsError, fault_of
from bot.settings.values import (
    AppToken,
    BotToken,
    ChannelName,
    ChooserName,
    CountryCode,
    EncoderName,
    FernetKeys,
    Hours,
    Listening,
    SlackIds,
    TenantId,
    WebAddress,
    Zone,
)

Model = TypeVar("Model", bound=BaseModel)


_ZONE = Field(
    "Asia/Shanghai",
    alias="SHOUZE_ONBOARDING_ZONE",
    validation_alias=AliasChoices("SHOUZE_ONBOARDING_ZONE", "SHOUZE_TIMEZONE"),
)


class _FromEnvironment(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class _Choosing(_FromEnvironment):
    """The model that is asked where the ranking is in doubt."""

    chooser: ChooserName = Field("none", alias="SHOUZE_CHOOSER")

    @property
    def asked_host(self) -> str:
        """Where doubtful questions are sent; empty where they stay here."""
        return urlsplit("http" + self.chooser.rpartition("@http")[2]).hostname or ""


class _OnWeb(_FromEnvironment):
    """Where the pages that `shouze site` writes are read, without a slash at the end; "" where they are not."""

    site: WebAddress = Field("", alias="SHOUZE_SITE_URL")


class _Worded(_FromEnvironment):
    """The organisation's language: of the terminal, and of what stands in channels where no question tells one."""

    language: Literal["zh", "en"] = Field("zh", alias="SHOUZE_LANGUAGE")


class Settings(_Choosing, _OnWeb, _Worded):
    """What every command needs; a field's alias is its name in the environment."""

    knowledge: Path = Field(Path("knowledge"), alias="SHOUZE_KNOWLEDGE")
    cache: Path = Field(Path("~/.cache/shouze"), alias="SHOUZE_CACHE")
    index_memory: int = Field(1_024, alias="SHOUZE_INDEX_MEMORY", ge=0, le=1_000_000)  # MB; 0: no limit
    chooser_key: SecretStr = Field(SecretStr(""), alias="SHOUZE_CHOOSER_KEY")
    encoder: EncoderName = Field("auto", alias="SHOUZE_ENCODER")
    timezone: Zone = Field("Asia/Shanghai", alias="SHOUZE_TIMEZONE")  # whose days rules come into force by


class _Secrets(_FromEnvironment):
    """The keys that stored texts are encrypted, and reports signed, with; StoreSettings checks them."""

    secret: SecretStr | None = Field(None, alias="SHOUZE_SECRET")
    tenant: TenantId = Field("", alias="SHOUZE_TENANT")  # whose rows, where several installed the bot

    @property
    def secrets(self) -> tuple[str, ...]:
        """The keys, today's first, which seals; none: nothing is sealed."""
        return tuple(self.secret.get_secret_value().split(",")) if self.secret else ()


class StoreSettings(_Secrets):
    """Where questions are kept, how, and how long."""

    database_url: SecretStr = Field(SecretStr(""), alias="SHOUZE_DATABASE_URL")
    secret: FernetKeys | None = Field(None, alias="SHOUZE_SECRET")
    question_days: int = Field(180, alias="SHOUZE_QUESTION_DAYS", ge=1, le=3_650)
    audit_days: int = Field(1_095, alias="SHOUZE_AUDIT_DAYS", ge=365, le=3_650)
    onboarding_zone: Zone = _ZONE

    @property
    def database(self) -> str:
        """The URL of the database; without one, of a file in the user's data folder."""
        file = Path("~/.local/share/shouze/shouze.db").expanduser()
        return self.database_url.get_secret_value() or f"sqlite:///{file}"


class OnboardingSettings(_Secrets):
    """The first weeks of new colleagues: whose holidays count, when people are left in peace, and who is HR."""

    onboarding_country: CountryCode = Field("CN", alias="SHOUZE_ONBOARDING_COUNTRY")
    # from when until when people are left in peace, on the clock where they live
    quiet_hours: Hours = Field("20:00-09:00", alias="SHOUZE_ONBOARDING_QUIET", validate_default=True)
    onboarding_zone: Zone = _ZONE
    onboarding_hr: SlackIds = Field((), alias="SHOUZE_ONBOARDING_HR")


class _Publishing(_FromEnvironment):
    publish: Literal["auto", "reviewed"] = Field("auto", alias="SHOUZE_PUBLISH")


class _OfProcess(_FromEnvironment):
    """Where Slack is, and what a process tells of itself."""

    api_url: str = Field("https://slack.com/api/", alias="SLACK_API_URL")
    status: Listening | None = Field(None, alias="SHOUZE_STATUS")
    log: Literal["auto", "console", "json"] = Field("auto", alias="SHOUZE_LOG")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", alias="SHOUZE_LOG_LEVEL")


class SlackSettings(_OfProcess, _Publishing, OnboardingSettings, _Choosing, _OnWeb, _Worded):
    """What the bot needs on Slack besides, however it is reached."""

    bot_token: BotToken = Field(alias="SLACK_BOT_TOKEN")
    app_token: AppToken | None = Field(None, alias="SLACK_APP_TOKEN")
    signing_secret: SecretStr | None = Field(None, alias="SLACK_SIGNING_SECRET")
    sockets: int = Field(2, alias="SHOUZE_SOCKETS", ge=1, le=10)
    delivery_hours: float = Field(24, alias="SHOUZE_DELIVERY_HOURS", gt=0, le=168)
    questions_a_minute: int = Field(10, alias="SHOUZE_QUESTIONS_A_MINUTE", ge=1)
    allow_guests: bool = Field(default=False, alias="SHOUZE_ALLOW_GUESTS")
    allow_shared_channels: bool = Field(default=False, alias="SHOUZE_ALLOW_SHARED_CHANNELS")
    privacy_notice: bool = Field(default=True, alias="SHOUZE_PRIVACY_NOTICE")
    rules_owners: SlackIds = Field((), alias="SHOUZE_RULES_OWNERS")
    rules_channel: ChannelName | None = Field(None, alias="SHOUZE_RULES_CHANNEL")
    review: Literal["monthly", "quarterly", "off"] = Field("monthly", alias="SHOUZE_REVIEW")


class SocketSettings(SlackSettings):
    """What `shouze serve` needs: an app token, for Slack is reached by websocket."""

    app_token: AppToken = Field(alias="SLACK_APP_TOKEN")


class HttpSettings(SlackSettings):
    """What `shouze serve --http` needs: the secret that Slack signs its requests with."""

    signing_secret: SecretStr = Field(alias="SLACK_SIGNING_SECRET")


class InstallableSettings(_OfProcess):
    """What `shouze serve --http` needs where workspaces install the bot by themselves: the secrets of the app."""

    client_id: str = Field(alias="SLACK_CLIENT_ID")
    client_secret: SecretStr = Field(alias="SLACK_CLIENT_SECRET")
    signing_secret: SecretStr = Field(alias="SLACK_SIGNING_SECRET")
    secret: FernetKeys = Field(alias="SHOUZE_SECRET")  # no token is stored as it is
    metrics_by_tenant: bool = Field(default=False, alias="SHOUZE_METRICS_BY_TENANT")


class ProgramSettings(_Publishing):
    """What `shouze mcp` needs: which rules count."""


class ProgramHttpSettings(ProgramSettings):
    """What `shouze mcp --http` needs besides: the word by which a program is let in."""

    token: SecretStr = Field(alias="SHOUZE_MCP_TOKEN")


def read_settings(model: type[Model], environment: Mapping[str, str]) -> Model:
    """The settings from the environment, empty values counting as missing; raises SettingsError with all faults."""
    try:
        return model.model_validate({name: value for name, value in environment.items() if value})
    except ValidationError as error:
        raise SettingsError(
            tuple(map(fault_of, error.errors(include_input=False)))
        ) from None  # it repeats a token
