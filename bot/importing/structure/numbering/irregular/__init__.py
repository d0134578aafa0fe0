"""Numbers of articles that do not follow each other: far ahead, again, out of order, or none."""
