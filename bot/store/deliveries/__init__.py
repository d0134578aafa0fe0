"""What is due to be posted, and what could not be."""
