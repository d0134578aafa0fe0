"""What Slack is to show, and what it did not take."""
