"""Which column of a table holds what: the names in its first row tell."""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

Rows = Sequence[Sequence[str]]

HEADINGS = ("part", "chapter", "section")
_COLUMNS: Mapping[str, frozenset[str]] = {
    "part": frozenset({"编", "篇", "部分", "part"}),
    "chapter": frozenset({
        *("章", "章节", "章名", "分类", "类别", "大类", "模块", "板块", "类", "区域", "领域", "方面"),
        *("chapter", "category", "group", "area", "domain", "theme"),
    }),
    "section": frozenset({"节", "节名", "小节", "section", "subchapter"}),
    "number": frozenset({
        *("编号", "条款", "条号", "条款号", "条款编号", "条目", "序号", "条", "号"),
        *("number", "no", "no.", "#", "clause", "clauseno.", "clausenumber", "id", "ref", "article"),
    }),
    "title": frozenset({"标题", "条名", "名称", "主题", "题目", "项目", "title", "subject", "topic", "name"}),
    "text": frozenset({
        *("内容", "正文", "条文", "条款内容", "规定", "规定内容", "说明", "文本", "描述"),
        *("要求", "细则"),
        *("text", "content", "rule", "description", "body", "wording", "details", "requirement", "provision"),
        *("statement", "policystatement", "policytext", "ruletext"),
    }),
    "owner": frozenset({
        *("责任部门", "责任人", "负责人", "负责部门", "归口部门", "归口管理部门", "主管部门", "主责部门", "牵头部门"),
        *("owner", "ruleowner", "policyowner", "responsible", "responsibledepartment", "responsibleperson"),
    }),
}  # fmt: skip
_MAY_BE_TEXT = re.compile(  # of a table that has a number or a title besides, the first that is found
    r".*(?:内容|规定|要求|条款|条文|标准|行为|情形|事项)|.*(?:rule|requirement|standard|provision|statement)s?"
    r"|.*(?:violation|offen[cs]e|misconduct|infringement|breach|behaviou?r)(?:s|es)?"  # a matrix of penalties
)
_FOLLOWS = re.compile(
    r".*(?:处罚|处分|处理|罚款|扣分|后果)\S{0,4}|.*(?:penalt(?:y|ies)|fines?|sanctions?|consequences?)"
)
_TERMS = frozenset(
    {
        *("术语", "词语", "名词", "用语", "term", "terms", "word", "expression"),
        *("问题", "问", "提问", "question", "questions", "q"),
    }
)
_MEANINGS = frozenset(
    {
        *("定义", "释义", "含义", "解释", "meaning", "meanings", "definition", "definitions"),
        *("答案", "答", "回答", "解答", "答复", "answer", "answers", "a"),
    }
)
_COUNTERS = frozenset({"序号", "no", "no.", "#"})  # of rows, where another column has the numbers of clauses
_CODES = re.compile(r".*(?:编号|条号|款号)|.*(?:number|id|ref)")
_NUMBERED = re.compile(
    r"第.{1,9}[条條]|(?:§|article|section|clause)\s?[\divxlc]|\d{1,3}(?:\.\d{1,3}){1,4}$", re.IGNORECASE
)
_TITLE_BESIDE_TEXT = frozenset({"rule"})  # of two texts, the one that is called so
_QUALIFIED = re.compile(  # 条款名称 is 名称, 主要内容 内容
    r"^(?:条款|条文|规则|制度|主要|具体|详细|管理|工作|检查|clause|rule|article)"
)
_HEADER_WITHIN = 20  # rows from the top: above the names of the columns stand titles and notes


def header_of(rows: Rows) -> int | None:
    """The row of the names of the columns: with the text and another that is known; else the first with the text."""
    found = {
        at: columns for at, row in enumerate(rows[:_HEADER_WITHIN]) if "text" in (columns := columns_of(row))
    }
    return next((at for at, columns in found.items() if len(columns) > 1), min(found, default=None))


def columns_of(row: Sequence[str], below: Rows = ()) -> dict[str, int]:
    """What stands in which column, by the names in this row; `below` tells which of two that count has the numbers."""
    names = ["".join(cell.split()).lower() for cell in row]
    named = dict[str, list[int]]()
    for at, name in enumerate(names):
        for column, called in _COLUMNS.items():
            if name in called or _QUALIFIED.sub("", name) in called:
                named.setdefault(column, []).append(at)
    found, texts = {column: places[0] for column, places in named.items()}, named.get("text", [])
    titles = named.get("title", [])
    if len(titles) > 1 and not {*HEADINGS} & {*found}:  # Topic, Subject
        found |= {"chapter": titles[0], "title": titles[1]}
    if len(texts) > 1 and "title" not in found and names[texts[0]] in _TITLE_BESIDE_TEXT:
        found |= {"title": texts[0], "text": texts[1]}
    if not texts:
        found = found | defined if (defined := _defined(names)) else _with_likely_text(found, named, names)
    if "text" not in found:
        return found
    found = _with_codes(found, named.get("number", []), names, below)
    groups = min(found.values()) - 1
    return found | {"chapter": groups} if _are_groups(groups, found, below) else found


def _are_groups(at: int, found: Mapping[str, int], below: Rows) -> bool:
    """Whether a column before all that are known, of any name, has a cell over several rows each: 前厅部, 客房部."""
    if at < 0 or {*HEADINGS} & {*found}:
        return False
    cells = [row[at].strip() for row in below if row[found["text"] : found["text"] + 1] and len(row) > at]
    runs = [cell for cell, _ in groupby(cells)]
    return all(runs) and 1 < len(runs) == len({*runs}) < len(cells)


def _with_codes(
    found: dict[str, int], numbers: Sequence[int], names: Sequence[str], below: Rows
) -> dict[str, int]:
    """编号 beside 序号 has the numbers of clauses, whatever their text is called: the other counts rows.

    So has 条款 with 第一条 in its cells, which may hold words as well.
    """
    codes = [
        at
        for at in numbers
        if at != found["text"] and (_CODES.fullmatch(names[at]) or are_numbered(_cells(at, below)))
    ]
    is_counted = bool(codes) and names[numbers[0]] in _COUNTERS
    return found | {"counter": numbers[0], "number": codes[0]} if is_counted else found


def _cells(at: int, below: Rows) -> Sequence[str]:
    return [row[at].strip() for row in below if row[at : at + 1] and row[at].strip()]


def are_numbered(labels: Sequence[str]) -> bool:
    """Whether these are the numbers of clauses and of nothing else: 第一条, 1.1."""
    return bool(labels) and all(map(_NUMBERED.match, labels))


def _defined(names: Sequence[str]) -> dict[str, int]:
    """The columns of a table of definitions, a word and what it means, or of questions with their answers."""
    terms, meanings = (
        next((at for at, name in enumerate(names) if name in called), None) for called in (_TERMS, _MEANINGS)
    )
    return {} if terms is None or meanings is None else {"title": terms, "text": meanings}


def _with_likely_text(
    found: dict[str, int], named: Mapping[str, Sequence[int]], names: Sequence[str]
) -> dict[str, int]:
    """制度条款 beside 序号, 检查标准 beside 项目, Offense beside Penalty: what is called nearly so is the text."""
    numbers = named.get("number", ())
    taken = {at for column, at in found.items() if column != "number"} | {*numbers[:1]}
    likely = (at for at, name in enumerate(names) if at not in taken and _MAY_BE_TEXT.fullmatch(name))
    text = next(likely, None)
    is_beside = {"number", "title"} & {*found} or any(map(_FOLLOWS.fullmatch, names))
    return found if text is None or not is_beside else found | {"text": text}
