"""Commands that run the bot, or look whether it can run."""
