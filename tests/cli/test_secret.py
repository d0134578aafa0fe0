"""`shouze secret`: a key that the settings take, another each time."""

from bot.settings import StoreSettings, read_settings
from bot.store import Seal

from tests.cli.conftest import Shouze


def test_a_new_secret_is_one_that_the_settings_take(shouze: Shouze) -> None:
    done = shouze("secret")
    assert done.status == 0
    [key] = done.out.splitlines()
    assert read_settings(StoreSettings, {"SHOUZE_SECRET": key}).secrets == (key,)
    assert Seal(key).open(Seal(key).seal("迟到")) == "迟到"


def test_each_is_another(shouze: Shouze) -> None:
    assert shouze("secret").out != shouze("secret").out
