"""The database itself: its schema, its health, its locks, its files."""
