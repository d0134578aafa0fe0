"""What people call clauses and headings."""
