"""What stands in a folder or is kept as one generation, what it changes, and how it leads from what counts."""
