"""`make release`: what a version is published with is whole."""

import json
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest


def make(target: str, folder: Path) -> None:
    binaries = Path(sys.executable).parent
    made = ["make", "-o", ".venv/.dev", target, f"BIN={binaries}", f"DIST={folder}"]
    subprocess.run(made, check=True, capture_output=True)  # noqa: S603  # our own words


def test_wheel_sdist_and_notes_are_made(tmp_path: Path) -> None:
    make("package", tmp_path)
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


def test_the_bill_of_materials_names_every_library_of_the_lock(tmp_path: Path) -> None:
    try:
        make("sbom", tmp_path)
    except subprocess.CalledProcessError as error:
        if b"Failed to fetch" not in error.stderr:
            raise
        pytest.skip("the tool that makes it cannot be fetched here")
    bill = json.loads((tmp_path / "sbom.cdx.json").read_text("utf-8"))
    named = {(each["name"], each["version"]) for each in bill["components"]}
    locked = re.findall(
        r"^([\w.-]+)(?:\[.*?\])?==(\S+)", Path("requirements.lock").read_text("utf-8"), re.MULTILINE
    )
    assert named == set(locked)
    assert len(locked) > 30
    assert bill["metadata"]["component"]["name"] == "shouze"
