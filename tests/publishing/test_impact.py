"""What a change touches once it counts: the same as to ask everything of the rules before and after."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from bot.answering import Responder, result_of
from bot.inquiries import AskedWords, Outcome
from bot.knowledge import Knowledge
from bot.onboarding.signatures import SignedClause
from bot.publishing import Impact, Reading, Transition, assess, impact, impact_for_all, read_draft
from bot.wording import Language, catalogue_for
from bot.wording.impact import impact_lines

from tests.publishing.desks import Desk
from tests.publishing.folders import GOLDEN, LATE, LEAVE, a_folder, chapter
from tests.responders import built
from tests.small_books import TODAY
from tests.store.enrolments import newcomer
from tests.store.stored_questions import NOW, settled

CHINESE = catalogue_for(Language.CHINESE)
ASKED = ("上班迟到怎么处理", "年假有几天", "年假要提前多久申请", "食堂几点开门", "1.2", "1.3", "目录", "你好")
MENDED = LEAVE.replace("年假每年十天", "全年放假十天")
CHANGES = {
    "nothing": chapter(),
    "a text": chapter(leave=MENDED).replace("title: 年假", "title: 放假"),
    "another number": chapter(second="1.3"),
    "another number, with the former one": chapter(second="1.3").replace(
        'number: "1.3"', 'number: "1.3", formerly: ["1.2"]'
    ),
    "a new clause": chapter() + '  - {number: "1.3", title: 食堂, text: 食堂每天七点开门。}\n',
    "one gone": chapter().replace(f'  - {{number: "1.2", title: 年假, text: {LEAVE}}}\n', ""),
}


@pytest.fixture
def build(cache: Path) -> "Build":
    return Build(cache)


class Build:
    """Makes responders, and what leads from one folder to another."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def __call__(self, knowledge: Knowledge) -> Responder:
        return built(knowledge, self._cache)

    def transition(self, before: Path, after: Path, day: date = TODAY) -> Transition:
        return Transition.between(read_draft(before), read_draft(after), day, self)


@pytest.mark.parametrize("written", CHANGES.values(), ids=CHANGES)
def test_the_impact_is_what_asking_everything_before_and_after_shows(
    build: Build, tmp_path: Path, written: str
) -> None:
    golden = GOLDEN if "1.2" in written else "[]"
    before, after = a_folder(tmp_path / "before"), a_folder(tmp_path / "after", written, golden)
    asked = [AskedWords(text, 2, 1) for text in ASKED]
    found = impact(build.transition(before, after), asked)
    old, new = (build(read_draft(each).knowledge.in_force(TODAY)) for each in (before, after))
    renamed = {"code/1.2": "code/1.3"} if "formerly" in written else {}
    differing = {text for text in ASKED if shown(old, text, renamed) != shown(new, text, {})}
    assert {each.question for each in found.asked} == differing
    assert (found.times, found.looked_at) == (2 * len(differing), 2 * len(ASKED))
    questions = ("上班迟到怎么处理", "年假有几天")
    assert {each.question for each in found.golden} == differing.intersection(questions)


def shown(responder: Responder, question: str, renamed: dict[str, str]) -> tuple[Outcome, list[str]]:
    result = result_of(responder(question))
    names = [renamed.get(name, name) for name in result.clauses]
    most = {Outcome.ANSWER: len(names), Outcome.CHOICE: 1}.get(result.outcome, 0)
    return result.outcome, names[:most]


def test_a_learned_pair_whose_clause_got_another_text_comes_to_something_else(
    build: Build, tmp_path: Path
) -> None:
    before, after = a_folder(tmp_path / "before"), a_folder(tmp_path / "after", CHANGES["a text"])
    mark = read_draft(before).knowledge.library.by_name["code/1.2"].text_mark
    for folder in (before, after):
        (folder / "learned.yaml").write_text(
            f'- {{question: 歇几天, clause: code/1.2, text: "{mark}"}}\n', "utf-8"
        )
    found = impact(build.transition(before, after), ())
    assert [each.question for each in found.learned] == ["歇几天"]
    assert found.learned[0].before == Reading(Outcome.ANSWER, ("code/1.2",))


def test_a_quiz_question_is_gone_on_the_day_on_which_its_sentence_is(build: Build, tmp_path: Path) -> None:
    coming = chapter().replace(
        f"text: {LATE}", f"text: {LATE}, revisions: [{{effective: 2099-01-01, text: 罚款。}}]"
    )
    before, after = a_folder(tmp_path / "before"), a_folder(tmp_path / "after", coming)
    for folder in (before, after):
        (folder / "onboarding.yaml").write_text(PATH, "utf-8")
    now = build.transition(before, after)
    assert (impact(now, ()).quiz, now.later) == ((), (date(2099, 1, 1),))
    then = build.transition(before, after, date(2099, 1, 1))
    assert [each.text for each in impact(then, ()).quiz] == ["迟到五分钟怎么办？"]


