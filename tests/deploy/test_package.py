"""`make release`: what a version is published with is whole."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

HATCHLING = (str(Path(sys.executable).with_name("hatchling")), "version")


def make(target: str, folder: Path, of: Path = Path()) -> None:
    binaries = Path(sys.executable).parent
    made = ["make", "-o", ".venv/.dev", target, f"BIN={binaries}", f"DIST={folder}"]
    subprocess.run(made, check=True, capture_output=True, cwd=of)  # noqa: S603  # our own words


def test_wheel_sdist_and_notes_are_made(tmp_path: Path) -> None:
    make("package", tmp_path)
    [wheel], [sdist] = tmp_path.glob("*.whl"), tmp_path.glob("*.tar.gz")
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert {"bot/__main__.py", "bot/wording/zh.po", "bot/answering/deciding/confidence.toml"} <= inside
    assert "app_mentions:read" in scopes_of(wheel, tmp_path / "installed")
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


def scopes_of(wheel: Path, folder: Path) -> str:
    """What the app has to be allowed, as an installed bot knows it: away from the checkout."""
    zipfile.ZipFile(wheel).extractall(folder)  # noqa: S202  # our own archive
    asked = "from bot.cli.running.scopes import shipped_scopes; print(*shipped_scopes())"
    given = {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    told = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", asked], check=True, capture_output=True, text=True, cwd=folder, env=given
    )
    return told.stdout


@pytest.fixture
def tagged(tmp_path: Path) -> Path:
    """A project of its own with our build files, in git, tagged as 7.8.9."""
    folder = tmp_path / "tagged"
    (folder / "bot").mkdir(parents=True)
    for name in ("pyproject.toml", "Makefile", "README.md", "LICENSE", "app.yaml", "bot/__init__.py"):
        shutil.copy(name, folder / name)
    (folder / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n## 7.8.8\n\nOlder\n", "utf-8")
    for words in ("init -q", "add .", "commit -q -m all", "tag v7.8.9"):
        git(folder, *words.split())
    return folder


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"]
    subprocess.run(["git", *who, *words], check=True, cwd=folder)  # noqa: S603, S607  # our own words


def test_a_version_without_its_part_of_the_changelog_is_not_made(tagged: Path, tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as error:
        make("package", tmp_path / "dist", tagged)
    assert 'CHANGELOG.md has no part "## 7.8.9"' in error.value.stderr.decode()
    assert not (tmp_path / "dist").exists()


def test_the_version_is_that_of_the_tag(tagged: Path, tmp_path: Path) -> None:
    (tagged / "CHANGELOG.md").write_text("## 7.8.9\n\nNew\n\n## 7.8.8\n\nOlder\n", "utf-8")
    git(tagged, "commit", "-q", "-a", "-m", "told")
    git(tagged, "tag", "-f", "v7.8.9")
    made = tmp_path / "dist"
    make("package", made, tagged)
    assert {path.name for path in made.iterdir()} >= {
        "notes.md",
        "shouze-7.8.9-py3-none-any.whl",
        "shouze-7.8.9.tar.gz",
    }
    assert (made / "notes.md").read_text("utf-8") == "## 7.8.9\n\nNew\n\n"


@pytest.mark.parametrize("place", ["docs/admin.md", "docs/admin.zh-CN.md", "Dockerfile"])
def test_an_image_can_be_given_the_version_of_any_commit(tagged: Path, place: str) -> None:
    git(tagged, "commit", "-q", "--allow-empty", "-m", "after the release")
    [told] = re.findall(r"--build-arg VERSION=\$\((.*?)\)", Path(place).read_text("utf-8"))
    command = told.replace(".venv/bin", str(Path(sys.executable).parent)).split()
    version = output_of(command, tagged, {})
    assert version.startswith("7.8.10.dev1+g")
    assert output_of(HATCHLING, tagged, {"SETUPTOOLS_SCM_PRETEND_VERSION": version}) == version


def output_of(command: Sequence[str], folder: Path, given: Mapping[str, str]) -> str:
    done = subprocess.run(  # noqa: S603  # our own words
        command, check=True, capture_output=True, text=True, cwd=folder, env={**os.environ, **given}
    )
    return done.stdout.strip()


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
