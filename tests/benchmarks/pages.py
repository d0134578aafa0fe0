"""What is measured, written between two comments of the pages in docs, in both languages."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

PAGES = {"en": Path("docs/how-it-works.md"), "zh": Path("docs/how-it-works.zh-CN.md")}
PERFORMANCE = {"en": Path("docs/performance.md"), "zh": Path("docs/performance.zh-CN.md")}
RELIABILITY = {"en": Path("docs/reliability.md"), "zh": Path("docs/reliability.zh-CN.md")}


class NoBlockError(ValueError):
    """A page without the two marker comments of a `name`; carries its `path`."""

    def __init__(self, path: Path, name: str) -> None:
        super().__init__(f"{path} has no lines <!-- {name} --> and <!-- /{name} --> to write between")
        self.path, self.name = path, name


def block(name: str) -> re.Pattern[str]:
    """What stands between the two comments of that name on a page."""
    return re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)


def write_blocks(
    name: str, written: Mapping[str, str], folder: Path = Path(), pages: Mapping[str, Path] = PAGES
) -> None:
    """Put what is written, by language, into the page of each; neither is changed where one has no such block."""
    texts = {}
    for language, page in pages.items():
        path = folder / page
        replacement = written[language].replace("\\", r"\\")
        text, found = block(name).subn(replacement, path.read_text("utf-8"))
        if not found:
            raise NoBlockError(path, name)
        texts[path] = text
    for path, text in texts.items():
        path.write_text(text, "utf-8")


def markdown_table(
    heads: Sequence[str], rows: Mapping[str, Sequence[str]], words: Mapping[str, str] = MappingProxyType({})
) -> str:
    """A Markdown table of labelled rows; `words` are what stands in the labels, in the language of the page."""
    lines = [f"| | {' | '.join(heads)} |", "|---" * (1 + len(heads)) + "|"]
    for label, cells in rows.items():
        named = label
        for english, other in words.items():
            named = named.replace(english, other)
        lines.append(f"| {named} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
