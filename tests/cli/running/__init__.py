"""Commands by which the bot runs."""
