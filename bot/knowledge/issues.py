"""What is wrong in knowledge files: where, which kind, and the words that fill the sentence in the catalogue."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Generic, ParamSpec, TypeAlias, TypeVar

Arguments = ParamSpec("Arguments")
Read = TypeVar("Read")
Kind = TypeVar("Kind", bound=StrEnum)
Word: TypeAlias = str | tuple[str, ...]  # several are listed as the reader's language does


class IssueKind(StrEnum):
    """What can be wrong with a knowledge file; the catalogue says each, and what to do about it."""

    NO_FOLDER = "no-folder"
    NO_FILE = "no-file"
    NO_BOOK = "no-book"
    EMPTY_FOLDER = "empty-folder"
    NO_BOOK_FILE = "no-book-file"
    WRONG_SUFFIX = "wrong-suffix"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
    NOT_UTF8 = "not-utf8"
    NAME_NOT_UTF8 = "name-not-utf8"
    NOT_A_FILE = "not-a-file"
    LEADS_OUTSIDE = "leads-outside"
    HIDDEN_CHARACTER = "hidden-character"
    NOT_YAML = "not-yaml"
    NOT_SPACES = "not-spaces"
    MISPRINTED = "misprinted"
    NEEDS_QUOTES = "needs-quotes"
    NOT_CLOSED = "not-closed"
    BACKSLASH = "backslash"
    NO_CHARACTER = "no-character"
    TEXT_BEHIND_BAR = "text-behind-bar"
    INDENTATION = "indentation"
    SECOND_DOCUMENT = "second-document"
    FULLWIDTH_COMMA = "fullwidth-comma"
    NOT_JSON = "not-json"
    ALIAS = "alias"
    TOO_DEEP = "too-deep"
    CUT_AT_HASH = "cut-at-hash"
    ALL_BEHIND_HASH = "all-behind-hash"
    JOINED_LINES = "joined-lines"
    DUPLICATE_KEY = "duplicate-key"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    WRONG_TYPE = "wrong-type"
    LIST_FOR_TEXT = "list-for-text"
    GROUP_FOR_TEXT = "group-for-text"
    TEXT_FOR_LIST = "text-for-list"
    EMPTY_TEXT = "empty-text"
    NOT_A_DATE = "not-a-date"
    NOT_A_NUMBER = "not-a-number"
    WRONG_ID = "wrong-id"
    DUPLICATE_CHAPTER = "duplicate-chapter"
    DUPLICATE_NUMBER = "duplicate-number"
    OUTSIDE_CHAPTER = "outside-chapter"
    DUPLICATE_HEADING = "duplicate-heading"
    UNKNOWN_HEADING = "unknown-heading"
    HEADING_FORM = "heading-form"
    EMPTY_HEADING = "empty-heading"
    NOT_A_LABEL_FORM = "not-a-label-form"
    TABLE_ROW = "table-row"
    TABLE_MARK = "table-mark"
    NOT_DANGLING = "not-dangling"
    DANGLING_REFERENCE = "dangling-reference"
    UNKNOWN_AUDIENCE = "unknown-audience"
    NOT_A_MEMBER = "not-a-member"
    NOT_A_CHANNEL = "not-a-channel"
    DUPLICATE_ENTRY = "duplicate-entry"
    SYNONYM_TWICE = "synonym-twice"
    SYNONYM_ALONE = "synonym-alone"
    UNKNOWN_CLAUSE = "unknown-clause"
    TOO_MUCH = "too-much"
    NOT_APPENDABLE = "not-appendable"
    NO_ONBOARDING = "no-onboarding"
    NO_SUCH_CLAUSE = "no-such-clause"
    NOT_IN_CLAUSE = "not-in-clause"
    REPEATED = "repeated"
    UNKNOWN_STAGE = "unknown-stage"
    NOT_ASCENDING = "not-ascending"
    DEFAULT_PATH = "default-path"
    SHOWS_RESTRICTED = "shows-restricted"
    QUESTION_FORM = "question-form"
    NOT_DAYS = "not-days"
    NOT_A_SHARE = "not-a-share"
    NOT_A_COUNT = "not-a-count"
    UNKNOWN_WORD = "unknown-word"
    REVISION_ORDER = "revision-order"
    REPEAL_ORDER = "repeal-order"
    FORMER_TWICE = "former-twice"
    NO_SUCCESSOR = "no-successor"
    REPEALED_SUCCESSOR = "repealed-successor"
    AMENDED_IN_PLACE = "amended-in-place"
    BOOK_PUT_OFF = "book-put-off"

    @property
    def has_line(self) -> bool:
        """Whether it stands on a line, and is not of a folder or file as a whole."""
        return self not in _OF_THE_WHOLE


_OF_THE_WHOLE = {
    IssueKind.NO_FOLDER,
    IssueKind.NO_FILE,
    IssueKind.NO_BOOK,
    IssueKind.EMPTY_FOLDER,
    IssueKind.NO_BOOK_FILE,
    IssueKind.WRONG_SUFFIX,
    IssueKind.UNREADABLE,
    IssueKind.TOO_LARGE,
    IssueKind.NAME_NOT_UTF8,
    IssueKind.NOT_A_FILE,
    IssueKind.LEADS_OUTSIDE,
    IssueKind.NO_ONBOARDING,
}


@dataclass(frozen=True, order=True)
class Finding(Generic[Kind]):
    """One thing that was found: the file, the line (from 1), the kind, and the words for its sentence."""

    path: Path
    line: int
    kind: Kind
    words: Mapping[str, Word] = field(default_factory=dict, compare=False)


ValidationIssue = Finding[IssueKind]
"""One thing to mend."""


class KnowledgeError(Exception):
    """The knowledge files cannot be used; carries all `issues`, sorted by path and line."""

    def __init__(self, issues: Iterable[ValidationIssue]) -> None:
        self.issues = tuple(sorted(issues))
        super().__init__("; ".join(f"{issue.path}:{issue.line}: {issue.kind}" for issue in self.issues))

    def __reduce__(self) -> tuple[type["KnowledgeError"], tuple[Sequence[ValidationIssue]]]:
        """It may come from another process."""
        return KnowledgeError, (self.issues,)

    @classmethod
    def at(cls, path: Path, line: int, kind: IssueKind, **words: Word) -> "KnowledgeError":
        """The error where there is one issue alone."""
        return cls([ValidationIssue(path, line, kind, words)])


@contextmanager
def known_as(name: str, folder: Path) -> Iterator[None]:
    """Faults of files that lie in `folder` for a moment are told as of a state that people know: HEAD~1:book/1.yaml."""
    try:
        yield
    except KnowledgeError as error:
        raise KnowledgeError(
            replace(issue, path=Path(f"{name}:{issue.path.relative_to(folder)}"))
            if issue.path.is_relative_to(folder)
            else issue
            for issue in error.issues
        ) from error


def gather(
    issues: list[ValidationIssue],
    read: Callable[Arguments, Read],
    *args: Arguments.args,
    **kwargs: Arguments.kwargs,
) -> Read | None:
    """What `read` makes of the arguments; the issues it raises join the others, so that all are told at once."""
    try:
        return read(*args, **kwargs)
    except KnowledgeError as error:
        issues.extend(error.issues)
        return None
