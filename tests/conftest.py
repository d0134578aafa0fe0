"""The shipped knowledge and the bot over it, built once for all tests, and databases, new for each."""

import fcntl
import gc
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bot.answering import CurrentRules, Responder, Responders, build_responder
from bot.answering.build import build_analyzer
from bot.knowledge import Knowledge, read_knowledge
from bot.retrieval import Analyzer
from bot.store import Store, open_database
from hypothesis import settings

from tests.databases import POSTGRESQL, SQLITE, Databases, SqliteTemplate, empty, opened, postgresql
from tests.resources import resources_in
from tests.small_books import TODAY

# A property is tried on fewer examples at each run than Hypothesis would, and at every run on others;
# `pytest --hypothesis-profile=thorough` takes its time.
settings.register_profile("suite", max_examples=40, deadline=None)
settings.register_profile("thorough", max_examples=1_000, deadline=None)
settings.load_profile("suite")

SHIPPED = Path(__file__).parent.parent / "knowledge"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --database=postgresql tests/slack` has tests on PostgreSQL that are on SQLite where nothing is said."""
    parser.addoption("--database", choices=[SQLITE, POSTGRESQL], default=SQLITE)


def pytest_configure() -> None:
    """Have Python look for circular garbage less often: all tests are kept, and a sixth of the time went into that.

    Bots search by words alone where a test does not name an encoder: vectors of the shipped book take minutes.
    """
    gc.set_threshold(50_000, 20, 50)
    os.environ["SHOUZE_ENCODER"] = "none"


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A private folder for what can be computed again, one for all workers of a run."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "cache"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge that is shipped."""
    return read_knowledge(SHIPPED)


@pytest.fixture(scope="session")
def analyzer(knowledge: Knowledge, cache: Path) -> Analyzer:
    """An analyzer that knows the words of the shipped knowledge."""
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one worker computes the dictionary, the others find it
        return build_analyzer(knowledge.library, knowledge.synonyms, resources_in(cache))


@pytest.fixture
def new_cache(analyzer: Analyzer, tmp_path: Path) -> Path:
    """A cache folder of the test's own that knows of no book; dictionary and readings, of no book either, are in it."""
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    assert analyzer.resources.pinyin.sounds("守")
    made_before = analyzer.resources.cache.folder
    for made in (*made_before.glob("jieba-*"), *made_before.glob("pinyin-*")):
        (folder / made.name).hardlink_to(made)
    return folder


@pytest.fixture(scope="session")
def responder(knowledge: Knowledge, analyzer: Analyzer) -> Responder:
    """The bot over the shipped knowledge, as the commands make it."""
    return build_responder(knowledge.library, knowledge.synonyms, resources=analyzer.resources)


@pytest.fixture(scope="session")
def responders(knowledge: Knowledge, responder: Responder) -> Responders:
    """The same for Slack: nothing in the shipped knowledge is restricted."""
    return Responders(knowledge.library, lambda _: responder)


@pytest.fixture(scope="session")
def rules(knowledge: Knowledge, responders: Responders) -> CurrentRules:
    """The shipped knowledge at every moment."""
    return CurrentRules(knowledge, lambda _: responders, lambda: TODAY)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """A real PostgreSQL server, started when the first test asks for it."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
    # Not below pytest's folder: each new pytest run closes that to the user that the server runs as.
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, postgresql(Path(folder)) as databases:
        yield databases


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    """A file with today's schema, to be copied."""
    return SqliteTemplate.made(tmp_path_factory.mktemp("template") / "store.db")


@pytest.fixture(scope="session")
def kept_database(postgres: Databases) -> Iterator[str]:
    """The URL of a PostgreSQL database with today's schema."""
    with postgres.new() as url:
        open_database(url).dispose()
        yield url


@pytest.fixture
def database(
    request: pytest.FixtureRequest, sqlite_template: SqliteTemplate, tmp_path: Path
) -> Iterator[str]:
    """The URL of a database with today's schema and nothing in it, of the kind that a test, or the run, asks for."""
    if getattr(request, "param", request.config.getoption("--database")) == SQLITE:
        yield sqlite_template.copied(tmp_path / "store.db")
    else:
        url: str = request.getfixturevalue("kept_database")
        yield url
        empty(url)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """An empty store."""
    with opened(database) as store:
        yield store


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have tests that ask for any database run on each kind."""
    if "any_database" in metafunc.fixturenames:
        metafunc.parametrize("database", [SQLITE, POSTGRESQL], indirect=True)


@pytest.fixture
def any_database(database: str) -> str:
    """The same, once of each kind."""
    return database


@pytest.fixture
def any_store(any_database: str) -> Iterator[Store]:
    """An empty store, once over each kind of database."""
    with opened(any_database) as store:
        yield store
