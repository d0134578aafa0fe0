"""The catalogues of sentences."""
