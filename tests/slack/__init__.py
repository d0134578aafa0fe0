"""The bot on Slack: the real Bolt app over real sockets, in the local workspace."""
