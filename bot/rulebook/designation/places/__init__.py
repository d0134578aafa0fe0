"""Where a reference leads: within one book, and among several."""
