"""A socket that is cut is there again before its people notice, and nothing is lost meanwhile."""

import asyncio

from bot.workspace import Person, Workspace

SOON = 8.0  # seconds: the SDK itself looks after its socket every ten


async def test_sockets_that_are_cut_without_a_word_are_open_again_soon(
    slack: Workspace, alice: Person
) -> None:
    for number in range(1, 4):
        slack.cuts_sockets()
        question = await alice.messages_bot(f"7.{number}")
        assert "第七章" in (await slack.reply_to(question, timeout=SOON)).reads
        await slack.until(lambda: slack.connections == 2 or None, timeout=SOON)


async def test_a_socket_whose_connection_fails_is_tried_again(slack: Workspace, alice: Person) -> None:
    slack.faults.fails("apps.connections.open", times=3)
    slack.cuts_sockets()
    question = await alice.messages_bot("7.1")
    assert "第七章" in (await slack.reply_to(question, timeout=SOON)).reads


async def test_what_comes_by_one_socket_is_answered_while_the_other_is_cut(
    slack: Workspace, alice: Person
) -> None:
    slack.cuts_sockets(1)
    questions = [await alice.messages_bot(f"7.{number}") for number in range(1, 5)]
    answers = await asyncio.gather(*(slack.reply_to(question, timeout=SOON) for question in questions))
    assert all("第七章" in answer.reads for answer in answers)
