"""Footnotes of web pages: a mark that leads to a text elsewhere on the page, which leads back to it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

_MARK = re.compile(r"[\[(（【〔]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[①-⑳]|[*†‡]{1,3})[\])）】〕]?", re.IGNORECASE)
_BLOCKS = {"li", "p", "div", "dd", "aside"}
_HEADINGS = "h1, h2, h3, h4, h5, h6"  # what holds one is a section, and its number in the contents no mark
_AROUND_MARK = 3  # tags: <sup id="r1"><a href="#n1">1</a></sup>


def footnotes_taken_from(body: LexborNode) -> Mapping[int, str]:
    """Take the footnotes out of a page: each as `[1] its text`, by the `mem_id` of the link that is its mark.

    A mark that is a bare figure gets brackets: 20 days1 would read as another number.
    """
    read, back = _read(body)
    notes = {note.mem_id: note for note in read.values()}
    for link in back:
        link.decompose()
    marks = {link.mem_id: f"{_marked(link)} {notes[note.mem_id].text()}" for link, note in read.items()}
    for note in notes.values():
        note.decompose()
    return marks


def _read(body: LexborNode) -> tuple[Mapping[LexborNode, LexborNode], Sequence[LexborNode]]:
    """The marks with their notes, and the links that lead from these back to them."""
    places = dict(_places(body))
    read, back = dict[LexborNode, LexborNode](), dict[int, LexborNode]()
    for link in body.css("a[href^='#']"):
        place = places.get(_leads_to(link))
        if place is None or link.mem_id in back or not _MARK.fullmatch(_text(link)):
            continue
        note = _block(place)
        within = {each.mem_id: each for each in note.css("a")} if note else {}
        names = {*_names(link)}
        returns = {at: each for at, each in within.items() if _leads_to(each) in names}
        if note and returns and link.mem_id not in within and not note.css_first(_HEADINGS):
            read[link] = note
            back |= returns
    return read, tuple(back.values())


def _marked(link: LexborNode) -> str:
    """The mark as it stands in the text from now on."""
    mark = _text(link)
    if not mark.isalnum() or not mark.isascii():
        return mark
    link.insert_before("[")
    link.insert_after("]")
    return f"[{mark}]"


def _places(body: LexborNode) -> Iterator[tuple[str, LexborNode]]:
    for node in body.css("[id], a[name]"):
        for name in (node.attributes.get("name") if node.tag == "a" else "", node.attributes.get("id")):
            if name:
                yield name, node


def _names(link: LexborNode) -> Iterator[str]:
    """The names by which a note may lead back to its mark: of the link, of what is in it, and close around it."""
    yield from (name for name, _ in _places(link))
    around: LexborNode | None = link
    for _ in range(_AROUND_MARK):
        if around is None or around.tag in _BLOCKS:
            return
        yield from filter(None, (around.attributes.get("id"), around.attributes.get("name")))
        around = around.parent


def _block(node: LexborNode) -> LexborNode | None:
    """What a name stands for, or the paragraph at whose start it stands."""
    around: LexborNode | None = node
    while around is not None and around.tag not in _BLOCKS:
        around = around.parent
    return around


def _leads_to(link: LexborNode) -> str:
    address = link.attributes.get("href") or ""
    return unquote(address[1:]) if address.startswith("#") else ""


def _text(node: LexborNode) -> str:
    return "".join(node.text().split())
