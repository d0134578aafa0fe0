"""How designators are written: the grammar, and what reads by it."""
