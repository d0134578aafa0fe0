"""Which of a few clauses answers a question? Models that read both: a cross-encoder, or one behind an endpoint."""

from bot.choosing.named import MissingChooserError, chooser_named

__all__ = ["MissingChooserError", "chooser_named"]
