"""`shouze onboarding preview`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shouze
from tests.small_books import BOOK, write


def test_the_preview_shows_the_whole_default_path_in_its_order(shouze_once: Shouze) -> None:
    done = shouze_once("onboarding", "preview")
    assert done.status == 0
    told = [
        "运营中心入职路径",
        "适用于没有单独路径的所有岗位",
        "第一天  第 1 个工作日",
        "欢迎加入运营中心！",
        "要读的条款",
        "第四章第六条 保密",
        "可以这样问我",
        "· 登录口令多长时间要改",
        "要做的事",
        "· 与人力资源部签好劳动合同",
        "· 直属上级 · 把新同事介绍给全组",
        "测验：5 道题，答对 4 道通过，可以考 3 次",
        "1. 新员工最晚什么时候读完守则并签署？  单选",
        "3. 下面哪些做法违反保密要求？  多选",
        "4. 离开座位的时候，哪怕只走开一会儿，也要锁屏。  判断",
        "签署：以上 7 条，已阅读并同意",
        "第一周  第 2–5 个工作日",
        "第二、三个月：转正以前  第 23–65 个工作日",
        "客服岗位入职路径：适用岗位：客服、客服专员",
    ]
    places = [done.out.find(each) for each in told]
    assert -1 not in places, told[places.index(-1)]
    assert places == sorted(places)


def test_the_preview_keeps_the_answers_to_itself_unless_it_is_asked(shouze_once: Shouze) -> None:
    plain = shouze_once("onboarding", "preview").out
    told = shouze_once("onboarding", "preview", "--answers").out
    assert "●" not in plain
    assert "答案见" not in plain
    assert "● 第 5 个工作日结束前" in told
    assert "○ 转正以前" in told
    assert "答案见第一章第六条：新员工须在入职后第 5 个工作日结束前读完守则并签署" in told


@pytest.mark.parametrize(
    ("role", "title"),
    [("客服专员", "客服岗位入职路径"), ("数据", "数据岗位入职路径"), ("质检", "运营中心入职路径")],
)
def test_a_role_is_shown_its_own_path(role: str, title: str, shouze: Shouze) -> None:
    assert shouze("onboarding", "preview", "--role", role).out.splitlines()[0] == title


def test_the_words_around_the_path_can_be_english(shouze: Shouze) -> None:
    out = shouze("onboarding", "preview", "--language", "en").out
    assert "Working days 2–5" in out
    assert "Quiz: 5 questions, 4 right answers pass, 3 tries" in out
    assert "要读的条款" not in out


def test_without_a_path_it_says_how_to_write_one(shouze: Shouze, tmp_path: Path) -> None:
    chapter = 'chapter: "1"\ntitle: 章\nclauses:\n  - {number: "1.1", text: 一}\n'
    folder = write(tmp_path / "knowledge", {"code/book.yaml": BOOK, "code/01.yaml": chapter})
    done = shouze("onboarding", "preview", "--knowledge", str(folder))
    assert done.status != 0
    assert f"{folder / 'onboarding.yaml'}: " in done.err
    assert "docs/onboarding.zh-CN.md" in done.err


def test_a_path_that_cannot_be_used_is_told_with_its_place(shouze: Shouze, tmp_path: Path) -> None:
    chapter = 'chapter: "1"\ntitle: 章\nclauses:\n  - {number: "1.1", text: 一}\n'
    files = {"code/book.yaml": BOOK, "code/01.yaml": chapter, "onboarding.yaml": "paths: []\nstages: []\n"}
    folder = write(tmp_path / "knowledge", files)
    done = shouze("onboarding", "preview", "--knowledge", str(folder))
    assert done.status != 0
    assert f"{folder / 'onboarding.yaml'}:1:" in done.err
    assert f"{folder / 'onboarding.yaml'}:2:" in done.err
