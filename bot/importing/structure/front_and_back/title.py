"""The title of a book: which of the lines before its first clause, and as how many lines it is printed."""

import re
from collections.abc import Sequence

from bot.importing.source import Line
from bot.importing.structure.front_and_back.days import ANY_DATE
from bot.importing.structure.front_and_back.fields import cells_of, texts_of
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import is_like_title

_DOCUMENT = re.compile(
    r"(?:[办辦]法|[规規]定|[规規]章|制度|守[则則]|手[册冊]|[条條]例|章程|[细細][则則]|[规規][则則]|[规規][范範]|[规規]程|[准準][则則]|[标標][准準]|指引|公[约約]|[须須]知|要[点點]|程序|政策|责任制|責任制|[员員]工行[为為]|法典|法"
    r"|[規规][約约]|[会會][則则]|定款|[要内][綱項規]"
    r"|handbook|manual|policy|policies|code|rules|regulations?|by-?laws|guidelines?|charter|conduct|act)"
    r"\s{0,9}(?:[（(【\[].{1,16}[）)】\]])?\s{0,9}$",
    re.IGNORECASE,
)
_NO_TITLE = re.compile("\\.[a-z]{2,9}/|^[a-z] [\u4e00-\u9fff]")  # an address ends so, or an item: d 请假制度
_BEGINS_SO = re.compile(  # Policy on Gifts, Rules for Visitors
    r"(?:policy|policies|code|rules|regulations?|guidelines?|handbook|manual|charter|procedures?)\s"
    r"(?:on|of|for|to|and|governing|concerning)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(r".{0,20}关于.+的(?:通知|通告|公告|决定|意见|方案|函)")  # below the name of who sends it
_BARE = re.compile(  # of what it is stands on the line above
    r"(?:(?:管理|实施|實施|工作|暂行|内部|考核)?(?:[办辦]法|[规規]定|制度|[细細][则則]|[规規]程|[条條]例))(?:[（(].{1,10}[）)])?"
)
_SENDER = re.compile(
    r"(?:公司|集团|集團|中心|委员会|委員會|办公室|[部厂院校会局处所室馆站社园]|[大中小]学|文件|通知)$"
)
_LETTERHEAD = re.compile(
    r"(?:[局委会府司院校部厅处室]|中心|集团)文件$"
)  # in the largest letters, and no title
_SHORTEST_NAME = 5  # characters of a title that stands in a cell
_LONGEST_TITLE = 100  # characters
_LONG = 7  # characters of the first line of a title that was broken
_LARGE = 15.0  # points: texts are set in smaller letters
_CALLED = re.compile(
    r"(?:(?:文件|文档|制度|标准)?(?:名称|标题)|(?:document )?title)\s{0,3}[:：]\s{0,3}(?P<title>[^:：]{1,60})",
    re.IGNORECASE,
)
_MARKED_SO = re.compile(  # on each page, and no title
    r"(?:strictly |company )?(?:confidential|draft|internal(?: use only)?|restricted|uncontrolled copy)[.!]?"
    r"|(?:内部|內部)(?:资料|資料|文件|使用)|机密|機密|绝密|秘密|草案|受控文件|非受控",
    re.IGNORECASE,
)
_HEADS_PREFACE = re.compile(
    r"abstract|(?:executive)?summary|preface|foreword|introduction|前言|引言|序言?|导言|導言|摘要|内容提要",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"\s(?:and|or|of|the|for|to|in|on|with|&)$|[与與和及、]$", re.IGNORECASE)
_BEGINS_LATER = re.compile("[与與和及]..")
_FRAMED = re.compile(r"[（(【〔](?P<words>[^（()）【】〔〕]{1,30})[）)】〕]")
_PREFACE = re.compile(  # what stands before the rules, and is called so in any document
    r"[序前引导導]言|序|目[录錄次]|(?:preface|foreword|preamble|introduction|(?:table of )?contents)[:.]?",
    re.IGNORECASE,
)
_ANNEXES = re.compile(r"\s*附\s{0,3}[件表录錄]\s{0,3}[:：]")
_NUMBERED = re.compile(r"\s*[（(]?[\d一二三四五六七八九十]{1,2}[.．、)）]")
_SET_APART = re.compile(r"[\u4e00-\u9fff](?:\s{1,9}[\u4e00-\u9fff])+")
_EAST = re.compile("[\u4e00-\u9fff]")


def is_document_title(text: str) -> bool:
    """Whether a line may be the title of a whole document: 考勤管理办法（试行）, Employee Handbook."""
    title = closed_up(text)
    return is_like_title(title) and bool(_DOCUMENT.search(title)) and not _NO_TITLE.search(title)


def is_notice_title(text: str) -> bool:
    """Whether a line may be the title of a notice: 关于印发《考勤办法》的通知."""
    return is_like_title(text.strip()) and bool(_NOTICE.fullmatch(text.strip()))


def closed_up(text: str) -> str:
    """A title without the blanks that set its letters apart: 员 工 手 册."""
    text = text.strip()
    return "".join(text.split()) if _SET_APART.fullmatch(text) else text


def title_of(before: Sequence[Line], known_title: str) -> str:
    """The title: the file's own top heading or the largest line, one called like a document or a notice, or as known.

    Else what a form calls so (文件名称：考勤制度), or the first line that may be one; "" where there is none. What is
    printed in large letters counts for more than what the file's properties say: programs put names of files there.
    """
    listed = _listed_annexes(before)
    titles = [
        line
        for at, line in enumerate(before)
        if at not in listed and is_like_title(line.text.strip()) and not ANY_DATE.search(line.text)
        if not _is_caption(line.text) and not _MARKED_SO.fullmatch(line.text.strip())
        if not _HEADS_PREFACE.fullmatch("".join(line.text.split()))
    ]
    called_so = [
        line
        for line in _without_menu(titles)
        if is_document_title(line.text) or _BEGINS_SO.match(line.text.strip())
    ]
    marked = sorted(
        (
            line
            for line in before
            if line.heading is not None and len(line.text) <= _LONGEST_TITLE
            if not _PREFACE.fullmatch(closed_up(line.text))
        ),  # a page may have its name above that of the document, or beside it
        key=lambda line: (line.heading or 0, not is_document_title(line.text)),
    )
    largest = sorted((line for line in called_so if line.size), key=lambda line: -(line.size or 0))
    notices = [line for line in titles if is_notice_title(line.text)]
    large = sorted(
        (line for line in titles if (line.size or 0) >= _LARGE and not _LETTERHEAD.search(line.text)),
        key=lambda line: (-(line.size or 0), bool(_SENDER.search(line.text.strip()))),
    )
    for found in (marked, largest, called_so, notices, large):
        if found:
            last = _last_line(found[0], before)
            return closed_up(" ".join(f"{_whole(last, before)} {_whose(last, before)}".split())).strip("《》")
    titles.sort(key=lambda line: bool(_SENDER.search(line.text.strip())))
    called = next(filter(None, map(_CALLED.fullmatch, (*cells_of(before), *texts_of(before)))), None)
    if called:
        return called["title"].strip().strip("《》")
    in_table = next((cell.strip() for cell in cells_of(before) if _names_document(cell)), "")
    title = known_title.strip() or in_table or (titles[0].text if titles else "")
    return " ".join(title.split()).strip("《》")


def _names_document(cell: str) -> bool:
    """Whether a cell holds the title of a document, and not only of what kind it is: Policy, 办法."""
    text = cell.strip()
    return is_document_title(text) and (" " in text or (not text.isascii() and len(text) >= _SHORTEST_NAME))


def _without_menu(titles: Sequence[Line]) -> Sequence[Line]:
    """The lines without plain ones above the one in the largest letters: the menu of a page, and where it stands."""
    largest = max(titles, key=lambda line: line.size or 0.0, default=None)
    if largest is None or (largest.size or 0.0) < _LARGE:
        return titles
    at = titles.index(largest)
    return [line for line in titles[:at] if line.bold or (line.size or 0.0) >= _LARGE] + [*titles[at:]]


def _is_caption(text: str) -> bool:
    """Whether all of it stands in brackets, as the name of an article does above it: （名称）."""
    framed = _FRAMED.fullmatch(text.strip())
    return framed is not None and not is_document_title(framed["words"])


def _listed_annexes(before: Sequence[Line]) -> set[int]:
    """The lines 附件：1.考勤办法 and below it 2.请假规定: what is sent herewith, and not the title of the whole."""
    listed = set[int]()
    for at, line in enumerate(before):
        if _ANNEXES.match(line.text) or (at - 1 in listed and (line.label or _NUMBERED.match(line.text))):
            listed.add(at)
    return listed


def _whole(line: Line, before: Sequence[Line]) -> str:
    """A title with the lines above it that it was broken behind; of an English one they are in letters as large."""
    at = before.index(line)
    if at and _is_first_line(before[at - 1], line, before):
        between = "" if _EAST.match(line.text.strip()) else " "
        return f"{_whole(before[at - 1], before[:at])}{between}{line.text.strip()}"
    is_broken = at > 0 and line.size is not None and _is_broken(before[at - 1], line)
    return f"{_whole(before[at - 1], before[:at])} {line.text}" if is_broken else line.text


def _is_broken(line: Line, below: Line) -> bool:
    """Whether two lines are of one English title: in letters as large, both in capitals or neither."""
    are_english = line.text.isascii() and below.text.isascii()
    is_alike = line.size == below.size and line.text.isupper() == below.text.isupper()
    return are_english and is_alike and all(is_like_title(each.text.strip()) for each in (line, below))


def _last_line(line: Line, before: Sequence[Line]) -> Line:
    """The last of the lines that a title is broken into which begins with this one."""
    at = before.index(line)
    while at + 1 < len(before) and (
        _is_first_line(before[at], before[at + 1], before) or _goes_on_below(before[at], before[at + 1])
    ):
        at += 1
    return before[at]


def _goes_on_below(line: Line, below: Line) -> bool:
    """Whether an English title in large letters, which is called like no document, goes on in the same ones."""
    is_large = (line.size or 0.0) >= _LARGE and not is_document_title(line.text)
    is_alike = (line.size, line.bold, line.heading) == (below.size, below.bold, below.heading)
    return is_large and is_alike and _is_broken(line, below) and not ANY_DATE.search(below.text)


def _is_first_line(above: Line, line: Line, before: Sequence[Line]) -> bool:
    """Whether a title was broken behind it: 安全生产与劳动纪律, and 管理制度 in letters as large.

    So it was where the second alone is no title, or another line says both at a stretch; else where both are large, or
    of a plain text with nothing between, and about as long. Who sends it is no part of it.
    """
    text, rest = above.text.strip(), line.text.strip()
    if _reads_on(text, rest):
        return above.heading == line.heading and not (above.table or line.table or line.is_apart)
    looks = [(each.size, each.bold, each.heading) for each in (above, line)]
    are_words = (
        is_like_title(rest) and is_like_title(text) and bool(_EAST.match(text)) and bool(_EAST.match(rest))
    )
    if (
        looks[0] != looks[1]
        or not are_words
        or _SENDER.search(text)
        or is_document_title(text)
        or asks_something(text)
    ):
        return False
    if _BARE.fullmatch(rest) or any(text + rest in each.text for each in before):
        return True
    is_plain = line.size is None and line.heading is None
    is_set_so = not line.is_apart if is_plain else line.heading is not None or (line.size or 0.0) >= _LARGE
    return is_set_so and _LONG <= len(text) <= 2 * len(rest) and not any(map(str.isdigit, text))


def _reads_on(text: str, rest: str) -> bool:
    """Whether a title is broken at a word that cannot be its last, or first: POLICY ON THE USE OF, 与考勤管理办法."""
    if len(text.split()) == 2:  # BYLAWS OF, and below it whose
        return False
    unfinished = bool(_UNFINISHED.search(text) or (_EAST.match(text) and _BEGINS_LATER.match(rest)))
    return (
        unfinished
        and is_like_title(rest)
        and is_like_title(f"{text} {rest}")
        and text.isupper() == rest.isupper()
    )


def _whose(line: Line, before: Sequence[Line]) -> str:
    """What stands below BYLAWS: OF, and on the next line a name."""
    link, *names = before[before.index(line) + 1 :] or [Line("")]
    is_link = link.text.strip().lower() in {"of", "of the", "for"}
    return f"{link.text} {names[0].text}" if is_link and names else ""
