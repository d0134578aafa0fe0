"""Blocks and views: the words and elements in them, and whether Slack would take them. Knows no channel."""
