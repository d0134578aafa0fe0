"""`shouze doctor`: all that keeps the bot from working, and what mends it."""
