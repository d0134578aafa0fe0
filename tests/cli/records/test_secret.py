"""`shouze secret` makes keys, and `shouze secret rotate` lets one drop the old one as docs/admin says."""

import json
import re
from pathlib import Path

import pytest
from bot.settings import StoreSettings, read_settings
from bot.store import Rotation, Seal, new_secret

from tests.cli.conftest import Shouze
from tests.databases import opened
from tests.store.personal.test_unreadable import furnish
from tests.store.stored_questions import WORD

OLD, NEW = new_secret(), new_secret()


def test_a_new_secret_is_one_that_the_settings_take(shouze: Shouze) -> None:
    done = shouze("secret")
    assert done.status == 0
    [key] = done.out.splitlines()
    assert read_settings(StoreSettings, {"SHOUZE_SECRET": key}).secrets == (key,)
    assert Seal(key).open(Seal(key).seal("迟到")) == "迟到"


def test_each_is_another(shouze: Shouze) -> None:
    assert shouze("secret").out != shouze("secret").out


def test_the_readme_s_way_to_change_a_secret_loses_nothing(shouze: Shouze, url: str) -> None:
    with opened(url, OLD) as store:
        furnish(store)
    exported = ("privacy", "export", "U1", "--json")
    before = json.loads(shouze(*exported, SHOUZE_DATABASE_URL=url, SHOUZE_SECRET=OLD).out)
    both = {"SHOUZE_DATABASE_URL": url, "SHOUZE_SECRET": f"{NEW},{OLD}"}
    assert "SHOUZE_SECRET 里去掉" in shouze("secret", "rotate", **both).out
    after = json.loads(shouze(*exported, SHOUZE_DATABASE_URL=url, SHOUZE_SECRET=NEW).out)
    assert after | {"audit": []} == before | {"audit": []}  # what was exported meanwhile stands there
    assert WORD in after["questions"][0]["text"]
    assert after["unreadable"] == 0


@pytest.mark.parametrize("page", ["docs/admin.md", "docs/admin.zh-CN.md"])
def test_the_page_for_admins_names_the_command(page: str) -> None:
    [secrets] = re.findall(
        r"^## (?:Keys|密钥)\n(.*?)^## ", Path(page).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert "`shouze secret rotate`" in secrets


def test_what_nothing_opens_is_counted_and_stays(shouze: Shouze, url: str) -> None:
    with opened(url, new_secret()) as store:
        furnish(store)
    done = shouze("secret", "rotate", SHOUZE_DATABASE_URL=url, SHOUZE_SECRET=NEW)
    assert done.status == 0
    assert "打不开" in done.out


def test_while_a_bot_still_writes_with_the_old_key_it_is_not_to_be_dropped(
    shouze: Shouze, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.Store.rotate", lambda _: Rotation(0, 0))  # what was written just after it
    with opened(url, OLD) as store:
        furnish(store)
    done = shouze("secret", "rotate", SHOUZE_DATABASE_URL=url, SHOUZE_SECRET=f"{NEW},{OLD}")
    assert done.status == 1
    assert "再运行一次" in done.out


def test_without_a_secret_there_is_nothing_to_seal_with(shouze: Shouze, url: str) -> None:
    done = shouze("secret", "rotate", SHOUZE_DATABASE_URL=url)
    assert done.status == 2
    assert "SHOUZE_SECRET" in done.err


def test_where_there_is_one_key_none_is_said_to_be_older(shouze: Shouze, url: str) -> None:
    with opened(url, NEW) as store:
        furnish(store)
    done = shouze("secret", "rotate", SHOUZE_DATABASE_URL=url, SHOUZE_SECRET=NEW)
    assert done.status == 0
    assert "旧密钥" not in done.out
