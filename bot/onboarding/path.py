"""What a new colleague goes through: paths by role, their stages, and what is read, done and signed in each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from bot.onboarding.quiz import Quiz
from bot.rulebook import Clause, Library


class Assignee(StrEnum):
    """Who does a task."""

    NEW_HIRE = "new-hire"
    BUDDY = "buddy"
    MANAGER = "manager"


@dataclass(frozen=True)
class Reading:
    """A clause to read."""

    clause: Clause


@dataclass(frozen=True)
class Task:
    """Something to do; `id` is the same as long as the text and the assignee are."""

    id: str
    text: str
    assignee: Assignee = Assignee.NEW_HIRE


@dataclass(frozen=True)
class Signing:
    """The clauses of a stage, signed together as read and agreed to."""

    clauses: tuple[Clause, ...]


Step = Reading | Task | Quiz | Signing
"""What a stage asks for, one by one."""


@dataclass(frozen=True)
class Stage:
    """A stretch of a path.

    `opens` and `due` are working days from the start, both included: 1 is the first day (the day of joining, where
    that is a working day). `greeting` opens the stage; `questions` are suggested to be asked.
    """

    id: str
    title: str
    opens: int
    due: int
    greeting: str
    readings: tuple[Reading, ...]
    questions: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    quiz: Quiz | None = None
    signing: Signing | None = None

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses to read."""
        return tuple(reading.clause for reading in self.readings)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """All that the stage asks for, in the order in which it is done; the signature is the last."""
        last = (step for step in (self.quiz, self.signing) if step)
        return (*self.readings, *self.tasks, *last)

    def within(self, library: Library) -> "Stage":
        """The stage for somebody who sees this library, with its texts: nothing else is read, asked about or signed."""
        signed = _there(self.signing.clauses, library) if self.signing else ()
        return replace(
            self,
            readings=tuple(map(Reading, _there(self.clauses, library))),
            quiz=self.quiz.within(library) if self.quiz else None,
            signing=Signing(signed) if signed else None,
        )


def _there(clauses: Iterable[Clause], library: Library) -> tuple[Clause, ...]:
    """The clauses that are in the library, as they read there."""
    return tuple(found for clause in clauses if (found := library.by_name.get(clause.name)))


@dataclass(frozen=True)
class Path:
    """The stages that people of some roles go through; a path for no role in particular is the default."""

    id: str
    title: str
    stages: tuple[Stage, ...]
    roles: tuple[str, ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses to read, each once."""
        return tuple(dict.fromkeys(clause for stage in self.stages for clause in stage.clauses))


class NoPathError(LookupError):
    """No path has this id; carries it as `id`."""

    def __init__(self, id: str) -> None:  # noqa: A002  # the field's own name
        super().__init__(f"no path {id}")
        self.id = id


@dataclass(frozen=True)
class Onboarding:
    """All paths, in the order of the file; exactly one of them is for no role in particular."""

    paths: tuple[Path, ...]

    def path_for(self, role: str | None) -> Path:
        """The path that names the role (however its letters are written), else the default one."""
        wanted = (role or "").strip().casefold()
        named = (path for path in self.paths if wanted in {each.casefold() for each in path.roles})
        return next(named, None) or next(path for path in self.paths if not path.roles)

    def path(self, id: str) -> Path:  # noqa: A002  # the field's own name
        """The path with this id; raises NoPathError."""
        for path in self.paths:
            if path.id == id:
                return path
        raise NoPathError(id)

    def path_of(self, id: str, role: str) -> Path:  # noqa: A002  # the field's own name
        """The path with this id; where its owners have taken it away, that of the role."""
        return next((path for path in self.paths if path.id == id), None) or self.path_for(role)

    def within(self, library: Library) -> "Onboarding":
        """The same for readers of `library`: those who see a part of it, or as it is in force on a day."""
        return Onboarding(
            tuple(
                replace(path, stages=tuple(stage.within(library) for stage in path.stages))
                for path in self.paths
            )
        )
