"""Word files of a few lines: a handbook, rules on pay, and what newer editions make of them."""

from collections.abc import Sequence
from pathlib import Path

import yaml
from docx import Document

HANDBOOK = [
    "启明公司员工手册（2026版）",
    "第一章 考勤",
    "第一条 员工应当按时上班，迟到十分钟以上的，扣发当日全勤奖。",
    "第二条 员工每年有五天带薪年休假，应当提前三天申请。",
    "第二章 报销",
    "第三条 差旅费应当在返回后十个工作日内报销，凭发票办理。",
    "第四条 本手册自2026年1月1日起施行。",
]
NEWER = [
    "启明公司员工手册（2027版）",
    "第一章 考勤",
    "第一条 员工应当按时上班，迟到五分钟以上的，扣发当日全勤奖。",
    "第二条 远程办公的员工应当保持在线。",
    "第三条 员工每年有五天带薪年休假，应当提前三天申请。",
    "第二章 报销",
    "第四条 差旅费应当在返回后十个工作日内报销，凭发票办理。",
    "第六条 本手册自2027年1月1日起施行。",
]


PAY = [
    "薪酬制度",
    "第一章 总则",
    "第一条 本制度适用于全体员工。",
    "第二章 高管薪酬",
    "第二条 总经理年薪为一百万元。",
    "第三条 副总经理年薪为六十万元。",
    "第三章 附则",
    "第四条 本制度自2026年1月1日起施行。",
    "第五条 本制度由人力资源部负责解释。",
]
RENAMED = [*PAY[:3], "第二章 管理层薪资", *PAY[4:]]
RENUMBERED = [
    *PAY[:3],
    "第二章 发放",
    "第二条 工资于每月十日发放。",
    "第三章 高管薪酬",
    "第三条 总经理年薪为一百万元。",
    "第四条 副总经理年薪为六十万元。",
    "第四章 附则",
    "第五条 本制度自2026年1月1日起施行。",
    "第六条 本制度由人力资源部负责解释。",
]
REWRITTEN = [
    *PAY[:3],
    "第二章 管理层薪资",
    "第二条 公司最高负责人每年领取固定报酬与浮动报酬，合计不超过三百万。",
    "第三条 分管领导按照总额的七成执行。",
    *PAY[6:],
]
MERGED = [
    *PAY[:3],
    "第二条 总经理年薪为一百万元。",
    "第三条 副总经理年薪为六十万元。",
    "第二章 附则",
    *PAY[7:],
]
DELETED = [*PAY[:3], "第二章 附则", *PAY[7:]]
SHORTENED = [*PAY[:5], *PAY[6:]]
SPLIT = [*PAY[:4], "第二条 最高负责人领取固定报酬。", "第二条之一 浮动部分另计，以三百万为限。", *PAY[5:]]
MOVED = [*PAY[:5], *PAY[6:7], "第四条 本制度自2026年1月1日起施行，副总经理年薪为六十二万元。", *PAY[8:]]
REPLACED = [
    *PAY[:4],
    "第二条 工资于每月十日发放。",
    "第三条 奖金于年底核算。",
    *PAY[6:],
    "第六条 公司最高负责人领取固定报酬与浮动报酬。",
]
TAKEN_IN = [*PAY[:2], f"{PAY[2]}副总经理年薪为六十万元。", *PAY[3:]]
RENUMBERED_INTO = [*PAY[:2], "第一条 副总经理年薪为六十万元。", *PAY[3:5], *PAY[6:]]
IN_A_PREFACE = [*PAY[:5], PAY[6], "副总经理年薪为六十万元。", *PAY[7:]]


def handbook(folder: Path, lines: Sequence[str] = HANDBOOK, name: str = "员工手册.docx") -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    path = folder / name
    document.save(str(path))
    return path


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def change(path: Path, **values: object) -> None:
    """Write keys into a heading's file."""
    chapter = yaml.safe_load(path.read_text("utf-8")) | values
    path.write_text(yaml.safe_dump(chapter, allow_unicode=True, sort_keys=False), "utf-8")
