"""What people typed, sealed before it is stored."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

_OPEN, _SEALED = "o:", "s:"  # how the stored text begins


def new_secret() -> str:
    """A new random key for a Seal."""
    return Fernet.generate_key().decode()


class SealError(Exception):
    """A stored text was sealed with a secret that is not among those given."""


class Seal:
    """Seals texts with Fernet (AES-128-CBC and HMAC-SHA256); without a secret it leaves them as they are.

    `secrets` are Fernet keys: the first seals, each of them opens, so that a secret can be changed. Texts that were
    stored before there was a secret stay readable. Raises ValueError where one is no Fernet key.
    """

    def __init__(self, *secrets: str) -> None:
        self._fernet = MultiFernet([Fernet(secret) for secret in secrets]) if secrets else None

    def __repr__(self) -> str:
        return f"Seal({'with a secret' if self._fernet else 'open'})"

    def seal(self, text: str) -> str:
        """The text as it is stored."""
        if self._fernet is None or not text:
            return _OPEN + text
        return _SEALED + self._fernet.encrypt(text.encode()).decode()

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
