"""Names of WordprocessingML (ECMA-376, part 1), and how its values are read."""

from collections.abc import Iterator

from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VML = "{urn:schemas-microsoft-com:vml}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_OFF = {"0", "false", "off"}


def child(parent: _Element | None, *names: str) -> _Element | None:
    """The first w: element at this path below `parent`."""
    for name in names:
        if parent is None:
            return None
        parent = next(parent.iterchildren(W + name), None)  # three times as fast as `find`
    return parent


def children(parent: _Element | None, name: str) -> Iterator[_Element]:
    """The w: elements of this name right below `parent`."""
    return iter(() if parent is None else parent.findall(W + name))


def attribute(element: _Element | None, name: str = "val") -> str | None:
    """A w: attribute; None where the element or the attribute is missing."""
    written = None if element is None else element.get(W + name)
    return None if written is None else str(written)


def value(parent: _Element | None, *names: str) -> str | None:
    """The w:val of the element at this path."""
    return attribute(child(parent, *names))


def whole(written: str | None) -> int | None:
    """A whole number; None where there is none, or something else stands."""
    try:
        return None if written is None else int(float(written))
    except (ValueError, OverflowError):
        return None


def toggle(parent: _Element | None, name: str) -> bool | None:
    """An on/off property such as w:b; None where it is not told."""
    element = child(parent, name)
    return None if element is None else attribute(element) not in _OFF
