"""A new colleague on their path."""
