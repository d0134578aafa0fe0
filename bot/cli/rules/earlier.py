"""What was published on earlier days, for the terminal and for programs: from the store, where there is one."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering import Answer, Refusal, Reply, Responder
from bot.answering.conversation.days.earlier import Earlier, EarlierEdition, no_edition
from bot.cli.context import CliContext

if TYPE_CHECKING:
    from bot.publishing.history.archive import Archive


@contextmanager
def earlier_editions(
    cli: CliContext, given: Path | None, groups: frozenset[str] | None = None
) -> Iterator[Earlier]:
    """Tells what counted on a day, as readers who belong to these audiences may see it (None: all of it).

    Of a `given` folder only what it says itself. The database is opened when it is first asked for; raises
    SettingsError, or DatabaseError where one that is there cannot be used.
    """
    if given:
        yield no_edition
        return
    with ExitStack() as stack:

        @cache
        def archive() -> "Archive | None":
            from bot.publishing.history.archive import Archive  # noqa: PLC0415  # who asks of today need not pay
            from bot.store import NoDatabaseError  # noqa: PLC0415  # the same

            try:
                return Archive(stack.enter_context(closing(cli.store())).publications)
            except NoDatabaseError:
                return None

        def earlier(day: date) -> EarlierEdition | None:
            found = archive() if day < cli.today() else None
            return found.edition(day, groups, cli.settings.timezone) if found else None

        yield earlier


def on_day(responder: Responder, reply: Callable[[str], Reply], as_of: str | None) -> Callable[[str], Reply]:
    """Replies as of a day by the files; where something else was published then, what a reference led to in that."""

    def replied(question: str) -> Reply:
        if as_of:
            then = responder(f"{question} @{as_of}")
            if isinstance(then, Answer | Refusal) and then.published:
                return then
        return reply(question)

    return replied
