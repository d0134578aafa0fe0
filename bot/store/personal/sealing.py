"""What people typed, sealed before it is stored, and rows read and written as dataclasses with sealed fields.

A row that no secret opens (its key is gone) is as good as gone: whoever reads rows reads them with `opened`.
"""

import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import fields
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Row, Table

from bot.chain import MacKey
from bot.store.chains import derived, mac_key
from bot.store.database.tenancy import ALONE

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Value = TypeVar("Value", bound=DataclassInstance)

Read = TypeVar("Read")
PREFIX = "sealed_"  # how the columns of sealed texts begin
SHUT_FOR = 3_600.0  # seconds until what waits and no secret opens is tried again: its key may be back
_OPEN, _SEALED = "o:", "s:"  # how the stored text begins
_PURPOSE = b"shouze seal"  # of a key that is made of a secret


def new_secret() -> str:
    """A new random key for a Seal."""
    return Fernet.generate_key().decode()


class SealError(Exception):
    """A stored text was sealed with a secret that is not among those given."""


class Seal:
    """Seals a tenant's texts with Fernet (AES-128-CBC and HMAC-SHA256); without a secret it leaves them as they are.

    `secrets` are Fernet keys: the first seals, each of them opens, so that a secret can be changed. What is sealed for
    one tenant opens for no other. Texts that were stored before there was a secret stay readable, and so do those from
    before tenants had keys of their own, sealed by the secrets. Raises ValueError where one is no Fernet key.
    """

    def __init__(self, *secrets: str, tenant: str = ALONE) -> None:
        self._given, self._tenant = secrets, tenant
        self._secrets = tuple(map(urlsafe_b64decode, secrets))
        of_all = [Fernet(secret) for secret in secrets]
        own = [*map(self._own, self._secrets)] if tenant else []
        self._keys = [*own, *of_all]
        self._fernet = MultiFernet(self._keys) if secrets else None

    def __repr__(self) -> str:
        return f"Seal({'with a secret' if self._fernet else 'open'})"

    def of(self, tenant: str) -> "Seal":
        """The same for the texts of another tenant."""
        return self if tenant == self._tenant else Seal(*self._given, tenant=tenant)

    def seal(self, text: str, at: datetime | None = None) -> str:
        """The text as it is stored. What Fernet makes tells in clear when it was made: now, or `at` some moment."""
        if self._fernet is None or not text:
            return _OPEN + text
        second = int(at.timestamp() if at else time.time())
        return _SEALED + self._fernet.encrypt_at_time(text.encode(), second).decode()

    def open(self, stored: str) -> str:
        """The text as it was typed; raises SealError where no secret fits."""
        if not stored.startswith(_SEALED):
            return stored.removeprefix(_OPEN)
        try:
            if self._fernet is None:
                raise SealError
            return self._fernet.decrypt(stored.removeprefix(_SEALED)).decode()
        except InvalidToken as error:
            raise SealError from error

    def mac_keys(self, tenant: str) -> tuple[MacKey, ...]:
        """The keys for a tenant's MACs, made of the secrets, in their order."""
        return tuple(mac_key(secret, tenant) for secret in self._secrets)

    @property
    def secrets(self) -> int:
        """How many secrets there are."""
        return len(self._given)

    @property
    def today(self) -> int | None:
        """The place of the secret that seals; None where there is none."""
        return 0 if self._keys else None

    @staticmethod
    def is_empty(stored: str) -> bool:
        """Whether a stored text has no word."""
        return stored in ("", _OPEN)

    def place_of(self, stored: str) -> int | None:
        """Which of the secrets seals a stored text, from 0; None for one that nothing seals. Raises SealError.

        What a secret itself seals, and not the tenant's own key, has its place after all others.
        """
        if not stored.startswith(_SEALED):
            return None
        for place, key in enumerate(self._keys):
            with suppress(InvalidToken):
                key.decrypt(stored.removeprefix(_SEALED))
                return place
        raise SealError

    def _own(self, secret: bytes) -> Fernet:
        return Fernet(urlsafe_b64encode(derived(secret, _PURPOSE, self._tenant)))

    def read(self, kind: "type[Value]", row: Row[Any], /, **known: object) -> "Value":
        """A row as a dataclass: each field from the column of its name, or the sealed one, but for those `known`.

        Raises SealError where no secret fits.
        """
        columns = row._asdict()

        def value(name: str, type_: object) -> object:
            if PREFIX + name in columns:
                return self.open(columns[PREFIX + name])
            if isinstance(type_, type) and issubclass(type_, Enum):
                return type_(columns[name])
            return columns[name]

        return kind(
            **known,
            **{each.name: value(each.name, each.type) for each in fields(kind) if each.name not in known},
        )

    def columns(self, table: Table, value: "DataclassInstance") -> dict[str, Any]:
        """The fields of a dataclass for a row: those that the table has a column for, sealed where that says so."""
        given = {each.name: getattr(value, each.name) for each in fields(value)}
        plain = {name: given[name] for name in given if name in table.c}
        sealed = {PREFIX + name: self.seal(given[name]) for name in given if PREFIX + name in table.c}
        return plain | sealed


def opened(read: Callable[[Row[Any]], Read], row: Row[Any] | None) -> Read | None:
    """What `read` makes of a row; None where there is none, or no secret opens it."""
    with suppress(SealError):
        return None if row is None else read(row)
    return None


def all_opened(read: Callable[[Row[Any]], Read], rows: Iterable[Row[Any]]) -> tuple[Read, ...]:
    """What `read` makes of the rows, but for those that no secret opens."""
    found = (opened(read, row) for row in rows)
    return tuple(each for each in found if each is not None)
