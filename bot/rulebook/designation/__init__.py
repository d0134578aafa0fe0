"""How a clause, a heading or a part of one is called: the grammar of what people type, and where it leads."""
