"""What every command works with: the settings, the wording, the knowledge and the store, and the options in common."""

import os
import pwd
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import track

from bot.answering import CurrentRules, Responder, Responders, build_responder
from bot.choosing import MissingChooserError, chooser_named
from bot.cli.errors import NoManifestError, NotADateError
from bot.cli.second_opinion import Models, SecondOpinion, missing
from bot.cli.wrapping import print_message
from bot.knowledge import (
    ONBOARDING,
    IssueKind,
    Knowledge,
    KnowledgeError,
    ValidationIssue,
    read_knowledge,
    read_manifest,
)
from bot.onboarding.path import Onboarding
from bot.retrieval import (
    ArrayCache,
    LanguageResources,
    MissingEncoderError,
    Progress,
    encoder_named,
    no_progress,
)
from bot.settings import ProgramSettings, Settings, StoreSettings, read_settings
from bot.wording import Catalogue
from bot.wording.findings import finding_sentence, place

if TYPE_CHECKING:
    from bot.publishing import Publisher
    from bot.store import Kept, Store

Item = TypeVar("Item")

KnowledgeFolder = Annotated[
    Path | None,
    typer.Option("--knowledge", help="option.knowledge", show_default="SHOUZE_KNOWLEDGE"),
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="option.as-of", metavar="DATE")]
Anchor = Annotated[
    str | None,
    typer.Option(
        "--anchor",
        "--last",
        help="option.anchor",
        metavar="HASH",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="option.json")]

CHECKOUT = Path(__file__).parents[2]
MANIFESTS = (CHECKOUT / "bot" / "app.yaml", CHECKOUT / "app.yaml")
"""The app's manifest as it is installed, and in a checkout."""

WAITED_FOR = 500
"""Clauses whose vectors one question waits for: a minute or two the first time, seconds after a change."""


