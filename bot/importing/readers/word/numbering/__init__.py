"""Automatic numbering: which list a paragraph belongs to, and which number Word shows for it."""
