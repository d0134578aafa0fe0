"""The pages hang together: both languages have the same parts, links lead somewhere, and the README stays short."""

import re
from pathlib import Path

import pytest

from .pages import ENGLISH, PAGES, anchors, blocks, in_chinese


@pytest.mark.parametrize("page", ENGLISH, ids=str)
def test_both_languages_have_the_same_sections_tables_and_examples(page: Path) -> None:
    english, chinese = (
        re.findall(r"^(#+ |\||```\w*|- |\d+\. |!\[)", each.read_text("utf-8"), re.MULTILINE)
        for each in (page, in_chinese(page))
    )
    assert english == chinese
    assert blocks(page, "console") == blocks(in_chinese(page), "console")


def test_every_page_is_in_both_languages() -> None:
    assert sorted([*ENGLISH, *map(in_chinese, ENGLISH)]) == PAGES


@pytest.mark.parametrize("page", ENGLISH, ids=str)
def test_every_page_leads_to_itself_in_the_other_language(page: Path) -> None:
    assert f"]({in_chinese(page).name})" in page.read_text("utf-8")
    assert f"]({page.name})" in in_chinese(page).read_text("utf-8")


@pytest.mark.parametrize(
    "page", [*map(in_chinese, ENGLISH), *Path("bot/cli/rules/starter/zh").rglob("*.yaml")], ids=str
)
def test_readers_of_chinese_are_addressed_politely(page: Path) -> None:
    assert "你" not in page.read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_leads_to_a_page_and_a_heading_of_its_own_language(page: Path) -> None:
    for link, heading in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", page.read_text("utf-8")):
        target = page.parent / link if link else page
        assert target.exists(), link
        assert not heading or heading in anchors(target), f"{link}#{heading}"
        if target.resolve() in {each.resolve() for each in PAGES}:
            is_other_language = link in {
                page.name.replace(".zh-CN", ""),
                page.name.replace(".md", ".zh-CN.md"),
            }
            assert is_other_language or (".zh-CN" in link or not link) == (
                ".zh-CN" in page.name or not link
            ), link


@pytest.mark.parametrize("readme", [Path("README.md"), Path("README.zh-CN.md")], ids=str)
def test_the_readme_is_short_and_leads_to_every_page_of_its_language(readme: Path) -> None:
    text = readme.read_text("utf-8")
    assert text.count("\n") <= 160
    pages = [
        page for page in PAGES if (".zh-CN" in page.name) == (".zh-CN" in readme.name) and page != readme
    ]
    assert [str(page) for page in pages if f"]({page})" not in text] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_pages_and_headings_that_sentences_name_are_there(language: str) -> None:
    sentences = Path(f"bot/wording/{language}.po").read_text("utf-8")
    named = re.findall(r"(docs/[\w-]+(?:\.zh-CN)?\.md)(?:, “(.+?)”| 的“(.+?)”一节)?", sentences)
    assert named
    assert "README" not in sentences
    for page, *headings in named:
        assert Path(page).exists(), page
        for heading in filter(None, headings):
            assert heading.lower().replace(" ", "-") in anchors(Path(page)), heading
