"""Questions that leave out what they are about, and what of the talk before is kept for them."""

import pytest
from bot.answering import (
    Choice,
    Refusal,
    Responder,
    Thread,
)
from bot.answering.conversation.following.follow_up import (
    FollowUp,
    conversation_context,
    counts,
    follow_up_of,
    meant,
    resumed,
    still_of,
)
from bot.retrieval import Analyzer, Hit, Ranking
from bot.rulebook import Clause

from tests.small_books import book, library

BOOKS = library(
    book(
        {"1": {"1.1": "迟到由组长提醒。", "1.2": "病假当天告知组长，交证明。"}, "2": {"2.1": "密码须更换。"}}
    )
)
LATE, SICK, PASSWORD = BOOKS.clauses
THREAD = Thread("迟到怎么处理", (LATE,))


def _following_up(said: str, analyzer: Analyzer) -> FollowUp | None:
    return follow_up_of(said, analyzer.words(analyzer.normalise(said)), THREAD)


@pytest.mark.parametrize(
    "said",
    [
        "多久？", "谁批？", "誰批准", "怎么申请", "要提前几天？", "要扣钱吗？", "需要证明吗", "可以延長嗎", "报给谁",
        "那怎么办", "它有期限吗", "这个谁说了算", "上面那条什么时候开始", "how long?", "Who approves?",
        "can it be extended?", "who decides then", "whom do I tell", "with wine?", "at midnight too?", "what about 500",
        "and 300 euros?", "also on fridays?",
    ],
)  # fmt: skip
def test_a_question_without_a_subject_keeps_that_of_before(said: str, analyzer: Analyzer) -> None:
    follow_up = _following_up(said, analyzer)
    assert follow_up
    assert follow_up.sure
    assert not follow_up.replaces


@pytest.mark.parametrize(
    "said",
    [
        "那病假呢",
        "病假呢？",
        "那麼病假呢",
        "那病假呢？怎么申请",
        "What about sick leave?",
        "and how about sick leave",
    ],
)
def test_another_subject_takes_the_place_of_the_one_before(said: str, analyzer: Analyzer) -> None:
    follow_up = _following_up(said, analyzer)
    assert follow_up
    assert follow_up.sure
    assert follow_up.replaces


@pytest.mark.parametrize(
    "said",
    [
        "客户满意度的目标是多少", "食堂几点开饭", "试用期几个月", "晨会开多久", "每月几号发工资", "可以带狗来上班吗",
        "供应商送的礼品能收吗", "怎么减肥最快？", "上个月的客户反馈分析几号之前要完成？", "When does the canteen open?",
        "Can I accept a gift from a supplier?"
        "I suspect a data breach. Who do I report it to, and how fast?",
    ],
)  # fmt: skip
def test_a_question_that_names_its_subject_leans_on_nothing(said: str, analyzer: Analyzer) -> None:
    assert _following_up(said, analyzer) is None


@pytest.mark.parametrize("said", ["那试用期一般是几个月", "另外密码多久换一次"])
def test_a_whole_question_that_only_begins_as_if_it_went_on_may_be_a_new_one(
    said: str, analyzer: Analyzer
) -> None:
    follow_up = _following_up(said, analyzer)
    assert follow_up
    assert not follow_up.sure


def test_a_case_of_which_nothing_was_said_before_may_be_a_question_of_its_own(analyzer: Analyzer) -> None:
    whole, leaning = (
        _following_up(said, analyzer) for said in ("what if a dog gets out", "what if I am late")
    )
    assert whole
    assert leaning
    assert (whole.is_whole, leaning.is_whole) == (True, False)


def test_where_nothing_was_asked_nothing_can_be_leant_on() -> None:
    assert follow_up_of("多久？", ("多久",), Thread()) is None


