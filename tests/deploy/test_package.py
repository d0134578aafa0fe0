"""`make package`: what a version is published with is whole."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path


def test_wheel_sdist_and_notes_are_made(tmp_path: Path) -> None:
    binaries = Path(sys.executable).parent
    made = ["make", "-o", ".venv/.dev", "package", f"BIN={binaries}", f"DIST={tmp_path}"]
    subprocess.run(made, check=True, capture_output=True)  # noqa: S603  # our own words
    [wheel], [sdist] = tmp_path.glob("*.whl"), tmp_path.glob("*.tar.gz")
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert {"bot/__main__.py", "bot/wording/zh.po", "bot/answering/deciding/confidence.toml"} <= inside
    assert not [name for name in inside if name.startswith("tests")]
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "app.yaml",
        "compose.yaml",
        "deploy/shouze.service",
        "docs/admin.md",
        "knowledge/golden.yaml",
    } <= names
    assert (tmp_path / "notes.md").read_text("utf-8").startswith("## ")
