"""The local Slack, tested with the real SDK and a real Bolt app over real sockets."""
