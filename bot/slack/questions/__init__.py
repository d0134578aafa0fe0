"""Questions on Slack: taken in, kept, answered from the store."""
