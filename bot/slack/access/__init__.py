"""Who somebody on Slack is, and what they may see where they ask."""
