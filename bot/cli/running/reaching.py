"""Whether what the bot tells of its own accord gets to somebody; what is wrong with the files is said elsewhere."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.cli.context import CliContext
from bot.cli.running.finding import Finding, Mark
from bot.cli.user_messages import USER_ERRORS
from bot.rulebook import Library, Owner, Rulebook
from bot.settings import SlackSettings

_MISSING, _OTHERS, _UNTOLD = "-missing", "-others", "-untold"  # as sentences end; "" where it gets there


def reaching(cli: CliContext, folder: Path | None, settings: SlackSettings) -> Iterator[Finding]:
    """Of books' notices, the rules' channel, owners, and those who sign changes."""
    try:
        library = cli.knowledge(folder).library
    except USER_ERRORS:
        library = Library(())
    told = [("notices", book.label, book.notices) for book in library.all_books if book.notices]
    if settings.rules_channel:
        told.append(("rules-channel", "", settings.rules_channel))
    reached = _reached(settings, [channel for *_, channel in told])
    for (what, book, channel), reach in zip(told, reached, strict=True):
        if reach == _UNTOLD:
            yield _untold(cli, channel)
            continue
        mark = Mark.BAD if reach else Mark.GOOD
        yield Finding(mark, cli.say(f"doctor.{what}{reach}", book=book, channel=channel))
    yield from _owners(cli, library, settings)
    for each in library.all_books:
        yield from _signers(cli, each, settings)


def _owners(cli: CliContext, library: Library, settings: SlackSettings) -> Iterator[Finding]:
    """Who cannot be told what waits for them, that a chapter is to be read again, and what a month brought."""
    every = (*(book.owner for book in library.books), *(heading.owner for heading in library.headings))
    owners = tuple(dict.fromkeys(every))
    written = [owner for owner in owners if owner.address]
    reached = dict(zip(written, _reached(settings, [each.address for each in written]), strict=True))
    for reach in (_MISSING, _OTHERS):
        some = [_named(owner) for owner in owners if reached.get(owner, _MISSING) == reach]
        if some:
            yield Finding(Mark.NOTE, cli.say(f"doctor.owners{reach}", owners=cli.say.listed(some)))
    if some := [_named(owner) for owner in written if reached[owner] == _UNTOLD]:
        yield _untold(cli, cli.say.listed(some))
    if owners and not any(reached.get(owner, _MISSING) for owner in owners):
        yield Finding(Mark.GOOD, cli.say("doctor.owners"))


def _signers(cli: CliContext, book: Rulebook, settings: SlackSettings) -> Iterator[Finding]:
    """Whether there is somebody to sign what a book asks to be signed, and to hear who has not."""
    named = {name for request in book.acknowledge for name in request.who}
    for audience in (each for each in book.audiences if each.name in named):
        reached = _reached(settings, audience.members)
        if all(reached) and _UNTOLD in reached:
            yield _untold(cli, audience.name)
        elif all(reached):
            missing = cli.say("doctor.signers-missing", book=book.label, audience=audience.name)
            yield Finding(Mark.BAD, missing)
    if book.acknowledge and not settings.onboarding_hr:
        yield Finding(Mark.NOTE, cli.say("doctor.signers-no-hr", book=book.label))


def _untold(cli: CliContext, whom: str) -> Finding:
    return Finding(Mark.NOTE, cli.say("doctor.untold", whom=whom))


def _reached(settings: SlackSettings, contacts: Sequence[str]) -> Sequence[str]:
    from bot.slack.publishing.notice_channels import reach_of  # noqa: PLC0415  # slack_sdk, which others need not pay

    return asyncio.run(reach_of(settings, contacts)) if contacts else ()


def _named(owner: Owner) -> str:
    return f"{owner.name}（{owner.address}）" if owner.address else owner.name
