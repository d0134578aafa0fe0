"""The files of a book while they are changed: entries by their numbers and headings, as plain data."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.importing.writing.kept import printed_heading
from bot.importing.writing.yaml_text import dumped, laid_out
from bot.knowledge.documents.document import read_document
from bot.rulebook import HeadingKind
from bot.rulebook.printed import read_heading

Entry = dict[str, Any]
Key = tuple[HeadingKind, str]
"""A heading among those beside it: its kind and number, or its title where it has none of its own."""
_OF_TEXT = ("title", "text", "tables", "source")
_OF_HEADING = ("repeated", "owner", "review_by", "audience", "preface")
_CLAUSES = "clauses.yaml"


@dataclass
class Place:
    """A heading of the files: the file that it stands in, its `entry` there, and what leads to it."""

    file: str
    entry: Entry
    keys: tuple[Key, ...]


@dataclass
class RuleFiles:
    """The files of a book while they are changed; `places` are its headings, () the book itself."""

    folder: Path
    places: dict[tuple[Key, ...], Place] = field(default_factory=dict)
    _values: dict[str, Entry] = field(default_factory=dict)
    _homes: dict[str, Place] = field(default_factory=dict)
    _changed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for path in sorted(self.folder.glob("*.yaml")):
            value = read_document(path).value
            if path.name != "book.yaml" and isinstance(value, dict):
                self._values[path.name] = value
                above = tuple(_key(str(heading)) for heading in value.get("under") or ())
                self._note(path.name, value, above)

    def entry(self, number: str) -> Entry:
        """That of a clause."""
        clauses: list[Entry] = self._homes[number].entry["clauses"]
        return next(each for each in clauses if str(each["number"]) == number)

    def headings_above(self, number: str) -> tuple[Place, ...]:
        """The headings of a clause, from the outermost."""
        keys = self._homes[number].keys
        return tuple(self.places[keys[:depth]] for depth in range(1, len(keys) + 1))

    def revise(self, newer: Entry, begins: date, day: date) -> None:
        """Give a clause the text of a newer entry from a day on; its first text `begins` on another."""
        entry = self._touched(str(newer["number"]))
        text = {key: newer[key] for key in _OF_TEXT if newer.get(key)}
        if entry.get("tables") and "tables" not in text:
            text["tables"] = []
        revision = {"effective": day.isoformat(), **text}
        others = [each for each in entry.get("revisions") or () if each["effective"] != day.isoformat()]
        if day < begins:
            first = {"effective": begins.isoformat()} | {
                key: entry[key] for key in _OF_TEXT if entry.get(key)
            }
            others = [first, *others]
        if day <= begins:
            entry |= revision
        else:
            others = sorted([*others, revision], key=lambda each: str(each["effective"]))
        entry |= {"revisions": others} if others else {}
        if accepted := newer.get("accept"):
            known = entry.get("accept") or []
            entry["accept"] = [*known, *(each for each in accepted if each not in known)]

    def keep(self, number: str, day: date) -> None:
        """Take back that a clause ends on a day."""
        if (self.entry(number).get("repealed") or {}).get("on") == day.isoformat():
            del self._touched(number)["repealed"]

    def repeal(self, number: str, day: date, successor: str) -> None:
        """End a clause on a day."""
        end = {"on": day.isoformat()} | ({"successor": successor} if successor else {})
        self._touched(number)["repealed"] = end

    def insert(self, entry: Entry, above: tuple[Place, ...], behind: str) -> None:
        """Put a clause under its headings, which may be new, behind the clause of this number ("": first)."""
        place = self._under(above, behind)
        clauses = place.entry.setdefault("clauses", [])
        numbers = [str(each["number"]) for each in clauses]
        clauses.insert(numbers.index(behind) + 1 if behind in numbers else 0, entry)
        self._homes[str(entry["number"])] = place
        self._changed.add(place.file)

    def write(self) -> frozenset[str]:
        """Write the files that were changed; their names."""
        for name in self._changed:
            (self.folder / name).write_text(dumped(laid_out(self._values[name])), "utf-8")
        return frozenset(self._changed)

    def _note(self, file: str, entry: Entry, above: tuple[Key, ...]) -> None:
        label = printed_heading(entry)
        place = Place(file, entry, (*above, _key_of(entry)) if label else above)
        self.places.setdefault(place.keys, place)
        self._homes |= {str(clause["number"]): place for clause in entry.get("clauses") or ()}
        for below in entry.get("headings") or ():
            self._note(file, below, place.keys)

    def _touched(self, number: str) -> Entry:
        self._changed.add(self._homes[number].file)
        return self.entry(number)

    def _under(self, above: tuple[Place, ...], behind: str) -> Place:
        """The place under these headings, made where it is not there, behind that of a clause."""
        keys = above[-1].keys if above else ()
        home = self._homes.get(behind)
        if home and home.keys == keys:
            return home
        if keys not in self.places:
            self.places[keys] = self._made(above, home)
        return self.places[keys]

    def _made(self, above: tuple[Place, ...], home: Place | None) -> Place:
        """A new heading: among those beside it, or in a file of its own, behind that of the clause before."""
        *outer, own = above or (None,)
        entry: Entry = {}
        if own:
            entry = {key: own.entry[key] for key in _OF_HEADING if own.entry.get(key)}
            entry = {"heading": printed_heading(own.entry), **entry}
        keys = own.keys if own else ()
        if outer:
            over = self._under(tuple(filter(None, outer)), "")
            beside = over.entry.setdefault("headings", [])
            before = home.keys[: len(keys)] if home else ()
            at = [(*over.keys, _key_of(each)) for each in beside]
            beside.insert(at.index(before) + 1 if before in at else 0, entry)
            return Place(over.file, entry, keys)
        file = own.file if own else _CLAUSES
        name = f"{Path(home.file).stem}_{file}" if home else f"00-{file}"
        self._values[name] = entry
        return Place(name, entry, keys)


def _key_of(entry: Entry) -> Key:
    return _key(printed_heading(entry), is_repeated=bool(entry.get("repeated")))


def _key(label: str, *, is_repeated: bool = False) -> Key:
    read = read_heading(label)
    return read.kind, _bare(read.title) if is_repeated or not read.number else read.number


def _bare(text: str) -> str:
    return "".join(text.split())
