"""Talks of several turns."""
