"""The files of one book, as a rulebook, and what must be so across them."""
