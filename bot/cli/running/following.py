"""What a bot begins with: its store, the rules that count there, and what follows them while it runs."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.answering import CurrentRules
from bot.cli.context import CliContext
from bot.cli.running.beside import beside
from bot.publishing import Follower, Trouble, start
from bot.store import Store


@dataclass(frozen=True)
class Followed:
    """A store, the rules that count in it, and what has them change as the folder and the store do."""

    store: Store
    rules: CurrentRules
    follower: Follower


@contextmanager
def followed(
    cli: CliContext,
    folder: Path,
    tell: Callable[[int], object],
    troubled: Callable[[Trouble], object],
    *,
    is_reviewed: bool = False,
) -> Iterator[Followed]:
    """The rules of a folder, in the store that the settings name; the second opinion tells `tell` how far it is.

    `troubled` hears at once why the folder does not count. Raises KnowledgeError where nothing does, SettingsError,
    DatabaseError.
    """
    with closing(cli.store(creates=True)) as store:
        publisher = cli.publisher(store, is_reviewed=is_reviewed)
        begun = start(folder, publisher, time.time())
        if begun.trouble:
            troubled(begun.trouble)
        carrying_out = beside(cli.environment, is_reviewed=is_reviewed)
        with cli.rules(begun.knowledge, tell) as rules, carrying_out as able:
            yield Followed(store, rules, Follower.since(begun, rules, publisher, time.time, able))
