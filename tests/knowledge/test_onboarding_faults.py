"""Every kind of fault in onboarding.yaml: the line, the kind, and the words of its sentence."""

from pathlib import Path

import pytest

from tests.knowledge.test_onboarding import FILE, GOOD, K, folder_with, line_of
from tests.small_books import write

from .reported_issues import faults_in, issues_in, listed

# What is replaced in the good file, by what; the words on whose line the fault is told, and its kind.
CASES = {
    "clause-to-read": ('["1.1", 第一章第二条]', '["1.9"]', "read:", K.NO_SUCH_CLAUSE),
    "clause-of-another-book": ('["1.1", 第一章第二条]', "[law/1.1]", "read:", K.NO_SUCH_CLAUSE),
    "words-for-a-clause": ('["1.1", 第一章第二条]', "[考勤]", "read:", K.NO_SUCH_CLAUSE),
    "chapter-for-a-clause": ('["1.1", 第一章第二条]', "[第一章]", "read:", K.NO_SUCH_CLAUSE),
    "clause-of-a-question": ('clause: "1.1"', 'clause: "7.1"', "几点上班, clause", K.NO_SUCH_CLAUSE),
    "sentence-that-is-not-there": (
        "早班 8:30 上班。,",
        "早班 9:00 上班。,",
        "几点上班, clause",
        K.NOT_IN_CLAUSE,
    ),
    "stage-twice": (
        'read: ["1.2"]',
        'read: ["1.2"]\n  - {id: day, title: 又一天, days: 9, greeting: 您好, read: ["1.2"]}',
        None,
        K.REPEATED,
    ),
    "path-twice": ("id: service", "id: general", "id: service", K.REPEATED),
    "role-twice": ("[客服]", "[Service, service]", "for:", K.REPEATED),
    "clause-read-twice": ('["1.1", 第一章第二条]', '["1.1", "1.1"]', "read:", K.REPEATED),
    "question-suggested-twice": ("[几点上班]", "[几点上班, 几点上班]", "ask:", K.REPEATED),
    "task-twice": ("{who: 导师, text: 面谈}", "{text: 签合同}", "{who: 导师", K.REPEATED),
    "quiz-question-twice": ("哪些对", "几点上班", "哪些对", K.REPEATED),
    "unknown-stage": ("[day, week]", "[day, weak]", "[day, week]", K.UNKNOWN_STAGE),
    "stages-out-of-order": ("[day, week]", "[week, day]", "[day, week]", K.NOT_ASCENDING),
    "due-on-one-day": ("2 至 5", "1", "[day, week]", K.NOT_ASCENDING),
    "no-default-path": ("    title: 通用", "    title: 通用\n    for: [别的]", "paths:", K.DEFAULT_PATH),
    "two-default-paths": ("    for: [客服]\n", "", "id: service", K.DEFAULT_PATH),
    "days-backwards": ("2 至 5", "5-2", "2 至 5", K.NOT_DAYS),
    "no-days": ("2 至 5", "第一周", "2 至 5", K.NOT_DAYS),
    "day-nought": ("days: 1", "days: 0", "days: 1", K.NOT_DAYS),
    "share-too-large": ("80%", "80", "pass:", K.NOT_A_SHARE),
    "share-nought": ("80%", "0", "pass:", K.NOT_A_SHARE),
    "share-in-words": ("80%", "八成", "pass:", K.NOT_A_SHARE),
    "no-attempt": ("attempts: 2", "attempts: 0", "attempts: 2", K.NOT_A_COUNT),
    "half-an-attempt": ("attempts: 2", "attempts: 1.5", "attempts: 2", K.NOT_A_COUNT),
    "unknown-doer": ("who: 导师", "who: 师傅", "who: 导师", K.UNKNOWN_WORD),
    "neither-true-nor-false": ("answer: 错", "answer: 也许", "answer: 错", K.UNKNOWN_WORD),
    "neither-signed-nor-not": ("sign: 是", "sign: 签", "sign: 是", K.UNKNOWN_WORD),
    "nothing-is-wrong": (', wrong: ["8:00", "9:00"]', "", "几点上班, clause", K.QUESTION_FORM),
    "nothing-is-right": ('right: "8:30", ', "", "几点上班, clause", K.QUESTION_FORM),
    "no-answer": (", answer: 错", "", "密码不用换", K.QUESTION_FORM),
    "options-and-an-answer": (
        "answer: 错",
        "answer: 错, right: 一, wrong: 二",
        "answer: 错",
        K.QUESTION_FORM,
    ),
    "option-twice": ("wrong: 三", "wrong: 二", "wrong: 三", K.DUPLICATE_ENTRY),
    "unknown-key": ("greeting: 您好", "greeting: 您好\n    colour: 红", None, K.UNKNOWN_KEY),
    "unknown-key-of-a-question": ("answer: 错", "anwser: 错, answer: 错", "answer: 错", K.UNKNOWN_KEY),
    "unknown-key-of-a-quiz": ("attempts: 2", "attempts: 2\n      passs: 1", None, K.UNKNOWN_KEY),
    "unknown-key-of-a-path": ("for: [客服]", "for: [客服]\n    roles: 客", None, K.UNKNOWN_KEY),
    "missing-sentence": (", sentence: 密码每 90 天更换, answer", ", answer", "密码不用换", K.MISSING_KEY),
    "nothing-to-read": ('read: ["1.2"]', "read: []", 'read: ["1.2"]', K.EMPTY_TEXT),
    "for-nobody": ("[客服]", "[]", "for:", K.EMPTY_TEXT),
    "for-nothing": ("for: [客服]", "for:", "for:", K.EMPTY_TEXT),
    "a-word-for-the-stages": ("[day, week]", "day", "[day, week]", K.TEXT_FOR_LIST),
    "a-list-for-an-option": ("wrong: 三", "wrong: [[三]]", "wrong: 三", K.LIST_FOR_TEXT),
}


