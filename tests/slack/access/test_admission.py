"""Whom the bot answers, and where."""

import pytest
from bot.slack.access.slack_user import SlackUser
from bot.slack.access.visibility import Admission
from bot.wording import Language, catalogue_for

STAFF, GUEST, OUTSIDER = "staff", "guest", "outsider"
OWN, SHARED = "own", "shared"


def _refusal(who: str, where: str, *allowed: str) -> str:
    reader = SlackUser("U1", Language.CHINESE, "Asia/Shanghai", frozenset(), who == GUEST, who == OUTSIDER)
    admission = Admission(allow_guests="guests" in allowed, allow_shared_channels="shared" in allowed)
    return admission.refusal(reader, is_shared=where == SHARED)


@pytest.mark.parametrize(
    ("who", "where", "refusal"),
    [
        (STAFF, OWN, ""),
        (STAFF, SHARED, "admission.shared"),
        (GUEST, OWN, "admission.guest"),
        (GUEST, SHARED, "admission.guest"),
        (OUTSIDER, OWN, "admission.outsider"),
        (OUTSIDER, SHARED, "admission.outsider"),
    ],
)
def test_rules_are_for_staff_among_themselves(who: str, where: str, refusal: str) -> None:
    assert _refusal(who, where) == refusal


@pytest.mark.parametrize(
    ("who", "where", "allowed", "refusal"),
    [
        (GUEST, OWN, ["guests"], ""),
        (GUEST, SHARED, ["guests"], "admission.shared"),
        (OUTSIDER, OWN, ["guests"], "admission.outsider"),
        (STAFF, SHARED, ["shared"], ""),
        (OUTSIDER, SHARED, ["shared"], ""),
        (OUTSIDER, OWN, ["shared"], ""),
        (GUEST, SHARED, ["shared"], "admission.guest"),
        (GUEST, SHARED, ["shared", "guests"], ""),
    ],
)
def test_settings_let_others_in(who: str, where: str, allowed: list[str], refusal: str) -> None:
    assert _refusal(who, where, *allowed) == refusal


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", ["outsider", "guest", "shared"])
def test_a_refusal_says_what_to_do_instead(name: str, language: Language) -> None:
    assert any(advice in catalogue_for(language)(f"admission.{name}") for advice in ("请", "Please"))
