"""Answers beside those of known engines: `make eval`."""