def test_a_quiz_question_that_names_a_former_number_is_put_as_before(build: Build, tmp_path: Path) -> None:
    renumbered = chapter().replace('"1.1"', '"1.7", formerly: ["1.1"]')
    before, after = a_folder(tmp_path / "before"), a_folder(tmp_path / "after", renumbered, "[]")
    for folder in (before, after):
        (folder / "onboarding.yaml").write_text(PATH, "utf-8")
    assert impact(build.transition(before, after), ()).quiz == ()


PATH = f"""\
paths:
  - {{id: general, title: 通用, stages: [day]}}
stages:
  - id: day
    title: 第一天
    days: 1
    greeting: 欢迎。
    read: ["1.1"]
    quiz:
      pass: 100%
      attempts: 2
      questions:
        - question: 迟到五分钟怎么办？
          clause: "1.1"
          sentence: {LATE}
          right: 口头提醒
          wrong: [书面提醒]
"""


def test_those_sign_again_who_signed_what_is_changed(desk: Desk, build: Build, tmp_path: Path) -> None:
    before = a_folder(tmp_path / "before")
    signed = read_draft(before).knowledge.library.clauses
    store = desk.store
    for person, clauses in {"U1": signed, "U2": signed[:1]}.items():
        store.onboarding.enrol(NOW, newcomer(person), "U9")
        store.signatures.sign(NOW, person, "first", list(map(SignedClause.of, clauses)))
    transition = build.transition(before, a_folder(tmp_path / "after", CHANGES["a text"]))
    assert assess(store, transition, NOW).signers == 1


def test_of_stored_questions_those_of_the_last_ninety_days_count_that_got_a_reply(
    desk: Desk, build: Build, tmp_path: Path
) -> None:
    store, day = desk.store, 86_400.0
    for ago, text in ((1, "年假有几天"), (2, "年假 有几天"), (89, "食堂几点开门"), (91, "目录")):
        settled(store, text, at=NOW - ago * day)
    settled(store, "罢了", at=NOW, outcome=Outcome.THROTTLED)
    assert store.questions.asked_words(NOW - 90 * day) == (
        AskedWords("年假 有几天", 1, 1),
        AskedWords("年假有几天", 1, 1),
        AskedWords("食堂几点开门", 1, 1),
    )
    assert [each.text for each in store.questions.asked_words(NOW - 90 * day, 1)] == ["年假有几天"]
    transition = build.transition(a_folder(tmp_path / "before"), a_folder(tmp_path / "after"))
    assert assess(store, transition, NOW).looked_at == 3


def test_words_are_shown_only_of_what_five_people_asked(desk: Desk, build: Build, tmp_path: Path) -> None:
    for number in range(5):
        settled(desk.store, "年假有几天", person=f"U{number}")
        settled(desk.store, "年假要提前多久申请", person="U1")
    written = CHANGES["one gone"]
    transition = build.transition(a_folder(tmp_path / "before"), a_folder(tmp_path / "after", written, "[]"))
    found = assess(desk.store, transition, NOW)
    told = "\n".join(impact_lines(replace(found, golden=()), CHINESE))
    assert found.times == 10
    assert "10 次提问：10 次的答复会变" in told
    assert "年假有几天" in told
    assert "提前多久" not in told


def test_a_clause_for_some_readers_is_in_no_figure_for_all(desk: Desk) -> None:
    golden = GOLDEN.splitlines()[0] + "\n"
    secret = chapter().replace(f"text: {LEAVE}", f"audience: [管理层], text: {LEAVE}")
    more = "audiences: {管理层: [S0123ABCD]}\n"
    folder = a_folder(desk.folder, secret, golden, more)
    desk.publisher.publish(1.0, read_draft(folder), "cli:root")
    settled(desk.store, "年假有几天")
    a_folder(folder, secret.replace("年假", "工作餐"), golden, more)
    draft = read_draft(folder)
    desk.publisher.propose(2.0, draft, "bot")
    transition = desk.publisher.examine(draft).transition
    assert transition
    assert assess(desk.store, transition, NOW).times == 1
    way, own = desk.publisher.transition_to, draft.generation.id
    assert impact_for_all(desk.store, way, own, NOW) == Impact(looked_at=1)
