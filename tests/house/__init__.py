"""The code itself, and what is written about it."""
