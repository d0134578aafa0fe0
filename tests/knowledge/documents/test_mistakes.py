"""What people write wrongly in YAML is told in words of ours, on the line where it stands."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.knowledge import IssueKind, KnowledgeError, read_knowledge, read_questions
from bot.wording import Language, catalogue_for, finding_sentence

from tests.small_books import BOOK, write

HEAD = 'chapter: "1"\ntitle: 总则\nclauses:\n  - number: "1.1"\n'
MISTAKES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parents[1] / "mistakes.yaml").read_text("utf-8"), yaml.CSafeLoader
)
PARSERS = re.compile(r"expected|could not|did not|mapping values|context|token|indicator|Expecting|delimiter")


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["lines"].strip())
def test_a_mistake_is_told_on_its_line_with_what_to_write(case: dict[str, Any], tmp_path: Path) -> None:
    lines = case["lines"].replace("→", "\t").replace("＿", "\u3000")
    folder = write(tmp_path, {"code/book.yaml": BOOK, "code/01.yaml": f"{HEAD}{lines}\n"})
    if "told" not in case:
        read_knowledge(folder)
        return
    with pytest.raises(KnowledgeError) as error:
        read_knowledge(folder)
    first = error.value.issues[0]
    assert (str(first.kind), first.line) == (case["told"], case["line"] + HEAD.count("\n"))
    for language in Language:
        sentence = finding_sentence(first, catalogue_for(language))
        assert case.get("quotes", "") in sentence
        assert not PARSERS.search(sentence)


def test_a_colon_that_is_full_width_is_told_where_the_file_begins_with_it(tmp_path: Path) -> None:
    folder = write(tmp_path, {"code/book.yaml": BOOK, "code/01.yaml": HEAD.replace(":", "：", 1)})
    with pytest.raises(KnowledgeError) as error:
        read_knowledge(folder)
    assert [(issue.kind, issue.line) for issue in error.value.issues] == [(IssueKind.MISPRINTED, 1)]


@pytest.mark.parametrize("content", ["{", "[1,", "{'question': 1}", "nonsense"])
def test_a_line_that_is_no_json_is_told_without_the_parsers_words(content: str, tmp_path: Path) -> None:

    folder = write(
        tmp_path, {"code/book.yaml": BOOK, "code/01.yaml": f"{HEAD}    text: 一\n", "q.jsonl": content}
    )
    with pytest.raises(KnowledgeError) as error:
        read_questions(folder / "q.jsonl", read_knowledge(folder).library)
    for language in Language:
        assert not PARSERS.search(finding_sentence(error.value.issues[0], catalogue_for(language)))
