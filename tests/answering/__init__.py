"""What a question is answered, and how often rightly."""
