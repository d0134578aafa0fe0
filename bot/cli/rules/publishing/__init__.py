"""What a change of the rules would do, and commands that have it count."""
