"""What is wrong with settings, by the kind of value that each takes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic_core import ErrorDetails

KINDS = (
    "missing", "choice", "whole", "figure", "yes-or-no", "least", "most", "over", "token", "zone", "chooser", "encoder",
    "channel", "key", "country", "hours", "ids", "address", "site", "file", "not-own", "tenant", "of-all", "other",
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
_QUOTED = re.compile("'([^']+)'")


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


def fault_of(detail: ErrorDetails) -> SettingFault:
    """What pydantic found, by the kind of value that is taken."""
    words = {name: str(value) for name, value in detail.get("ctx", {}).items() if name != "error"}
    if "expected" in words:
        words["expected"] = " / ".join(_QUOTED.findall(words["expected"]))
    kind = _KINDS.get(detail["type"], detail["type"])
    return SettingFault(str(detail["loc"][0]), kind if kind in KINDS else "other", words)
