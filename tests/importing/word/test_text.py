"""A paragraph reads as Word prints it, with what its looks say of it."""

from pathlib import Path

import pytest
from bot.importing.source import Missing, NoteKind

from tests.importing.word.documents import (
    abstract,
    field_of,
    level,
    numbered_as,
    paragraph,
    read,
    run,
    shown,
    style,
)

BREAK = "<w:r><w:br/></w:r>"
TEXTS = {
    "runs are put together": (run("迟到") + run("三次", "<w:b/>"), "迟到三次"),
    "a link shows its words": (f'<w:hyperlink r:id="r9">{run("见官网")}</w:hyperlink>', "见官网"),
    "a smart tag shows its words": (f"<w:smartTag>{run('北京')}</w:smartTag>", "北京"),
    "a content control shows its words": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('张三')}</w:sdtContent></w:sdt>",
        "张三",
    ),
    "a field shows what it last was": (field_of(" DATE ", run("2026年1月1日")), "2026年1月1日"),
    "a field within a field": (field_of(" IF { } ", field_of(" PAGE ", run("3"))), "3"),
    "a simple field": (f'<w:fldSimple w:instr="PAGE">{run("3")}</w:fldSimple>', "3"),
    "a tab": (f"{run('甲方')}<w:r><w:tab/></w:r>{run('乙方')}", "甲方\t乙方"),
    "a hyphen that does not break": (f"{run('A')}<w:r><w:noBreakHyphen/></w:r>{run('1')}", "A-1"),
    "a soft hyphen is not shown": (f"{run('co')}<w:r><w:softHyphen/></w:r>{run('op')}", "coop"),
    "a character of Symbol": (
        f'{run("天数")}<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>{run("3")}',
        "天数≥3",
    ),
    "a character of Wingdings": ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
    "text set in Wingdings": (run("\uf0a8", '<w:rFonts w:ascii="Wingdings"/>') + run("是"), "□是"),
    "the reading above characters is left out": (
        f"<w:r><w:ruby><w:rt>{run('chí')}</w:rt><w:rubyBase>{run('迟')}</w:rubyBase></w:ruby></w:r>{run('到')}",
        "迟到",
    ),
    "a formula shows its letters": (
        f"{run('工资=')}<m:oMath><m:r><m:t>a×21.75</m:t></m:r></m:oMath>",
        "工资=a×21.75",
    ),
    "comments are not shown": (
        f'<w:commentRangeStart w:id="1"/>{run("是")}<w:r><w:commentReference/></w:r>',
        "是",
    ),
    "an emoji": (
        "<w:r><mc:AlternateContent><mc:Choice Requires='w16se'><w:sym/></mc:Choice>"
        "<mc:Fallback><w:t>☺</w:t></mc:Fallback></mc:AlternateContent></w:r>",
        "☺",
    ),
    "a text that the file breaks": ("<w:r><w:t>迟到\n三次</w:t></w:r>", "迟到 三次"),
    "one form of several": (
        f"<mc:AlternateContent><mc:Choice>{run('新')}</mc:Choice><mc:Fallback>{run('旧')}</mc:Fallback></mc:AlternateContent>",
        "新",
    ),
}


@pytest.mark.parametrize("what", TEXTS)
def test_a_paragraph_reads_as_it_is_printed(what: str, tmp_path: Path) -> None:
    content, text = TEXTS[what]
    assert [line.text for line in read(tmp_path, paragraph(content)).lines] == [text]


def _math(name: str, *parts: str) -> str:
    return f"<m:{name}>{''.join(parts)}</m:{name}>"


def _letters(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (_math("f", _math("num", _letters("月工资")), _math("den", _letters("21.75"))), "月工资/21.75"),
        (_math("f", _math("num", _letters("a+b")), _math("den", _letters("2"))), "(a+b)/2"),
        (_math("sSup", _math("e", _letters("x")), _math("sup", _letters("2"))), "x^2"),
        (_math("rad", _math("deg"), _math("e", _letters("x+1"))), "√(x+1)"),
        (_math("d", _math("e", _letters("a+b"))) + _letters("×2"), "(a+b)×2"),
    ],
)
def test_a_formula_is_shown_in_one_line(formula: str, text: str, tmp_path: Path) -> None:
    assert shown(read(tmp_path, paragraph(f"<m:oMath>{formula}</m:oMath>"))) == [text]


def test_a_number_that_a_field_counts_is_noted_for_the_file_tells_it_nowhere(tmp_path: Path) -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "end"))
    body = paragraph(begin, "<w:r><w:instrText> AUTONUMLGL </w:instrText></w:r>", end, "目的") + paragraph(
        "范围"
    )
    document = read(tmp_path, body)
    assert shown(document) == ["目的", "范围"]
    assert [(note.kind, note.paragraph) for note in document.notes] == [(NoteKind.UNCERTAIN_LABEL, 1)]


