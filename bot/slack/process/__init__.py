"""The process on Slack: its work, whether it is well, what it clears away, and its end."""
