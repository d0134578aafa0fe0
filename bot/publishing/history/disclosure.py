"""What may be seen today of what was published before: what was open once may have been so by mistake.

A clause is known by all its names and by its words, for its number may be another one's today. In doubt it is hidden.
"""

from collections.abc import Iterable, Sequence

from bot.rulebook import Clause, Library

ALIKE = 0.3
"""From this likeness on two texts may be the same clause.

Of 162 clauses of the shipped book and 2,398 of 16 books of law with their words put otherwise, all are as like their
first text; so are of their halves 1.0 and .999 (from .4 on .994 and .997), where the words between are changed, too,
1.0 and .976 (.944 and .946). So are no two clauses of the shipped book, and 6 % of those of a law (2.5 %): of an
earlier day they may be hidden in vain.
"""
_RUN = 3  # characters whose runs are compared


def likeness(one: str, other: str) -> float:
    """How much of the shorter text stands in the other, 0 to 1: a clause may have been put into a longer one."""
    return _share(_runs(one), _runs(other))


def seen_over_time(libraries: Sequence[Library | None], groups: frozenset[str]) -> list[Library]:
    """What readers who belong to these audiences today may see of each library, the oldest first, today's last.

    Nothing that is hidden later, and none of those before one that cannot be read (None): there are fewer then.
    """
    found = list[Library]()
    if not libraries or not (today := libraries[-1]):
        return found
    hidden = _Hidden(today.seen_by(groups))
    for whole in reversed(libraries):
        if whole is None:
            break
        seen = whole.seen_by(_groups_then(whole, today, groups))
        hidden.add(clause for clause in whole.clauses if clause not in seen)
        left_out = [clause for clause in seen.clauses if clause in hidden] if found else []
        hidden.add(left_out)  # its own earlier names and words are hidden before it
        found.append(_without(seen, {clause.name for clause in left_out}))
    return found[::-1]


def _groups_then(then: Library, today: Library, groups: frozenset[str]) -> frozenset[str]:
    """The audiences to which whoever belongs today belonged then too: one name may have meant other people."""
    known = groups & then.audiences.keys() & today.audiences.keys()
    return frozenset(each for each in known if {*today.audiences[each]} <= {*then.audiences[each]})


class _Hidden:
    """The clauses that some readers may not see, beside those that are `open` to them today."""

    def __init__(self, today: Library) -> None:
        self._open = {clause.name: clause for clause in today.clauses}
        self._open_words = {_words(clause) for clause in today.clauses}
        self._names, self._titles = set[str](), set[str]()
        self._runs = dict[str, frozenset[str]]()

    def add(self, clauses: Iterable[Clause]) -> None:
        for clause in clauses:
            self._names.update(clause.names)
            self._titles.update(each.title for each in clause.wordings if each.title)
            self._runs.update({each.text: _runs(each.text) for each in clause.wordings})

    def __contains__(self, clause: Clause) -> bool:
        if not self._runs:
            return False
        if not self._names.isdisjoint(clause.names):
            is_open_elsewhere = _words(clause) in self._open_words
            return not is_open_elsewhere or clause.title in self._titles or self._likeness(clause) >= ALIKE
        open_ = self._open.get(clause.name)
        if open_ is None:
            return clause.title in self._titles or self._likeness(clause) >= ALIKE
        if _words(open_) == _words(clause):
            return False
        if open_.title != clause.title and clause.title in self._titles:
            return True
        likeness = self._likeness(clause)  # it may be what the open one was, or what a hidden one was
        return likeness >= ALIKE and likeness >= _share(_runs(clause.text), _runs(open_.text))

    def _likeness(self, clause: Clause) -> float:
        """How like the hidden clause that is most like it, 0 to 1."""
        own = [_runs(each.text) for each in clause.wordings]
        return max((_share(one, other) for one in own for other in self._runs.values()), default=0.0)


def _words(clause: Clause) -> tuple[tuple[str, str], ...]:
    return tuple((each.title, each.text) for each in clause.wordings)


def _runs(text: str) -> frozenset[str]:
    bare = "".join(text.casefold().split())
    return frozenset(bare[at : at + _RUN] for at in range(max(1, len(bare) - _RUN + 1)))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Of the runs of the shorter one: it may be a part of what was, or have been put into a longer one."""
    return len(one & other) / min(len(one), len(other))


def _without(library: Library, names: set[str]) -> Library:
    if not names:
        return library
    return Library(tuple(book.only(lambda clause: clause.name not in names) for book in library.books))
