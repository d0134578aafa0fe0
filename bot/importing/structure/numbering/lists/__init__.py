"""Lists beside the clauses: what stands above, below and among them, and whether they are the clauses."""
