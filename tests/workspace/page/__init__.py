"""The local Slack's page, without a browser."""
