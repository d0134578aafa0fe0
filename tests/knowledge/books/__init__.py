"""The files of one book."""
