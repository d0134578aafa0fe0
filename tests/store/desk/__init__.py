"""What waits for owners, and what staff are asked and suggest."""
