"""The unit for systemd and the base for Kubernetes: settings that exist, no rights, time to end, probes that answer."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.settings import Settings, SlackSettings, StoreSettings, read_listen_address, read_settings

UNIT = Path("deploy/shouze.service").read_text("utf-8")
BASE = Path("deploy/kubernetes")
HTTP = Path("deploy/kubernetes-http")
TOKEN = {"SLACK_BOT_TOKEN": "xoxb-1"}


def objects() -> Mapping[str, Any]:
    """The objects of the base, by kind."""
    names: list[str] = yaml.safe_load((BASE / "kustomization.yaml").read_text("utf-8"))["resources"]
    read = [yaml.safe_load((BASE / name).read_text("utf-8")) for name in names]
    return {each["kind"]: each for each in read}


@pytest.fixture
def pod() -> dict[str, Any]:
    spec: dict[str, Any] = objects()["Deployment"]["spec"]["template"]["spec"]
    return spec


def test_the_settings_of_the_unit_are_good() -> None:
    environment = dict(re.findall(r"^Environment=(\w+)=(.*)$", UNIT, re.MULTILINE))
    for model in (Settings, StoreSettings, SlackSettings):
        read_settings(model, {**environment, **TOKEN})
    aliases = {
        field.alias
        for model in (Settings, StoreSettings, SlackSettings)
        for field in model.model_fields.values()
    }
    assert set(environment) <= aliases
    assert environment["SHOUZE_DATABASE_URL"].startswith("sqlite:////var/lib/shouze/")


def test_the_unit_has_no_rights_and_time_to_end() -> None:
    lines = set(UNIT.splitlines())
    assert {
        "DynamicUser=yes",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "CapabilityBoundingSet=",
    } <= lines
    [seconds] = re.findall(r"^TimeoutStopSec=(\d+)$", UNIT, re.MULTILINE)
    assert int(seconds) > 28


def test_every_file_of_the_base_is_among_its_resources() -> None:
    kustomization = yaml.safe_load((BASE / "kustomization.yaml").read_text("utf-8"))
    assert {*kustomization["resources"], "kustomization.yaml"} == {path.name for path in BASE.iterdir()}


def test_the_pod_has_no_rights_and_time_to_end(pod: dict[str, Any]) -> None:
    [container] = pod["containers"]
    rights = container["securityContext"]
    assert rights["readOnlyRootFilesystem"] is True
    assert rights["allowPrivilegeEscalation"] is False
    assert rights["capabilities"] == {"drop": ["ALL"]}
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert f"--uid {pod['securityContext']['runAsUser']} " in Path("Dockerfile").read_text("utf-8")
    assert pod["terminationGracePeriodSeconds"] > 28
    assert {mount["mountPath"] for mount in container["volumeMounts"]} == {"/data", "/tmp"}  # noqa: S108  # what is written to


def test_the_pod_is_asked_where_it_answers(pod: dict[str, Any]) -> None:
    [container] = pod["containers"]
    environment = {each["name"]: each["value"] for each in container["env"]}
    slack = read_settings(SlackSettings, {**environment, **TOKEN})
    assert slack.status is not None
    [port] = container["ports"]
    assert port["containerPort"] == slack.status.port
    probes = {
        name: container[name]["httpGet"] for name in ("startupProbe", "livenessProbe", "readinessProbe")
    }
    assert {probe["port"] for probe in probes.values()} == {port["name"]}
    assert {name: probe["path"] for name, probe in probes.items()} == {
        "startupProbe": "/livez",
        "livenessProbe": "/livez",
        "readinessProbe": "/healthz",
    }


def test_a_drained_node_leaves_a_pod_that_answers() -> None:
    base = objects()
    assert base["PodDisruptionBudget"]["spec"]["maxUnavailable"] < base["Deployment"]["spec"]["replicas"]


def test_over_the_base_slack_reaches_those_that_are_ready_and_they_end_after_the_balancer_knows() -> None:
    names = ("kustomization", "deployment", "service")
    overlay, deployment, service = (
        yaml.safe_load((HTTP / f"{name}.yaml").read_text("utf-8")) for name in names
    )
    assert {path.stem for path in HTTP.iterdir()} == {*names}
    assert (HTTP / overlay["resources"][0]).resolve() == BASE.resolve()
    base = objects()["Deployment"]
    assert deployment["metadata"] == base["metadata"]
    pod = deployment["spec"]["template"]["spec"]
    [container], [own] = pod["containers"], base["spec"]["template"]["spec"]["containers"]
    assert container["name"] == own["name"]
    *command, address = container["args"]
    assert command == ["shouze", "serve", "--http"]
    assert read_listen_address(address).port == container["ports"][0]["containerPort"]
    [port] = service["spec"]["ports"]
    assert port["targetPort"] == container["ports"][0]["name"]
    assert "publishNotReadyAddresses" not in service["spec"]
    [labels] = yaml.safe_load((BASE / "kustomization.yaml").read_text("utf-8"))["labels"]
    assert service["spec"]["selector"] == labels["pairs"]
    assert pod["terminationGracePeriodSeconds"] > 28 + container["lifecycle"]["preStop"]["sleep"]["seconds"]
