"""Slack at the edge: events in, messages out. Decides nothing about rules."""
