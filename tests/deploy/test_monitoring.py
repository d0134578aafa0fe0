"""The alert rules and the dashboard ask for what /metrics has: names, labels and their values."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.inquiries import Outcome
from bot.slack.process.monitoring import Health, Metrics
from bot.slack.transport.errors import NotNowError
from bot.store import Condition

ALERTS = Path("deploy/prometheus/alerts.yaml")
DASHBOARD = Path("deploy/grafana/dashboard.json")


@pytest.fixture(scope="module")
def exposed() -> str:
    metrics = Metrics()
    metrics.settled(Outcome.FAILED, "direct")
    metrics.troubled(NotNowError("rate_limited"))
    health = Health(sockets=0, index=True, database=Condition.GOOD, waiting=0, due=0, oldest=0.0)
    return metrics.exposed(health).decode()


def expressions() -> list[str]:
    """What is asked of Prometheus by the rules and by the panels."""
    groups: list[dict[str, Any]] = yaml.safe_load(ALERTS.read_text("utf-8"))["groups"]
    panels: list[dict[str, Any]] = json.loads(DASHBOARD.read_text("utf-8"))["panels"]
    alerts = [rule["expr"] for group in groups for rule in group["rules"]]
    return alerts + [target["expr"] for panel in panels for target in panel["targets"]]


@pytest.mark.parametrize("expression", expressions())
def test_what_is_asked_for_is_measured(expression: str, exposed: str) -> None:
    series = re.findall(r"\b(shouze_\w+)(?:\{([^}]*)\})?", expression)
    assert series
    for name, labels in series:
        [*lines] = re.findall(rf"^{name}(?:\{{.*\}})? .*$", exposed, re.MULTILINE)
        assert lines, name
        for label in filter(None, labels.split(",")):
            assert any(label in line for line in lines), label
    for grouping in re.findall(r"by \((\w+)\)", expression):
        assert f'{grouping}="' in exposed, grouping


def test_every_alert_says_what_it_means_and_every_panel_has_a_place_of_its_own() -> None:
    [group] = yaml.safe_load(ALERTS.read_text("utf-8"))["groups"]
    assert all(
        rule["alert"].startswith("Shouze") and rule["annotations"]["summary"] for rule in group["rules"]
    )
    panels = json.loads(DASHBOARD.read_text("utf-8"))["panels"]
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels]
    assert len({*places}) == len({panel["id"] for panel in panels}) == len(panels)