def test_a_question_that_came_to_nothing_can_be_leant_on() -> None:
    refused = Thread("系统崩了")
    assert follow_up_of("几分钟内要报", ("几分钟", "内", "要", "报"), refused) == FollowUp((), sure=True)
    context = conversation_context(FollowUp((), sure=True), refused, BOOKS)
    assert (context.question, context.clauses) == ("系统崩了", ())
    assert conversation_context(FollowUp(("密码",), sure=True, replaces=True), refused, BOOKS).weight > 0


def test_the_question_before_counts_less_where_the_subject_changes(analyzer: Analyzer) -> None:
    kept, turned, moved = (
        conversation_context(follow_up, THREAD, BOOKS)
        for said in ("多久？", "那组长呢", "那病假呢")
        if (follow_up := _following_up(said, analyzer))
    )
    assert kept.weight > turned.weight >= moved.weight > 0
    assert (kept.question, kept.clauses) == (THREAD.question, THREAD.clauses)
    assert kept.of_clause > 0
    assert moved.of_clause + moved.of_chapter == 0


@pytest.mark.parametrize(
    "said", ["试用期能用吗", "实习生有吗", "组长也要吗", "那晚班可以吗？", "what if I am a trainee"]
)
def test_for_whom_or_in_what_case_a_rule_holds_is_asked_of_the_rule_before(
    said: str, analyzer: Analyzer
) -> None:
    assert (follow_up := _following_up(said, analyzer))
    assert follow_up.sure
    assert not follow_up.replaces


@pytest.mark.parametrize(
    "said",
    [
        "忘了申请呢",
        "五千以上呢",
        "还是不达标呢",
        "结束以后呢",
        "晚了两天才交呢",
        "没批准的话呢",
        "要是没批下来",
        "没指定的话",
        "然后",
        "那接下来怎么办",
        "老是这样会怎么样",
        "这期间来了客户怎么记",
    ],
)
def test_another_case_is_no_other_subject(said: str, analyzer: Analyzer) -> None:
    assert (follow_up := _following_up(said, analyzer))
    assert follow_up.sure
    assert not follow_up.replaces


@pytest.mark.parametrize(
    ("said", "is_count"),
    [("一百条呢", True), ("那六十条以上呢？", True), ("第一百条呢", False), ("7.1", False)],
)
def test_a_number_of_things_is_no_number_of_a_clause(said: str, is_count: bool) -> None:  # noqa: FBT001  # of a table
    assert counts(said) == is_count


@pytest.mark.parametrize(
    ("said", "scores", "goes_on"),
    [
        pytest.param("可以抵扣吗", (8, 6), True, id="nearly-as-near"),
        pytest.param("可以抵扣吗", (8, 3), False, id="much-further"),
        pytest.param("可以抵扣吗，我想了解一下这里的规定", (8, 6), False, id="long"),
    ],
)
def test_a_short_question_may_go_on_from_a_clause_that_is_nearly_the_nearest(
    said: str,
    scores: tuple[int, int],
    goes_on: bool,  # noqa: FBT001  # of a table
) -> None:
    first, second = scores
    ranking = Ranking((Hit(PASSWORD, first), Hit(LATE, second)))
    found = still_of(said, ("可以", "抵扣", "吗"), ranking, THREAD, is_silent=False)
    assert found == (FollowUp(("抵扣",), sure=False) if goes_on else None)


def test_where_nothing_is_found_alone_one_of_the_nearest_few_is_gone_on_from() -> None:
    ranking = Ranking((*(Hit(PASSWORD, score) for score in (9, 8, 7)), Hit(LATE, 1)))
    said, words = "可以抵扣吗，我想了解一下这里", ("可以", "抵扣", "吗")
    assert still_of(said, words, ranking, THREAD, is_silent=True) == FollowUp(("抵扣",), sure=False)
    assert still_of(said, words, ranking, THREAD, is_silent=False) is None
    assert still_of(said * 3, words, ranking, THREAD, is_silent=True) is None


