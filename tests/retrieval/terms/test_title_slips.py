"""Chinese titles with words left out or with a wrong character."""

from pathlib import Path

import pytest
from bot.retrieval.terms.title_script import TitleScript
from bot.retrieval.terms.title_slips import TitleSlips

from tests.resources import resources_in

_TITLES = (
    "濱海攝影協會會員章程",
    "护理人员工作手册",
    "门店收银与盘点管理制度",
    "门店排班制度",
    "住房租赁条例",
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("摄影协会章程第四条", "濱海攝影協會會員章程第四条"),
        ("我们组长说攝影章程第四條", "我们组长说濱海攝影協會會員章程第四條"),
        ("护理手册第四条", "护理人员工作手册第四条"),
        ("《收银制度》第二条", "《门店收银与盘点管理制度》第二条"),
        ("门店盘点制度 2.1", "门店收银与盘点管理制度 2.1"),
        ("会员彰程第四条", "濱海攝影協會會員章程第四条"),
        ("住房租凭条例第六条", "住房租凭条例第六条"),  # looks alike, and sounds otherwise
        ("住房租赁条立第六条", "住房租赁条例第六条"),
        ("印象中是盘点制度第二条", "印象中是门店收银与盘点管理制度第二条"),
        ("这边收银制度 2.1 没写", "这边门店收银与盘点管理制度 2.1 没写"),
        ("通知里引用收银制度第二条", "通知里引用门店收银与盘点管理制度第二条"),
        ("滨海会员章程第四条", "濱海攝影協會會員章程第四条"),
        ("我们公司盘点制度第二条", "我们公司门店收银与盘点管理制度第二条"),
    ],
)
def test_a_title_is_written_as_its_book_writes_it(typed: str, written: str, cache: Path) -> None:
    assert _mended(typed, cache) == written


@pytest.mark.parametrize(
    "typed",
    [
        "书法协会章程第四条",  # of another association
        "门店制度第二条",  # of which book?
        "租赁条例第六条",  # the state has more than one
        "门店排班办法第二条",
        "章程第四条",
        "员工手册第四条",  # between 人员 and 工作
        "印象中是书法协会章程第四条",
        "本市会员章程第四条",
        "仓库盘点制度第二条",
        "今年盘点制度要改",
    ],
)
def test_what_may_be_another_document_stays(typed: str, cache: Path) -> None:
    assert _mended(typed, cache) == typed


def _mended(typed: str, cache: Path) -> str:
    resources = resources_in(cache)
    script = TitleScript(_TITLES, resources.simplified)
    is_word = resources.dictionary.frequency
    return TitleSlips(_TITLES, script.folded, lambda: resources.pinyin, is_word)(typed)
