"""What people write wrongly in a file -> which kind of mistake it is, and the words that tell of it."""
