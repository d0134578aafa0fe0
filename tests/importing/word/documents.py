"""Small Word files, written part by part: each test says what stands in its own."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from bot.importing.readers.word import read_word
from bot.importing.source import Changes, SourceDocument

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": _W,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = ("styles", "numbering", "footnotes", "endnotes", "settings")
_DEFAULT_STYLE = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
)


def part(root: str, content: str) -> str:
    """A part of the file, by the name of its root: document, styles, numbering."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMESPACES}>{content}</w:{root}>'


def write_parts(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """A zip of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def parts_of(body: str, **others: str) -> dict[str, str]:
    """The parts of a Word file with this body; `others` are the contents of further ones, by their names."""
    others["styles"] = _DEFAULT_STYLE + others.get("styles", "")
    links = "".join(relationship(name, f"{name}.xml") for name in _PARTS if name in others)
    return {
        "_rels/.rels": relationships(relationship("officeDocument", "word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": relationships(links),
        **{f"word/{name}.xml": part(name, content) for name, content in others.items()},
    }


def relationship(kind: str, target: str) -> str:
    """What leads from one part to another."""
    return f'<Relationship Id="{kind}" Type="{_TYPE}/{kind}" Target="{target}"/>'


def relationships(content: str) -> str:
    """A part of them."""
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{content}</Relationships>'


def read(folder: Path, body: str, changes: Changes | None = None, **others: str) -> SourceDocument:
    """What the reader makes of a Word file with this body."""
    return read_word(write_parts(folder / "rules.docx", parts_of(body, **others)), changes)


def shown(document: SourceDocument) -> list[str]:
    """Each line as people see it, its number before it; tables and figures as what they are."""
    return [
        f"{line.label}|{line.text}" if line.label else line.text or f"<{_kind(line)}>"
        for line in document.lines
    ]


def _kind(line: object) -> str:
    return "table" if getattr(line, "table", None) else str(getattr(line, "missing", ""))


def run(text: str, properties: str = "") -> str:
    """Letters of one look."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(
    *content: str,
    style: str = "",
    numbering: tuple[int, int] | None = None,
    properties: str = "",
    mark: str = "",
) -> str:
    """A paragraph of plain texts and of runs; `numbering` is the list and the level, `mark` the look of its end."""
    inside = "".join(each if each.startswith("<") else run(each) for each in content if each)
    told = [
        f'<w:pStyle w:val="{style}"/>' if style else "",
        f'<w:numPr><w:ilvl w:val="{numbering[1]}"/><w:numId w:val="{numbering[0]}"/></w:numPr>'
        if numbering
        else "",
        properties,
        f"<w:rPr>{mark}</w:rPr>" if mark else "",
    ]
    return f"<w:p><w:pPr>{''.join(told)}</w:pPr>{inside}</w:p>"


def level(index: int, number_format: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    """An abstract numbering; its levels, or what links it to a style."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def numbered_as(number: int, abstract_number: int, overrides: str = "") -> str:
    """A list, whose numbers are those of an abstract numbering."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{overrides}</w:num>'


def starts_at(index: int, number: int) -> str:
    """What makes a list begin anew at a level."""
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{number}"/></w:lvlOverride>'


def style(
    name: str, properties: str, based_on: str = "Normal", of: str = "paragraph", run_properties: str = ""
) -> str:
    """A style whose id is its name."""
    return (
        f'<w:style w:type="{of}" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="{based_on}"/>'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{run_properties}</w:rPr></w:style>"
    )


def field_of(code: str, *result: str) -> str:
    """A field with what the program made of it."""
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end")
    )
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{''.join(result)}{end}"
