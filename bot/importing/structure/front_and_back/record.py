"""What a record of the changes of a document is called: 修订记录, Revision history."""

import re

RECORD = re.compile(
    r"(?:附\s?[:：]\s?)?(?:文件|文档|制度|手册)?(?:[修变變]更?[订訂]?|修[訂改]|版本|更新)(?:[记記紀][录錄]|履历|历史|说明|日志)?表?"
    r"|(?:(?:document|revision|version|change)s? ?)?(?:history|log|control)"
    r"|(?:record|table|summary) of (?:changes|revisions|amendments)"
    r"|revisions?|amendments?",
    re.IGNORECASE,
)
