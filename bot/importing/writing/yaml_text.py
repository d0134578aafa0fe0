"""YAML as people write it: texts of several lines as blocks, numbers in quotes, owners and sources on one line."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

_ENDLESS = 2**31 - 1  # characters of a line: none is broken, which would end a paragraph
_INLINE = {"owner", "source", "repealed"}
_ON_ONE_LINE = {"header", "questions", "audience", "formerly"}
_QUOTED = {"number", "version", "label", "chapter", "sha256"}
_DAYS = {"effective", "on", "issued", "review_by"}
_COUNTED = {"page", "paragraph", "row", "days"}


class Block(str):
    """A text that is written as a block."""


class Inline(dict[str, Any]):
    """A mapping on one line."""


class Row(list[str]):
    """A list on one line."""


class Quoted(str):
    """A text in quotes: a number."""


class _Dumper(yaml.CSafeDumper):
    """Knows how each of these is written; what stands twice is written twice, for no reader is to look up aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # of all values the same
        """Never a name for what was written before."""
        return True


_Dumper.add_representer(
    Block, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|")
)
_Dumper.add_representer(
    Quoted, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"')
)
_Dumper.add_representer(
    Inline,
    lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True),
)
_Dumper.add_representer(
    Row, lambda dumper, value: dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)
)


def dumped(value: Mapping[str, Any]) -> str:
    """The text of a file."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_ENDLESS, indent=2)


def as_block(text: str) -> str:
    """A text of several lines as a block; blanks at the ends of lines would forbid that."""
    lines = [line.rstrip() for line in text.strip().split("\n")]
    return Block("\n".join(lines) + "\n") if len(lines) > 1 else lines[0]


def laid_out(value: Any, key: str = "") -> Any:  # noqa: ANN401  # whatever stands in a rule file
    """What was read from a rule file under a key, to be written again as an import lays it out."""
    if isinstance(value, dict):
        entry = {name: laid_out(each, name) for name, each in value.items()}
        return Inline(entry) if key in _INLINE else entry
    if isinstance(value, list):
        entries = [laid_out(each, "row" if key == "rows" else "") for each in value]
        return Row(entries) if key in _ON_ONE_LINE or key == "row" else entries
    if isinstance(value, str):
        return _scalar(value, key)
    return value


def _scalar(text: str, key: str) -> str | int | date:
    if key in _QUOTED:
        return Quoted(text)
    if key in _COUNTED and text.isdecimal():
        return int(text)
    if key in _DAYS:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return as_block(text.rstrip("\n"))
