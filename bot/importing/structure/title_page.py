"""What the lines before the first clause say of a book: its title, number, version, and days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.importing.source import Line
from bot.importing.structure.headings import is_like_title
from bot.rulebook.numerals import parse_numeral

_DOCUMENT = re.compile(
    r"(?:[办辦]法|[规規]定|[规規]章|制度|守[则則]|手[册冊]|[条條]例|章程|[细細][则則]|[规規][则則]|[规規]范|[规規]程|准[则則]|[标標]准|指引|公[约約]|须知|程序|政策|[员員]工行[为為]|法典|法"
    r"|handbook|manual|policy|policies|code|rules|regulations?|bylaws|guidelines?|charter|act)"
    r"\s*(?:[（(【\[].{1,16}[）)】\]])?\s*$",
    re.IGNORECASE,
)
_DIGITS = "[0-9〇○零一二三四五六七八九十]"
_DATE = re.compile(
    rf"(?P<year>{_DIGITS}{{4}})\s*(?:年\s*(?P<month>{_DIGITS}{{1,3}})\s*月\s*(?P<day>{_DIGITS}{{1,3}})\s*日"
    r"|[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2}))"
)
_IN_FORCE = re.compile(r"施行|生效|实施|實施|执行|起用|effective|in force", re.IGNORECASE)
_ISSUED = re.compile(
    r"发布|發布|公布|颁布|頒布|印发|印發|通过|通過|签发|制定|issued|adopted|published|approved", re.IGNORECASE
)
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}[〔\[（(【]\d{4}[〕\]）)】]\s*第?\s*\d{1,5}\s*号|第\s*\d{1,5}\s*号(?:令|公告)?"
)
_VERSION = re.compile(
    r"(?:版本(?:号)?|version|rev(?:ision)?)\s*[:：.]?\s*(?P<named>[vV]?\d[\w.]*)|(?<![\w.])(?P<v>[vV]\d+(?:\.\d+)*)"
    r"|(?P<edition>第[一二三四五六七八九十\d]{1,3}版|\d{4}\s*年?\s*版|[（(]试行[）)]|[（(]\d{4}年?[^（）()]{0,6}[）)])",
    re.IGNORECASE,
)
_AROUND = 24  # characters in which a day's meaning is said


@dataclass(frozen=True)
class TitlePage:
    """What is known; "" and None for what is not said. `lines` is how many of those given are the title itself."""

    title: str
    version: str
    document_number: str
    issued: date | None
    effective: date | None


def is_document_title(text: str) -> bool:
    """Whether a line may be the title of a whole document: 考勤管理办法（试行）, Employee Handbook."""
    return is_like_title(text.strip()) and bool(_DOCUMENT.search(text.strip()))


def title_page(before: Sequence[Line], last: Sequence[str], known_title: str) -> TitlePage:
    """What the lines before the first clause say; `last` are texts that may state since when it is in force."""
    title = title_of(before, known_title)
    texts = [line.text for line in before if line.text]
    numbers = [match[0] for text in texts if (match := _NUMBER.search(text))]
    versions = [match[0] for text in [title, *texts] if (match := _VERSION.search(text))]
    return TitlePage(
        title,
        _bare_version(versions[0]) if versions else "",
        " ".join(numbers[0].split()) if numbers else "",
        _day(texts, _ISSUED),
        _day([*texts, *last], _IN_FORCE),
    )


def title_of(before: Sequence[Line], known_title: str) -> str:
    """The title: the file's own top heading or the largest line, one that is called like a document, or as known."""
    titles = [line for line in before if is_like_title(line.text.strip()) and not _DATE.search(line.text)]
    called_so = [line for line in titles if is_document_title(line.text)]
    marked = [line for line in titles if line.heading is not None]
    largest = sorted((line for line in called_so if line.size), key=lambda line: -(line.size or 0))
    for found in (marked, largest, called_so):
        if found:
            return " ".join(found[0].text.split()).strip("《》")
    return known_title.strip() or (" ".join(titles[0].text.split()) if titles else "")


def _bare_version(written: str) -> str:
    return re.sub(r"^(?:版本号?|version|revision|rev)\s*[:：.]?\s*", "", written, flags=re.IGNORECASE).strip(
        "（）() "
    )


def _day(texts: Sequence[str], meaning: re.Pattern[str]) -> date | None:
    """The last day that the words around it give this meaning."""
    days = [
        day
        for text in texts
        for match in _DATE.finditer(text)
        if meaning.search(text[match.end() : match.end() + _AROUND])
        or meaning.search(text[: match.start()][-_AROUND:])
        if (day := _read(match))
    ]
    return days[-1] if days else None


def _read(match: re.Match[str]) -> date | None:
    year, month, day = match["year"], match["month"] or match["m"], match["day"] or match["d"]
    figures = [_year(year), parse_numeral(month), parse_numeral(day)]
    try:
        return date(*(figure or 0 for figure in figures))
    except ValueError:
        return None


def _year(written: str) -> int:
    digits = {"〇": "0", "○": "0", "零": "0"} | {
        sign: str(at) for at, sign in enumerate("一二三四五六七八九", 1)
    }
    figures = "".join(digits.get(sign, sign) for sign in written)
    return int(figures) if figures.isdecimal() else 0
