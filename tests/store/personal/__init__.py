"""What is one person's: sealed, shown, removed, and gone in time."""
