"""onboarding.yaml: what it says in the three forms, and every fault in it with its line."""

from dataclasses import replace
from pathlib import Path

import pytest
from bot.knowledge import IssueKind, Knowledge, KnowledgeError, read_knowledge
from bot.onboarding.path import Assignee, Onboarding
from bot.onboarding.quiz import FALSE, OneOf, SeveralOf, TrueFalse
from bot.rulebook import Library

from tests.small_books import BOOK, write

from .reported_issues import issues_in

K = IssueKind
FILE = "onboarding.yaml"
CHAPTER = """\
chapter: "1"
title: 考勤
clauses:
  - {number: "1.1", title: 班次, text: 早班 8:30 上班。提前 10 分钟到岗。}
  - {number: "1.2", title: 密码, text: 密码每 90 天更换。}
"""
PATHS = """\
paths:
  - id: general
    title: 通用
    stages: [day, week]
  - id: service
    title: 客服
    for: [客服]
    stages: [day]
"""
STAGES = """\
stages:
  - id: day
    title: 第一天
    days: 1
    greeting: 欢迎
    read: ["1.1", 第一章第二条]
    ask: [几点上班]
    tasks:
      - text: 签合同
      - {who: 导师, text: 面谈}
    sign: 是
    quiz:
      pass: 80%
      attempts: 2
      questions:
        - {question: 几点上班, clause: "1.1", sentence: 早班 8:30 上班。, right: "8:30", wrong: ["8:00", "9:00"]}
        - {question: 哪些对, clause: "1.2", sentence: 密码每 90 天更换, right: [一, 二], wrong: 三}
        - {question: 密码不用换, clause: code/1.2, sentence: 密码每 90 天更换, answer: 错}
  - id: week
    title: 第一周
    days: 2 至 5
    greeting: 您好
    read: ["1.2"]
"""
GOOD = PATHS + STAGES


def line_of(written: str) -> int:
    """The line of the file on which these words stand first."""
    return GOOD[: GOOD.index(written)].count("\n") + 1


def folder_with(tmp_path: Path, file: str = GOOD) -> Path:
    return write(tmp_path / "knowledge", {"code/book.yaml": BOOK, "code/01.yaml": CHAPTER, FILE: file})


def _read(tmp_path: Path, file: str = GOOD) -> Onboarding:
    onboarding = read_knowledge(folder_with(tmp_path, file)).onboarding
    assert onboarding
    return onboarding


def test_a_path_has_its_stages_with_their_clauses_tasks_and_days(tmp_path: Path) -> None:
    general, service = _read(tmp_path).paths
    day, week = general.stages
    assert [str(clause.number) for clause in day.clauses] == ["1.1", "1.2"]
    assert [(task.text, task.assignee) for task in day.tasks] == [
        ("签合同", Assignee.NEW_HIRE),
        ("面谈", Assignee.BUDDY),
    ]
    assert day.signing
    assert day.signing.clauses == day.clauses
    assert (day.opens, day.due, week.opens, week.due) == (1, 1, 2, 5)
    assert week.steps == week.readings
    assert (service.roles, service.stages) == (("客服",), (day,))


def test_a_quiz_has_its_three_forms(tmp_path: Path) -> None:
    quiz = _read(tmp_path).paths[0].stages[0].quiz
    assert quiz
    assert (quiz.pass_share, quiz.attempts, quiz.needed) == (0.8, 2, 3)
    one, several, judged = quiz.questions
    assert isinstance(one, OneOf)
    assert (one.options, one.answer, one.sentence) == (("8:30", "8:00", "9:00"), 0, "早班 8:30 上班。")
    assert isinstance(several, SeveralOf)
    assert several.options == ("一", "二", "三")
    assert several.right == {0, 1}
    assert isinstance(judged, TrueFalse)
    assert judged.right == {FALSE}


def test_a_quiz_and_a_reading_that_name_a_former_number_follow_the_clause_to_its_new_one(
    tmp_path: Path,
) -> None:
    folder = folder_with(tmp_path)
    renumbered = CHAPTER.replace('"1.2",', '"1.9", formerly: ["1.2"],')
    before = read_knowledge(folder).onboarding
    after = read_knowledge(write(folder, {"code/01.yaml": renumbered})).onboarding
    assert before
    assert after
    (old, *_), (new, *_) = (each.paths[0].stages for each in (before, after))
    assert [str(clause.number) for clause in new.clauses] == ["1.1", "1.9"]
    assert old.quiz
    assert new.quiz
    assert [str(each.clause.number) for each in new.quiz.questions] == ["1.1", "1.9", "1.9"]
    assert [each.id for each in new.quiz.questions] == [each.id for each in old.quiz.questions]


