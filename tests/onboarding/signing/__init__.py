"""What is signed, and signed again."""
