"""The tree of the exceptions that `bot` defines, as ARCHITECTURE.md draws it.

`python -m tests.house.exceptions --write` draws it there anew.
"""

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import bot

DOCUMENT = Path(__file__).parents[2] / "ARCHITECTURE.md"
_BLOCK = re.compile(r"(?<=<!-- exceptions -->\n```\n).*?(?=```\n<!-- /exceptions -->)", re.DOTALL)


def defined() -> list[type[BaseException]]:
    """Every exception class that a module of `bot` defines, by its name and place."""
    modules = (importlib.import_module(name) for _, name, _ in pkgutil.walk_packages(bot.__path__, "bot."))
    classes = {
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, BaseException) and each.__module__ == module.__name__
    }
    return sorted(classes, key=lambda each: (each.__name__, each.__module__))


def drawn() -> str:
    """The tree: below each built-in exception what is derived from it, with its folder and what it is for."""
    classes = defined()
    roots = sorted({each.__bases__[0] for each in classes} - set(classes), key=lambda each: each.__name__)
    return "".join(f"{line}\n" for root in roots for line in [root.__name__, *_below(root, classes, 1)])


def _below(base: type, classes: list[type[BaseException]], depth: int) -> Iterator[str]:
    for each in classes:
        if each.__bases__[0] is base:
            _, *folders, module = each.__module__.split(".")
            purpose = (inspect.getdoc(each) or "").splitlines()[0]
            yield f"{'  ' * depth + each.__name__:<28}{'/'.join(folders) or module:<20}{purpose}"
            yield from _below(each, classes, depth + 1)


def written() -> str:
    """The tree as it stands in ARCHITECTURE.md."""
    [tree] = _BLOCK.findall(DOCUMENT.read_text("utf-8"))
    return str(tree)


def write() -> None:
    """Draw the tree into ARCHITECTURE.md."""
    DOCUMENT.write_text(_BLOCK.sub(lambda _: drawn(), DOCUMENT.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        write()
    else:
        sys.stdout.write(drawn())
