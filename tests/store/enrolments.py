"""New colleagues for the store's tests."""

from datetime import UTC, date, datetime

from bot.onboarding.progress import Enrolment
from bot.onboarding.signatures import SignedClause
from bot.store import Address, Parcel, Purpose

from tests.databases import opened

NOW = 1_800_000_000.25
AT = datetime.fromtimestamp(NOW, UTC)
DAY = 86_400.0
HERE = Parcel(Address("T1", "D1"), [{"text": "欢迎", "blocks": []}], Purpose.ONBOARDING)


def newcomer(person: str = "U1", start: date = date(2026, 3, 2)) -> Enrolment:
    return Enrolment(person, "general", "客服", start, "Asia/Shanghai", buddy="U8", manager="U9")


def clause(number: str = "1.1", text: str = "早班 8:30 上班。", version: str = "3") -> SignedClause:
    return SignedClause(f"code/{number}", version, f"标题 {number}", text)


def sign_many(url: str, person: str) -> int:
    """How many of twelve signatures are taken, in a process of its own."""
    with opened(url) as store:
        texts = [clause(text=f"{person} {number}") for number in range(12)]
        return sum(bool(store.signatures.sign(NOW, person, "first", [each])) for each in texts)
