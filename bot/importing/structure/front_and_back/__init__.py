"""What stands around the clauses: the title page, pages of contents, the signature."""
