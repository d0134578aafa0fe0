"""The `shouze` command: questions, sections, checks and measurements in a terminal; Slack by `serve`."""

from bot.cli.ask import command_line

__all__ = ["command_line"]
