"""`shouze privacy`: what is stored about a person is shown and removed, and how long each kind stays."""

import json
from collections.abc import Iterator

import pytest
from bot.store import Store, new_secret

from tests.cli.conftest import Done, Shouze
from tests.databases import opened
from tests.store.stored_questions import WORD, answer, ask, judge, pass_on

SECRET = new_secret()


@pytest.fixture
def filled(made: str) -> Iterator[Store]:
    """U1 has asked, judged and passed on; the store stays open, as that of a bot at work."""
    with opened(made, SECRET) as store:
        question = ask(store, "U1", channel="D1", thread="")
        answer(store, question)
        judge(store, question, "U1")
        pass_on(store, question, "U1")
        yield store


def run(shouze: Shouze, url: str, *arguments: str, **others: str) -> Done:
    environment = {"SHOUZE_DATABASE_URL": url, "SHOUZE_SECRET": SECRET} | others
    return shouze("privacy", *arguments, **environment)


@pytest.mark.usefixtures("filled")
def test_the_export_can_be_read(shouze: Shouze, url: str) -> None:
    done = run(shouze, url, "export", "U1")
    assert done.status == 0
    for heading in ("问题：1", "反馈：1", "转给负责人的：1", "对话状态：1", "发出或待发的消息：2"):
        assert heading in done.out
    assert done.out.count(WORD) >= 5
    assert "code/7.1" in done.out


@pytest.mark.usefixtures("filled")
def test_the_export_is_json_where_that_is_asked_for(shouze: Shouze, url: str) -> None:
    held = json.loads(run(shouze, url, "export", "U1", "--json").out)
    assert held["person"] == "U1"
    assert held["questions"][0]["asked_at"].startswith("2025-11-23T")
    assert WORD in held["questions"][0]["text"]
    kinds = ("questions", "feedback", "escalations", "threads", "parcels")
    assert [len(held[kind]) for kind in kinds] == [1, 1, 1, 1, 2]


@pytest.mark.usefixtures("filled")
def test_the_erasure_says_what_was_removed_and_leaves_only_that_it_was(shouze: Shouze, url: str) -> None:
    done = run(shouze, url, "erase", "U1", "--yes")
    assert done.status == 0
    assert "问题 1 个" in done.out
    assert "反馈 1 条" in done.out
    assert "操作记录：1" in run(shouze, url, "export", "U1").out
    held = json.loads(run(shouze, url, "export", "U1", "--json").out)
    assert {kind for kind, entries in held.items() if entries} == {"person", "audit"}
    done_to_them = [(entry["part"], entry["action"]) for entry in held["audit"]]
    assert done_to_them == [("target", "privacy-erase"), ("target", "privacy-export")]


@pytest.mark.parametrize(
    ("typed", "is_erased"), [("y\n", True), ("n\n", False), ("", False)], ids=["yes", "no", "end"]
)
def test_the_erasure_asks_first(shouze: Shouze, url: str, filled: Store, typed: str, is_erased: bool) -> None:  # noqa: FBT001  # a row of the table
    done = shouze("privacy", "erase", "U1", typed=typed, SHOUZE_DATABASE_URL=url, SHOUZE_SECRET=SECRET)
    assert "无法恢复" in done.out
    assert bool(filled.privacy.export("U1").questions) != is_erased


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("command", [("export",), ("erase", "--yes")], ids=["export", "erase"])
def test_of_somebody_unknown_nothing_is_stored(shouze: Shouze, url: str, command: tuple[str, ...]) -> None:
    done = run(shouze, url, *command, "U404")
    assert done.status == 0
    assert done.out.strip() == "数据库里没有关于 U404 的内容。"


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("secret", ["", new_secret()], ids=["without the secret", "with another secret"])
def test_what_cannot_be_opened_is_said_plainly(shouze: Shouze, url: str, secret: str) -> None:
    done = run(shouze, url, "export", "U1", SHOUZE_SECRET=secret)
    assert done.status == 0
    assert done.out.strip() == "有 6 项哪把密钥都打不开，列不出内容。"
    held = json.loads(run(shouze, url, "export", "U1", "--json", SHOUZE_SECRET=secret).out)
    shown = {kind: entries for kind, entries in held.items() if entries and kind != "audit"}
    assert shown == {"person": "U1", "unreadable": 6}


@pytest.mark.usefixtures("filled")
def test_what_cannot_be_opened_can_be_removed(shouze: Shouze, url: str) -> None:
    assert "问题 1 个" in run(shouze, url, "erase", "U1", "--yes", SHOUZE_SECRET="").out
    assert "问题" not in run(shouze, url, "export", "U1").out


def test_the_periods_are_those_of_the_settings(shouze: Shouze) -> None:
    lines = shouze("privacy", "periods", SHOUZE_QUESTION_DAYS="30", SHOUZE_LANGUAGE="en").out.splitlines()
    assert lines[0] == "| what is stored | days | why |"
    assert [line.split(" | ")[1] for line in lines[2:]] == [
        "1",
        "14",
        "14",
        "30",
        "30",
        "730",
        "365",
        "90",
        "1095",
        "–",
        "–",
        "–",
        "–",
        "–",
        "–",
        "–",
    ]


@pytest.mark.parametrize("command", ["export", "erase"])
@pytest.mark.parametrize("written", ["bob", "u0123abcd", "C0123ABCD", "", "U" + "1" * 64])
def test_who_is_meant_is_named_by_a_member_id(
    shouze: Shouze, url: str, filled: Store, command: str, written: str
) -> None:
    done = run(shouze, url, command, written)
    assert done.status == 2
    assert f"“{written}” 不是 Slack 成员编号" in done.err
    assert filled.audit.verify().count == 0
