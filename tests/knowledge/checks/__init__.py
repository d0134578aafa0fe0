"""What may be wrong in a book that can be used."""
