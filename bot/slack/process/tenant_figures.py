"""A few figures a tenant, beside those of the whole process: four names, of a thousand tenants at most."""

from prometheus_client import CollectorRegistry, Counter, Summary

MOST = 1_000
_OTHERS = "others"


class TenantFigures:
    """Counts by tenant; whoever comes when there are `most` is counted with others."""

    def __init__(self, registry: CollectorRegistry, most: int = MOST) -> None:
        of_tenant = ["tenant"]
        self._most = most
        self._known: set[str] = set()
        self.questions = Counter(
            "shouze_tenant_questions", "Questions settled, by tenant", of_tenant, registry=registry
        )
        self.posted = Summary(
            "shouze_tenant_posted_seconds",
            "From the arrival of a question to its answer on Slack, by tenant",
            of_tenant,
            registry=registry,
        )
        self.troubles = Counter(
            "shouze_tenant_slack_errors",
            "Calls for a delivery that Slack did not take, by tenant",
            of_tenant,
            registry=registry,
        )

    def label(self, tenant: str) -> str:
        """What a tenant is counted as."""
        if len(self._known) < self._most:
            self._known.add(tenant)
        return tenant if tenant in self._known else _OTHERS
