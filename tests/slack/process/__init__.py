"""The process on Slack: its start, its work, its health, its log, its end."""
