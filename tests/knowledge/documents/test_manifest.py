"""app.yaml as YAML means it."""

from pathlib import Path

import pytest
from bot.knowledge import IssueKind, KnowledgeError, read_manifest


def test_false_is_false_and_no_word() -> None:
    manifest = read_manifest(Path("app.yaml"))
    assert manifest["features"]["app_home"]["messages_tab_enabled"] is True
    assert manifest["settings"]["org_deploy_enabled"] is False


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        pytest.param("a: 1\nb: [1\n", IssueKind.NOT_YAML, 3, id="no YAML"),
        pytest.param("a: \x07", IssueKind.NOT_YAML, 1, id="a character that YAML does not allow"),
        pytest.param("- a\n", IssueKind.WRONG_TYPE, 1, id="no mapping"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, kind: IssueKind, line: int) -> None:
    path = tmp_path / "app.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(KnowledgeError) as wrong:
        read_manifest(path)
    [issue] = wrong.value.issues
    assert (issue.path, issue.kind, issue.line) == (path, kind, line)
