"""Typing errors: read as a word of the book, and only what the book lacks."""

from pathlib import Path

import pytest
from bot.answering import Responder
from bot.knowledge import Knowledge, read_golden
from bot.retrieval import Analyzer, Index
from bot.retrieval.query import QueryBuilder
from bot.retrieval.scores.array_cache import ArrayCache
from bot.retrieval.scores.bm25 import Bm25, Postings
from bot.retrieval.terms.pinyin import Pinyin
from bot.retrieval.terms.spelling import Spelling, is_one_edit
from hypothesis import given
from hypothesis import strategies as st

from tests.resources import resources_in
from tests.small_books import book, library

GROUPS = (("投诉", "客诉", "complaint"), ("年休假", "annual leave"), ("迟到", "晚到"))
BOOK = book(
    {
        "1": {
            "1.1": "员工迟到须在十分钟内告知组长，考勤由主管核对。",
            "1.2": "客户的投诉须当天登记，报销另有规定。",
            "1.3": "员工须保密。旷工按天数扣绩效，守则另有规定。经纪业务经济合算。",
            "1.4": "年休假须提前申请。运营中心发布 onboarding 材料。",
        }
    }
)


@pytest.fixture(scope="module")
def index(cache: Path) -> Index:
    analyzer = Analyzer(resources_in(cache), [word for group in GROUPS for word in group])
    return Index(library(BOOK), GROUPS, analyzer)


@pytest.fixture(scope="module")
def synonyms(cache: Path) -> QueryBuilder:
    analyzer = Analyzer(resources_in(cache), [word for group in GROUPS for word in group])
    bm25 = Bm25(Postings.build([analyzer.terms(analyzer.normalise(clause.text)) for clause in BOOK.clauses]))
    return QueryBuilder(
        GROUPS, analyzer, Spelling(bm25.terms, [w for group in GROUPS for w in group], analyzer)
    )


def test_a_word_that_is_listed_is_no_error_though_the_book_has_one_that_is_spelt_nearly_so(
    cache: Path,
) -> None:
    analyzer = Analyzer(resources_in(cache))
    terms = ["lplanet", "splanet"]
    assert [each.read for each in Spelling(terms, (), analyzer).latin("plant")] == [("planet",)]
    assert Spelling(terms, (), analyzer, {"plant"}).latin("plant") == ()


@pytest.mark.parametrize(
    ("question", "read"),
    [
        pytest.param("考情谁来核对", ("考情", "考勤"), id="near-sound"),
        pytest.param("要保蜜吗", ("保蜜", "保密"), id="same-sound"),
        pytest.param("怎么抱销", ("抱销", "报销"), id="same-sound-no-word"),
        pytest.param("吃到怎么办", ("吃到", "迟到"), id="two-usual-words"),
        pytest.param("首则是什么", ("首则", "守则"), id="a-rare-word-of-the-dictionary"),
        pytest.param("客宿登记", ("客宿", "客诉"), id="a-synonym"),
        pytest.param("一個月吃到三次", ("吃到", "迟到"), id="traditional"),
        pytest.param("customer compliant", ("compliant", "complaint"), id="letters-that-changed-places"),
        pytest.param("anual leave", ("anual", "annual"), id="a-letter-missing"),
        pytest.param("the onboardding", ("onboardding", "onboarding"), id="a-letter-too-many"),
        pytest.param("怎么写 complaunt", ("complaunt", "complaint"), id="another-letter"),
    ],
)
def test_what_is_mistyped_is_read_as_a_word_of_the_book(
    question: str, read: tuple[str, str], synonyms: QueryBuilder
) -> None:
    corrections = synonyms.build(question).corrections
    assert [(correction.asked, correction.read) for correction in corrections] == [(read[0], (read[1],))]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("迟到怎么办", id="known-word"),
        pytest.param("晚到怎么办", id="known-synonym"),
        pytest.param("经纪业务", id="known-beside-its-homophone"),
        pytest.param("食堂几点开门", id="like-nothing-in-the-book"),
        pytest.param("天气", id="another-sound"),
        pytest.param("矿工扣多少", id="a-usual-word-of-the-dictionary"),
        pytest.param("考情表和考勤表", id="the-reading-stands-beside-it"),
        pytest.param("没有规订", id="the-reading-is-common"),
        pytest.param("这是什么", id="usual-words"),
        pytest.param("leave my plaint", id="short-or-far-latin"),
        pytest.param("", id="nothing"),
        pytest.param("，。？！😀", id="punctuation"),
    ],
)
def test_what_is_known_or_like_nothing_stays_as_it_is(question: str, synonyms: QueryBuilder) -> None:
    assert synonyms.build(question).corrections == ()


@pytest.mark.parametrize(
    ("asked", "others"), [("right", "eight"), ("whale", "while"), ("stains", "stairs"), ("there", "three")]
)
def test_another_english_word_is_no_error(asked: str, others: str, analyzer: Analyzer) -> None:
    assert Spelling([f"l{others}", f"s{others}"], (), analyzer).latin(asked) == ()


