"""A question that is changed or taken back: its answer follows it."""

from bot.workspace import Person, Workspace

ASKED = "@守则 客户提的请求最晚多久要回？"


async def test_an_edited_question_is_answered_again_in_the_same_message(
    slack: Workspace, alice: Person
) -> None:
    question = await alice.says("#ops", ASKED)
    first = await slack.reply_to(question)
    await alice.edits(question, "@守则 7.3")
    await slack.settled(quiet=0.3)
    [answer] = slack.replies_to(question)
    assert answer.ts == first.ts
    assert "第七章第三条" in answer.reads
    assert "第七章第一条" not in answer.reads


async def test_an_edit_may_turn_an_answer_into_a_refusal(slack: Workspace, alice: Person) -> None:
    question = await alice.messages_bot("7.1")
    await slack.reply_to(question)
    await alice.edits(question, "食堂几点开饭？")
    await slack.settled(quiet=0.3)
    [refusal] = slack.replies_to(question)
    assert "没有找到" in refusal.reads
    assert "第七章第一条" not in refusal.text


async def test_unfolding_a_link_under_a_question_changes_nothing(slack: Workspace, alice: Person) -> None:
    question = await alice.says("#ops", ASKED)
    await slack.reply_to(question)
    posts = len(slack.recording.calls_to("chat.update"))
    await alice.edits(question, ASKED)
    await slack.settled(quiet=0.3)
    assert len(slack.replies_to(question)) == 1
    assert len(slack.recording.calls_to("chat.update")) == posts


async def test_a_mention_put_in_by_an_edit_is_a_question(slack: Workspace, alice: Person) -> None:
    talk = await alice.says("#ops", "客户提的请求最晚多久要回？")
    await slack.settled()
    assert slack.replies_to(talk) == []
    await alice.edits(talk, ASKED)
    assert "第七章第一条" in (await slack.reply_to(talk)).reads


async def test_the_answer_of_a_deleted_question_goes_with_it(slack: Workspace, alice: Person) -> None:
    question = await alice.messages_bot("7.1")
    answer = await slack.reply_to(question)
    await alice.deletes(question)
    await slack.settled(quiet=0.3)
    assert answer.ts not in [message.ts for message in slack.sees(alice)]


async def test_an_answer_that_somebody_reacted_to_stays(slack: Workspace, alice: Person) -> None:
    question = await alice.messages_bot("7.1")
    answer = await slack.reply_to(question)
    await alice.reacts(answer, "thumbsup")
    await alice.deletes(question)
    await slack.settled(quiet=0.3)
    assert answer.ts in [message.ts for message in slack.sees(alice)]


async def test_an_answer_that_somebody_found_useful_stays(slack: Workspace, alice: Person) -> None:
    question = await alice.messages_bot("7.1")
    answer = await slack.reply_to(question)
    await alice.clicks(answer, "有用")
    await slack.settled(quiet=0.2)
    await alice.deletes(question)
    await slack.settled(quiet=0.3)
    assert answer.ts in [message.ts for message in slack.sees(alice)]


async def test_a_question_deleted_before_its_answer_is_posted_gets_none(
    slack: Workspace, alice: Person
) -> None:
    slack.faults.rate_limits("chat.postMessage", retry_after=1)
    question = await alice.messages_bot("7.1")
    await slack.until(lambda: slack.recording.calls_to("chat.postMessage") or None)
    await alice.deletes(question)
    await slack.settled(quiet=1.5)
    assert [message for message in slack.sees(alice) if message.bot_id] == []
