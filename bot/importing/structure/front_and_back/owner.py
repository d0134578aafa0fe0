"""Who answers for a book, as the document itself says it: 归口部门：人事部, 由人事部负责解释, Owner: HR Department."""

import re
from collections.abc import Iterable

_NAME = r"[\u4e00-\u9fffA-Za-z（）()·&]{2,20}?"
_UNIT = r"(?:部门?|[处科室办局院所组会社]|中心|公司|集团)"
_SAID = (
    re.compile(
        rf"(?:归口管理|归口|主管|责任|负责|主责)(?:部门|单位|科室)\s{{0,3}}[:：]\s{{0,3}}(?P<name>{_NAME}{_UNIT})(?![\u4e00-\u9fff])"
    ),
    re.compile(rf"[由归](?P<name>(?![本该]){_NAME}{_UNIT})(?:统一|最终)?(?:负责|予以)?(?:解释|修订)"),
    re.compile(rf"解释权[归属]于?(?P<name>(?![本该]){_NAME}{_UNIT})(?:所有)?"),
    re.compile(
        r"(?:policy |document |responsible )?(?:owner|department)\s{0,3}:\s{0,3}"
        r"(?P<name>(?-i:[A-Z])[A-Za-z&' -]{1,40})",
        re.IGNORECASE,
    ),
)


def owner_of(texts: Iterable[str]) -> str:
    """The department that is named first as the one to ask; "" where none is."""
    lines = list(texts)
    return next(
        (match["name"].strip() for said in _SAID for text in lines if (match := said.search(text))), ""
    )
