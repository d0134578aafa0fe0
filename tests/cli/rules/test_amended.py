"""`ask` and `section` on a day, and what today is in the organisation."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Shouze
from tests.small_books import BOOK, write

CHAPTER = """\
chapter: "7"
title: 考勤
clauses:
  - number: "7.1"
    text: 迟到由组长提醒。
    revisions: [{effective: 2099-01-01, text: 迟到扣五十元。}]
  - number: "7.2"
    text: 打卡用工牌。
    repealed: {on: 2026-02-01, successor: "7.3"}
  - {number: "7.3", formerly: ["5.3"], text: 打卡用手机。}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, {"code/book.yaml": BOOK, "code/07.yaml": CHAPTER})


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        pytest.param(("7.1",), "迟到由组长提醒。", id="today"),
        pytest.param(("7.1", "--as-of", "2099-01-01"), "迟到扣五十元。", id="a day to come"),
        pytest.param(("7.1 明天的规定", "--as-of", "2098-12-31"), "迟到扣五十元。", id="from that day"),
        pytest.param(("7.1 @2099-01-01",), "迟到扣五十元。", id="the day beside the number"),
        pytest.param(("7.2",), "已于 2026-02-01 废止", id="what is repealed"),
        pytest.param(("7.2", "--as-of", "2026-01-31"), "打卡用工牌。", id="the day before its end"),
        pytest.param(("5.3",), "5.3 是它以前的条号", id="a former number"),
    ],
)
@pytest.mark.parametrize("command", ["ask", "section"])
def test_a_clause_is_shown_as_it_is_in_force(
    command: str, arguments: tuple[str, ...], shown: str, shouze: Shouze, folder: Path
) -> None:
    done = shouze(command, *arguments, "--knowledge", str(folder))
    assert done.status == 0
    assert shown in done.out


def test_the_contents_of_a_day_hold_what_is_in_force(shouze: Shouze, folder: Path) -> None:
    before = shouze("section", "--as-of", "2026-01-31", "--knowledge", str(folder)).out
    today = shouze("section", "--knowledge", str(folder)).out
    assert ("用工牌" in before, "用工牌" in today) == (True, False)
    assert ("按规则文件里写的日期，2026-01-31 这一天施行的规定" in before, "施行的规定" in today) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("7.1 @2026-02-01",), "请看各个版本：shouzehistory7.1）"),
        (("7.1 @2099-01-01",), "2099-01-01这一天将施行以下条文："),
        (("7.1", "--as-of", "2099-01-01"), "2099-01-01这一天将施行以下条文："),
    ],
)
def test_above_a_text_of_another_day_stands_how_its_versions_are_shown_and_not_of_a_day_to_come(
    arguments: tuple[str, ...], told: str, shouze: Shouze, folder: Path
) -> None:
    out = "".join(shouze("ask", *arguments, "--knowledge", str(folder)).out.split())

    assert told in out
    assert ("shouzehistory" in out) == ("history" in told)


def test_what_is_learned_is_marked_by_the_text_in_force(shouze: Shouze, folder: Path) -> None:
    assert shouze("learn", "打卡用什么", "5.3", "--knowledge", str(folder)).status == 0
    assert 'clause: "7.3"' in (folder / "learned.yaml").read_text("utf-8")
    assert "打卡用手机。" in shouze("ask", "打卡用什么", "--knowledge", str(folder)).out


def test_today_is_the_day_of_the_organisation(shouze: Shouze, tmp_path: Path) -> None:
    """Kiritimati is always a day ahead of Pago Pago, or one further on the date: what begins there has not here."""
    ahead = (datetime.now(UTC) + timedelta(hours=14)).date()
    begins = (
        f'chapter: "1"\ntitle: 总则\nclauses:\n  - {{number: "1.1", text: 今天起。, effective: {ahead}}}\n'
    )
    folder = str(write(tmp_path, {"code/book.yaml": BOOK, "code/01.yaml": begins}))
    there, here = (
        shouze("ask", "1.1", "--knowledge", folder, SHOUZE_TIMEZONE=zone).out
        for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago")
    )
    assert "今天起。" in there
    assert "今天起。" not in here
