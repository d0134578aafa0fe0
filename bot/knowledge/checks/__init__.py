"""What must hold in the knowledge files, and what may be wrong in them: the same at a start, in `check`, at import."""
