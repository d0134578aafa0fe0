"""The composition root: the environment and the arguments in, an exit status out."""

import os
import sys
from collections.abc import Mapping, Sequence

from bot.cli import command_line
from bot.cli.errors import USER_ERRORS, user_message
from bot.wording import Language, catalogue_for


def main() -> None:
    """Run `shouze` on this process's environment and arguments."""
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]  # a text stream, whatever its type says
    sys.exit(run(os.environ, sys.argv[1:]))


def run(environment: Mapping[str, str], arguments: Sequence[str]) -> int:
    """The exit status: 0 for an answer or a refusal, 2 for a fault that the user can mend."""
    try:
        command_line(environment)(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    except USER_ERRORS as error:
        english = environment.get("SHOUZE_LANGUAGE") == Language.ENGLISH
        say = catalogue_for(Language.ENGLISH if english else Language.CHINESE)
        sys.stderr.write(user_message(error, say) + "\n")
        return 2
    return 0


if __name__ == "__main__":
    main()
