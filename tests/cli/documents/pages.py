"""The pages that people read: README, SECURITY and those in docs, in English and Chinese."""

import re
from pathlib import Path

PAGES = sorted((*Path().glob("README*.md"), *Path().glob("SECURITY*.md"), *Path("docs").glob("*.md")))
ENGLISH = [page for page in PAGES if not page.name.endswith(".zh-CN.md")]


def in_chinese(page: Path) -> Path:
    """The Chinese page of an English one."""
    return page.with_name(f"{page.stem}.zh-CN.md")


def both(name: str) -> list[Path]:
    """The page of that name in docs, English and Chinese."""
    return [Path(f"docs/{name}.md"), Path(f"docs/{name}.zh-CN.md")]


def blocks(page: Path, kind: str) -> list[str]:
    """What stands in the fenced blocks of one kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def code(page: Path) -> list[str]:
    """What stands between backticks in a line, with lines of a paragraph joined."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [re.sub(r"\s+", " ", span) for span in re.findall(r"`([^`]+)`", text)]


def anchors(page: Path) -> set[str]:
    """The names by which its headings are linked to."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
