"""`shouze report`: every figure is what one counts by hand, and nothing of any person is in it."""

import csv
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from bot.desk import Item, ItemState, LearnedPair, Learning
from bot.inquiries import (
    Asked,
    Complaint,
    EscalationState,
    Opinion,
    Outcome,
    Place,
    Question,
    QuestionResult,
    Surface,
)
from bot.pulse import PulseQuestion, Round
from bot.report import Figure
from bot.store import Address, Closed, Closing, Parcel, Purpose, Store, open_database

from tests.cli.conftest import Shouze
from tests.databases import opened
from tests.publishing.folders import a_folder
from tests.store.stored_questions import WORD, pass_on, told

START = 1_761_926_400.0  # 1 November 2025, midnight in Shanghai; a Saturday, and no holiday is near
DAY = 86_400.0
KINDS = (Outcome.ANSWER, Outcome.CHOICE, Outcome.REFUSAL, Outcome.COURTESY)


@dataclass
class Month:
    """What happened, counted as it happens; of November alone."""

    counts: Counter[str] = field(default_factory=Counter)
    people: set[str] = field(default_factory=set)

    def waits(self, since: float, until: float) -> None:
        """Something waits for an owner, up to a moment (0.0: still)."""
        if self.has(since):
            self.counts["waiting"] += not until
            self.counts["late"] += worked(since, until or time.time()) > DAY  # 24 hours of working days

    def has(self, at: float) -> bool:
        return START <= at < START + 30 * DAY


def worked(since: float, until: float) -> float:
    """The seconds that lie on a day from Monday to Friday in Shanghai, day by day."""
    days = (START + number * DAY for number in range(-30, int((until - START) / DAY) + 1))
    return sum(
        max(0.0, min(until, day + DAY) - max(since, day))
        for number, day in enumerate(days, -30)
        if number % 7 not in {0, 1}  # the first day is a Saturday
    )


def happened(store: Store, month: Month, number: int, chance: random.Random) -> None:
    """Somebody asks on a day from October to December, and this or that becomes of it."""
    at, person = START + chance.uniform(-20, 50) * DAY, f"U{chance.randrange(12)}"
    asked = Asked(f"T1/C1/{number}", Place("T1", "C1", "1"), f"{number}.0", person, Surface.MENTION, WORD)
    assert store.questions.take(at, asked, f"E{number}")
    [question] = store.questions.lease(at, 1, 30.0)
    outcome = chance.choice(KINDS)
    assert store.questions.complete(at, question, QuestionResult(outcome, ("code/1.1",)), None)
    counted = month.counts if month.has(at) else Counter[str]()
    counted[outcome] += 1
    if counted is month.counts:
        month.people.add(person)
    if chance.random() < 0.5:
        complaint = chance.choice([None, Complaint.OUTDATED])
        store.feedback.give(at, Opinion(question.id, person, complaint))
        counted["useless" if complaint else "useful"] += 1
    until = at + chance.uniform(0, 6) * DAY if chance.random() < 0.5 else 0.0
    if chance.random() < 0.3:
        letter = pass_on(store, question, person, at=at)
        counted["passed-on"] += 1
        if until:
            ended = replace(letter, state=EscalationState.CLOSED, closed_by="U9", closed_at=until)
            store.escalations.end(until, ended, told())
        month.waits(at, until)
    elif outcome is Outcome.REFUSAL:
        comes_onto_the_desk(store, month, question, at, until)


def comes_onto_the_desk(store: Store, month: Month, question: Question, at: float, until: float) -> None:
    """Its owner may read it a day later, and settles it, with a wording that is learned."""
    item, shown = Item(question.id, "运营部", "U9", ("code/1.1",)), at + DAY
    until = until and until + DAY
    store.desk.sort_in(at, [item], {question.id: question.id})
    store.desk.show(shown, [item.id])
    month.counts["items"] += month.has(shown)
    month.waits(shown, until)
    found = store.desk.find(item.id)
    if until and found:
        learning = Learning((LearnedPair("", WORD, "code/1.1", "0" * 12),), store.learned.version())
        assert (
            store.desk.close(until, Closing(found, ItemState.SETTLED, "U9", learning=learning)) is Closed.DONE
        )
        month.counts["learned"] += month.has(until)


@pytest.fixture
def filled(made: str) -> Iterator[Month]:
    month, chance = Month(), random.Random(7)  # noqa: S311  # no secret
    with opened(made) as store:
        for number in range(240):  # each figure is of five people or more
            happened(store, month, number, chance)
        yield month


def run(shouze: Shouze, url: str, folder: Path, *options: str, **environment: str) -> str:
    done = shouze("report", "--knowledge", str(folder), *options, SHOUZE_DATABASE_URL=url, **environment)
    assert done.status == 0, done.err
    return done.out


