"""How much there can be of each: clauses, rows, workspaces, and workspaces in one process of `serve`."""
