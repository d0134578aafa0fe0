"""The composition root: the environment and the arguments in, an exit status out."""

import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from types import FrameType


def main() -> None:
    """Run `shouze` on this process's environment and arguments."""
    # As a container's first process it would not hear SIGTERM otherwise: what follows takes a second.
    signal.signal(signal.SIGTERM, _ended)
    # While it is loaded, and after all is done, Ctrl-C ends it without a word of where that was.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]  # a text stream, whatever its type says
    import bot.cli.usage  # noqa: PLC0415  # imports take long: a signal is heard before
    import bot.cli.wrapping  # noqa: F401, PLC0415  # the same

    try:
        status = run(os.environ, sys.argv[1:], _begins)
    except KeyboardInterrupt:
        status = 128 + signal.SIGINT
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(status)


def run(environment: Mapping[str, str], arguments: Sequence[str], begins: Callable[[], object] = int) -> int:
    """The exit status: 0 for an answer or a refusal, 2 for a fault that the user can mend; a command `begins`."""
    from bot.memory import collect_seldom  # noqa: PLC0415  # imports take long: a signal is heard before

    collect_seldom()
    import typer  # noqa: PLC0415  # the same

    from bot.cli import command_line  # noqa: PLC0415  # the same
    from bot.cli.usage import usage_message  # noqa: PLC0415  # the same
    from bot.wording import Language, catalogue_for  # noqa: PLC0415  # the same

    english = environment.get("SHOUZE_LANGUAGE") == Language.ENGLISH
    say = catalogue_for(Language.ENGLISH if english else Language.CHINESE)
    try:
        written = [*map(_readable, arguments)]
        return command_line(environment, begins)(written, prog_name="shouze", standalone_mode=False) or 0
    except SystemExit as end:
        return int(end.code or 0)
    except typer.Abort:
        message, status = say("usage.aborted"), 1
    except typer.TyperException as error:
        message, status = usage_message(error, say), 2
    except Exception as error:
        from bot.cli.user_messages import USER_ERRORS, user_message  # noqa: PLC0415  # all that can go wrong

        if not isinstance(error, USER_ERRORS):
            raise
        message, status = user_message(error, say), 2
    if message:
        from bot.cli.wrapping import print_message  # noqa: PLC0415  # the same

        print_message(message, is_error=True)
    return status


def _readable(argument: str) -> str:
    """An argument as text, which bytes that are none are not; the path of what is there stays as it is."""
    is_path = os.path.exists(argument)  # noqa: PTH110  # no path raises here, however long it is
    return argument if is_path else argument.encode(errors="surrogateescape").decode(errors="replace")


def _begins() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _ended(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
