"""Blocks, texts and form fields as HTML for one reader: pure functions, and everything in them is escaped."""
