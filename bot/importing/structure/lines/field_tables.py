"""Tables of names and values beside each other (文件编号 | HR-3 | 版本 | V2): their first row names no columns."""

import re

from bot.rulebook import Table

_NAME = re.compile(
    r".{0,6}(?:编号|文号|版本号?|版次|部门|单位|名称|日期|时间|编制人?|拟制|起草人?|审核人?|批准人?|密级|页数|页次|岗位|职务|职位|上级|下级"
    r"|定员|编制|资格|姓名|电话|级别|类别|性质)[:：]?"
    r"|(?:.{0,20} )?(?:no\.?|number|version|revision|date|owner|department|title|by|position|reports to|pages?)[:：]?",
    re.IGNORECASE,
)
_FEWEST = 4  # columns: with two, a first row of names is as likely


def with_names_on_top(table: Table) -> Table:
    """The same with all names in the header and all values in one row below; other tables as they are."""
    rows = [table.header, *table.rows]
    names = [cell.strip() for row in rows for cell in row[::2]]
    values = [cell for row in rows for cell in row[1::2]]
    are_pairs = len(table.header) >= _FEWEST and all(len(row) % 2 == 0 for row in rows)
    are_names = all(map(_NAME.fullmatch, names)) and not any(map(_NAME.fullmatch, values))
    if not are_pairs or not are_names or len({*names}) < len(names) or not all(values):
        return table
    return Table(tuple(name.rstrip(":：") for name in names), (tuple(values),), table.caption)