def test_one_of_what_the_book_has_several_of_may_be_mistyped(analyzer: Analyzer) -> None:
    index = Index(library(book({"1": {"1.1": "Reservations lapse after 7 days."}})), (), analyzer)
    (correction,) = index.explain("resevation").query.corrections
    assert correction.read == ("reservations",)
    assert index.search("resevation").hits
    assert not index.explain("reservation").query.corrections


@pytest.mark.parametrize("question", ["a client called me", "I am dating a colleague"])
def test_an_english_word_is_no_mistyped_other_one(question: str, analyzer: Analyzer) -> None:
    """The book has `called` in another form, and what staff mean by `dating` ships with the program."""
    clauses = {
        "1.1": "An abusive caller is told to call back.",
        "1.2": "Eating is done in the kitchen.",
        "1.3": "Couples tell the manager.",
    }
    index = Index(library(book({"1": clauses})), (), analyzer)
    assert index.explain(question).query.corrections == ()


@pytest.mark.parametrize(
    ("question", "number"),
    [("吃到怎么办", "1.1"), ("客宿登记", "1.2"), ("首则另有规定", "1.3"), ("anual leave", "1.4")],
)
def test_a_mistyped_question_finds_its_clause(question: str, number: str, index: Index) -> None:
    assert str(index.search(question).hits[0].clause.number) == number


def test_as_asked_and_as_read_only_the_better_counts(index: Index) -> None:
    asked, meant = (index.explain(word).candidates[0] for word in ("吃到", "迟到"))
    assert asked.clause == meant.clause
    assert asked.lexical == meant.lexical


def test_what_was_asked_stays_possible(cache: Path) -> None:
    books = library(book({"1": {"1.1": "迟到的处理。", "1.2": "吃的东西不得带到机房。"}}))
    ranking = Index(books, (), Analyzer(resources_in(cache))).search("吃到")
    assert {str(hit.clause.number) for hit in ranking.hits} == {"1.1", "1.2"}


@given(st.text("吃到迟考情勤保蜜客宿诉矿工怎么办 abcomplint，。", max_size=20))
def test_corrections_stand_in_the_question_and_lead_to_words_of_the_book(
    synonyms: QueryBuilder, text: str
) -> None:
    for correction in synonyms.build(text).corrections:
        assert correction.asked in text
        assert correction.asked not in correction.read
        assert all(len(word) > 1 for word in correction.read)


@given(st.text(max_size=40))
def test_any_text_can_be_asked(synonyms: QueryBuilder, text: str) -> None:
    assert synonyms.build(text).corrections is not None


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        pytest.param("吃到", "迟到", True, id="tones"),
        pytest.param("考情", "考勤", True, id="qing-qin"),
        pytest.param("资料", "质料", True, id="zi-zhi"),
        pytest.param("难民", "篮民", True, id="n-l"),
        pytest.param("长", "涨", True, id="one-of-several-readings"),
        pytest.param("迟到", "早退", False, id="other-sounds"),
    ],
)
def test_which_words_sound_nearly_alike(*, one: str, other: str, alike: bool, cache: Path) -> None:
    pinyin = Pinyin(ArrayCache(cache))
    assert (not set(pinyin.fuzzy_sounds(one)).isdisjoint(pinyin.fuzzy_sounds(other))) == alike


def test_what_is_no_chinese_character_has_no_sound(cache: Path) -> None:
    assert Pinyin(ArrayCache(cache)).sounds("a到") == ()


def test_the_tables_of_sounds_are_kept(tmp_path: Path) -> None:
    first = Pinyin(ArrayCache(tmp_path)).sounds("长假")
    assert list(tmp_path.glob("pinyin-*.npy"))
    assert set(first) == {("chang", "jia"), ("zhang", "jia")}
    assert Pinyin(ArrayCache(tmp_path)).sounds("长假") == first


def test_of_golden_questions_mistyped_most_still_find_their_clause(
    knowledge: Knowledge, responder: Responder
) -> None:
    questions = read_golden(Path(__file__).parents[1] / "misspelt.yaml", knowledge.library)
    assert len(questions) >= 60
    hits = [responder.index.search(q.question).hits[0].clause in q.clauses for q in questions]
    assert sum(hits) / len(hits) >= 0.88  # .91 measured; .70 without corrections


@pytest.mark.parametrize(
    ("one", "other", "edit"),
    [
        pytest.param("compliant", "complaint", True, id="changed-places"),
        pytest.param("anual", "annual", True, id="missing"),
        pytest.param("complainnt", "complaint", True, id="too-many"),
        pytest.param("complaunt", "complaint", True, id="another"),
        pytest.param("compiant", "complain", False, id="two-edits"),
        pytest.param("tnemyap", "payment", False, id="backwards"),
        pytest.param("plain", "complain", False, id="three-missing"),
    ],
)
def test_what_one_edit_makes_of_a_word(*, one: str, other: str, edit: bool) -> None:
    assert is_one_edit(one, other) == is_one_edit(other, one) == edit