def test_a_break_begins_a_line_that_has_no_number_of_its_own(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + numbered_as(1, 0)
    body = paragraph("第一行", "<w:r><w:br/></w:r>", "第二行", numbering=(1, 0))
    document = read(tmp_path, body, numbering=numbering)
    assert shown(document) == ["1.|第一行", "第二行"]
    assert [line.paragraph for line in document.lines] == [1, 1]


@pytest.mark.parametrize(
    ("above", "below", "title"),
    [
        ("第一章", "总则", "第一章 总则"),
        ("第三章 库房与", "备件管理", "第三章 库房与备件管理"),
        ("Part 2 Stores", "and Spares", "Part 2 Stores and Spares"),
        ("第四章 使用", "VPN 的规定", "第四章 使用 VPN 的规定"),
    ],
)
def test_a_title_on_two_lines_is_one(above: str, below: str, title: str, tmp_path: Path) -> None:
    body = paragraph(above, BREAK, below, properties='<w:outlineLvl w:val="0"/>')
    assert [(line.text, line.heading) for line in read(tmp_path, body).lines] == [(title, 1)]


def test_a_heading_by_its_words_that_is_bold_on_two_lines_is_one(tmp_path: Path) -> None:
    def bold(*texts: str) -> str:
        return paragraph(*(run(text, "<w:b/>") if text != BREAK else text for text in texts))

    body = (
        bold("第三章 库房与", BREAK, "备件管理")
        + bold("第四章 值班", BREAK, "第八条 值班人员不得离岗。")
        + bold("仓库", BREAK, "备件")
        + paragraph("第五章 餐厅", BREAK, "早餐七点")
    )
    assert shown(read(tmp_path, body)) == [
        "第三章 库房与备件管理",
        *("第四章 值班", "第八条 值班人员不得离岗。", "仓库", "备件", "第五章 餐厅", "早餐七点"),
    ]


def test_a_field_whose_code_never_ends_loses_no_paragraph_after_it(tmp_path: Path) -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    assert shown(read(tmp_path, paragraph("甲", broken) + paragraph("乙"))) == ["甲", "乙"]


@pytest.mark.parametrize("mark", ["vanish", "strike", "dstrike"])
def test_hidden_and_struck_text_is_left_out_and_noted(mark: str, tmp_path: Path) -> None:
    body = paragraph("可见") + paragraph(
        "可见", run("机密", f"<w:{mark}/>"), run("尾", f'<w:{mark} w:val="0"/>')
    )
    document = read(tmp_path, body)
    assert shown(document) == ["可见", "可见尾"]
    assert [(note.kind, note.paragraph) for note in document.notes] == [(NoteKind.HIDDEN_TEXT, 2)]


def test_text_is_hidden_by_a_style_too(tmp_path: Path) -> None:
    styles = style("secret", "", of="character", run_properties="<w:vanish/>") + style(
        "below", "", based_on="secret"
    )
    body = paragraph("可见", run("机密", '<w:rStyle w:val="secret"/>')) + paragraph("也是", style="below")
    assert shown(read(tmp_path, body, styles=styles)) == ["可见"]


def test_a_symbol_that_nobody_knows_is_noted(tmp_path: Path) -> None:
    document = read(tmp_path, paragraph('<w:r><w:sym w:font="Webdings" w:char="F0FF"/></w:r>', "是"))
    assert shown(document) == ["�是"]
    assert [note.kind for note in document.notes] == [NoteKind.UNKNOWN_SYMBOL]


def _note(name: str, at: int, *texts: str) -> str:
    return f'<w:{name} w:id="{at}">{"".join(map(paragraph, texts))}</w:{name}>'


def test_footnotes_are_counted_and_follow_their_line(tmp_path: Path) -> None:
    def mark(name: str, at: int, more: str = "") -> str:
        return f'<w:r><w:{name}Reference w:id="{at}"{more}/></w:r>'

    body = (
        paragraph("迟到", mark("footnote", 7), "三次", mark("endnote", 1))
        + paragraph("旷工", mark("footnote", 9), mark("footnote", 4))
        + paragraph("早退*", mark("footnote", 5, ' w:customMarkFollows="1"'))
    )
    footnotes = (
        _note("footnote", 7, "含早退。", "另见手册。")
        + _note("footnote", 9, "一天。")
        + _note("footnote", 5, "* 同上")
    )
    document = read(tmp_path, body, footnotes=footnotes, endnotes=_note("endnote", 1, "2025年起。"))
    assert [(line.text, line.footnotes) for line in document.lines] == [
        ("迟到[1]三次[i]", ("[1] 含早退。 另见手册。", "[i] 2025年起。")),
        ("旷工[2]", ("[2] 一天。",)),
        ("早退*", ("* 同上",)),
    ]


def test_marks_of_footnotes_are_in_the_format_of_the_document(tmp_path: Path) -> None:
    settings = '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/></w:footnotePr>'
    body = paragraph("迟到", '<w:r><w:footnoteReference w:id="1"/></w:r>')
    document = read(tmp_path, body, footnotes=_note("footnote", 1, "含早退。"), settings=settings)
    assert [(line.text, line.footnotes) for line in document.lines] == [("迟到①", ("① 含早退。",))]


def test_headings_are_what_styles_and_outline_levels_make_them(tmp_path: Path) -> None:
    styles = (
        style("heading 2", "")
        + style("chapter", '<w:outlineLvl w:val="0"/>')
        + style("chapter, small", "", based_on="chapter")
        + style("part of", "", based_on="heading 2")
    )
    body = (
        paragraph("甲", style="heading 2")
        + paragraph("乙", style="chapter, small")
        + paragraph("丙", style="part of")
        + paragraph("丁", style="chapter", properties='<w:outlineLvl w:val="9"/>')
        + paragraph("戊", properties='<w:outlineLvl w:val="2"/>')
        + paragraph("己", style="not there")
    )
    assert [line.heading for line in read(tmp_path, body, styles=styles).lines] == [2, 1, 2, None, 3, None]


def test_a_line_is_bold_where_all_of_it_is_and_as_large_as_most_of_it(tmp_path: Path) -> None:
    styles = style("large", "", run_properties='<w:b/><w:sz w:val="32"/>')
    body = (
        paragraph("总则", style="large")
        + paragraph(run("总", "<w:b/>"), run("则"))
        + paragraph(run("总则", '<w:b w:val="0"/><w:sz w:val="21"/>'), run("一"), style="large")
    )
    lines = read(tmp_path, body, styles=styles).lines
    assert [(line.bold, line.size) for line in lines] == [(True, 16), (False, None), (False, 10.5)]


@pytest.mark.parametrize(
    ("told", "points"),
    [
        ('<w:ind w:firstLine="420"/>', 21),
        ('<w:ind w:left="840" w:hanging="420"/>', 21),
        ('<w:ind w:firstLineChars="200" w:firstLine="420"/>', 24),
        ("", 0),
    ],
)
def test_an_indent_is_that_of_the_first_letter(told: str, points: float, tmp_path: Path) -> None:
    body = paragraph(run("正文", '<w:sz w:val="24"/>'), properties=told)
    assert [line.indent for line in read(tmp_path, body).lines] == [points]


BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_a_text_box_is_read_once_after_its_paragraph_and_counted_apart(tmp_path: Path) -> None:
    box = BOX.format(paragraph("框", numbering=(1, 0)))
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    numbering = abstract(0, level(0, "decimal", "%1.")) + numbered_as(1, 0)
    body = paragraph("前", drawn, numbering=(1, 0)) + paragraph("后", numbering=(1, 0))
    document = read(tmp_path, body, numbering=numbering)
    assert shown(document) == ["1.|前", "1.|框", "2.|后"]
    assert [note.kind for note in document.notes] == [NoteKind.UNCERTAIN_LABEL]


PICTURE = '<w:r><w:drawing><a:blip r:embed="rId5"/></w:drawing></w:r>'
CHART = '<w:r><w:drawing><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></w:drawing></w:r>'
OLD_PICTURE = '<w:r><w:pict><v:shape><v:imagedata r:id="rId5"/></v:shape></w:pict></w:r>'
DRAWN_LINE = "<w:r><w:drawing><a:ln/></w:drawing></w:r>"
ENOUGH = "报修流程如下图所示，请按图中的步骤办理，谢谢合作。"


@pytest.mark.parametrize("picture", [PICTURE, CHART, OLD_PICTURE])
def test_a_picture_is_what_is_missing(picture: str, tmp_path: Path) -> None:
    document = read(tmp_path, paragraph(ENOUGH, picture))
    assert [(line.text, line.missing) for line in document.lines] == [(ENOUGH, None), ("", Missing.FIGURE)]
    assert [(note.kind, note.paragraph) for note in document.notes] == [(NoteKind.FIGURE_MISSING, 1)]


def test_a_line_that_is_drawn_is_no_picture(tmp_path: Path) -> None:
    assert shown(read(tmp_path, paragraph("正文", DRAWN_LINE))) == ["正文"]


@pytest.mark.parametrize(
    ("runs", "lead"),
    [
        ((run("Access.", "<w:b/>"), run(" Report to the gatehouse.")), "Access."),
        ((run("1.1 "), run("Acc", "<w:b/>"), run("ess.", "<w:b/>"), run(" Report.")), "Access."),
        ((run("1.1", "<w:b/>"), run(" "), run("Access.", "<w:b/>"), run(" Report.")), "1.1 Access."),
        ((run("You must "), run("never", "<w:b/>"), run(" lend "), run("money", "<w:b/>")), "never"),
        ((run("Report."),), ""),
    ],
)
def test_the_first_bold_words_of_a_line_lead_it(runs: tuple[str, ...], lead: str, tmp_path: Path) -> None:
    [line] = read(tmp_path, paragraph(*runs)).lines
    assert line.lead == lead
