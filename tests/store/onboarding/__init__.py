"""The first weeks in the store, and what was signed."""
