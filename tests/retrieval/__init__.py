"""Text to terms to scores to rankings."""
