"""Whether a clause answers."""
