"""The parts that deal with documents, put together."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.inquiries import Question
from bot.slack.dependencies import SharedParts
from bot.slack.importing.documents import Documents
from bot.slack.importing.listeners import DraftListeners
from bot.slack.importing.reports import DocumentReports
from bot.slack.importing.slack_files import SlackFiles
from bot.slack.process.work import LeasedWorker

_AT_ONCE = 2  # files that are looked at


@dataclass(frozen=True)
class ImportingApp:
    """The worker that reports on files, and what listens to the button under a report."""

    worker: LeasedWorker[Question]
    listeners: DraftListeners


def build_importing(common: SharedParts, ready: Callable[[], None]) -> ImportingApp:
    """For one workspace; `ready` is called when something is to be posted."""
    given = common.dependencies
    seconds, rest = given.timings.reading, given.timings.rest
    files = SlackFiles(common.client, seconds)
    documents = Documents(
        files,
        common.recipients,
        common.store.sync.publications,
        common.access,
        given.knowledge,
        given.today,
        seconds,
    )
    reports = DocumentReports(
        common.store,
        common.access,
        documents,
        given.timings,
        given.settings.questions_a_minute,
        ready,
        given.metrics,
        common.status,
        common.privacy_notice,
    )
    worker = LeasedWorker(reports.take, reports.report, _AT_ONCE, rest)
    return ImportingApp(worker, DraftListeners(documents, common.screen, common.store.claims))
