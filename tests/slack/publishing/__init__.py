"""The rules change while the bot runs."""