@dataclass(frozen=True)
class CliContext:
    """The terminal's end of the application; reads files only when a command asks for them."""

    environment: Mapping[str, str]
    settings: Settings
    say: Catalogue

    def folder(self, given: Path | None) -> Path:
        """The knowledge folder: the one given, or that of the settings."""
        return given or self.settings.knowledge

    def knowledge(self, folder: Path | None) -> Knowledge:
        """The knowledge of the folder given, or of the one in the settings; raises KnowledgeError."""
        return read_knowledge(self.folder(folder))

    def answerable(self, folder: Path | None) -> Knowledge:
        """The same for whoever only asks: faulty files from which nothing is answered are left out, with a warning."""
        left_out = list[ValidationIssue]()
        knowledge = read_knowledge(self.folder(folder), left_out=left_out)
        if left_out:
            lines = [*(f"{place(issue)}: {finding_sentence(issue, self.say)}" for issue in left_out)]
            print_message("\n".join([*lines, self.say("check.left-out")]), is_error=True)
        return knowledge

    def onboarding(self, folder: Path | None) -> Onboarding:
        """The paths in the knowledge folder; raises KnowledgeError, also where there are none."""
        paths = self.knowledge(folder).in_force(self.today()).onboarding
        if paths is None:
            raise KnowledgeError.at(self.folder(folder) / ONBOARDING, 1, IssueKind.NO_ONBOARDING)
        return paths

    def responder(self, knowledge: Knowledge, progress: Progress | None = None) -> Responder:
        """A responder over that knowledge, its index built with all that must be computed for it."""
        return self._built(knowledge, self.models(), progress or self._bar)

    def responder_at_once(self, knowledge: Knowledge, *, waits: bool) -> tuple[Responder, bool]:
        """A responder for one question, and whether it has the second opinion: what is soon there is waited for.

        Of a book of up to WAITED_FOR clauses, and only where one `waits`; whoever does not want to presses Ctrl-C.
        """
        models, is_small = self.models(), waits and len(knowledge.library.clauses) <= WAITED_FOR
        try:
            return self._built(knowledge, models, self._waited_for() if is_small else _not_now), True
        except (CancelledError, KeyboardInterrupt):
            return self._built(knowledge, replace(models, encoder=None), no_progress), False

    def by_words(self, knowledge: Knowledge) -> Responder:
        """A responder without the second opinion, which takes minutes where vectors are missing: to compare with."""
        return self._built(knowledge, Models(), no_progress)

    @contextmanager
    def rules(
        self,
        knowledge: Knowledge,
        tell: Callable[[int], object],
        groups: frozenset[str] = frozenset(),
        today: Callable[[], date] | None = None,
    ) -> Iterator[CurrentRules]:
        """The rules of each moment, with one responder for all who see the same of them; that of `groups` is built.

        They answer by words until vectors are computed behind them; `tell` hears how many per cent are.
        """
        with self.second_opinion(tell) as better:
            rules = self.current_rules(knowledge, better, today)
            rules().responders.for_groups(groups)
            yield rules

    @contextmanager
    def second_opinion(self, tell: Callable[[int], object]) -> Iterator[SecondOpinion]:
        """What makes responders with vectors, one at a time; `tell` hears how many per cent are computed."""
        better = SecondOpinion(self.models, self._built, tell)
        try:
            yield better
        finally:
            better.end()

    def current_rules(
        self, knowledge: Knowledge, better: SecondOpinion, today: Callable[[], date] | None = None
    ) -> CurrentRules:
        """The rules of each moment; nothing is built before it is asked for."""

        def over(known: Knowledge) -> Responders:
            return Responders(
                known.library,
                lambda seen: self.by_words(known.within(seen)),
                lambda seen: better(known.within(seen)),
                self.settings.index_memory * 2**20,
            )

        return CurrentRules(knowledge, over, today or self.today, self.settings.site)

    def today(self) -> date:
        """The day it is in the organisation."""
        return datetime.now(ZoneInfo(self.settings.timezone)).date()

    def day(self, written: str | None) -> date:
        """A date as an option gives it; none: today. Raises NotADateError."""
        return self.today() if written is None else read_day(written)

    @property
    def resources(self) -> LanguageResources:
        """What all responders of this process share; read when a book is first indexed."""
        return _resources(self.settings.cache.expanduser())

    def _built(self, knowledge: Knowledge, models: Models, progress: Progress) -> Responder:
        return build_responder(
            knowledge.library,
            knowledge.synonyms,
            knowledge.learned,
            resources=self.resources,
            encoder=models.encoder,
            chooser=models.chooser,
            progress=progress,
        )

    def _waited_for(self) -> Progress:
        """A progress that says what is waited for, once, however many kinds of texts lack their vectors."""
        tell = cache(lambda: sys.stderr.write(self.say("encoder.waiting") + "\n"))

        def progress(batches: Sequence[Sequence[str]]) -> Iterable[Sequence[str]]:
            tell()
            return self._bar(batches)

        return progress

    def _bar(self, batches: Sequence[Sequence[str]]) -> Iterable[Sequence[str]]:
        return self.progress(batches, self.say("encoder.progress"))

    def store(self, *, creates: bool = False) -> "Store":
        """The store that the settings name; raises SettingsError, or DatabaseError, also for one not there."""
        from bot.store import Seal, Store, open_database  # noqa: PLC0415  # what answers from files need not pay

        settings = read_settings(StoreSettings, self.environment)
        engine = open_database(settings.database, creates=creates)
        zone = ZoneInfo(settings.onboarding_zone)
        return Store.over(engine, Seal(*settings.secrets), settings.tenant, zone)

    @property
    def kept(self) -> "Kept":
        """For how long what is stored is kept; raises SettingsError."""
        from bot.store import Kept  # noqa: PLC0415  # as above

        told = read_settings(StoreSettings, self.environment)
        return Kept(told.question_days, told.audit_days, told.onboarding_zone)

    def publisher(self, store: "Store", *, is_reviewed: bool = False) -> "Publisher":
        """What has rules count in that store."""
        from bot.publishing import Publisher  # noqa: PLC0415  # the same

        return Publisher(
            store.publications, store.learned, self.by_words, self.today, is_reviewed=is_reviewed
        )

    @property
    def is_reviewed(self) -> bool:
        """Whether changes in the folder wait until owners decide; raises SettingsError."""
        return read_settings(ProgramSettings, self.environment).publish == "reviewed"

    @property
    def actor(self) -> str:
        """Who is at the terminal, as the operating system knows them: `cli:root`, or by number who has no name."""
        with suppress(KeyError):
            return f"cli:{pwd.getpwuid(os.getuid()).pw_name}"
        return f"cli:{os.getuid()}"

    @staticmethod
    def print(message: str) -> None:
        """Print a message; its lines are broken on a terminal, and nowhere else."""
        print_message(message)

    def models(self) -> Models:
        """The models that the settings ask for; without one that cannot be had, with one warning."""
        settings, cache = self.settings, self.settings.cache.expanduser()
        encoder, chooser = None, None
        try:
            encoder = encoder_named(settings.encoder, cache)
        except MissingEncoderError as error:
            sys.stderr.write(missing(error, self.say) + "\n")
        try:
            chooser = chooser_named(settings.chooser, settings.chooser_key.get_secret_value(), cache)
        except MissingChooserError as error:
            sys.stderr.write(missing(error, self.say) + "\n")
        return Models(encoder, chooser)

    @staticmethod
    def progress(items: Sequence[Item], label: str) -> Iterable[Item]:
        """The items; on a terminal, a bar shows how many of several are done."""
        console = Console(stderr=True)
        is_shown = console.is_terminal and len(items) > 1
        return track(items, label, console=console, disable=not is_shown, transient=True)


@cache
def _resources(folder: Path) -> LanguageResources:
    return LanguageResources(ArrayCache(folder))


def _not_now(_: Sequence[Sequence[str]]) -> Iterable[Sequence[str]]:
    raise CancelledError


def read_day(written: str) -> date:
    """A date as an option gives it; raises NotADateError."""
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise NotADateError(written) from error


def shipped_manifest(places: Sequence[Path] = MANIFESTS) -> dict[str, Any]:
    """The app's manifest; raises NoManifestError where there is none, KnowledgeError where it is broken."""
    for path in places:
        if path.is_file():
            return read_manifest(path)
    raise NoManifestError(places[-1])
