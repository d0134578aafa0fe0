"""What staff and the bot say to each other, over real sockets."""

from bot.workspace import Person, Workspace

ASKED = "客户提的请求最晚多久要回？"


async def test_a_mention_in_a_channel_is_answered_in_its_thread_with_the_clause(
    slack: Workspace, alice: Person
) -> None:
    question = await alice.says("#ops", f"@守则 {ASKED}")
    answer = await slack.reply_to(question)
    assert answer.thread_ts == question.ts
    assert "《运营中心守则》第七章第一条" in answer.reads
    assert "24 小时内作出首次回复" in answer.reads
    assert "24 小时内作出首次回复" in answer.text


async def test_a_mention_inside_a_thread_is_answered_in_that_thread(slack: Workspace, alice: Person) -> None:
    first = await alice.says("#ops", "大家早")
    question = await alice.says("#ops", f"@守则 {ASKED}", thread=first)
    assert (await slack.reply_to(question)).thread_ts == first.ts


async def test_a_direct_message_is_answered_where_it_stands(slack: Workspace, alice: Person) -> None:
    question = await alice.messages_bot("晚到十分钟算迟到吗")
    answer = await slack.reply_to(question)
    assert answer.thread_ts is None
    assert "第四章第二条" in answer.reads


async def test_a_silent_rulebook_is_said_plainly_with_the_nearest_clauses_and_whom_to_ask(
    slack: Workspace, alice: Person
) -> None:
    question = await alice.says("#ops", "@守则 停车位由谁检查")
    refusal = await slack.reply_to(question)
    assert "守则里没有找到" in refusal.reads
    [nearest, _] = [block["elements"] for block in refusal.blocks if block["type"] == "actions"]
    assert len(nearest) == 3
    assert "#" in refusal.reads


async def test_in_a_channel_an_english_question_is_answered_in_an_english_frame(
    slack: Workspace, alice: Person
) -> None:
    question = await alice.says("#ops", "@守则 Does the company have a gym?")
    assert "No clause in the rulebook answers" in (await slack.reply_to(question)).reads


async def test_in_a_channel_a_number_alone_is_answered_in_the_language_of_who_asks(
    slack: Workspace, alice: Person
) -> None:
    bob = slack.person("bob", locale="en-GB")
    await bob.joins("#ops")
    assert "in force since" in (await slack.reply_to(await bob.says("#ops", "@守则 7.1"))).reads
    assert "起施行" in (await slack.reply_to(await alice.says("#ops", "@守则 7.1"))).reads


async def test_in_private_the_frame_is_in_the_language_of_the_reader(slack: Workspace, alice: Person) -> None:
    bob = slack.person("bob", locale="en-GB")
    assert (
        "No clause in the rulebook answers"
        in (await slack.reply_to(await bob.messages_bot("食堂几点开饭？"))).reads
    )
    assert "没有找到" in (await slack.reply_to(await alice.messages_bot("When does lunch start?"))).reads


async def test_a_mention_that_asks_nothing_gets_help(slack: Workspace, alice: Person) -> None:
    question = await alice.says("#ops", "@守则")
    assert "/rule" in (await slack.reply_to(question)).reads


async def test_messages_of_a_channel_that_do_not_mention_the_bot_are_left_alone(
    slack: Workspace, alice: Person
) -> None:
    talk = await alice.says("#ops", "迟到怎么处理？")
    await slack.settled()
    assert slack.replies_to(talk) == []


async def test_a_chapter_is_shown_as_its_list_of_clauses(slack: Workspace, alice: Person) -> None:
    question = await alice.messages_bot("第七章")
    contents = await slack.reply_to(question)
    assert "第七章 客户服务标准" in contents.reads
    assert "7.1 首次回复时限" in contents.reads


async def test_what_a_person_wrote_cannot_act_as_markup(slack: Workspace, alice: Person) -> None:
    question = await alice.says("#ops", "@守则 <!channel> *紧急* `迟到怎么处理`")
    answer = await slack.reply_to(question)
    assert "<!channel>" not in answer.text
    [call] = slack.recording.calls_to("chat.postMessage")
    assert call.arguments["unfurl_links"] in {False, "false", "0"}