@pytest.mark.parametrize(
    ("said", "goes_on"),
    [
        ("那一万五", True), ("三百的", True), ("要是三天的话", True), ("我还在试用期，也一样？", True),
        ("外包的也是这样吗", True), ("那三个人一起请假怎么批", False), ("病假一样要证明吗", False),
    ],
)  # fmt: skip
def test_another_quantity_or_somebody_else_and_nothing_more_is_the_same_rule(
    said: str,
    goes_on: bool,  # noqa: FBT001  # of a table
    analyzer: Analyzer,
) -> None:
    follow_up = follow_up_of(said, analyzer.words(said), THREAD)
    assert (follow_up is not None and follow_up.sure and not follow_up.replaces) == goes_on


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("不是，我问的是病假", "病假"), ("我说的是病假", "病假"), ("不对，病假", "病假"),
        ("回到迟到，扣多少分", "迟到，扣多少分"), ("No, I meant sick leave", "sick leave"), ("病假谁批", "病假谁批"),
        ("不是本人可以代请吗", "不是本人可以代请吗"), ("No overtime?", "No overtime?"),
        ("我问一下病假", "我问一下病假"),
    ],
)  # fmt: skip
def test_the_words_that_correct_a_wrong_turn_are_not_what_is_asked(said: str, what: str) -> None:
    assert meant(said) == what


def test_who_corrects_names_another_subject(analyzer: Analyzer) -> None:
    said = "不是，我问的是病假"
    follow_up = follow_up_of(said, analyzer.words(meant(said)), THREAD)
    assert follow_up == FollowUp(("病假",), sure=True, replaces=True)


@pytest.mark.parametrize(
    ("own", "clauses"),
    [
        pytest.param(("证明",), (SICK,), id="only-an-earlier-clause-speaks-of-it"),
        pytest.param(("密码",), (PASSWORD,), id="the-last-one-does-too"),
        pytest.param(("食堂",), (PASSWORD,), id="none-does"),
        pytest.param(("交",), (PASSWORD,), id="too-little-is-said"),
    ],
)
def test_a_talk_goes_back_to_the_clause_that_speaks_of_what_is_asked(
    own: tuple[str, ...], clauses: tuple[Clause, ...]
) -> None:
    thread = Thread("密码怎么换", (PASSWORD,), (LATE, SICK))
    assert resumed(FollowUp(own, sure=True), thread).clauses == clauses


def test_what_a_clause_leaves_to_another_chapter_is_looked_for_there() -> None:
    books = library(
        book({"1": {"1.1": "演练每年一次。消防演练按第二章进行。"}, "2": {"2.1": "消防演练半年一次。"}})
    )
    here, there = books.clauses
    context = conversation_context(
        FollowUp(("消防",), sure=True, replaces=True), Thread("演练多久一次", (here,)), books
    )
    assert context.clauses == (there,)
    assert context.of_chapter > 0


def test_what_the_clause_shown_says_nothing_of_is_looked_for_beside_it() -> None:
    spoken, unspoken = (
        conversation_context(FollowUp(own, sure=True), THREAD, BOOKS) for own in (("提醒",), ("证明",))
    )
    assert spoken.of_clause > spoken.of_chapter
    assert unspoken.of_clause < 0 < unspoken.of_chapter


@pytest.mark.parametrize(("question", "shown"), [("手写的那些后来怎么补", "14.5"), ("食堂的菜太咸了", None)])
def test_what_says_too_little_is_looked_for_where_the_talk_is_and_a_new_topic_is_not(
    question: str, shown: str | None, responder: Responder
) -> None:
    clause = next(each for each in responder.index.library.clauses if str(each.number) == "14.5")
    assert isinstance(responder(question), Refusal)
    reply = responder.turn(question, Thread(clause.title, (clause,))).reply
    assert isinstance(reply, Choice if shown else Refusal)
    assert not isinstance(reply, Choice) or str(reply.options[0].clause.number) == shown
