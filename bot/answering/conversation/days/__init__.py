"""Days that are named beside a question, and what was published then."""
