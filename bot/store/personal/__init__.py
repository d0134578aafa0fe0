"""Personal data: sealed, exported, erased, and purged in time."""
