"""What may be wrong in books that can be used, and the report on all of it."""
