"""Methods over books -> estimates, a section a kind of book."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.evaluation import QuestionRun, measures

from tests.benchmarks.books import Book
from tests.benchmarks.bootstrap import Estimate, over_books, over_questions
from tests.benchmarks.comparing.methods import Method

SHOWN = ("hit@1", "mrr@10", "recall@5", "auroc", "right_at_95_rejection", "oos_answered", "right_answered")
CEILING = "hit@8"  # what no chooser can exceed: in the terminal's table alone
_DECIDED = {"oos_answered", "right_answered"}
HEADS = (
    "hit@1",
    "MRR@10",
    "recall@5",
    "AUROC",
    "right at 95 %\nrejection",
    "out of scope\nanswered",
    "right\nanswered",
)

Estimates = Mapping[str, Estimate]


@dataclass(frozen=True)
class Section:
    """The estimates of each method over the same books; a method that is missing here has none, but says why."""

    title: str
    rows: Mapping[str, Estimates]
    missing: Mapping[str, str]

    @property
    def differences(self) -> Mapping[str, Estimates]:
        """What each method of our own (one that decides) gains over the first method, paired."""
        first, *others = self.rows.items()
        base = first[1]
        return {
            f"{name}, gain": {figure: row[figure] - base[figure] for figure in row if figure in base}
            for name, row in others
            if _DECIDED & row.keys()
        }


def measured(
    title: str,
    books: Sequence[Book],
    methods: Iterable[Method],
    after_each: Callable[[], object] = lambda: None,
) -> Section:
    """Ask every method every question; one book is resampled by its questions, several as whole books."""
    rows: dict[str, dict[str, Estimate]] = {}
    missing: dict[str, str] = {}
    outcomes: dict[Method, list[list[QuestionRun]]] = {method: [] for method in methods}
    for book in books:
        for method, of_books in outcomes.items():
            if not method.missing:
                of_books.append(list(method.build(book.knowledge)(book.questions)))
            after_each()
    for method, of_books in outcomes.items():
        if method.missing:
            missing[method.name] = method.missing
            continue
        one = len(of_books) == 1
        estimates = over_questions(of_books[0]) if one else over_books([measures(book) for book in of_books])
        hidden = set() if method.decides else _DECIDED
        rows[method.name] = {
            name: estimates[name] for name in (*SHOWN, CEILING) if name in estimates.keys() - hidden
        }
    return Section(title, rows, missing)
