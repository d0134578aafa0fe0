"""Lines become clauses under their headings, each with its key."""
