"""What programs are told follows the folder, and where owners decide what they published."""

import shutil
import time
from pathlib import Path

import pytest
from bot.answering import CurrentRules
from bot.cli.context import CliContext
from bot.cli.running.counting import Counting, Following
from bot.programs.tools import Tools
from bot.publishing.following.submission import submitted
from bot.settings import Settings, read_settings
from bot.wording import Language, catalogue_for

OLD, NEW = "迟到由组长提醒", "迟到由主管提醒"


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(folder, tmp_path / "knowledge")


def counting_in(own: Path, cache: Path, **others: str) -> Counting:
    environment = {
        "SHOUZE_KNOWLEDGE": str(own),
        "SHOUZE_CACHE": str(cache),
        "SHOUZE_ENCODER": "none",
        **others,
    }
    say = catalogue_for(Language.CHINESE)
    return Counting(CliContext(environment, read_settings(Settings, environment), say), None)


def amend(own: Path) -> None:
    file = own / "code" / "01.yaml"
    file.write_text(file.read_text("utf-8").replace(OLD, NEW), "utf-8")


def told(rules: CurrentRules) -> str:
    return str(Tools(rules, rules.today).show_clause("1.1"))


def test_a_file_that_is_saved_is_told_from_once_it_is_still_and_a_broken_one_changes_nothing(
    own: Path, cache: Path
) -> None:
    counting = counting_in(own, cache)
    with counting.cli.rules(counting.read(), lambda _: None) as rules:
        following = Following(counting, rules, counting.mark())
        assert OLD in told(rules)
        amend(own)
        following.look()
        assert OLD in told(rules), "somebody may be writing still"
        following.look()
        assert NEW in told(rules)
        (own / "code" / "01.yaml").write_text("chapter: [", "utf-8")
        following.look()
        following.look()
        assert NEW in told(rules)


def test_where_owners_decide_a_draft_is_told_once_it_is_published(
    own: Path, cache: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    counting = counting_in(own, cache, SHOUZE_DATABASE_URL=url, SHOUZE_PUBLISH="reviewed")
    store = counting.cli.store(creates=True)
    publisher = counting.cli.publisher(store)
    submitted(publisher, own, time.time(), is_changed=True)
    with counting.cli.rules(counting.read(), lambda _: None) as rules:
        following = Following(counting, rules, counting.mark())
        amend(own)
        following.look()
        following.look()
        assert OLD in told(rules)
        submitted(publisher, own, time.time(), is_changed=True)
        following.look()
        following.look()
        assert NEW in told(rules)
    store.close()
