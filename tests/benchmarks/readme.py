"""The READMEs' table of figures: the block between two marker comments, written from what was measured."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.measuring import SHOWN, Section
from tests.benchmarks.methods import BM25S, INSTALL_SEMANTIC, LEXICAL, RANK_BM25, SEMANTIC
from tests.benchmarks.tables import NONE, written

BLOCK = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)
READMES = {"en": Path("README.md"), "zh": Path("README.zh-CN.md")}
HEADS = {
    "en": "hit@1 | MRR@10 | recall@5 | AUROC in/out of scope | right at 95 % rejection | out of scope answered"
    " | right answered",
    "zh": "hit@1 | MRR@10 | recall@5 | 有无答案 AUROC | 拒绝 95 % 时答对 | 无答案却回答 | 答对",
}
_CHINESE = {
    RANK_BM25: "rank-bm25 原样",
    BM25S: "bm25s，同样的词",
    LEXICAL: "守则，按词",
    SEMANTIC: "守则，加语义",
    "books of law": "部法律",
}


class NoBlockError(ValueError):
    """A README without the two marker comments; carries its `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} has no lines <!-- figures --> and <!-- /figures --> to write between")
        self.path = path


def write(sections: Sequence[Section], folder: Path = Path()) -> None:
    """Put the figures into both READMEs; neither is changed where one has no block."""
    texts = {}
    for language, name in READMES.items():
        path = folder / name
        text, found = BLOCK.subn(block(sections, language), path.read_text("utf-8"))
        if not found:
            raise NoBlockError(path)
        texts[path] = text
    for path, text in texts.items():
        path.write_text(text, "utf-8")


def block(sections: Sequence[Section], language: str) -> str:
    """The Markdown table, a row a method of each section."""
    rows = [f"| | {HEADS[language]} |", "|---" * (1 + len(SHOWN)) + "|"]
    rows += [f"| {' | '.join(row)} |" for section in sections for row in _rows(section, language)]
    return "\n".join(rows) + "\n"


def _rows(section: Section, language: str) -> Iterator[list[str]]:
    for name, row in section.rows.items():
        cells = (" ".join(written(shown, row.get(shown))).strip() for shown in SHOWN)
        yield [_said(f"{section.title}: {name}", language), *cells]
    for name in section.missing:
        label = f"{section.title}: {name} (`{INSTALL_SEMANTIC}`)"
        yield [_said(label, language), *[NONE] * len(SHOWN)]


def _said(label: str, language: str) -> str:
    if language == "zh":
        for english, chinese in _CHINESE.items():
            label = label.replace(english, chinese)
        label = label.replace(": ", "：").replace(" 部法律", " 部法律")
    return label
