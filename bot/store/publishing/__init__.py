"""What was published, and who follows which rules."""
