"""Who answers for a book, as the document itself says it: 归口部门：人事部, 由人事部负责解释, Owner: HR Department."""

import re
from collections.abc import Iterable

_NAME = r"[\u4e00-\u9fffA-Za-z（）()·&]{2,20}?"
_UNIT = r"(?:部[门門]?|[处處科室办辦局院所组組课課会會社]|中心|公司|集团)"
_SAID = (
    re.compile(
        rf"(?:归口管理|归口|歸口|主管|责任|責任|负责|負責|主责)(?:部[门門]|单位|單位|科室)\s{{0,3}}[:：]\s{{0,3}}(?P<name>{_NAME}{_UNIT})(?![\u4e00-\u9fff])"
    ),
    re.compile(
        rf"(?:[由归歸]|授[权權])(?P<name>(?![本该該]){_NAME}{_UNIT})(?:[统統]一|最[终終])?(?:[负負][责責]|予以)?(?:解[释釋]|修[订訂])"
    ),
    re.compile(rf"解[释釋][权權][归歸属屬]于?(?P<name>(?![本该該]){_NAME}{_UNIT})(?:所有)?"),
    re.compile(
        r"(?:policy |document |responsible )?(?:owner|department)\s{0,3}:\s{0,3}"
        r"(?P<name>(?-i:[A-Z])[A-Za-z&' -]{1,40})",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:questions|contact)\s{0,3}:\s{0,3}(?P<name>(?-i:[A-Z])[A-Za-z&' -]{1,40}?)[\s,;(–-]{1,4}[\w.+-]{1,64}@",
        re.IGNORECASE,
    ),
)
ISSUED_BY = re.compile(  # on a line of its own, also without a colon: whom to ask where nothing else is said
    r"^(?:(?:issued|published|released)\s{1,3}by\b|(?:发布|颁布|制定|编制|發布|頒布)(?:单位|部门|机构|單位|部門|機構))\s{0,3}[:：]?\s{0,3}"
    r"(?P<name>(?-i:[A-Z])[A-Za-z&' -]{1,60}|[^\s，。；：:,;.]{2,30})$",
    re.IGNORECASE | re.MULTILINE,
)


def owner_of(texts: Iterable[str]) -> str:
    """The department that is named first as the one to ask; "" where none is."""
    lines = list(texts)
    return next(
        (
            match["name"].strip()
            for said in (*_SAID, ISSUED_BY)
            for text in lines
            if (match := said.search(text))
        ),
        "",
    )