# The words of their sentences.
WORDS = {
    "clause-to-read": {"written": "1.9", "nearest": "1.2, 1.1"},
    "unknown-stage": {"written": "weak", "known": "week"},
    "path-twice": {"written": "general", "first": "2"},
    "sentence-that-is-not-there": {"written": "早班 9:00 上班。", "clause": "1.1"},
    "unknown-doer": {"allowed": "新同事, 导师, 直属上级"},
    "neither-true-nor-false": {"allowed": "对, 错"},
    "unknown-key": {"allowed": "id, title, days, greeting, read, ask, tasks, quiz, sign"},
    "unknown-key-of-a-quiz": {"allowed": "pass, attempts, questions"},
    "unknown-key-of-a-path": {"allowed": "id, title, stages, for"},
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_named_with_its_line_and_the_words_of_its_sentence(case: str, tmp_path: Path) -> None:
    old, new, place, kind = CASES[case]
    assert old in GOOD
    assert WORDS.keys() <= CASES.keys()
    line = line_of(place) if place else line_of(old) + 1
    issues = faults_in(folder_with(tmp_path, GOOD.replace(old, new)))
    assert [(issue.path.name, issue.line, issue.kind) for issue in issues] == [(FILE, line, kind)]
    assert WORDS.get(case, {}).items() <= listed(issues[0].words).items()


def test_its_faults_are_told_with_those_of_the_other_files(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, GOOD.replace('"1.2"', '"1.7"').replace("80%", "0.8"))
    write(folder, {"learned.yaml": '- {question: 问, clause: "9.9"}\n'})
    assert [(name, kind) for name, _, kind in issues_in(folder)] == [
        ("learned.yaml", K.UNKNOWN_CLAUSE),
        *[(FILE, K.NO_SUCH_CLAUSE)] * 2,
    ]
