"""The key of each clause: its printed number, behind those of the headings under which numbers begin anew."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.importing.structure.clauses.draft import Draft
from bot.importing.structure.lines.headings import FoundHeading
from bot.importing.structure.numbering.sequence import Join
from bot.rulebook import HeadingKind

_SUFFIXES = "bcdefghijklmnopqrstuvwxyz"
Headings = tuple[FoundHeading, ...]


def numbers_of(clauses: Sequence[Draft]) -> tuple[str, ...]:
    """The numbers of clauses in their book, each once: what stands there twice in print has a letter behind it."""
    levels = _levels(clauses)
    depth, fewest = 0, -1
    if any(clause.join is Join.RESTART and not _in_annex(clause.path) for clause in clauses):
        for each in range(1 + max(len(clause.path) for clause in clauses)):
            repeated = _repeated(_numbers(clauses, levels, each))
            if fewest < 0 or repeated < fewest:
                depth, fewest = each, repeated
    return tuple(each_once(_numbers(clauses, levels, depth)))


def _numbers(clauses: Sequence[Draft], levels: Mapping[Headings, str], depth: int) -> list[str]:
    """The numbers, each behind those of so many headings above it."""
    return [_number(clause, place, levels, depth) for place, clause in enumerate(clauses, 1)]


def _number(clause: Draft, place: int, levels: Mapping[Headings, str], depth: int) -> str:
    path = clause.path
    if clause.as_heading and not clause.key:
        path = clause.path_below
    elif not _in_annex(path) or clause.key:
        path = path[: max(depth, _in_annex(path)) if clause.key else 0]
    above = [level for end in range(1, len(path) + 1) if (level := levels[path[:end]])]
    own = clause.key or ("" if path else f"T{place}")
    if _in_annex(path) and own.split(".")[0] in above[:1]:
        return own  # A.1 below Appendix A
    return ".".join(filter(None, [*above, own])) or "0"


def _levels(clauses: Sequence[Draft]) -> dict[Headings, str]:
    """What each heading counts among those beside it: its number, or one between theirs; its place where few have one.

    One that has the number of another of its kind has a letter behind it, as clauses have: 3, 3b.
    """
    below: dict[Headings, dict[Headings, None]] = {}
    for clause in clauses:
        path = clause.path_below
        for end in range(1, len(path) + 1):
            below.setdefault(path[: end - 1], {})[path[:end]] = None
    levels = dict[Headings, str]()
    for above, paths in below.items():
        annexes = [path for path in paths if path[-1].kind is HeadingKind.ANNEX]
        others = [path for path in paths if path[-1].kind is not HeadingKind.ANNEX]
        if len(others) == 1 and not others[0][-1].number and not above and not annexes:
            levels[others[0]] = ""  # the title of the whole
            continue
        numbers = [path[-1].number for path in others]
        own = set(filter(None, numbers))
        are_of_one_kind = len(
            {(path[-1].kind, path[-1].number) for path in others if path[-1].number}
        ) == len(own)
        are_most = are_of_one_kind and 2 * len(own) > len(others)
        counted = _filled(numbers, own) if are_most else map(str, range(1, 1 + len(others)))
        levels |= zip(others, each_once([*counted]), strict=True)
        for place, path in enumerate(annexes, 1):
            if any(child[-1].kind is HeadingKind.ANNEX for child in below.get(path, ())):
                levels[path] = ""  # 附录 above 附录A
                continue
            number = path[-1].number or ("" if len(annexes) == 1 else str(place))
            levels[path] = number if number.isalpha() else f"A{number}"
    return levels


def _filled(numbers: Sequence[str], own: Collection[str]) -> Iterator[str]:
    """The numbers of headings; one without gets that behind the last before it, or the last with a letter.

    附则 behind 第五章 is 6, 总则 before 第一章 is 0: 2.1 is never the first article of 第一章.
    """
    last = "0"
    for number in numbers:
        following = str(int(last) + 1) if last.isdecimal() else ""
        if number:
            last = number
        elif following and following not in own:
            last = following
        yield last


def _repeated(numbers: Sequence[str]) -> int:
    return sum(count - 1 for count in Counter(numbers).values())


def each_once(numbers: Sequence[str]) -> Iterator[str]:
    """5, 5 -> 5, 5b; A, A -> A, A-2."""
    taken, counts = set(numbers), Counter[str]()
    for number in numbers:
        counts[number] += 1
        written, again = number, counts[number] - 2
        while again >= 0 and written in taken:
            is_figure = number.rpartition(".")[2].isdecimal()
            letter = _SUFFIXES[again] if is_figure and again < len(_SUFFIXES) else f"-{again + 2}"
            written, again = f"{number}{letter}", again + 1
        taken.add(written)
        yield written


def _in_annex(path: Headings) -> bool:
    return bool(path) and path[0].kind is HeadingKind.ANNEX
