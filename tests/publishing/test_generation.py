"""A generation is known by what is in it, and reads the same wherever its files lie."""

from pathlib import Path

import pytest
from bot.generation import Generation
from bot.knowledge import read_knowledge, stamp, write_files
from bot.publishing import draft_of, read_draft
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SHIPPED
from tests.publishing.folders import GOLDEN, LATER, a_folder, chapter

FILES = st.dictionaries(st.text(min_size=1, max_size=4), st.text(max_size=4), max_size=4)


@given(FILES, FILES)
def test_two_generations_have_one_id_where_all_files_are_the_same(
    one: dict[str, str], other: dict[str, str]
) -> None:
    assert (Generation(one).id == Generation(other).id) == (one == other)


@given(FILES)
def test_the_order_of_the_files_does_not_count(files: dict[str, str]) -> None:
    assert Generation(dict(reversed(files.items()))).id == Generation(files).id


def test_what_is_kept_reads_as_the_folder_does() -> None:
    draft = read_draft(SHIPPED)
    again = draft_of(draft.generation)
    assert again.knowledge.library == read_knowledge(SHIPPED).library
    assert again.knowledge.onboarding == draft.knowledge.onboarding
    assert (again.knowledge.synonyms, again.golden) == (draft.knowledge.synonyms, draft.golden)


def test_files_that_are_no_knowledge_make_no_generation(tmp_path: Path) -> None:
    before = read_draft(a_folder(tmp_path)).generation
    for name in ("README.md", "code/notes.md", "code/.draft.yaml", ".git/x.yaml", "other.yaml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("未完", "utf-8")
    assert read_draft(tmp_path).generation == before


@pytest.mark.parametrize(
    ("late", "golden"),
    [(LATER, GOLDEN), ("上班迟到", GOLDEN), (None, "[]")],
    ids=["text", "length", "golden"],
)
def test_a_change_makes_another_stamp(tmp_path: Path, late: str | None, golden: str) -> None:
    before = stamp(a_folder(tmp_path))
    a_folder(tmp_path, chapter(late) if late else None, golden)
    assert stamp(tmp_path) != before


def test_no_file_is_laid_out_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    with pytest.raises(ValueError, match="outside"):
        write_files({"../outside.yaml": ""}, tmp_path / "inside")
    assert not (tmp_path / "outside.yaml").exists()
