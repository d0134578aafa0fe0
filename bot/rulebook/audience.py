"""Who may see a clause: audiences have names, and a name counts within its book only."""

from dataclasses import dataclass

Restriction = tuple[frozenset[str], ...]
"""What a reader must belong to: one of the audiences (`book/name`) of each set; () is for everybody."""


@dataclass(frozen=True)
class Audience:
    """People under one name: Slack's ids of user groups (S…) and of single persons (U…, W…)."""

    name: str
    members: tuple[str, ...]


def audience_key(book: str, name: str) -> str:
    """An audience among those of all books: two books may mean different people by one name."""
    return f"{book}/{name}"


def is_open(restriction: Restriction, groups: frozenset[str]) -> bool:
    """Whether somebody who belongs to these audiences (keys) may see what is restricted so."""
    return all(not names.isdisjoint(groups) for names in restriction)
