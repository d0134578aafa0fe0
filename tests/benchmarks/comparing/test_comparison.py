"""`make eval`: any folder of the bench's shape in, one table, one picture and the block of docs/how-it-works out."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from tests.benchmarks.bench_folder import bench
from tests.benchmarks.books import all_laws, laws
from tests.benchmarks.bootstrap import over_books
from tests.benchmarks.comparing.comparison import groups
from tests.benchmarks.comparing.measuring import CEILING, SHOWN, Section, measured
from tests.benchmarks.comparing.methods import BM25S, LEXICAL, RANK_BM25, SEMANTIC, Method, methods
from tests.benchmarks.comparing.picture import draw
from tests.benchmarks.comparing.tables import comparison_table, page_block, written
from tests.retrieval.tiny_models import CROSS_ENCODER, tiny_cross_encoder


@pytest.fixture(scope="session")
def without_vectors(cache: Path) -> tuple[Method, ...]:
    """All methods, on a machine without the encoder."""
    *others, semantic = methods({"SHOUZE_CACHE": str(cache)})
    return (*others, replace(semantic, missing="pip install it"))


@pytest.fixture(scope="session")
def sections(tmp_path_factory: pytest.TempPathFactory, without_vectors: tuple[Method, ...]) -> list[Section]:
    """Two books measured together, and one alone."""
    books = laws(bench(tmp_path_factory.mktemp("bench")))
    return [
        measured("2 books of law", books, without_vectors),
        measured("golden.yaml", books[:1], without_vectors),
    ]


def test_a_bench_folder_is_read_whole(tmp_path: Path) -> None:
    first, second = laws(bench(tmp_path))
    assert (first.name, second.name) == ("law-1", "law-2")
    assert [len(question.clauses) for question in first.questions] == [1, 1, 1, 0]


def test_all_laws_are_one_book_whose_questions_name_clauses_by_place(tmp_path: Path) -> None:
    book = all_laws(bench(tmp_path))
    assert [clause.text for clause in book.knowledge.library.clauses] == [
        "甲方须付款。",
        "乙方须交货。",
        "丙方作保。",
    ]
    first, last = book.questions
    assert (first.clauses[0].text, last.clauses[0].text) == ("甲方须付款。", "甲方须付款。")


def test_a_folder_of_another_shape_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="laws/"):
        groups(tmp_path, with_all_laws=False)


def test_the_groups_are_the_bench_the_shipped_book_and_on_demand_all_laws(tmp_path: Path) -> None:
    folder = bench(tmp_path)
    assert list(groups(None, with_all_laws=False)) == ["golden.yaml"]
    assert list(groups(folder, with_all_laws=True)) == [
        "2 books of law",
        "golden.yaml",
        "all laws, 3 clauses",
    ]


def test_methods_are_measured_on_the_same_questions(sections: list[Section]) -> None:
    for section in sections:
        assert list(section.rows) == [RANK_BM25, BM25S, LEXICAL]
        for row in section.rows.values():
            assert row["hit@1"].value == 1


def test_an_engine_that_only_ranks_has_no_figures_of_decisions(sections: list[Section]) -> None:
    [rank_bm25, bm25s, lexical] = sections[0].rows.values()
    assert tuple(lexical) == (*SHOWN, CEILING)
    assert tuple(rank_bm25) == tuple(bm25s) == (*SHOWN[:5], CEILING)


def test_a_chooser_is_measured_beside_the_others_with_what_it_cannot_exceed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("fastembed")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    tiny_cross_encoder(tmp_path / "cache")
    setting = f"fastembed:{CROSS_ENCODER}"
    environment = {
        "SHOUZE_CACHE": str(tmp_path / "cache"),
        "SHOUZE_ENCODER": "none",
        "SHOUZE_CHOOSER": setting,
    }
    *_, lexical, _, chooser = methods(environment)
    section = measured("law", laws(bench(tmp_path))[:1], [lexical, chooser])
    assert list(section.rows) == [LEXICAL, f"Shouze, {setting}"]
    printed = io.StringIO()
    Console(width=156, file=printed).print(comparison_table([section]))
    assert "the first 8" in printed.getvalue()


def test_gains_are_over_the_reference(sections: list[Section]) -> None:
    [(name, gain)] = sections[0].differences.items()
    assert name == f"{LEXICAL}, gain"
    expected = sections[0].rows[LEXICAL]["auroc"].value - sections[0].rows[RANK_BM25]["auroc"].value
    assert gain["auroc"].value == pytest.approx(expected)


def test_the_table_says_how_to_get_what_is_missing(sections: list[Section]) -> None:
    printed = io.StringIO()
    Console(width=156, file=printed).print(comparison_table(sections))
    text = printed.getvalue()
    assert "pip install it" in text
    assert text.count(RANK_BM25) == text.count(SEMANTIC) == 2
    assert "[1.000, 1.000]" in text


@pytest.mark.parametrize(
    ("name", "value", "signed", "expected"),
    [
        ("hit@1", 0.5, False, (".500", "[.500, .500]")),
        ("hit@1", 0.05, True, ("+.050", "[+.050, +.050]")),
        ("hit@1", -0.05, True, ("-.050", "[-.050, -.050]")),
        ("hit@1", 1.0, False, ("1.000", "[1.000, 1.000]")),
        ("hit@1", 0.9999, False, ("1.000", "[1.000, 1.000]")),
        ("oos_answered", 0.011, False, ("1.1 %", "[1.1, 1.1]")),
    ],
)
def test_figures_are_written_as_on_the_page(
    name: str, value: float, *, signed: bool, expected: tuple[str, str]
) -> None:
    assert written(name, over_books([{name: value}])[name], signed=signed) == expected


def test_the_picture_is_a_png_of_all_sections(sections: list[Section], tmp_path: Path) -> None:
    draw(sections, tmp_path / "new" / "eval.png")
    assert (tmp_path / "new" / "eval.png").read_bytes().startswith(b"\x89PNG")


def test_questions_without_an_answer_may_be_missing(
    without_vectors: tuple[Method, ...], tmp_path: Path
) -> None:
    [section] = [measured("all laws", [all_laws(bench(tmp_path))], without_vectors)]
    assert "auroc" not in section.rows[LEXICAL]
    draw([section], tmp_path / "eval.png")
    assert "–" in page_block([section], "en")
