"""How titles are written, and those that were broken."""