def test_every_figure_is_what_is_counted_by_hand(
    shouze: Shouze, url: str, tmp_path: Path, filled: Month
) -> None:
    out = run(shouze, url, a_folder(tmp_path / "rules"), "--month", "2025-11", "--json")
    figures, counts = json.loads(out)["figures"], filled.counts
    answered, offered, refused = (counts[each] for each in KINDS[:3])
    by_hand = {
        Figure.QUESTIONS: sum(counts[each] for each in KINDS),
        Figure.PEOPLE: len(filled.people),
        Figure.ANSWERED: answered,
        Figure.OFFERED: offered,
        Figure.REFUSED: refused,
        Figure.REFUSED_SHARE: refused / (answered + offered + refused),
        Figure.OTHERS: counts[Outcome.COURTESY],
        Figure.USEFUL: counts["useful"],
        Figure.USELESS: counts["useless"],
        Figure.USELESS_SHARE: counts["useless"] / (counts["useful"] + counts["useless"]),
        Figure.PASSED_ON: counts["passed-on"],
        Figure.ITEMS: counts["items"],
        Figure.WAITING: counts["waiting"],
        Figure.LATE: counts["late"],
        Figure.LEARNED: counts["learned"],
    }
    assert figures == by_hand
    assert min(by_hand.values()) > 0
    assert set(figures) == set(Figure)
    assert json.loads(out)["clauses"] == {"code/1.1": answered}
    assert json.loads(out)["unseen"] == ["code/1.2"]


@pytest.mark.usefixtures("filled")
def test_it_is_written_as_a_page_and_as_tables_without_a_person_or_a_word(
    shouze: Shouze, url: str, tmp_path: Path
) -> None:
    folder, page, tables = a_folder(tmp_path / "rules"), tmp_path / "report.html", tmp_path / "tables"
    printed = run(shouze, url, folder, "--month", "2025-11")
    run(shouze, url, folder, "--month", "2025-11", "--html", str(page), "--csv", str(tables))
    html = page.read_text("utf-8")
    written = [html, printed, *(each.read_text("utf-8-sig") for each in tables.iterdir())]
    assert not [each for each in written if WORD in each or "U1" in each]
    assert "上班迟到" in html
    assert "http" not in html
    assert not [each for each in (page, tables, *tables.iterdir()) if each.stat().st_mode & 0o077]
    with (tables / "figures.csv").open(encoding="utf-8-sig") as file:
        assert len(list(csv.reader(file))) == len(Figure) + 1


def test_a_month_begins_where_that_of_a_review_does(shouze: Shouze, url: str, tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "rules")
    with opened(url) as store:
        asked = Asked("T1/1", Place("T1", ""), "", "U1", Surface.HOME, WORD)
        pass_on(store, store.questions.begin(START, asked), at=START)

    def waiting(month: str) -> int:
        told = run(shouze, url, folder, "--month", month, "--json", SHOUZE_ONBOARDING_ZONE="America/New_York")
        return int(json.loads(told)["figures"][Figure.WAITING])

    assert [waiting(month) for month in ("2025-10", "2025-11")] == [1, 0]


def test_a_month_that_is_none_is_told(shouze: Shouze, url: str) -> None:
    open_database(url).dispose()
    for wrong in (("--month", "November"), ("--month", "9999-12"), ("--to", "9999-12-31")):
        assert shouze("report", *wrong, SHOUZE_DATABASE_URL=url).status == 2


def test_it_lists_what_came_of_surveys_in_counts(shouze: Shouze, url: str, tmp_path: Path) -> None:
    closes, folder = date(2026, 11, 22), a_folder(tmp_path / "rules")
    asked = Round(
        "2026-11",
        date(2026, 11, 15),
        closes,
        (PulseQuestion("find", "找得到<吗>"), PulseQuestion("few", "少")),
    )
    with opened(url) as store:
        store.pulses.open(asked)
        for number in range(6):
            person = f"U{number}"
            parcel = Parcel(Address("T1", person), [{"text": "调查"}], Purpose.NOTICE, person)
            store.pulses.invite(START, asked.id, person, parcel, person)
            store.pulses.answer(asked.id, person, "find" if number else "few", 4)
        store.pulses.close_until(closes)
    [found] = json.loads(run(shouze, url, folder, "--json"))["pulse"]
    assert found["asked"] == 6
    assert [each["counts"] for each in found["questions"]] == [{"1": 0, "2": 0, "3": 0, "4": 5, "5": 0}, {}]
    printed = run(shouze, url, folder)
    page, tables = tmp_path / "report.html", tmp_path / "tables"
    run(shouze, url, folder, "--html", str(page), "--csv", str(tables))
    for text in (printed, (tables / "pulse.csv").read_text("utf-8-sig"), page.read_text("utf-8")):
        assert "5 / 6" in text
        assert "4.0" in text
    assert "找得到&lt;吗&gt;" in page.read_text("utf-8")


@pytest.mark.parametrize(("option", "shape"), [("--month", "2026-01。"), ("--from", "2026-01-31。")])
def test_a_month_or_a_day_that_is_none_is_told_in_the_form_that_its_option_takes(
    option: str, shape: str, shouze: Shouze
) -> None:
    done = shouze("report", option, "2026-13")

    assert done.status == 2
    assert done.err.strip().endswith(f"请写成 {shape}")
