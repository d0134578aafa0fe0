"""How far the first letter of a paragraph stands from the margin."""

from lxml.etree import _Element

from bot.importing.readers.word.markup import attribute, child, whole
from bot.importing.readers.word.styles import Style

_TWENTIETHS = 20  # of a point, in which Word measures
_USUAL_SIZE = 10.5  # points (五号), where no size is told


def indent(properties: _Element | None, styles: tuple[Style, ...], size: float | None) -> float:
    """In points; what is told in characters (w:firstLineChars, in hundredths) counts before what is told in lengths."""
    told = [child(each, "ind") for each in (properties, *(style.paragraph for style in styles))]
    letter = size or _USUAL_SIZE

    def length(name: str, *others: str) -> float:
        for each in told:
            characters = whole(attribute(each, f"{name}Chars"))
            if characters:
                return characters / 100 * letter
            for written in (name, *others):
                twentieths = whole(attribute(each, written))
                if twentieths is not None:
                    return twentieths / _TWENTIETHS
        return 0.0

    return length("left", "start") + length("firstLine") - length("hanging")
