"""Terms and vectors -> scores: BM25 over arrays, and the second opinion."""
