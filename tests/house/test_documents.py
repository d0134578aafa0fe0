"""SECURITY.md and the pages in docs say what is so: tables, tests, figures, libraries, and who reaches the network."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from bot.inquiries import Outcome
from bot.slack.process import monitoring
from bot.slack.process.monitoring import Health, Metrics
from bot.store import Retention
from bot.store.personal.rotation import sealed_columns
from bot.store.tables import metadata

ROOT = Path(__file__).parents[2]
in_both_languages = pytest.mark.parametrize("suffix", [".md", ".zh-CN.md"])
_NETWORK = {
    "aiohttp",
    "ftplib",
    "grpc",
    "http",
    "httpx",
    "huggingface_hub",
    "requests",
    "slack_bolt",
    "slack_sdk",
    "smtplib",
    "socket",
    "socketserver",
    "telnetlib",
    "urllib3",
    "websockets",
    "xmlrpc",
}


def page(name: str, suffix: str = ".md") -> str:
    """One of the pages in docs."""
    return (ROOT / "docs" / f"{name}{suffix}").read_text("utf-8")


def tables(suffix: str = ".md") -> dict[str, list[str]]:
    """The cells of the data map's rows, by table."""
    _, stored, *_ = page("data-map", suffix).split("\n## ")
    rows = re.findall(r"^\| (`.*?) \|(.*)\|$", stored, re.MULTILINE)
    return {name: cells.split(" | ") for names, cells in rows for name in re.findall(r"`(\w+)`", names)}


@in_both_languages
def test_the_data_map_has_every_table_and_every_sealed_column(suffix: str) -> None:
    assert set(tables(suffix)) == set(metadata.tables)
    sealed = {table.name: {column.name for column in columns} for table, columns in sealed_columns().items()}
    named = {name: set(re.findall(r"`(sealed_\w+)`", cells[1])) for name, cells in tables(suffix).items()}
    assert {name: columns for name, columns in named.items() if columns} == sealed


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_the_data_map_names_periods_that_are_kept(table: str) -> None:
    periods = {*Retention().periods, *Retention.forever}
    words = set(re.findall(r"\b[a-z]+\b", tables()[table][2])) - {"then", "cards", "of", "a", "path", "name"}
    assert words
    assert words <= periods


def threat_tests(suffix: str = ".md") -> list[tuple[str, str]]:
    return re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page("threat-model", suffix))


@pytest.mark.parametrize(("path", "name"), threat_tests())
def test_every_test_that_holds_a_boundary_is_there(path: str, name: str) -> None:
    assert re.search(rf"^(?:async )?def {name}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE)


@in_both_languages
def test_every_boundary_names_its_test(suffix: str) -> None:
    rows = re.findall(r"^\| .* \|$", page("threat-model", suffix), re.MULTILINE)[1:]
    assert len(rows) == len(threat_tests()) > 20
    assert threat_tests(suffix) == threat_tests()


@in_both_languages
def test_the_figures_of_the_objectives_are_measured_and_have_those_buckets(suffix: str) -> None:
    health = Health(**dict.fromkeys(Health.__dataclass_fields__, 0))  # type: ignore[arg-type]  # whatever it counts
    metrics = Metrics()
    metrics.settled(Outcome.FAILED, "direct")
    exposed = metrics.exposed(health).decode()
    named = re.findall(r"\b(shouze_\w+)(\{[^}]*\})?", page("objectives", suffix))
    assert len(named) > 10
    for name, labels in named:
        assert re.search(rf"^{name}\b", exposed, re.MULTILINE), name
        for label in filter(None, labels.strip("{}").split(",")):
            assert label in exposed, label
    assert {"1.0", "5.0"} <= {f"{float(bound)}" for bound in monitoring._POSTED}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@cache
def modules_that_reach_the_network() -> frozenset[Path]:
    return frozenset(
        path
        for path in (ROOT / "bot").rglob("*.py")
        for module in imported(path)
        if module.partition(".")[0] in _NETWORK or module in {"urllib.request", "asyncio.streams"}
    )


@in_both_languages
def test_only_the_modules_that_are_named_can_reach_the_network(suffix: str) -> None:
    said = page("data-map", suffix).partition("<!-- network -->")[2].partition("<!-- /network -->")[0]
    named = [ROOT / name for name in re.findall(r"`(bot/[\w/.]+)`", said)]
    assert all(path.exists() for path in named)
    reaching = modules_that_reach_the_network()
    assert {path for path in reaching if not any(path.is_relative_to(each) for each in named)} == set()
    assert not [path for path in reaching if path.is_relative_to(ROOT / "bot" / "answering")]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_library_is_pinned_with_its_hashes(lock: str) -> None:
    written = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    pins = [line for line in written.splitlines() if line and not line.lstrip().startswith("#")]
    assert len(pins) > 30
    assert [pin for pin in pins if not re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", pin)] == []


@pytest.mark.parametrize("path", ["app.yaml", "docs/app-minimal.yaml"])
def test_sections_that_the_manifests_point_to_are_there(path: str) -> None:
    pointers = re.findall(r"([\w./-]+), \"([^\"]+)\"", (ROOT / path).read_text("utf-8"))
    assert pointers
    for name, section in pointers:
        assert f"\n## {section}\n" in (ROOT / name).read_text("utf-8")
