"""The bot's own pages, drawn and clicked through."""
