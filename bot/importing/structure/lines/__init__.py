"""What a line may be: the beginning of a clause, or a heading."""
