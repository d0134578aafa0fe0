"""A document that only a person can say how to read: the choice is in the thread, and leads to a draft."""

import io
import zipfile
from pathlib import Path

from bot.workspace import Message
from docx import Document
from docx.oxml import parse_xml

from tests.slack.importing.conftest import SAY, Desk, document

SEVERAL = """\
考勤管理办法
第一条 上班时间为九点。
第二条 迟到的，提醒。
第三条 旷工的，扣薪。
报销管理办法
第一条 报销须附发票。
第二条 报销由主管批准。
第三条 报销在三十日内提出。
"""
_INSERTED = (
    '<w:ins xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1" w:author="a">'
    "<w:r><w:t>迟到五次的，记过。</w:t></w:r></w:ins>"
)


def changed() -> bytes:
    """A Word file with words that somebody put in and nobody settled."""
    written, file = Document(), io.BytesIO()
    for text in ("考勤办法", "第一条 上班时间为九点。", "第二条 迟到的，提醒。", "第三条 旷工的，扣薪。"):
        written.add_paragraph(text)
    written.paragraphs[2]._p.append(parse_xml(_INSERTED))  # python-docx has no tracked changes
    written.save(file)
    return file.getvalue()


async def drafted(desk: Desk, dropped: Message, choice: str) -> dict[str, str]:
    """What is in the archive that the owner gets who chooses so under a document."""
    await desk.owner.clicks(await desk.reply(dropped), choice)
    draft = SAY("importing.draft")
    [shown] = await desk.until(lambda: [one for one in desk.owner.sees() if draft in one.reads])
    await desk.owner.clicks(shown, draft)
    [handed] = await desk.until(lambda: [one for one in desk.replies(dropped) if one.files])
    with zipfile.ZipFile(io.BytesIO(handed.files[0].content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


async def test_pending_changes_are_taken_or_left_as_the_owner_chooses(desk: Desk) -> None:
    dropped = await desk.owner.drops(desk.owner.dm, {"考勤办法.docx": changed()})

    assert SAY("importing.changes", file="考勤办法.docx") in (await desk.reply(dropped)).reads
    texts = "".join((await drafted(desk, dropped, SAY("importing.accept"))).values())
    assert "迟到五次的，记过。" in texts


async def test_several_regulations_are_parted_at_their_titles(desk: Desk) -> None:
    dropped = await desk.owner.drops(desk.owner.dm, document(SEVERAL, "制度.txt"))

    assert "2 部规章：考勤管理办法、报销管理办法" in (await desk.reply(dropped)).reads
    files = await drafted(desk, dropped, SAY("importing.part", count=2))
    assert {Path(name).parent.name for name in files if name.endswith("book.yaml")} == {
        "kao-qin-guan-li-ban-fa",
        "bao-xiao-guan-li-ban-fa",
    }
