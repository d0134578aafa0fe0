"""What was published before: as it may be told today, what began on a day, and what is signed of it."""
