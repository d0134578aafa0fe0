"""What Pandoc, kramdown and others write into Markdown of its looks: `{#id .class align="center"}` is no word of it."""

import re

_ONE = (
    r"(?:[#.][^\s#.{}=\"']{1,80}|-|[A-Za-z][\w:-]{0,40}="
    r"(?:\"[^\"{}\n]{0,200}\"|'[^'{}\n]{0,200}'|[^\s{}\"']{1,80}))"
)
_ALL = rf"\{{:?[ \t]{{0,3}}{_ONE}(?:[ \t]{{1,3}}{_ONE}){{0,9}}[ \t]{{0,3}}\}}"
_BROKEN = re.compile(r"\{[^{}\n]{1,200}(?:\n[^{}\n]{1,200}){1,4}\}")  # at the margin
_AT_END = re.compile(rf"{_ALL}[ \t]{{0,9}}$")
_AT_START = re.compile(_ALL)
_SPAN = re.compile(rf"\[(?P<words>[^\[\]\n]{{0,200}})\]{_ALL}")
_LINE = re.compile(
    rf"^[ \t]{{0,9}}(?::{{3,9}}[ \t]{{0,3}}(?:{_ALL}|[a-z]{{1,20}})?|\{{:[^{{}}\n]{{1,200}}\}})[ \t]{{0,9}}$",
    re.MULTILINE,
)


def without_lines_of_attributes(text: str) -> str:
    """A text without the lines ::: {.note}, :::tip and {: .note}: how what stands below or above them looks.

    Other attributes that were broken at the margin are on one line then.
    """
    return _LINE.sub("", _BROKEN.sub(_on_one_line, text))


def _on_one_line(broken: re.Match[str]) -> str:
    whole = " ".join(broken[0].split())
    return whole if _AT_START.fullmatch(whole) else broken[0]


def without_attributes_of_heading(words: str) -> str:
    """The last words of a heading, without its attributes."""
    return _AT_END.sub("", words).rstrip()


def without_attributes(words: str, *, is_behind_link: bool) -> str:
    """Words without the attributes of [words]{.underline} and of the link or picture before them."""
    bare = _AT_START.sub("", words, count=1) if is_behind_link and words.startswith("{") else words
    return _SPAN.sub(lambda span: span["words"], bare)
