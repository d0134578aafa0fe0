"""Beside a question: a greeting, a follow-up, a step through the book, a question about the book itself."""
