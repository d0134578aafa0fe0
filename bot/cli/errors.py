"""What a command refuses, or what keeps the demo from starting; each error carries what its message needs."""

from pathlib import Path


class DemoError(Exception):
    """The demo cannot start."""


class NoManifestError(DemoError):
    """The app's manifest is not where the demo looks for it (`path`)."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"no manifest at {path}")
        self.path = path


class NotLoopbackError(DemoError):
    """Another address than this machine's own (`host`), and nobody said that this is meant."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} is not a loopback address")
        self.host = host


class NoPortError(DemoError):
    """The demo cannot listen on this `host` and `port`; `why` is the system's word for it."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(f"cannot listen on {host}:{port}: {why}")
        self.host = host
        self.port = port
        self.why = why


class LearnError(Exception):
    """A pair that cannot be learned."""


class UnknownClauseError(LearnError):
    """No clause, or several, are meant by what was written (`written`); `nearest` are those that may be."""

    def __init__(self, written: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(f"no clause {written}")
        self.written = written
        self.nearest = nearest


class NoQuestionError(LearnError):
    """A question without a letter or a figure."""


class RecordError(Exception):
    """A report or its summary that cannot be used, or not be written; carries its `path`."""

    def __init__(self, path: Path, why: str = "") -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


class UnreadableError(RecordError):
    """The file is not there or cannot be read; `why` is the system's word for it."""


class UnwritableError(RecordError):
    """The file cannot be written; `why` is the system's word for it."""


class BrokenSummaryError(RecordError):
    """The file is no summary; `why` names what is missing or wrong in it ("": it is something else altogether)."""


class NoCsvError(RecordError):
    """The summary's name does not tell that of the file that it belongs to."""
