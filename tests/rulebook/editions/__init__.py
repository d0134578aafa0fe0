"""What is in force when, and what changed."""
