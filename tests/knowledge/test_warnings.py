"""What may be wrong in a book without being a fault."""

from itertools import product
from pathlib import Path

import pytest
from bot.knowledge import read_warnings
from bot.knowledge.checks.warnings import WarningKind
from bot.wording import Language, catalogue_for

from tests.small_books import BOOK, write

W = WarningKind
HEAD = BOOK.replace("{name: 运营管理部}", '{name: 甲, contact: "#a"}')


def _warnings(tmp_path: Path, *clauses: str, head: str = HEAD) -> list[tuple[str, int, WarningKind]]:
    """The warnings on a book of one chapter with these clauses ("number text"), from line 4 on, two lines each."""
    rows = (each.partition(" ") for each in clauses)
    lines = "".join(f'  - number: "{number}"\n    text: {text}\n' for number, _, text in rows)
    chapter = f'chapter: "1"\ntitle: 总则\nclauses:\n{lines}'
    folder = write(tmp_path, {"code/book.yaml": head, "code/01.yaml": chapter})
    found = read_warnings(folder)
    for language, each in product(Language, found):
        catalogue_for(language)(f"warning.{each.kind}", **each.words)  # raises where a word is missing
    return [(each.path.name, each.line, each.kind) for each in found]


@pytest.mark.parametrize(
    ("clauses", "warning"),
    [
        pytest.param(["1 一", "3 三"], ("01.yaml", 6, W.GAP), id="a-number-is-left-out"),
        pytest.param(["2 二", "1 一"], ("01.yaml", 6, W.ORDER), id="a-number-behind-a-higher-one"),
        pytest.param(["1.1 一", "1.3 三"], ("01.yaml", 6, W.GAP), id="in-a-chapter"),
        pytest.param(["1 一", "1-1 二", "2 三"], None, id="one-that-was-put-in-later"),
        pytest.param(["1 一", "5b 五"], None, id="a-number-that-does-not-count"),
        pytest.param(
            ["1 员工须按时到岗并且登录系统。", "2 员工须按时到岗 并且登录系统。"],
            ("01.yaml", 7, W.SAME_TEXT),
            id="same-text",
        ),
        pytest.param(["1 略", "2 略"], None, id="a-short-text-may-stand-twice"),
        pytest.param(
            ["1 一", "2 依照第一条第四款办理"], ("01.yaml", 7, W.NO_SUCH_PART), id="no-such-paragraph"
        ),
        pytest.param(["1 一", "2 依照第一条第一款办理"], None, id="a-paragraph-that-is-there"),
        pytest.param(
            ["1 一", "2 依照本守则第一章第四节办理"], ("01.yaml", 7, W.NO_SUCH_HEADING), id="no-sections"
        ),
        pytest.param(["1 依照劳动法第一编第二条第九款办理"], None, id="another-document"),
        pytest.param(["1 须及时办理"], ("book.yaml", 1, W.VAGUE), id="vague"),
    ],
)
def test_what_may_be_wrong_is_told_with_its_line(
    clauses: list[str], warning: tuple[str, int, WarningKind] | None, tmp_path: Path
) -> None:
    assert _warnings(tmp_path, *clauses) == ([warning] if warning else [])


def test_an_owner_without_a_contact_is_told_once(tmp_path: Path) -> None:
    assert _warnings(tmp_path, "1 一", "2 二", head=BOOK) == [("book.yaml", 1, W.NO_CONTACT)]


def test_the_shipped_rulebook_has_nothing_to_look_at() -> None:
    assert {each.kind for each in read_warnings(Path("knowledge"))} <= {W.VAGUE}
