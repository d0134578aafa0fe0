"""Buttons under replies: a choice, related clauses."""

from bot.workspace import Message, Person, Workspace

UNSURE = "组长安排不公平"


def related_to(blocks: tuple[dict[str, object], ...]) -> list[str]:
    return [
        str(option["text"]["text"])
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]  # type: ignore[attr-defined]  # JSON of a block
        if element["action_id"] == "show_related"
        for option in element["options"]
    ]


def offers(blocks: tuple[dict[str, object], ...]) -> list[str]:
    return [
        str(element["text"]["text"])
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]  # type: ignore[attr-defined]  # JSON of a block
        if element["action_id"].startswith("choose_clause")
    ]


async def test_an_unsure_bot_shows_the_nearest_clause_and_offers_others_and_the_one_chosen_takes_their_place(
    slack: Workspace, alice: Person
) -> None:
    question = await alice.says("#ops", f"@守则 {UNSURE}")
    choice = await slack.reply_to(question)
    assert "最接近的是" in choice.reads
    assert "起施行" in choice.reads
    offered = offers(choice.blocks)
    assert 1 <= len(offered) <= 3
    click = await alice.clicks(choice, offered[0])
    assert click.is_acked
    await slack.settled()
    [answer] = slack.replies_to(question)
    assert answer.ts == choice.ts
    assert offered[0].split()[1] in answer.reads
    assert "最接近的是" not in answer.reads


async def test_what_the_nearest_clause_lacks_is_said(slack: Workspace, alice: Person) -> None:
    reply = await slack.reply_to(await alice.says("#ops", "@守则 心理咨询机构的预约电话是多少"))
    assert "最接近的是下面这一条，但它没有写电话号码：" in reply.reads
    assert "每年可免费使用 6 次心理咨询" in reply.reads
    assert "有用" not in reply.reads


async def test_a_private_choice_stays_private(slack: Workspace, alice: Person) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    choice = await slack.reply_to(await alice.runs(f"/rule {UNSURE}", in_="#ops"))
    await alice.clicks(choice, offers(choice.blocks)[0])
    await slack.settled()
    assert [message for message in slack.sees(alice, "#ops") if "起施行" in message.reads]
    assert not [message for message in slack.sees(bob, "#ops") if "起施行" in message.reads]


async def test_a_related_clause_is_shown_to_the_one_who_clicks(slack: Workspace, alice: Person) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    answer = await slack.reply_to(await alice.says("#ops", "@守则 3.6"))
    [related] = related_to(answer.blocks)
    assert related.startswith("3.5")
    await bob.clicks(answer, related)
    await slack.settled()
    assert [m for m in slack.sees(bob, "#ops") if m.ephemeral_to == bob.id and "第三章第五条" in m.reads]
    assert not [m for m in slack.sees(alice, "#ops") if m.ephemeral_to]


async def test_a_greeting_is_greeted(slack: Workspace, alice: Person) -> None:
    assert "您好" in (await slack.reply_to(await alice.messages_bot("你好"))).reads


async def test_the_sentence_that_answers_is_bold(slack: Workspace, alice: Person) -> None:
    answer = await slack.reply_to(await alice.messages_bot("年休假要提前几天申请"))
    [quote] = [
        element
        for block in answer.blocks
        if block["type"] == "rich_text"
        for element in block["elements"]
        if element["type"] == "rich_text_quote"
    ]
    [bold] = [part["text"] for part in quote["elements"] if part.get("style", {}).get("bold")]
    assert "年休假提前 5 个工作日" in bold


def menu_in(message: Message, action: str) -> list[str]:
    """What a menu of a message offers."""
    return [
        option["text"]["text"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] == action
        for option in element["options"]
    ]


async def test_the_contents_open_at_a_chapter_and_a_chapter_at_a_clause(
    slack: Workspace, alice: Person
) -> None:
    contents = await slack.reply_to(await alice.runs("/rule", in_="#ops"))
    [seventh] = [each for each in menu_in(contents, "open_from_contents") if each.startswith("第七章")]
    await alice.clicks(contents, seventh)
    await slack.settled()
    chapter = slack.sees(alice, "#ops")[-1]
    assert chapter.ephemeral_to == alice.id
    await alice.clicks(chapter, menu_in(chapter, "open_from_contents")[0])
    await slack.settled()
    assert "（7.1）" in slack.sees(alice, "#ops")[-1].reads


async def test_a_chapter_that_a_clause_names_is_a_choice_away(slack: Workspace, alice: Person) -> None:
    answer = await slack.reply_to(await alice.messages_bot("1.6"))
    assert "按第十八章办理" in answer.reads
    [chapter] = [each for each in menu_in(answer, "show_related") if each.startswith("第十八章")]
    await alice.clicks(answer, chapter)
    await slack.settled()
    assert "18.1" in slack.sees(alice)[-1].reads
