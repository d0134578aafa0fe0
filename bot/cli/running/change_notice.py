"""What the demo's page says, to everybody, of a change of the rules: that it is checked, and why it does not count."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Concatenate

from bot.publishing import Follower, Publisher, Trouble, TroubleKind
from bot.publishing.following.submission import NotCarriedOutError, Parameters, Result, Submission
from bot.wording import Catalogue, Language, catalogue_for
from bot.wording.publishing import trouble_lines

_MOST = 3  # places that are named: the others are read elsewhere


@dataclass
class ChangeNotice:
    """Shown by `show`, by the reader's language; why a change does not count stands until one does.

    All of that is read in the `channel` by `owner`, and where there is none ("") by a command.
    """

    show: Callable[[Mapping[str, str]], object]
    channel: str
    owner: str
    _trouble: Trouble | None = None

    def over(self, follower: Follower) -> Follower:
        """The same, which has the notice shown as it works."""

        def carried(
            work: Callable[Concatenate[Publisher, Parameters], Result],
            /,
            *args: Parameters.args,
            **kwargs: Parameters.kwargs,
        ) -> Result:
            self._say(follower, is_checking=True)
            try:
                result = follower.carry_out(work, *args, **kwargs)
            except NotCarriedOutError:
                self._trouble = Trouble(TroubleKind.INTERRUPTED, follower.generation)
                raise
            else:
                if isinstance(result, Submission):
                    self._trouble = result.trouble
                return result
            finally:
                self._say(follower)

        return replace(follower, carry_out=carried)

    def _say(self, follower: Follower, *, is_checking: bool = False) -> None:
        told = {
            each: [*self._lines(follower, catalogue_for(each), is_checking=is_checking)] for each in Language
        }
        self.show({language: "\n".join(lines) for language, lines in told.items()})

    def _lines(self, follower: Follower, say: Catalogue, *, is_checking: bool) -> Iterator[str]:
        if is_checking:
            yield say("demo.checking", clauses=len(follower.rules().library.clauses))
        if self._trouble:
            # for everybody: nothing is quoted that may stand in a clause for some readers
            first, *others = trouble_lines(self._trouble, say, is_for_all=True, folder=follower.folder)
            yield from [say("demo.not-in-effect"), *others[:_MOST]] if others else [first]
            contact = say("owner.contact", name=self.channel, contact=self.owner)
            yield say("demo.not-in-effect.where", where=contact if self.channel else "shouze check")
