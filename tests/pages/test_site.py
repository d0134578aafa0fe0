"""The rulebook as pages: every link leads somewhere, and nobody finds there what they may not see."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html import unescape
from posixpath import join, normpath
from urllib.parse import unquote

import pytest
from bot.knowledge import Knowledge
from bot.pages import Site, site_files
from bot.rulebook import Heading, Library, Rulebook, Table
from bot.wording import Language, catalogue_for

from tests.amended_book import amended
from tests.rulebook.restricted_books import MANAGERS, restricted, to
from tests.small_books import TODAY, book, library, tree_book

SAY = catalogue_for(Language.CHINESE)
_ID = re.compile(r' id="([^"]+)"')
_HREF = re.compile(r' (?:href|src)="([^"]+)"')


def in_book(heading: Heading, book: str) -> Heading:
    return replace(heading, book=book, above=heading.above and in_book(heading.above, book))


def odd_book() -> Rulebook:
    """A book of several levels, in a folder whose name is no address as it stands."""
    name = "员工 手册"
    clauses = (replace(each, heading=in_book(each.heading, name)) for each in tree_book().clauses)
    return replace(tree_book(), id=name, clauses=tuple(clauses))


LAW = odd_book()


def pages_of(
    seen: Library, day: date = TODAY, audience: str = "", say: Language = Language.CHINESE
) -> Mapping[str, str]:
    return dict(site_files(Site(seen.in_force(day), day, catalogue_for(say), audience)))


def dangling(pages: Mapping[str, str]) -> list[tuple[str, str]]:
    """The links that lead to no file, or to a place that a page has not."""
    ids = {name: set(map(unescape, _ID.findall(text))) for name, text in pages.items()}
    wrong = []
    for name, text in pages.items():
        for link in map(unescape, _HREF.findall(text) if name.endswith(".html") else ()):
            path, _, anchor = link.partition("#")
            target = normpath(join(name, "..", unquote(path))) if path else name
            if target not in pages or (anchor and unquote(anchor) not in ids[target]):
                wrong.append((name, link))
    return wrong


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("day", [TODAY, date(2027, 6, 1)])
def test_every_link_leads_to_a_place_that_is_there(
    knowledge: Knowledge, day: date, language: Language
) -> None:
    rules = library(*knowledge.library.books, *amended().books, LAW)
    assert dangling(pages_of(rules, day, say=language)) == []


def test_every_clause_has_its_place_and_its_text_is_there_word_for_word(knowledge: Knowledge) -> None:
    pages = pages_of(knowledge.library)
    for clause in knowledge.library.clauses:
        page = pages[f"{clause.heading.book}/{clause.heading.number}.html"]
        assert f'<article id="{clause.number}"' in page
        article = page.partition(f'<article id="{clause.number}"')[2].partition("</article>")[0]
        words = unescape(re.sub(r"<[^>]*>", "", article))
        assert "".join(clause.text.split()) in "".join(words.split())


def test_a_reference_is_a_link_to_where_it_leads(knowledge: Knowledge) -> None:
    page = pages_of(knowledge.library)["operations-code/7.html"]
    assert re.search(
        r'<a href="\.\./operations-code/14\.html#h-14" title="第十四章 危机处理">第十四章</a>处理', page
    )
    assert re.search(r'<a href="\.\./operations-code/7\.html#7\.6" title="[^"]*">第六条</a>限制', page)


def test_what_only_some_may_see_is_on_no_page_and_in_no_search() -> None:
    rules = book(
        {"1": {"1.1": "上班打卡。"}, "2": {"2.1": "绝密奖金表。"}, "3": {"3.1": "见 2.1 和绝密预案。"}}
    )
    secret = replace(amended().books[0], id="secret", title="绝密条例")
    shelf = library(
        restricted(rules, {"2.1": (to(MANAGERS),), "3.1": (to(MANAGERS),)}),
        restricted(secret, {str(each.number): (to("secret/管理层"),) for each in secret.clauses}),
    )
    for day in (TODAY, date(2027, 6, 1)):
        for name, text in pages_of(shelf.seen_by(frozenset()), day).items():
            assert not re.search("绝密|章2|章3|五十元|管理层|secret", text), name
        seen = pages_of(shelf.seen_by(frozenset({MANAGERS})), day, "管理层")
        assert "绝密奖金表" in seen["code/2.html"]
        assert "绝密奖金表" in seen["clauses.js"]
        for name, text in seen.items():
            assert ("只供管理层查阅" in text) == name.endswith(".html"), name
            assert "绝密条例" not in text


def test_a_change_to_come_stands_below_its_clause_and_among_the_changes() -> None:
    pages = pages_of(amended())
    page = pages["code/7.html"]
    assert "自 2027-01-01 起改为" in page
    assert "<del>迟到由组长提醒。</del><ins>迟到扣五十元。</ins>" in page
    assert "自 2027-03-01 起废止" in page
    assert "改用手机打卡" in page
    days = re.findall(r'<time datetime="([^"]+)">', pages["amendments.html"])
    assert days == ["2027-03-01", "2027-01-01", "2026-01-01"]
    assert pages["amendments.html"].count("尚未施行") == 2


def test_clauses_without_titles_are_listed_by_how_they_begin() -> None:
    small = book({"7": {"7.1": "离座须锁屏。", "7.2": "锁屏按第七章第一条执行。"}})
    law, *_ = library(small).books
    coming = replace(law.clauses[1], effective=date(2027, 1, 1))
    pages = pages_of(library(replace(law, clauses=(law.clauses[0], coming))), date(2027, 6, 1))
    assert '<span class="number">7.1</span> 离座须锁屏。</a>' in pages["code/index.html"]
    assert 'title="《运营中心守则》第七章第一条 离座须锁屏。"' in pages["code/7.html"]
    assert "第七章第二条 锁屏按第七章第一条执行。</a>" in pages["amendments.html"]


def test_a_repealed_clause_says_since_when_and_leads_to_what_followed_it() -> None:
    page = pages_of(amended(), date(2027, 6, 1))["code/7.html"]
    over = page.partition('<article id="7.2"')[2].partition("</article>")[0]
    assert "自 2027-03-01 起废止" in over
    assert '<a href="../code/7.html#7.9">' in over
    assert "打卡用工牌。" in over
    assert page.index('id="7.1"') < page.index('id="7.2"') < page.index('id="7.9"')


@pytest.mark.parametrize(
    ("say", "note"), [(Language.CHINESE, "（改用手机打卡）"), (Language.ENGLISH, "(改用手机打卡)")]
)
def test_a_note_stands_between_the_marks_of_the_readers_language(say: Language, note: str) -> None:
    assert f">{note}<" in pages_of(amended(), date(2027, 6, 1), say=say)["code/7.html"]


@pytest.mark.parametrize("title", ["《考勤办法》", "Staff Handbook"])
def test_a_book_is_named_among_the_changes_as_titles_of_its_language_are(title: str) -> None:
    named = book({"1": {"1.1": "A"}}, title=title)
    heading = replace(named.clauses[0].heading, is_english=title.isascii())
    seen = library(replace(named, clauses=(replace(named.clauses[0], heading=heading),)))
    assert f"</span>\n{title} 版本 2026.1\n" in pages_of(seen)["amendments.html"]


def test_a_former_number_has_its_place_at_the_clause_and_in_the_contents() -> None:
    pages = pages_of(amended())
    assert re.search(r'<article id="7\.9"[^>]*>\s*<span id="5\.3"', pages["code/7.html"])
    assert re.search(r'<span id="5\.3"></span><a id="7\.9"', pages["code/index.html"])
    assert "曾用条号 5.3" in pages["code/7.html"]


def test_a_book_of_several_levels_has_a_page_a_top_heading_and_titles_below_it() -> None:
    pages = pages_of(library(LAW))
    assert [name for name in pages if name.startswith("员工 手册/")] == [
        "员工 手册/index.html",
        "员工 手册/part-1.html",
        "员工 手册/annex-1.html",
    ]
    titles = re.findall(r"<h(\d)[^>]*>(?:<[^>]*>)*([^<]+)", pages["员工 手册/part-1.html"])
    assert [(level, words.strip()) for level, words in titles] == [
        ("1", "第一编 总则"),
        ("2", "第一章 通则"),
        ("3", "1"),
        ("3", "第一节 适用"),
        ("4", "2"),
        ("2", "第二章 主体"),
        ("3", "3"),
    ]


def test_a_table_is_drawn_as_one() -> None:
    table = Table(("职级", "住宿"), (("经理", "500 元"), ("员工", "300 元 & 早餐")), "表1 标准")
    text = "\n".join(["按下表执行：", *table.lines, "超出部分自理。"])
    rules = book({"1": {"1.1": text}})
    rules = replace(rules, clauses=(replace(rules.clauses[0], tables=(table,)),))
    page = pages_of(library(rules))["code/1.html"]
    assert "<caption>表1 标准</caption>" in page
    assert '<th scope="col">职级</th><th scope="col">住宿</th>' in page
    assert "<td>员工</td><td>300 元 &amp; 早餐</td>" in page
    assert "｜" not in page
    assert page.index("按下表执行") < page.index("<table>") < page.index("超出部分自理")


def test_nothing_that_a_book_says_acts_as_markup() -> None:
    evil = "</script></style><script>alert(1)</script>\"'\\"
    pages = pages_of(library(book({"1": {"1.1": evil}}, title=evil)), say=Language.ENGLISH)
    for name, text in pages.items():
        if name.endswith(".html"):
            assert text.count("<script") == text.count("</script>") == 1, name
            assert text.count("</style>") == 1, name


def test_a_page_asks_no_other_host_and_runs_nothing_of_its_own(knowledge: Knowledge) -> None:
    for name, text in pages_of(knowledge.library).items():
        assert "http://" not in text, name
        assert "https://" not in text, name
        assert not re.search(r"<[^>]*\s(?:on\w+|style)=", text), name