def test_ids_stay_until_the_words_change(tmp_path: Path) -> None:
    def ids(file: str) -> list[str]:
        stage = _read(tmp_path, file).paths[0].stages[0]
        return [each.id for each in (*stage.tasks, *(stage.quiz.questions if stage.quiz else ()))]

    before = ids(GOOD)
    assert len(set(before)) == 5
    assert ids(GOOD.replace("第一天", "首日").replace("80%", "0.9")) == before
    for written, place in {"签合同": 0, "几点上班, clause": 2, "wrong: 三": 3, "answer: 错": 4}.items():
        other = (
            written.replace("签合同", "签好合同")
            .replace("几点", "何时")
            .replace("三", "四")
            .replace("错", "对")
        )
        after = ids(GOOD.replace(written, other))
        assert [n for n, (one, two) in enumerate(zip(before, after, strict=True)) if one != two] == [place]


def test_without_the_file_there_is_no_onboarding(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    (folder / FILE).unlink()
    assert read_knowledge(folder).onboarding is None


def test_readers_of_a_part_of_the_library_have_the_paths_of_that_part(tmp_path: Path) -> None:
    knowledge: Knowledge = read_knowledge(folder_with(tmp_path))
    book = knowledge.library.books[0]
    seen = knowledge.within(Library((replace(book, clauses=book.clauses[:1]),)))
    assert seen.onboarding
    assert [len(stage.clauses) for stage in seen.onboarding.paths[0].stages] == [1, 0]


SECRET = """\
  - number: "1.3"
    title: 裁员名单
    text: 裁员名单由总经理办公室在每年三月拟定。The head of people tells whoever is on it in April. 开会 8:30 开始。
    questions: [名单上有谁啊, Who is on it]
    audience: [管理层]
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("title: 通用", "title: 通用（含裁员名单）", id="title-of-a-path"),
        pytest.param("title: 第一天", "title: 裁员名单", id="title-of-a-stage"),
        pytest.param("greeting: 欢迎", "greeting: 欢迎，请看第一章第三条", id="number-in-a-greeting"),
        pytest.param("greeting: 欢迎", "greeting: 名单由总经理办公室在三月拟定", id="words-in-a-greeting"),
        pytest.param("greeting: 欢迎", "greeting: 名单由 总经理 办公室 在三月拟定", id="words-with-blanks"),
        pytest.param("ask: [几点上班]", "ask: [名单上有谁啊]", id="wording-to-ask"),
        pytest.param("ask: [几点上班]", "ask: [ｗho is on IT]", id="wording-in-other-letters"),
        pytest.param(
            "greeting: 欢迎",
            "greeting: In April the Head  of People tells whoever is on it",
            id="latin-words",
        ),
        pytest.param("- text: 签合同", "- text: 读第 1.3 条", id="number-in-a-task"),
        pytest.param("{who: 导师, text: 面谈}", "{who: 导师, text: 讲讲裁员名单}", id="task-of-a-buddy"),
        pytest.param("question: 密码不用换", "question: 裁员名单要换密码", id="quiz-on-an-open-clause"),
    ],
)
def test_what_everybody_on_a_path_reads_shows_nothing_that_only_some_may_see(
    old: str, new: str, tmp_path: Path
) -> None:
    folder = _guarded(tmp_path, GOOD.replace(old, new, 1))
    [(name, _, kind)] = issues_in(folder)
    assert (name, kind) == (FILE, K.SHOWS_RESTRICTED)
    with pytest.raises(KnowledgeError) as error:
        read_knowledge(folder)
    assert error.value.issues[0].words["clause"] == "1.3"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('read: ["1.2"]', 'read: ["1.2", "1.3"]', id="a-reading"),
        pytest.param("greeting: 欢迎", "greeting: 第一章第一条说早班 8:30 上班，开会另说", id="open-clauses"),
        pytest.param("greeting: 欢迎", "greeting: The head of people tells you more", id="a-few-latin-words"),
        pytest.param(
            "- {question: 密码不用换",
            '- {question: 裁员名单几月定, clause: "1.3", sentence: 每年三月, right: 三月, wrong: 四月}\n'
            "        - {question: 密码不用换",
            id="a-question-on-it",
        ),
    ],
)
def test_what_is_left_out_for_who_may_not_see_it_may_stand_in_a_path(
    old: str, new: str, tmp_path: Path
) -> None:
    assert issues_in(_guarded(tmp_path, GOOD.replace(old, new, 1))) == []


def _guarded(tmp_path: Path, onboarding: str) -> Path:
    """The folder with a clause for managers alone."""
    folder = folder_with(tmp_path, onboarding)
    write(
        folder,
        {"code/book.yaml": f"audiences: {{管理层: [S0123ABCD]}}\n{BOOK}", "code/01.yaml": CHAPTER + SECRET},
    )
    return folder
