"""The Slack app manifest, app.yaml: read as YAML means it, for there `false` is false and not a word."""

from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.document import read_text
from bot.knowledge.issues import Fault, FaultKind, KnowledgeError


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest as plain data; raises KnowledgeError where the file cannot be read or is no mapping."""
    try:
        manifest = yaml.safe_load(read_text(path))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        words = {"why": str(getattr(error, "problem", None) or error)}
        raise KnowledgeError([Fault(path, line, FaultKind.NOT_YAML, words)]) from error
    if not isinstance(manifest, dict):
        words = {"key": path.name, "written": type(manifest).__name__, "expected": "mapping"}
        raise KnowledgeError([Fault(path, 1, FaultKind.WRONG_TYPE, words)])
    return manifest
